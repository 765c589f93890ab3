// Where the heat of a solution goes: every term from its own flux.
//
//     heatIn = through patches other than inlets and outlets + sources,   enthalpyRise = out - in through those
//     imbalance = |heatIn - enthalpyRise| / half the sum of |patch heat| and |sources|
//
// Enthalpy counts from the reference temperature of the energy system, an inlet's.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/EnergySystem.h"

namespace coldloop::cht {

struct HeatBalance {
    double heatIn = 0, enthalpyRise = 0; // [W]
    double imbalance = 0;                // relative
    std::vector<double> out;             // of boundary faces, out of the domain [W]
};
HeatBalance heatBalance(EnergySystem& system, const double* t);

} // namespace coldloop::cht
