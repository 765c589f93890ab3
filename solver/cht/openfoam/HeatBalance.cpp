// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/HeatBalance.h"

#include <cmath>

namespace coldloop::cht {

HeatBalance heatBalance(EnergySystem& system, const double* t)
{
    const Geometry& g = system.geometry();
    const EnergyConditions& conditions = system.conditions();
    HeatBalance balance;
    std::vector<double> residual(g.cells());
    system.residual(t, residual.data()); // its gradients serve convection()
    double absolute = 0;
    for (const PatchRange& patch : g.patches) {
        double net = 0;
        for (int f = patch.start; f < patch.start + patch.size; ++f) {
            const double out = system.conduction(f, t) + system.convection(f, t);
            const ThermalBoundary kind = conditions.boundary[f - g.internalFaces];
            const bool open = kind == ThermalBoundary::inlet || kind == ThermalBoundary::outlet;
            (open ? balance.enthalpyRise : balance.heatIn) += open ? out : -out;
            balance.out.push_back(out);
            net += out;
        }
        absolute += std::abs(net);
    }
    for (double source : conditions.source) {
        balance.heatIn += source;
        absolute += std::abs(source);
    }
    if (absolute > 0) balance.imbalance = std::abs(balance.heatIn - balance.enthalpyRise) / (0.5 * absolute);
    return balance;
}

} // namespace coldloop::cht
