// A vapour-compression chiller by three curves (EnergyPlus Chiller:Electric:EIR); beyond their edge a Carnot fraction.
//
//     Q_avail = Q_ref CapFT(Te, Tc),  P = Q_ref CapFT EIRFT(Te, Tc) EIRFPLR(PLR) / COP_ref,  PLR = load / Q_avail
//
// Te leaving chilled water, Tc entering condenser fluid (water or air) [degC inside the curves]. Beyond the range of Te
// or Tc: COP = eta Tevap / (Tcond - Tevap), Tevap = leaving water - 2 K, Tcond = air + 12 K or leaving condenser water
// + 2 K, lift at least 10 K, COP at most 8 (air) or 15 (water), eta and CapFT from the curves at their edge. Flagged.
// Source: EnergyPlus Engineering Reference, "Electric Chiller Model Based on Condenser Entering Temperature".
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>

namespace coldloop::plant {

struct ChillerParameters {
    std::string name;
    double ratedCapacity = 0; // Q_ref [W]
    double ratedCop = 0;      // COP_ref [-]
    bool airCooled = false;
    std::array<double, 6> capacityCurve{};     // CapFT: 1, Te, Te^2, Tc, Tc^2, Te Tc [degC]
    std::array<double, 6> eirCurve{};          // EIRFT, same order
    std::array<double, 3> partLoadCurve{};     // EIRFPLR: 1, PLR, PLR^2
    double minLeaving = 0, maxLeaving = 0;     // range of Te [K]
    double minCondenser = 0, maxCondenser = 0; // range of Tc [K]
    double minPartLoad = 0.1;                  // below it the machine cycles: power falls in proportion to the load
    double maxPartLoad = 1.0;
};

struct ChillerState {
    double load = 0;          // heat taken from the chilled water [W]
    double available = 0;     // [W]
    double power = 0;         // compressor (and condenser fan of an air-cooled machine) [W]
    double cop = 0;           // load / power [-]
    double heatRejected = 0;  // load + power [W]
    double partLoad = 0;      // load / available
    bool beyondCurve = false; // the Carnot fraction was used
};

// leaving [K] chilled water; condenser [K] entering condenser water or outdoor air; requested [W] >= 0, one machine's;
// condenserCapacityFlow [W/K] of the condenser water (leaving = entering + rejected / flow; ignored when air-cooled).
// A request above maxPartLoad times the available capacity is met only up to that. Throws SolveError for a load without
// condenser water, and where the curves give no positive power.
ChillerState chiller(const ChillerParameters& parameters, double leaving, double condenser, double requested,
                     double condenserCapacityFlow);

} // namespace coldloop::plant
