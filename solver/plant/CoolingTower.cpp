// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/plant/CoolingTower.h"

#include "solver/core/Error.h"

#include <cmath>
#include <fmt/format.h>

namespace coldloop::plant {

namespace {

constexpr double minApproach = 1.1, maxApproach = 40;        // [K]
constexpr double minWaterRatio = 0.75, maxWaterRatio = 1.25; // of design
constexpr double maxLiquidGasRatio = 8;
constexpr double latentHeat = 2.43e6; // of water near 30 degC [J/kg]

// Coefficients of 1, TR, TR^2 at a wet bulb [K] and liquid-to-gas ratio.
std::array<double, 3> inRange(const CoolingTowerParameters& tower, double wetBulb, double liquidGasRatio)
{
    const double t = wetBulb - zeroCelsius;
    std::array<double, 3> a{};
    for (int i = 2; i >= 0; --i)
        for (int j = 0; j < 3; ++j) {
            const double* c = &tower.coefficients[9 * i + 3 * j];
            a[j] = a[j] * liquidGasRatio + c[0] + t * (c[1] + t * c[2]);
        }
    return a;
}

void flag(std::vector<std::string>& beyond, const char* what, double value, double low, double high, const char* unit)
{
    if (value >= low && value <= high) return;
    const bool below = value < low;
    beyond.push_back(fmt::format("{} {:.4g}{} is {} the York correlation's {:.4g}{}", what, value, unit,
                                 below ? "below" : "above", below ? low : high, unit));
}

} // namespace

Property yorkApproach(const CoolingTowerParameters& tower, double range, double wetBulb, double liquidGasRatio)
{
    const std::array<double, 3> a = inRange(tower, wetBulb, liquidGasRatio);
    return {a[0] + range * (a[1] + range * a[2]), a[1] + 2 * range * a[2]};
}

CoolingTowerState coolingTower(const CoolingTowerParameters& tower, double entering, double wetBulb, double waterRatio,
                               double airRatio)
{
    expects(waterRatio > 0 && airRatio > 0, "coolingTower: water and air ratios must be positive");
    const std::array<double, 3> a = inRange(tower, wetBulb, waterRatio / airRatio);
    // entering - Twb = TR + approach(TR): c2 TR^2 + c1 TR + c0 = 0; the root that stays finite as c2 -> 0.
    const double c2 = a[2], c1 = 1 + a[1], c0 = a[0] - (entering - wetBulb);
    const double discriminant = c1 * c1 - 4 * c2 * c0;
    if (!(discriminant > 0) || !(c1 > 0))
        throw SolveError(fmt::format("cooling tower '{}': water at {:.1f} degC and a wet bulb of {:.1f} degC are too "
                                     "far outside the York correlation. Lower the heat or raise the flow",
                                     tower.name, entering - zeroCelsius, wetBulb - zeroCelsius));
    CoolingTowerState state;
    state.range = -2 * c0 / (c1 + std::sqrt(discriminant));
    const Property approach = yorkApproach(tower, state.range, wetBulb, waterRatio / airRatio);
    state.approach = approach.value;
    state.leaving = entering - state.range;
    state.leavingByEntering = approach.derivative / (1 + approach.derivative);

    flag(state.beyond, "wet bulb", wetBulb - zeroCelsius, tower.minWetBulb - zeroCelsius,
         tower.maxWetBulb - zeroCelsius, " degC");
    flag(state.beyond, "range", state.range, tower.minRange, tower.maxRange, " K");
    flag(state.beyond, "approach", state.approach, minApproach, maxApproach, " K");
    flag(state.beyond, "water ratio", waterRatio, minWaterRatio, maxWaterRatio, "");
    flag(state.beyond, "liquid-to-gas ratio", waterRatio / airRatio, 0, maxLiquidGasRatio, "");
    return state;
}

WaterUse towerWater(double heat, double cyclesOfConcentration)
{
    expects(cyclesOfConcentration > 1, "towerWater: the cycles of concentration must be above 1");
    WaterUse water;
    water.evaporation = std::max(0.0, heat) / latentHeat;
    water.blowdown = water.evaporation / (cyclesOfConcentration - 1);
    water.makeUp = water.evaporation + water.blowdown;
    return water;
}

} // namespace coldloop::plant
