// The heat balance of every node at given temperatures, and its derivatives (Temperatures.h).
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/network/Temperatures.h"

#include <algorithm>

namespace coldloop::network {

namespace {
constexpr double roundingShare =
    4e-3; // 16 eps / 1e-12: enthalpy flows count this much, as their differences carry rounding
} // namespace

void ThermalSolver::evaluate(const std::vector<BranchHeat>& heats)
{
    for (std::size_t i = 0; i < nodes_; ++i) {
        const Property h = model_.loops[model_.nodes[i].loop].coolant->enthalpy(temperature_[i]);
        enthalpy_[i] = h.value;
        specificHeat_[i] = h.derivative;
    }
    evaluateSources(heats);
    evaluateExchangers();
}

// q = heat + slope (Tin - inletTemperature);
// of losses q = m (h(Tout) - h(Tin)) with Tout = Ta + (Tin - Ta) exp(-UA / (m cp(Tin))).
void ThermalSolver::evaluateSources(const std::vector<BranchHeat>& heats)
{
    heat_.resize(branches_);
    heatByInlet_.resize(branches_);
    for (std::size_t b = 0; b < branches_; ++b) {
        const BranchHeat& q = heats[b];
        heat_[b] = q.heat + q.slope * (temperature_[up_[b]] - q.inletTemperature);
        heatByInlet_[b] = q.slope;
    }
    for (const BranchLoss& loss : model_.losses) {
        const double m = flow_[loss.branch];
        if (m == 0 || loss.ua == 0) continue;
        const NodeId up = up_[loss.branch];
        const materials::Coolant& coolant = *model_.loops[model_.nodes[up].loop].coolant;
        const double inlet = temperature_[up], cp = specificHeat_[up], over = inlet - loss.ambient;
        const double units = loss.ua / (m * cp), left = std::exp(-units);
        const Property outlet = coolant.enthalpy(loss.ambient + over * left);
        const double outletByInlet = left * (1 + over * units * coolant.specificHeat(inlet).derivative / cp);
        heat_[loss.branch] += m * (outlet.value - enthalpy_[up]);
        heatByInlet_[loss.branch] += m * (outlet.derivative * outletByInlet - cp);
    }
}

void ThermalSolver::evaluateExchangers()
{
    linkHeat_.resize(links_);
    for (std::size_t k = 0; k < links_; ++k) {
        const BranchId b1 = model_.links[k].side1, b2 = model_.links[k].side2;
        const NodeId up1 = up_[b1], up2 = up_[b2];
        const double difference = temperature_[up1] - temperature_[up2];
        const ExchangerConductance c =
            exchangerConductance(ua_[k], flow_[b1] * specificHeat_[up1], flow_[b2] * specificHeat_[up2]);
        const auto cpSlope = [&](NodeId i) {
            return model_.loops[model_.nodes[i].loop].coolant->specificHeat(temperature_[i]).derivative;
        };
        LinkHeat& q = linkHeat_[k];
        q.heat = c.value * difference;
        q.byInlet1 = c.value + difference * c.byC1 * flow_[b1] * cpSlope(up1);
        q.byInlet2 = -c.value + difference * c.byC2 * flow_[b2] * cpSlope(up2);
        heat_[b1] -= q.heat;
        heat_[b2] += q.heat;
        heatByInlet_[b1] -= q.byInlet1;
        heatByInlet_[b2] += q.byInlet2;
    }
}

ThermalSolver::Residual ThermalSolver::residual()
{
    std::vector<double>& throughput = throughput_; // what rounding is a share of
    std::fill(balance_.begin(), balance_.end(), 0);
    throughput.assign(nodes_, 0);
    loopScale_.assign(model_.loops.size(), 0);
    const auto raise = [&](NodeId i, double heat) {
        double& scale = loopScale_[model_.nodes[i].loop];
        scale = std::max(scale, std::abs(heat));
    };
    for (std::size_t b = 0; b < branches_; ++b) {
        const NodeId i = down_[b], up = up_[b];
        const double carried = flow_[b] * (enthalpy_[up] - enthalpy_[i]);
        balance_[i] += carried + heat_[b];
        throughput[i] +=
            flow_[b] * (std::abs(enthalpy_[up]) + std::abs(enthalpy_[i]) + specificHeat_[i] * temperature_[i]) +
            std::abs(heat_[b]);
        raise(i, carried);
        raise(i, heat_[b]);
    }
    Residual worst;
    for (std::size_t i = 0; i < nodes_; ++i) {
        stored_[i] = massRate_[i] * (enthalpy_[i] - oldEnthalpy_[i]) + wallRate_[i] * (temperature_[i] - old_[i]);
        balance_[i] -= stored_[i];
        throughput[i] +=
            (massRate_[i] * specificHeat_[i] + wallRate_[i]) * temperature_[i] + massRate_[i] * std::abs(enthalpy_[i]);
        raise(static_cast<NodeId>(i), stored_[i]);
    }
    for (std::size_t i = 0; i < nodes_; ++i) {
        if (held_[i]) continue;
        const double scale = loopScale_[model_.nodes[i].loop] + roundingShare * throughput[i];
        const double relative = balance_[i] == 0 ? 0 : std::abs(balance_[i]) / scale;
        if (relative <= worst.relative || std::isnan(worst.relative)) continue;
        worst = {relative, balance_[i], static_cast<int>(i)};
    }
    return worst;
}

} // namespace coldloop::network
