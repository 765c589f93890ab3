// Fully developed laminar flow and heat transfer in a rectangular duct of aspect ratio 0.25, walls of uniform axial
// heat and uniform temperature in each section (H1). Exact: f Re = 18.23278 (Fanning), Nu = 5.33107.
// Source: R. K. Shah, A. L. London, Laminar Flow Forced Convection in Ducts (1978), recomputed by Chebyshev
// collocation.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/Loader.h"
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace coldloop;

namespace {

constexpr double exactFanning = 18.23278, exactNusselt = 5.33107;
constexpr double halfHeight = 0.5e-3, halfWidth = 2e-3, length = 20e-3, wall = 0.1e-3;      // [m]
constexpr double hydraulicDiameter = 1.6e-3;                                                // 4 area / perimeter [m]
constexpr double density = 1000, specificHeat = 4000, viscosity = 1e-3, conductivity = 0.8; // Pr 5
constexpr double velocity = 3.125e-3;                                                       // Re 5 [m/s]

// A quarter of the duct and of its wall: one cell of a solid that conducts in the section only.
meshes::BlockGrid quarterDuct(int refinement)
{
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{length, 20 * refinement, 1}};
    grid.axes[1].segments = {{halfHeight, 5 * refinement, 1}, {halfHeight + wall, 1, 1}};
    grid.axes[2].segments = {{halfWidth, 10 * refinement, 1}, {halfWidth + wall, 1, 1}};
    grid.zones = {"water", "wall", "wall", "wall"};
    using meshes::Side;
    grid.patches = {{"inlet", "water", Side::xMin},
                    {"outlet", "water", Side::xMax},
                    {"middle", "water", Side::yMin},
                    {"middle", "water", Side::zMin},
                    {"outside", "wall", Side::yMax}};
    return grid;
}

struct Developed {
    double fanning = 0, nusselt = 0;
};

Developed solveDuct(int refinement)
{
    const auto solver = test::solverOn(quarterDuct(refinement));
    cht::Physics physics;
    physics.zones = {test::fluid("water", density, specificHeat, viscosity, conductivity),
                     test::solid("wall", {1e-6, 1e8, 1e8})};
    physics.boundaries = {test::inlet("inlet", velocity, 300), test::outlet("outlet"), test::symmetry("middle"),
                          test::heated("outside", 1000)};
    const cht::Solution solution = solver->solve(physics, test::tight());
    CHECK(solution.massImbalance < 1e-10);
    CHECK(solution.energyImbalance < 1e-10);

    const double x1 = test::layer(solution.cells, 0.6 * length), x2 = test::layer(solution.cells, 0.8 * length);
    const test::Section a = test::section(solution.cells, "water", x1), b = test::section(solution.cells, "water", x2);
    const double gradient = (a.pressure - b.pressure) / (x2 - x1);
    const test::Strip inside = test::strip(solver->interface("wall", "water"), x2, true);
    return {gradient * hydraulicDiameter * hydraulicDiameter / (2 * viscosity * velocity),
            inside.heatFlux * hydraulicDiameter / (conductivity * (inside.temperature - b.bulkTemperature))};
}

} // namespace

TEST_CASE("A rectangular duct has the exact friction and Nusselt number, with second order")
{
    const Developed coarse = solveDuct(1), middle = solveDuct(2), fine = solveDuct(4);
    auto fanningError = [](const Developed& d) { return d.fanning / exactFanning - 1; };
    auto nusseltError = [](const Developed& d) { return d.nusselt / exactNusselt - 1; };
    INFO("f Re " << coarse.fanning << " " << middle.fanning << " " << fine.fanning);
    INFO("Nu " << coarse.nusselt << " " << middle.nusselt << " " << fine.nusselt);
    INFO("order " << test::order(fanningError(middle), fanningError(fine)) << " "
                  << test::order(nusseltError(middle), nusseltError(fine)));
    CHECK(std::abs(fanningError(fine)) < 0.002);
    CHECK(std::abs(nusseltError(fine)) < 0.002);
    CHECK(test::order(fanningError(middle), fanningError(fine)) > 1.8);
    CHECK(test::order(nusseltError(middle), nusseltError(fine)) > 1.8);
}
