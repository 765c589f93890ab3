// An open cooling tower by the YorkCalc correlation.
//
//     approach = sum_k c_k LG^a TR^b Twb^c (27 terms),  leaving = Twb + approach,  range TR = entering - leaving
//
// The range makes it implicit; as the approach is quadratic in it, the root is exact. Valid for wet bulb -34.4 to
// 26.7 degC, range 1.1 to 22.2 K, approach 1.1 to 40 K, water ratio 0.75 to 1.25 of design, water to air ratio up to 8.
// Outside it continues and is flagged. Water that enters below the wet bulb leaves warmer (negative range).
// Source: EnergyPlus CoolingTower:VariableSpeed, YorkCalc; Modelica Buildings yorkCalc.mo.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/core/Property.h"

#include <array>
#include <string>
#include <vector>

namespace coldloop::plant {

struct CoolingTowerParameters {
    std::string name;
    std::array<double, 27> coefficients{}; // order LG^0,1,2 outer, TR^0,1,2, Twb^0,1,2 inner
    double maxWetBulb = 0;                 // [K], edge of the correlation
    double minWetBulb = 0;                 // [K]
    double minRange = 0, maxRange = 0;     // [K]
    double fanPowerPerWaterFlow = 0;       // rated fan power / rated water flow [J/kg]
    double ratedApproach = 0;              // [K] at the design point, for printing
};

// Approach [K] for range [K], wet bulb [K] and liquid-to-gas ratio (each relative to design). derivative is by range.
Property yorkApproach(const CoolingTowerParameters& tower, double range, double wetBulb, double liquidGasRatio);

struct CoolingTowerState {
    double leaving = 0;              // [K]
    double leavingByEntering = 0;    // d leaving / d entering [-]
    double range = 0, approach = 0;  // [K]
    std::vector<std::string> beyond; // what left the correlation's range, in words; empty inside
};

// entering [K] water, wetBulb [K], waterRatio and airRatio relative to design (> 0).
// Throws SolveError when the implicit range has no solution (entering water some 65 K above the wet bulb).
CoolingTowerState coolingTower(const CoolingTowerParameters& tower, double entering, double wetBulb, double waterRatio,
                               double airRatio);

// Water lost for `heat` [W] rejected: evaporation = heat / 2.43 MJ/kg, blowdown = evaporation / (cycles - 1) [kg/s].
struct WaterUse {
    double evaporation = 0, blowdown = 0, makeUp = 0; // [kg/s]
};
WaterUse towerWater(double heat, double cyclesOfConcentration);

} // namespace coldloop::plant
