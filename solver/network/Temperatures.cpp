// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/network/Temperatures.h"

#include "solver/core/Error.h"

#include <algorithm>
#include <fmt/format.h>

namespace coldloop::network {

namespace {

constexpr double tolerance = 1e-12;
constexpr int maxIterations = 50;
constexpr double defaultTemperature = 300; // [K] a first guess where none is given

std::vector<std::pair<int, int>> pattern(const Model& model)
{
    std::vector<std::pair<int, int>> entries;
    for (const Branch& b : model.branches) {
        entries.emplace_back(b.from, b.to);
        entries.emplace_back(b.to, b.from);
    }
    for (const ExchangerLink& link : model.links) {
        const Branch& b1 = model.branches[link.side1];
        const Branch& b2 = model.branches[link.side2];
        for (NodeId n1 : {b1.from, b1.to})
            for (NodeId n2 : {b2.from, b2.to}) {
                entries.emplace_back(n1, n2);
                entries.emplace_back(n2, n1);
            }
    }
    return entries;
}

} // namespace

ThermalSolver::ThermalSolver(const Model& model)
    : model_(model), nodes_(model.nodes.size()), branches_(model.branches.size()), links_(model.links.size()),
      losses_(model.losses.size()), system_(static_cast<int>(nodes_), pattern(model), SparseSystem::Kind::general)
{
    for (const Branch& b : model.branches)
        branchPositions_.push_back({{system_.position(b.to, b.from), system_.position(b.from, b.to)}});
    for (const ExchangerLink& link : model.links) {
        const Branch& b1 = model.branches[link.side1];
        const Branch& b2 = model.branches[link.side2];
        LinkPositions p;
        for (int r1 : {0, 1})
            for (int r2 : {0, 1}) {
                const NodeId up1 = r1 ? b1.to : b1.from, down1 = r1 ? b1.from : b1.to;
                const NodeId up2 = r2 ? b2.to : b2.from, down2 = r2 ? b2.from : b2.to;
                p.row1[r1][r2] = system_.position(down1, up2);
                p.row2[r1][r2] = system_.position(down2, up1);
            }
        linkPositions_.push_back(p);
    }
    for (std::size_t i = 0; i < nodes_; ++i) diagonal_.push_back(system_.position(i, i));
}

ThermalState ThermalSolver::solve(const HydraulicState& flow, const std::vector<BranchHeat>& heats,
                                  const std::vector<double>& old, double dt)
{
    start(flow, old, dt);
    requireInletTemperatures();
    evaluate(heats);
    findHeldNodes(heats);
    requireAnchors(heats);
    Residual now = residual();
    const double initial = now.relative;
    int iterations = 0;
    while (!(now.relative <= tolerance)) {
        if (iterations == maxIterations || !std::isfinite(now.relative))
            throw SolveError(fmt::format(
                "the temperatures did not converge in {} Newton steps: node '{}' misses its heat "
                "balance by {:.3g} W at {:.6g} K (relative {:.2g}). Check the heat near it and "
                "its flow.",
                iterations, model_.nodes[now.node].name, now.absolute, temperature_[now.node], now.relative));
        step();
        evaluate(heats);
        now = residual();
        ++iterations;
    }
    return result(now, initial, iterations);
}

void ThermalSolver::start(const HydraulicState& flow, const std::vector<double>& old, double dt)
{
    setFlow(flow);
    old_ = old;
    if (old_.empty()) {
        double start = defaultTemperature;
        for (const Node& node : model_.nodes)
            if (node.fixedTemperature) start = node.temperature;
        old_.assign(nodes_, start);
    }
    temperature_ = old_;
    for (auto* v :
         {&oldEnthalpy_, &massRate_, &wallRate_, &enthalpy_, &specificHeat_, &stored_, &balance_, &rightHandSide_})
        v->assign(nodes_, 0);
    for (std::size_t i = 0; i < nodes_; ++i) {
        const Node& node = model_.nodes[i];
        if (node.fixedTemperature) temperature_[i] = node.temperature;
        oldEnthalpy_[i] = model_.loops[node.loop].coolant->enthalpy(old_[i]).value;
        massRate_[i] = dt > 0 && !node.fixedTemperature ? model_.nodeMass(node) / dt : 0;
        wallRate_[i] = dt > 0 && !node.fixedTemperature ? node.wallCapacity / dt : 0;
    }
    ua_.resize(links_);
    for (std::size_t k = 0; k < links_; ++k) {
        const ExchangerLink& link = model_.links[k];
        ua_[k] = exchangerUa(link.parameters, flow_[link.side1], flow_[link.side2]);
    }
}

void ThermalSolver::setFlow(const HydraulicState& flow)
{
    largestFlow_ = largestFlowOfLoops(model_, flow.massFlow);
    flow_.resize(branches_);
    reversed_.resize(branches_);
    up_.resize(branches_);
    down_.resize(branches_);
    for (std::size_t b = 0; b < branches_; ++b) {
        const Branch& branch = model_.branches[b];
        const double size = std::abs(flow.massFlow[b]);
        const double rest = std::max(restFlow, restFlowShare * largestFlow_[model_.nodes[branch.from].loop]);
        flow_[b] = size > rest ? size : 0;
        reversed_[b] = flow.massFlow[b] < 0;
        up_[b] = reversed_[b] ? branch.to : branch.from;
        down_[b] = reversed_[b] ? branch.from : branch.to;
    }
}

// Coolant that enters the network from outside brings a temperature, which only a fixed one can be.
void ThermalSolver::requireInletTemperatures() const
{
    std::vector<double> net(nodes_, 0);
    for (std::size_t b = 0; b < branches_; ++b) {
        net[up_[b]] += flow_[b];
        net[down_[b]] -= flow_[b];
    }
    for (std::size_t i = 0; i < nodes_; ++i) {
        const Node& node = model_.nodes[i];
        if (!node.fixedTemperature && net[i] > 1e-9 * largestFlow_[node.loop])
            throw InputError(
                fmt::format("node '{}' takes {:.4g} kg/s into the network at an unknown temperature. Fix its "
                            "temperature.",
                            node.name, net[i]));
    }
}

// A node without inflow and without storage keeps its temperature; heat into it could go nowhere.
void ThermalSolver::findHeldNodes(const std::vector<BranchHeat>& heats)
{
    std::vector<double> inflow(nodes_, 0), heat(nodes_, 0);
    for (std::size_t b = 0; b < branches_; ++b) {
        inflow[down_[b]] += flow_[b];
        if (flow_[b] == 0) heat[down_[b]] += std::max(std::abs(heat_[b]), std::abs(heats[b].heat));
    }
    held_.assign(nodes_, 0);
    for (std::size_t i = 0; i < nodes_; ++i) {
        const Node& node = model_.nodes[i];
        held_[i] = node.fixedTemperature || (inflow[i] == 0 && massRate_[i] + wallRate_[i] == 0);
        if (held_[i] && !node.fixedTemperature && heat[i] > 0)
            throw SolveError(
                fmt::format("node '{}' of loop '{}' takes up {:.4g} W but no coolant flows there. Give it flow, or "
                            "turn the heat off.",
                            node.name, model_.loops[node.loop].name, heat[i]));
    }
}

// Every node's temperature must depend, through flow and exchangers, on something that is known: a fixed temperature,
// stored heat, surroundings or a source that answers to temperature. Otherwise the balance has no unique solution.
void ThermalSolver::requireAnchors(const std::vector<BranchHeat>& heats) const
{
    std::vector<char> known(nodes_);
    for (std::size_t i = 0; i < nodes_; ++i) known[i] = held_[i] || massRate_[i] + wallRate_[i] > 0;
    for (std::size_t b = 0; b < branches_; ++b) known[down_[b]] |= heats[b].slope != 0;
    for (const BranchLoss& loss : model_.losses) known[down_[loss.branch]] |= loss.ua > 0 && flow_[loss.branch] > 0;
    std::vector<std::vector<NodeId>> dependents(nodes_);
    for (std::size_t b = 0; b < branches_; ++b)
        if (flow_[b] > 0) dependents[up_[b]].push_back(down_[b]);
    for (std::size_t k = 0; k < links_; ++k)
        if (ua_[k] > 0) {
            dependents[up_[model_.links[k].side1]].push_back(down_[model_.links[k].side2]);
            dependents[up_[model_.links[k].side2]].push_back(down_[model_.links[k].side1]);
        }
    std::vector<NodeId> open;
    for (std::size_t i = 0; i < nodes_; ++i)
        if (known[i]) open.push_back(static_cast<NodeId>(i));
    while (!open.empty()) {
        const NodeId at = open.back();
        open.pop_back();
        for (NodeId next : dependents[at])
            if (!known[next]) {
                known[next] = 1;
                open.push_back(next);
            }
    }
    for (std::size_t i = 0; i < nodes_; ++i)
        if (!known[i])
            throw SolveError(
                fmt::format("nothing determines the steady temperature of node '{}' in loop '{}': the heat of this "
                            "loop goes nowhere. Give it an exchanger to a loop that is cooled, a heat loss or a "
                            "fixed temperature.",
                            model_.nodes[i].name, model_.loops[model_.nodes[i].loop].name));
}

void ThermalSolver::step()
{
    std::vector<double>& a = system_.values();
    std::fill(a.begin(), a.end(), 0);
    for (std::size_t i = 0; i < nodes_; ++i) {
        a[diagonal_[i]] = held_[i] ? 1 : massRate_[i] * specificHeat_[i] + wallRate_[i];
        rightHandSide_[i] = held_[i] ? 0 : balance_[i];
    }
    for (std::size_t b = 0; b < branches_; ++b) {
        if (held_[down_[b]]) continue;
        a[diagonal_[down_[b]]] += flow_[b] * specificHeat_[down_[b]];
        a[branchPositions_[b].upDown[reversed_[b]]] -= flow_[b] * specificHeat_[up_[b]] + heatByInlet_[b];
    }
    for (std::size_t k = 0; k < links_; ++k) {
        const int r1 = reversed_[model_.links[k].side1], r2 = reversed_[model_.links[k].side2];
        if (!held_[down_[model_.links[k].side1]]) a[linkPositions_[k].row1[r1][r2]] += linkHeat_[k].byInlet2;
        if (!held_[down_[model_.links[k].side2]]) a[linkPositions_[k].row2[r1][r2]] -= linkHeat_[k].byInlet1;
    }
    if (!system_.solve(rightHandSide_, change_))
        throw SolveError(
            "the temperatures cannot be solved: the matrix is singular. Check that every loop can give off its heat.");
    for (std::size_t i = 0; i < nodes_; ++i) temperature_[i] += change_[i];
}

ThermalState ThermalSolver::result(const Residual& residual, double initial, int iterations) const
{
    ThermalState state;
    state.temperature = temperature_;
    state.branchHeat = heat_;
    for (const LinkHeat& link : linkHeat_) state.exchangerHeat.push_back(link.heat);
    state.stored = stored_;
    state.fixedHeat.assign(nodes_, 0);
    for (std::size_t i = 0; i < nodes_; ++i)
        if (model_.nodes[i].fixedTemperature) state.fixedHeat[i] = -balance_[i];
    state.newton = {iterations, initial, residual.relative, model_.nodes[residual.node].name};
    return state;
}

} // namespace coldloop::network
