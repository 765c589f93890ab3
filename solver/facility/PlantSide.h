// What the plant does to the loops at given loop temperatures: tower, trim chiller, room coil.
//
//     tower: q = -m (h(Tin) - h(Tout)), Tout = wet bulb + approach;   trim: q = -min(available, m (h(Tin) - h(set point)))
//     room: the coil's chiller takes the racks' air heat at its own water temperature
//
// Signs: heat is positive into the loop's water. All condenser heat of water-cooled machines goes to the tower.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/core/Ledger.h"
#include "solver/facility/Parameters.h"
#include "solver/network/Network.h"

namespace coldloop::facility {

struct PlantSide {
    network::BranchHeat tower; // on the tower branch
    network::BranchHeat trim;  // on the trim branch of the FWS
    double condenserHeat = 0;  // from water-cooled machines into the condenser water [W]
    double towerLeaving = 0, towerRange = 0, towerApproach = 0; // [K]
    double fanPower = 0;                                        // tower fans [W]
    double trimPower = 0, roomPower = 0;                        // compressors [W]
    double rejectedToAir = 0;                                   // by air-cooled machines, load and compressor [W]
    double trimLoad = 0;                                        // [W]
    double roomLoad = 0, roomShortfall = 0;                     // carried by the room's chillers, and not carried [W]
    std::vector<Flag> flags;
};

// towerInlet, trimInlet [K] and flows [kg/s] of those branches, airHeat [W] of all racks; condenserWater [K] is what
// enters the condensers of water-cooled chillers, after the isolating exchanger.
PlantSide plantSide(const Parameters& parameters, double towerInlet, double condenserFlow, double trimInlet,
                    double fwsFlow, double condenserWater, double airHeat);

} // namespace coldloop::facility
