// A plane channel of height H heated on one side through a solid wall of thickness t and conductivity k_s, fully
// developed, the other side adiabatic. Exact, with q the heat flux:
//
//     T(outside of the wall) - T(bulk) = q ( 2 H / (Nu k) + t / k_s ),   Nu = 140/26 on the hydraulic diameter 2 H
//
// Source: R. K. Shah, A. L. London, Laminar Flow Forced Convection in Ducts (1978), parallel plates, one side heated.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/Loader.h"
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

using namespace coldloop;

TEST_CASE("A plane channel heated through a solid wall has the exact wall temperature")
{
    const double height = 1e-3, wall = 0.5e-3, length = 20e-3, heatFlux = 1e4; // [m], [W/m^2]
    const double conductivity = 0.6, wallConductivity = 1.5;                   // [W/(m K)]
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{length, 60, 1}};
    grid.axes[1].segments = {{1e-3, 1, 1}};
    grid.axes[2].start = -wall;
    grid.axes[2].segments = {{0, 4, 1}, {height, 24, 1}};
    grid.zones = {"plate", "water"};
    using meshes::Side;
    grid.patches = {{"inlet", "water", Side::xMin},
                    {"outlet", "water", Side::xMax},
                    {"heated", "plate", Side::zMin},
                    {"sides", "water", Side::yMin},
                    {"sides", "water", Side::yMax}};
    cht::Physics physics;
    physics.zones = {test::fluid("water", 1000, 4000, 1e-3, conductivity),
                     test::solid("plate", {wallConductivity, wallConductivity, wallConductivity})};
    physics.boundaries = {test::inlet("inlet", 5e-3, 300), test::outlet("outlet"), test::symmetry("sides"),
                          test::heated("heated", heatFlux)};

    const auto solver = test::solverOn(grid);
    const cht::Solution solution = solver->solve(physics, test::tight());
    const double x = test::layer(solution.cells, 0.75 * length);
    const double outside = test::strip(solver->patch("heated"), x).temperature;
    const double difference = outside - test::section(solution.cells, "water", x).bulkTemperature;
    const double exact = heatFlux * (2 * height / (140.0 / 26.0 * conductivity) + wall / wallConductivity);
    INFO("outside - bulk " << difference << " K, exact " << exact << " K");
    CHECK(difference == Approx(exact).epsilon(0.005));
    CHECK(solution.massImbalance < 1e-10);
    CHECK(solution.energyImbalance < 1e-10);
}
