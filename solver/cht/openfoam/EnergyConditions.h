// What the energy equation needs to know besides the mesh: laws of zones, conditions of patches, the flow, sources.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/ConjugateSolver.h"
#include "solver/cht/openfoam/Geometry.h"

namespace coldloop::cht {

struct ZoneContact {
    int zoneA = 0, zoneB = 0;
    double resistance = 0; // [m^2 K/W]
};

struct WallFunction {
    int face = 0;            // internal, between a coolant and a solid
    double heatTransfer = 0; // of the coolant's side, instead of its half conductance [W/(m^2 K)]
};

// A cyclic pair seen from one of its patches: T(partner) - T_ref = ratio (T(patch) - T_ref) + rise.
struct CyclicHeat {
    double rise = 0; // [K]
    double ratio = 1;
    bool constantWall = false; // the ratio is to be found for which there is such a temperature with walls at T_ref
};

struct EnergyConditions {
    std::vector<ZoneMaterial> materials; // of zones
    std::vector<Boundary> boundaries;    // of Geometry::patches, in that order (entries of cyclic ones are not used)
    std::vector<ZoneContact> contacts;
    std::vector<CyclicHeat> cyclic; // of Geometry::patches, both of a pair; empty: no rise
    std::vector<WallFunction> wallFunctions;
    bool upwind = false;                  // first-order convection
    double referenceTemperature = 0;      // [K] an inlet's, or a fixed one
    double time = 0;                      // at which fields are taken [s]
    std::vector<double> flux;             // mass flux of faces, out of the owner [kg/s]; empty: nothing flows
    std::vector<double> eddyConductivity; // of cells, ghosts too, added [W/(m K)]; empty: none
    std::vector<double> density;   // of owned cells, in time, where continuity has it (gases) [kg/m^3]; empty: the
                                   // materials' at the reference temperature
    std::vector<double> cellPower; // of owned cells, besides the materials' heatSource and heatField [W]; empty: none
    std::vector<double> facePower; // of boundary faces, into the domain, where the patch is adiabatic or of given heat
                                   // flux [W]; empty: none
};

} // namespace coldloop::cht
