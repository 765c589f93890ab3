// Thermal entrance between parallel plates of one temperature, flow developed before (Graetz): the bulk temperature
//
//     theta(x*) = (T_wall - T_bulk) / (T_wall - T_in),   x* = x / (Dh Re Pr):   0.792583 at 0.005, 0.498044 at 0.02
//
// Source: eigenfunction series, R. K. Shah, A. L. London, Laminar Flow Forced Convection in Ducts (1978). The series
// neglects conduction along the flow; Re Pr is 1000 here.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/Loader.h"
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

#include <map>

using namespace coldloop;

TEST_CASE("Coolant between plates of one temperature warms as Graetz's series says")
{
    const double halfHeight = 0.5e-3, entry = 4e-3, length = 50e-3;                                      // [m]
    const double hydraulicDiameter = 4 * halfHeight, viscosity = 1e-3, density = 1000, velocity = 10e-3; // Re 20
    const double prandtl = 50, specificHeat = 4000, conductivity = viscosity * specificHeat / prandtl;
    meshes::BlockGrid grid;
    grid.axes[0].start = -entry;
    grid.axes[0].segments = {{0, 20, 0.1}, {length, 100, 20}};
    grid.axes[1].segments = {{1e-3, 1, 1}};
    grid.axes[2].segments = {{halfHeight, 20, 0.2}};
    grid.zones = {"entry", "channel"};
    using meshes::Side;
    grid.patches = {
        {"inlet", "entry", Side::xMin}, {"outlet", "channel", Side::xMax}, {"plate", "channel", Side::zMax}};
    for (const char* zone : {"entry", "channel"})
        for (Side side : {Side::yMin, Side::yMax, Side::zMin}) grid.patches.push_back({"symmetry", zone, side});
    cht::Physics physics;
    for (const char* zone : {"entry", "channel"})
        physics.zones.push_back(test::fluid(zone, density, specificHeat, viscosity, conductivity));
    physics.boundaries = {test::inlet("inlet", velocity, 300), test::outlet("outlet"), test::symmetry("symmetry"),
                          test::held("plate", 310)};

    const cht::Solution solution = test::solverOn(grid)->solve(physics, test::tight());
    CHECK(solution.energyImbalance < 1e-10);
    const double scale = hydraulicDiameter * 20 * prandtl;
    const std::map<double, double> exact{{0.005, 0.792583}, {0.02, 0.498044}};
    for (const auto& [station, theta] : exact) { // linear between the layers of cells around the station
        const double x = station * scale, near = test::layer(solution.cells, x);
        const double other = test::layer(solution.cells, 2 * x - near + (x > near ? 1e-4 : -1e-4));
        const double a = test::section(solution.cells, "channel", near).bulkTemperature;
        const double b = test::section(solution.cells, "channel", other).bulkTemperature;
        const double bulk = other == near ? a : a + (b - a) * (x - near) / (other - near);
        INFO("x* " << station << ": " << (310 - bulk) / 10 << ", exact " << theta);
        CHECK((310 - bulk) / 10 == Approx(theta).epsilon(0.005));
    }
}
