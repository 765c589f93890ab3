// A porous body in a duct without friction at its walls, where the flow stays uniform:
//
//     dp = (mu D + rho |u| F / 2) u L       (Darcy, Forchheimer)
//
// and a fan whose straight curve meets that resistance at a flow that can be written down.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace coldloop;
using meshes::Side;

namespace {

constexpr double side = 0.01, before = 0.02, length = 0.05; // [m]
constexpr double density = 1000, viscosity = 1e-3;          // [kg/m^3], [Pa s]
constexpr double darcy = 1e8, forchheimer = 2e4;            // [1/m^2], [1/m]

double resistance(double u) { return (viscosity * darcy + density * u * forchheimer / 2) * u * length; } // [Pa]

meshes::BlockGrid duct()
{
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{before, 8, 1}, {before + length, 20, 1}, {2 * before + length, 8, 1}};
    grid.axes[1].segments = {{side, 4, 1}};
    grid.axes[2].segments = {{side, 4, 1}};
    grid.zones = {"water", "foam", "water"};
    grid.patches = {{"inlet", "water", Side::xMin}, {"outlet", "water", Side::xMax}, {"sides", "water", Side::yMin},
                    {"sides", "water", Side::yMax}, {"sides", "water", Side::zMin},  {"sides", "water", Side::zMax},
                    {"around", "foam", Side::yMin}, {"around", "foam", Side::yMax},  {"around", "foam", Side::zMin},
                    {"around", "foam", Side::zMax}};
    return grid;
}

cht::Physics model(const cht::Boundary& inlet)
{
    cht::Physics physics;
    physics.zones = {test::fluid("water", density, 4000, viscosity, 0.6),
                     test::fluid("foam", density, 4000, viscosity, 0.6)};
    physics.zones[1].darcy = {darcy, 10 * darcy, 10 * darcy};
    physics.zones[1].forchheimer = {forchheimer, forchheimer, forchheimer};
    physics.boundaries = {inlet, test::outlet("outlet"), test::symmetry("sides"), test::symmetry("around")};
    return physics;
}

} // namespace

TEST_CASE("A porous body has the pressure drop of Darcy and Forchheimer")
{
    const auto solver = test::solverOn(duct());
    for (const double u : {0.001, 0.01, 0.1}) {
        const cht::Solution solution = solver->solve(model(test::inlet("inlet", u, 300)), {});
        INFO("u " << u << " m/s: " << solution.pressureDrop << " Pa, exact " << resistance(u));
        CHECK(solution.pressureDrop == Approx(resistance(u)).epsilon(1e-3));
        CHECK(solution.massImbalance < 1e-9);
    }
}

TEST_CASE("A fan and a porous body meet where their pressures are equal")
{
    const double area = side * side, shutOff = 5000, free = 4e-6; // [m^2], [Pa], [m^3/s]
    cht::Boundary fan = test::inlet("inlet", 0, 300);
    fan.fanCurve = {{0, shutOff}, {free / 2, shutOff / 2}, {free, 0}};
    const double a = density * forchheimer / 2 * length, b = viscosity * darcy * length + shutOff * area / free;
    const double exact = (-b + std::sqrt(b * b + 4 * a * shutOff)) / (2 * a); // a u^2 + b u = shut-off pressure
    const auto solver = test::solverOn(duct());
    const cht::Solution solution = solver->solve(model(fan), {});
    INFO(solution.massFlow / (density * area) << " m/s, exact " << exact);
    CHECK(solution.massFlow == Approx(density * area * exact).epsilon(1e-3));
    CHECK(solution.pressureDrop == Approx(resistance(exact)).epsilon(1e-3));
}
