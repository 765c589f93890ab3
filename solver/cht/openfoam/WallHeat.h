// Heat between a wall and a turbulent coolant's first cell.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

// T+ = rho cp u_tau (T_wall - T) / q at y+ = y u_tau / nu: Pr y+ in the sublayer, Prt (ln(9.8 y+) / 0.41 + P) beyond it,
// with Jayatilleke's P = 9.24 ((Pr/Prt)^(3/4) - 1) (1 + 0.28 exp(-0.007 Pr/Prt)), blended as Kader does: weights
// exp(-G) and exp(-1/G), G = 0.01 (Pr y+)^4 / (1 + 5 Pr^3 y+). Sources: C. L. V. Jayatilleke, Prog. Heat Mass Transfer 1
// (1969) 193-330; B. A. Kader, Int. J. Heat Mass Transfer 24 (1981) 1541-1544. Tested in
// tests/unit/cht/WallHeat_test.cpp.
inline double wallTemperaturePlus(double yPlus, double prandtl, double turbulentPrandtl)
{
    constexpr double karman = 0.41, smooth = 9.8; // of the logarithmic law, as in nutUSpaldingWallFunction
    const double viscous = prandtl * yPlus, ratio = prandtl / turbulentPrandtl;
    const double resistance = 9.24 * (std::pow(ratio, 0.75) - 1) * (1 + 0.28 * std::exp(-0.007 * ratio));
    // Below y+ = 1 the logarithm means nothing and has no weight.
    const double logarithmic = turbulentPrandtl * (std::log(smooth * std::max(yPlus, 1.0)) / karman + resistance);
    const double blend = 0.01 * std::pow(viscous, 4) / (1 + 5 * std::pow(prandtl, 3) * yPlus);
    return viscous * std::exp(-blend) + (blend > 0 ? logarithmic * std::exp(-1 / blend) : 0.0);
}

} // namespace coldloop::cht
