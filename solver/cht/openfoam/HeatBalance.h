// Where the heat of a solution goes: every term from its own flux, sums over all ranks.
//
//     heatIn = through patches other than inlets and outlets + sources,   enthalpyRise = out - in through those
//     imbalance = |heatIn - enthalpyRise - stored| / half the sum of |patch heat|, |sources| and |stored|
//
// Enthalpy counts from the reference temperature of the energy system, an inlet's. What a cyclic pair with a rise of
// temperature carries out more than in counts as enthalpyRise.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/EnergySystem.h"

namespace coldloop::cht {

struct Backflow {
    std::string patch;
    double area = 0, massFlow = 0; // coming in through an outlet [m^2], [kg/s]
};

struct HeatBalance {
    double heatIn = 0, enthalpyRise = 0, stored = 0; // [W]
    double absolute = 0;                             // half the sum [W]
    double imbalance = 0;                            // relative
    double maxTemperature = 0;      // of cells and of faces other than inlets and outlets, absolute [K]
    std::vector<Backflow> backflow; // outlets where there is any
};
// At the temperatures of the last EnergySystem::residual. Collective.
HeatBalance heatBalance(const EnergySystem& system);
HeatBalance heatSums(const EnergySystem& system); // without the highest temperature and what flows back

// Zones whose temperature leaves the range of their laws, one sentence each. Collective.
std::vector<std::string> rangeFlags(const EnergySystem& system);

} // namespace coldloop::cht
