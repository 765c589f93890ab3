// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/PlateFlow.h"

namespace coldloop::facility {

std::vector<double> finPressureDrops(const Parameters& parameters, const System& system)
{
    const network::Network& net = system.loops().network;
    const auto& pressure = system.flow().pressure;
    std::vector<double> drops;
    for (const network::BranchId id : system.loops().rack.chipBranch) {
        const network::Branch& plate = net.branches()[id];
        drops.push_back((1 - parameters.rack.gpuPlate.plenumShare) * (pressure[plate.from] - pressure[plate.to]));
    }
    return drops;
}

double quickDisconnectDrop(const Parameters& parameters, const System& system, int chip)
{
    const RackNetwork& rack = system.loops().rack;
    const RackTray& tray = rack.trays[rack.places[chip].tray - 1];
    const materials::Coolant& coolant = *parameters.tcs.coolant;
    double drop = 0;
    for (const network::BranchId id : {tray.supply, tray.returnBranch}) {
        const network::Branch& branch = system.loops().network.branches()[id];
        const double t = (system.temperature()[branch.from] + system.temperature()[branch.to]) / 2;
        for (const auto& component : branch.components)
            if (component->name() == "quick disconnect")
                drop += component
                            ->pressureLoss(system.flow().massFlow[id],
                                           {coolant.density(t).value, coolant.viscosity(t).value})
                            .value;
    }
    return drop;
}

} // namespace coldloop::facility
