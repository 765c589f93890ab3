// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/WallHeat.h"

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {
constexpr double karman = 0.41, smooth = 9.8; // of the logarithmic law, as in nutUSpaldingWallFunction
} // namespace

double wallTemperaturePlus(double yPlus, double prandtl, double turbulentPrandtl)
{
    const double viscous = prandtl * yPlus, ratio = prandtl / turbulentPrandtl;
    const double resistance = 9.24 * (std::pow(ratio, 0.75) - 1) * (1 + 0.28 * std::exp(-0.007 * ratio));
    // Below y+ = 1 the logarithm means nothing and has no weight.
    const double logarithmic = turbulentPrandtl * (std::log(smooth * std::max(yPlus, 1.0)) / karman + resistance);
    const double blend = 0.01 * std::pow(viscous, 4) / (1 + 5 * std::pow(prandtl, 3) * yPlus);
    return viscous * std::exp(-blend) + (blend > 0 ? logarithmic * std::exp(-1 / blend) : 0.0);
}

} // namespace coldloop::cht
