// Gases at low Mach number, density p / (R T): in a heated channel and, for small differences of temperature, against the
// Boussinesq approximation in a side-heated cavity.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <numeric>

using namespace coldloop;
using meshes::Side;

namespace {

constexpr double reference = 300; // [K]

double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

bool says(const cht::Solution& solution, const std::string& text)
{
    return std::any_of(solution.flags.begin(), solution.flags.end(),
                       [&](const std::string& flag) { return flag.find(text) != std::string::npos; });
}

// A square cavity of side 1 with walls at reference +- rise / 2; density 1 and expansion 1 / T at the reference. Ra by
// the viscosity, Pr 0.71.
cht::Physics cavity(double rayleigh, double rise)
{
    constexpr double prandtl = 0.71;
    const double viscosity = std::sqrt(prandtl / rayleigh);
    cht::Physics physics;
    physics.zones = {test::fluid("gas", 1, 1, viscosity, viscosity / prandtl)};
    physics.zones[0].density = cht::Law([](double t) { return reference / t; });
    physics.gravity = {0, -reference / rise, 0};
    physics.initialTemperature = reference;
    physics.boundaries = {test::held("left", reference + rise / 2), test::held("right", reference - rise / 2),
                          test::symmetry("front")};
    return physics;
}

meshes::BlockGrid square(int n)
{
    meshes::BlockGrid grid;
    for (int i = 0; i < 2; ++i) grid.axes[i].segments = {{0.5, n / 2, 4}, {1, n / 2, 0.25}};
    grid.axes[2].segments = {{0.1, 1, 1}};
    grid.zones.assign(4, "gas");
    grid.patches = {{"left", "gas", Side::xMin},  {"right", "gas", Side::xMax}, {"top", "gas", Side::yMax},
                    {"front", "gas", Side::zMin}, {"front", "gas", Side::zMax}, {"bottom", "gas", Side::yMin}};
    return grid;
}

struct Cavity {
    double nusselt = 0;
    cht::Solution solution;
};

Cavity solve(const cht::Physics& physics, int n)
{
    const auto solver = test::solverOn(square(n));
    Cavity result{0, solver->solve(physics, {})};
    const double rise = physics.boundaries[0].temperature - physics.boundaries[1].temperature;
    result.nusselt = sum(solver->patch("left").heat) / (0.1 * physics.zones[0].conductivity(reference) * rise);
    return result;
}

} // namespace

TEST_CASE("A gas with small differences of temperature flows as the Boussinesq approximation says")
{
    cht::Physics physics = cavity(1e4, 0.03);
    physics.buoyancy = cht::Buoyancy::boussinesq;
    const Cavity approximate = solve(physics, 24);
    physics.buoyancy = cht::Buoyancy::density;
    physics.zones[0].gas = true;
    const Cavity gas = solve(physics, 24);
    INFO("Nu " << approximate.nusselt << ", gas " << gas.nusselt);
    CHECK(gas.nusselt == Approx(approximate.nusselt).epsilon(1e-4));
    CHECK(gas.nusselt == Approx(2.244).epsilon(0.01));
    CHECK(gas.solution.energyImbalance < 1e-6);
}

TEST_CASE("The Boussinesq approximation is flagged where the density changes by more than 5 %")
{
    cht::Physics physics = cavity(1e3, 40); // beta dT 0.13 about the cold wall
    physics.buoyancy = cht::Buoyancy::boussinesq;
    CHECK(says(solve(physics, 16).solution, "Boussinesq approximation is doubtful"));
    physics.buoyancy = cht::Buoyancy::density;
    physics.zones[0].gas = true;
    CHECK(!says(solve(physics, 16).solution, "Boussinesq"));
    physics = cavity(1e3, 10);
    physics.buoyancy = cht::Buoyancy::boussinesq;
    CHECK(!says(solve(physics, 16).solution, "Boussinesq"));
}

// Air enters at 300 K and is heated by about 150 K. In every section
//
//     mean velocity / inlet velocity = bulk temperature / inlet temperature,   bulk = inlet + heat / (m cp)
TEST_CASE("A heated gas keeps its mass flow and speeds up as its temperature rises")
{
    constexpr double height = 5e-3, length = 0.1, thickness = 1e-3, velocity = 1; // [m], [m/s]
    constexpr double cp = 1006, density = 1.177;
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{length, 60, 1}};
    grid.axes[1].segments = {{thickness, 1, 1}};
    grid.axes[2].segments = {{height / 2, 16, 1}};
    grid.zones = {"air"};
    grid.patches = {{"inlet", "air", Side::xMin},    {"outlet", "air", Side::xMax}, {"plate", "air", Side::zMax},
                    {"symmetry", "air", Side::zMin}, {"sides", "air", Side::yMin},  {"sides", "air", Side::yMax}};
    cht::Physics physics;
    physics.zones = {test::fluid("air", 1, cp, 1.85e-5, 0.0262)};
    physics.zones[0].gas = true;
    physics.zones[0].density = cht::Law([](double t) { return density * reference / t; });
    physics.zones[0].viscosity = cht::Law([](double t) { return 1.85e-5 * std::pow(t / reference, 0.7); });
    const double flow = density * velocity * thickness * height / 2; // [kg/s]
    const double flux = 150 * flow * cp / (length * thickness);      // [W/m^2]
    physics.boundaries = {test::inlet("inlet", velocity, reference), test::outlet("outlet"),
                          test::heated("plate", flux), test::symmetry("symmetry"), test::symmetry("sides")};
    const auto solver = test::solverOn(grid);
    const cht::Solution solution = solver->solve(physics, {});
    CHECK(solution.massFlow == Approx(flow).epsilon(1e-9));
    CHECK(sum(solver->patch("outlet").massFlow) == Approx(-flow).epsilon(1e-8));
    CHECK(solution.energyImbalance < 1e-6);
    for (const double x : {0.3 * length, 0.6 * length, 0.9 * length}) {
        const double station = test::layer(solution.cells, x);
        const double rise = 150 * station / length;
        INFO("x " << station);
        CHECK(test::section(solution.cells, "air", station).velocity ==
              Approx(velocity * (1 + rise / reference)).epsilon(0.003));
    }
}
