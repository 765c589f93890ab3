// A nominal rack as one branch, its curve computed from its own network.
//
// The rack's network is solved between its ports at several flows and two temperatures; the branch interpolates the
// pressure drop in flow (monotone cubic, odd) and linearly in viscosity (laminar
// plates make most of it). `count` racks in parallel are one branch.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/facility/Rack.h"

namespace coldloop::facility {

struct NominalRack {
    std::shared_ptr<network::Component> loss;           // of `count` racks in parallel, over their whole mass flow
    double gpuShare = 0, cpuShare = 0, switchShare = 0; // flow of one mean plate of that kind / flow of one rack
};

// nominalFlow [m^3/s] of one rack; the curve reaches from 0 to 2.5 times it.
NominalRack nominalRack(const RackParameters& rack, const PlateLoss& gpuPlate, const CoolantPtr& coolant, int count,
                        double nominalFlow);

} // namespace coldloop::facility
