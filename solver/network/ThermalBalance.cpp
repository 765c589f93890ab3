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

namespace {

// Mean specific heat of a coolant between two temperatures, (h(a) - h(b)) / (a - b), and its derivatives by both.
struct MeanSpecificHeat {
    double value, byA, byB;
};

MeanSpecificHeat meanSpecificHeat(const materials::Coolant& coolant, double a, double b)
{
    const double difference = a - b;
    if (std::abs(difference) < 1e-3) {
        const Property cp = coolant.specificHeat((a + b) / 2);
        return {cp.value, cp.derivative / 2, cp.derivative / 2};
    }
    const Property atA = coolant.enthalpy(a), atB = coolant.enthalpy(b);
    const double mean = (atA.value - atB.value) / difference;
    return {mean, (atA.derivative - mean) / difference, (mean - atB.derivative) / difference};
}

} // namespace

// Capacity flows take each coolant's mean specific heat between the two inlets: then an endless exchanger brings the side
// with the smaller one exactly to the other's inlet temperature, and none goes beyond it (second law).
void ThermalSolver::evaluateExchangers()
{
    linkHeat_.resize(links_);
    for (std::size_t k = 0; k < links_; ++k) {
        const BranchId b1 = model_.links[k].side1, b2 = model_.links[k].side2;
        const NodeId up1 = up_[b1], up2 = up_[b2];
        const double t1 = temperature_[up1], t2 = temperature_[up2], difference = t1 - t2;
        const MeanSpecificHeat cp1 = meanSpecificHeat(*model_.loops[model_.nodes[up1].loop].coolant, t1, t2);
        const MeanSpecificHeat cp2 = meanSpecificHeat(*model_.loops[model_.nodes[up2].loop].coolant, t1, t2);
        const double m1 = flow_[b1], m2 = flow_[b2];
        const ExchangerConductance c = exchangerConductance(ua_[k], m1 * cp1.value, m2 * cp2.value);
        LinkHeat& q = linkHeat_[k];
        q.heat = c.value * difference;
        q.byInlet1 = c.value + difference * (c.byC1 * m1 * cp1.byA + c.byC2 * m2 * cp2.byA);
        q.byInlet2 = -c.value + difference * (c.byC1 * m1 * cp1.byB + c.byC2 * m2 * cp2.byB);
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
