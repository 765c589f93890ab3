// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/model/FinArray.h"
#include "solver/model/Outcome.h"

#include <cmath>
#include <fmt/format.h>

namespace coldloop::model {

namespace {

constexpr double mostResistance = 0.03, mostPressure = 0.05, mostCell = 0.01, laminar = 2000;

} // namespace

void reportFins(const FinArray& fins, const FinCoefficients& of, const SliceComparison& slices, Outcome& outcome)
{
    const auto add = [&](const char* name, double value, const char* unit) {
        outcome.quantities.push_back({name, value, unit});
    };
    const double resistance = slices.coarseResistance / slices.resistance - 1;
    const double pressure = slices.coarsePressureDrop / slices.pressureDrop - 1;
    const double hydraulicDiameter = 2 * fins.plate.gap * fins.plate.height / (fins.plate.gap + fins.plate.height);
    const double reynolds =
        fins.coolant.density(of.temperature) * of.velocity * hydraulicDiameter / fins.coolant.viscosity(of.temperature);
    add("fins_velocity", of.velocity, "m/s");
    add("fins_reynolds", reynolds, "1");
    add("fins_darcy", of.darcy, "1/m2");
    add("fins_forchheimer", of.forchheimer, "1/m");
    add("fins_dispersion", of.dispersion, "W/(m K)");
    add("fins_side_coefficient", of.side, "W/(m2 K)");
    add("fins_floor_coefficient", of.floor, "W/(m2 K)");
    add("fins_cell_resistance_difference", of.resistanceDifference, "1");
    add("fins_cell_gradient_difference", of.gradientDifference, "1");
    add("slice_resistance", slices.resistance, "K/W");
    add("slice_pressure_drop", slices.pressureDrop, "Pa");
    add("upscaling_resistance_difference", resistance, "1");
    add("upscaling_pressure_drop_difference", pressure, "1");
    const auto flag = [&](const char* what, double value, double most) {
        if (std::abs(value) > most)
            outcome.flags.push_back(
                {"cold-plate.fins", fmt::format("{} with coarse channels is {:+.1f} % off that with each of them "
                                                "resolved, more than {:g} %. Write fins = \"resolved\"",
                                                what, 100 * value, 100 * most)});
    };
    flag("the resistance of a slice", resistance, mostResistance);
    flag("the pressure drop of a slice", pressure, mostPressure);
    flag("the resistance of a channel far from its ends", of.resistanceDifference, mostCell);
    flag("the pressure gradient of a channel far from its ends", of.gradientDifference, mostCell);
    if (reynolds > laminar)
        outcome.flags.push_back({"cold-plate.fins", fmt::format("Reynolds number {:.0f} in the channels: their "
                                                                "coefficients are those of laminar flow, below {:g}",
                                                                reynolds, laminar)});
}

} // namespace coldloop::model
