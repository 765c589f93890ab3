// Which zones are turbulent, what they leave to continue from, and what is said of them. A conjugate half channel with a
// uniform inlet: water over a heated wall.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Error.h"
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace coldloop;
using meshes::PatchKind;
using meshes::Side;

namespace {

constexpr double height = 1, flux = 1e-3; // [m], [W/m^2]

// Two zones of water, one behind the other, over a solid.
meshes::BlockGrid channel(int cells)
{
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{10, 10, 1}, {20, 10, 1}};
    grid.axes[1].start = -0.2;
    grid.axes[1].segments = {{0, 1, 1}, {height, cells, 1}};
    grid.axes[2].segments = {{0.4, 1, 1}};
    grid.zones = {"wall", "wall", "first", "second"};
    grid.patches = {{"in", "first", Side::xMin},
                    {"out", "second", Side::xMax},
                    {"bottom", "wall", Side::yMin},
                    {"middle", "", Side::yMax, PatchKind::symmetry},
                    {"sides", "", Side::zMin, PatchKind::symmetry},
                    {"sides", "", Side::zMax, PatchKind::symmetry}};
    return grid;
}

cht::Physics water(double reynolds, cht::Regime first, cht::Regime second)
{
    const double viscosity = 4 * height / reynolds; // of mean velocity 1 and the hydraulic diameter
    cht::Physics physics;
    physics.zones = {test::fluid("first", 1, 1, viscosity, viscosity / 0.7),
                     test::fluid("second", 1, 1, viscosity, viscosity / 0.7), test::solid("wall", {0.01, 0.01, 0.01})};
    physics.zones[0].regime = first;
    physics.zones[1].regime = second;
    physics.boundaries = {test::inlet("in", 1, 300), test::outlet("out"), test::heated("bottom", flux)};
    return physics;
}

double largestEddyViscosity(const cht::CellField& cells, const std::string& zone)
{
    double largest = 0;
    for (std::size_t c = 0; c < cells.eddyViscosity.size(); ++c)
        if (cells.regionNames[cells.region[c]] == zone) largest = std::max(largest, cells.eddyViscosity[c]);
    return largest;
}

bool says(const cht::Solution& solution, const std::string& text)
{
    return std::any_of(solution.flags.begin(), solution.flags.end(),
                       [&](const std::string& flag) { return flag.find(text) != std::string::npos; });
}

double meanWallTemperature(const cht::ConjugateSolver& solver, const std::string& zone)
{
    const cht::SurfaceField wall = solver.interface("wall", zone);
    double sum = 0, area = 0;
    for (std::size_t f = 0; f < wall.area.size(); ++f) {
        sum += wall.area[f] * wall.temperature[f];
        area += wall.area[f];
    }
    return sum / area;
}

int iterations(const cht::Solution& solution, const std::string& equation)
{
    int sum = 0;
    for (const cht::SolveRecord& record : solution.records)
        if (record.equation == equation) sum += record.iterations;
    return sum;
}

} // namespace

TEST_CASE("Eddy viscosity is 0 in laminar zones, and turbulence carries heat away from the wall in turbulent ones")
{
    using cht::Regime;
    const auto solver = test::solverOn(channel(10));
    const cht::Solution mixed = solver->solve(water(20000, Regime::laminar, Regime::turbulent), {});
    CHECK(largestEddyViscosity(mixed.cells, "first") == 0);
    CHECK(largestEddyViscosity(mixed.cells, "second") > 5 * 4 * height / 20000);
    CHECK(says(mixed, "Zone 'first' is solved as laminar at Re"));
    CHECK(mixed.massImbalance < 1e-9);
    CHECK(mixed.energyImbalance < 1e-6);
    const double second = meanWallTemperature(*solver, "second");

    const cht::Solution laminar = solver->solve(water(20000, Regime::laminar, Regime::laminar), {});
    CHECK(laminar.cells.eddyViscosity.empty());
    CHECK(meanWallTemperature(*solver, "second") - 300 > 1.2 * (second - 300));
}

TEST_CASE("Automatic zones are turbulent from Re 2000 on")
{
    using cht::Regime;
    const auto solver = test::solverOn(channel(10));
    const cht::Solution slow = solver->solve(water(1000, Regime::automatic, Regime::automatic), {});
    CHECK(slow.cells.eddyViscosity.empty());
    const cht::Solution fast = solver->solve(water(40000, Regime::automatic, Regime::automatic), {});
    CHECK(largestEddyViscosity(fast.cells, "second") > 4 * height / 40000);
    const cht::Solution given =
        test::solverOn(channel(10))->solve(water(40000, Regime::turbulent, Regime::turbulent), {});
    CHECK(fast.maxTemperature == Approx(given.maxTemperature).margin(1e-3));
    CHECK(fast.pressureDrop == Approx(given.pressureDrop).epsilon(1e-3));
}

TEST_CASE("Wall functions are warned of where they are weak")
{
    using cht::Regime;
    cht::Physics physics = water(40000, Regime::turbulent, Regime::turbulent);
    CHECK(says(test::solverOn(channel(20))->solve(physics, {}), "most of them between 5 and 30"));
    physics.turbulence = "kEpsilon";
    CHECK(says(test::solverOn(channel(40))->solve(physics, {}), "where k-epsilon does not hold"));
    physics.turbulence = "kOmega";
    CHECK_THROWS_WITH(test::solverOn(channel(10))->solve(physics, {}),
                      "3-D model: turbulence model 'kOmega' is not known. Write 'kOmegaSST' or 'kEpsilon'.");
}

TEST_CASE("A turbulent flow continues from its state to the same result, in few turns")
{
    using cht::Regime;
    const cht::Physics physics = water(40000, Regime::turbulent, Regime::turbulent);
    cht::Tolerances tolerances;
    tolerances.flow = tolerances.energy = 1e-7;
    const auto solver = test::solverOn(channel(10));
    const cht::Solution whole = solver->solve(physics, tolerances);
    const cht::State state = solver->state();
    CHECK(state.turbulence.size() == 3);

    const auto other = test::solverOn(channel(10));
    other->restore(state);
    const cht::Solution continued = other->solve(physics, tolerances);
    CHECK(continued.pressureDrop == Approx(whole.pressureDrop).epsilon(1e-5));
    CHECK(continued.maxTemperature == Approx(whole.maxTemperature).margin(1e-6));
    INFO("turns " << iterations(whole, "turbulence") << ", continued " << iterations(continued, "turbulence"));
    CHECK(3 * iterations(continued, "turbulence") < 2 * iterations(whole, "turbulence"));
}
