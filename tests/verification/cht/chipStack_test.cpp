// Test stack 1 of A. Sridhar et al., 3D-ICE (ICCAD 2010): two dies of 300 um silicon with 2 um heaters of 100 W/cm^2 on
// their outer faces, between them 100 channels of 50 x 100 um and 10 mm with 48 mL/min of water. Ansys CFX, as published:
// 78.48 degC at the centre of the top die, and its response to a step of power. By symmetry half a pitch and one die.
// The figures were read from a plot, to 0.1 K.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <map>

using namespace coldloop;
using meshes::Side;

namespace {

constexpr double inletTemperature = 273.15 + 26.86; // [K]
constexpr double velocity = 48e-6 / 60 / 100 / (50e-6 * 100e-6);
constexpr double heater = 2e-6; // [m]

meshes::BlockGrid halfPitch(int fineness)
{
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{10e-3, 20 * fineness + 1, 3}};
    grid.axes[1].segments = {{25e-6, 5 * fineness, 0.5}, {50e-6, 3 * fineness, 1}};
    grid.axes[2].segments = {{50e-6, 8 * fineness, 0.3}, {350e-6, 8 * fineness, 4}, {350e-6 + heater, 1, 1}};
    grid.zones = {"water", "silicon", "silicon", "silicon", "heater", "heater"};
    grid.patches = {{"inlet", "water", Side::xMin}, {"outlet", "water", Side::xMax}, {"top", "heater", Side::zMax}};
    for (const auto& [zone, side] : {std::pair{"water", Side::yMin}, std::pair{"water", Side::zMin}})
        grid.patches.push_back({"symmetry", zone, side});
    return grid;
}

cht::Physics model()
{
    cht::Physics physics;
    physics.zones = {test::fluid("water", 998, 4181, 8.89e-4, 0.6069), test::solid("silicon", {130, 130, 130}),
                     test::solid("heater", {130, 130, 130})};
    for (int zone : {1, 2}) {
        physics.zones[zone].density = 2330;
        physics.zones[zone].specificHeat = 702;
    }
    physics.zones[2].heatSource = 1e6 / heater;
    physics.boundaries = {test::inlet("inlet", velocity, inletTemperature), test::outlet("outlet"),
                          test::symmetry("symmetry")};
    physics.initialTemperature = inletTemperature;
    return physics;
}

// Mean across the pitch, half way along, on the outer face [degC].
double centre(const cht::ConjugateSolver& solver)
{
    const cht::SurfaceField top = solver.patch("top");
    double low = -1, high = 1e9;
    for (const auto& x : top.centre) {
        if (x[0] <= 5e-3)
            low = std::max(low, x[0]);
        else
            high = std::min(high, x[0]);
    }
    const double part = (5e-3 - low) / (high - low);
    return (1 - part) * test::strip(top, low).temperature + part * test::strip(top, high).temperature - 273.15;
}

} // namespace

TEST_CASE("The chip stack comes to the temperature of Ansys CFX")
{
    const auto solver = test::solverOn(halfPitch(2));
    const cht::Solution solution = solver->solve(model(), {});
    INFO(centre(*solver) << " degC, bulk rise " << solution.enthalpyRise / (solution.massFlow * 4181) << " K");
    CHECK(solution.enthalpyRise == Approx(1e6 * 50e-6 * 10e-3).epsilon(1e-6));
    CHECK(std::abs(centre(*solver) - 78.48) < 0.5);
}

TEST_CASE("The chip stack answers a step of power as in Ansys CFX")
{
    const std::map<double, double> cfx{{5e-3, 35.25}, {20e-3, 54.47}, {40e-3, 69.10}, {100e-3, 78.06}}; // [s], [degC]
    const auto solver = test::solverOn(halfPitch(1));
    std::size_t looked = 0;
    solver->advance(model(), {}, {100e-3, 1e-3}, [&](const cht::Solution& solution) {
        CHECK(solution.energyImbalance < 1e-6);
        for (const auto& [time, temperature] : cfx) {
            if (std::abs(solution.time - time) > 1e-6) continue;
            INFO(time << " s: " << centre(*solver) << " degC, CFX " << temperature);
            CHECK(std::abs(centre(*solver) - temperature) < 1);
            ++looked;
        }
        return true;
    });
    CHECK(looked == cfx.size());
}
