// The three coolant loops of a site with one CDU, as one network.
//
//     TCS:       pump -> CDU exchanger -> supply piping -> racks -> return piping -> pump
//     FWS:       CDU valve and exchanger -> pump -> isolating exchanger -> trim chiller -> CDU
//     condenser: pump -> isolating exchanger -> condensers of water-cooled chillers -> tower -> basin
//
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/facility/NominalRack.h"
#include "solver/facility/Parameters.h"
#include "solver/facility/Rack.h"
#include "solver/network/Network.h"
#include "solver/network/components/Components.h"

#include <memory>

namespace coldloop::facility {

struct TcsLoop {
    network::NodeId suction = 0, pumped = 0, supply = 0, supplyHeader = 0, returnHeader = 0;
    network::BranchId pump = 0, exchanger = 0, supplyPiping = 0, returnPiping = 0;
    network::BranchId nominalRacks = -1; // -1 where there is only the resolved rack
    network::NodeId nominalReturn = -1;
    std::shared_ptr<network::Pump> pumpCurve;
};

struct FwsLoop {
    network::NodeId supply = 0, returned = 0, pumped = 0, isolated = 0;
    network::BranchId cdu = 0, pump = 0, isolating = 0, trim = 0;
    std::shared_ptr<network::Pump> pumpCurve;
    std::shared_ptr<network::ControlValve> valve;
};

struct CondenserLoop {
    network::NodeId basin = 0, pumped = 0, isolated = 0, warm = 0;
    network::BranchId pump = 0, isolating = 0, chillers = 0, tower = 0;
};

struct Loops {
    network::Network network;
    RackNetwork rack; // the resolved one
    NominalRack nominal;
    TcsLoop tcs;
    FwsLoop fws;
    CondenserLoop condenser;
    int cduLink = 0, isolatingLink = 0; // exchangers: TCS to FWS, FWS to condenser water
};

// `restrictions` may differ from the parameters' own (none, for the question what an unrestricted rack would do).
Loops makeLoops(const Parameters& parameters, const PlateLoss& gpuPlate, const std::vector<Restriction>& restrictions);

} // namespace coldloop::facility
