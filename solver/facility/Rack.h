// One rack as a network between its supply and return port.
//
//     port - manifold segment - ... per tray: quick disconnect + half the hose -> tray -> plates -> hose + quick disconnect
//
// Compute tray: superchips in parallel; in each the GPU plates are in parallel and their CPU plate follows in series
// (the real arrangement is not public). Switch tray: its plates in parallel. Ports are at the bottom of the manifolds.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/facility/Outcome.h"
#include "solver/facility/Parameters.h"
#include "solver/network/Network.h"

namespace coldloop::facility {

// Pressure-drop law of the whole GPU plate: dp = linear mu Q + quadratic rho Q^2.
struct PlateLoss {
    double linear = 0, quadratic = 0; // [1/m^3], [1/m^4]
    double minFlow = 0, maxFlow = 0;  // [m^3/s] range
};

struct RackTray {
    TrayKind kind = TrayKind::compute;
    network::BranchId supply = 0, returnBranch = 0; // with the quick disconnects
    network::NodeId inlet = 0, outlet = 0;
};

struct RackNetwork {
    network::NodeId supplyPort = 0, returnPort = 0;
    std::vector<ChipPlace> places;             // all chips
    std::vector<network::BranchId> chipBranch; // of each chip
    std::vector<RackTray> trays;               // bottom to top
    std::vector<network::NodeId> nodes;        // all, ports included
};

// The chips of a rack in their order: tray by tray from the bottom, in a tray GPUs, then CPUs, or switches.
std::vector<ChipPlace> chipPlaces(const RackParameters& rack);

// Adds the rack to `network`, its nodes in loop `loop`. Restrictions replace the Kv of the trays' supply couplings.
RackNetwork addRack(network::Network& network, int loop, const RackParameters& rack, const PlateLoss& gpuPlate,
                    const std::vector<Restriction>& restrictions, const std::string& name);

} // namespace coldloop::facility
