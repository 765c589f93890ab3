// Faults of a network's structure, each with the name of the component.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Error.h"
#include "solver/network/NetworkData.h"

#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace coldloop::network {

namespace {

using Messages = std::vector<std::string>;

// Disjoint sets with path halving.
class Sets {
public:
    explicit Sets(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), 0); }
    int root(int i)
    {
        while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    void join(int i, int j) { parent_[root(i)] = root(j); }

private:
    std::vector<int> parent_;
};

bool exists(int id, std::size_t count) { return id >= 0 && static_cast<std::size_t>(id) < count; }

void checkNodes(const Model& model, Messages& faults)
{
    for (const Loop& loop : model.loops)
        if (!loop.coolant)
            faults.push_back(fmt::format("loop '{}' has no coolant. Give it one, for example pg25.", loop.name));
    for (const Node& n : model.nodes) {
        if (!exists(n.loop, model.loops.size()))
            faults.push_back(fmt::format("node '{}' belongs to loop number {}, which does not exist.", n.name, n.loop));
        if (!(n.volume >= 0 && n.wallCapacity >= 0) || !std::isfinite(n.volume + n.wallCapacity))
            faults.push_back(fmt::format("node '{}': volume {} m3 and wall capacity {} J/K must not be negative.",
                                         n.name, n.volume, n.wallCapacity));
        if (!std::isfinite(n.demand) || (n.fixedPressure && !std::isfinite(n.pressure)))
            faults.push_back(fmt::format("node '{}': demand and pressure must be finite numbers.", n.name));
        if (n.fixedTemperature && !(n.temperature > 0 && std::isfinite(n.temperature)))
            faults.push_back(
                fmt::format("node '{}': fixed temperature {} K must be above zero.", n.name, n.temperature));
    }
}

void checkBranches(const Model& model, Messages& faults)
{
    std::vector<char> used(model.nodes.size(), 0);
    for (const Branch& b : model.branches) {
        if (!exists(b.from, model.nodes.size()) || !exists(b.to, model.nodes.size())) {
            faults.push_back(fmt::format("branch '{}' ends at a node that does not exist.", b.name));
            continue;
        }
        used[b.from] = used[b.to] = 1;
        const Node& from = model.nodes[b.from];
        const Node& to = model.nodes[b.to];
        if (b.from == b.to) faults.push_back(fmt::format("branch '{}' joins node '{}' to itself.", b.name, from.name));
        if (from.loop != to.loop)
            faults.push_back(
                fmt::format("branch '{}' joins node '{}' of loop '{}' to node '{}' of loop '{}': coolants must not "
                            "mix. Use an exchanger between two branches.",
                            b.name, from.name, model.loops[from.loop].name, to.name, model.loops[to.loop].name));
        if (!std::isfinite(b.massFlow)) faults.push_back(fmt::format("branch '{}': mass flow must be finite.", b.name));
        for (const auto& component : b.components)
            if (!component) faults.push_back(fmt::format("branch '{}' holds an empty component.", b.name));
    }
    for (std::size_t i = 0; i < used.size(); ++i)
        if (!used[i])
            faults.push_back(
                fmt::format("node '{}' has no branch. Join it to its loop or remove it.", model.nodes[i].name));
}

void checkLinks(const Model& model, Messages& faults)
{
    std::vector<const std::string*> taken(model.branches.size(), nullptr);
    for (const ExchangerLink& link : model.links) {
        const ExchangerParameters& p = link.parameters;
        for (BranchId side : {link.side1, link.side2}) {
            if (!exists(side, model.branches.size()))
                faults.push_back(fmt::format("exchanger '{}': a side is a branch that does not exist.", p.name));
            else if (taken[side])
                faults.push_back(
                    fmt::format("exchanger '{}': branch '{}' already holds '{}'. Put each into a branch of its own.",
                                p.name, model.branches[side].name, *taken[side]));
            else
                taken[side] = &p.name;
        }
        if (!(p.ratedUa >= 0 && p.ratedMassFlow1 > 0 && p.ratedMassFlow2 > 0 && p.exponent >= 0))
            faults.push_back(
                fmt::format("exchanger '{}': UA {} W/K must not be negative, rated flows {} and {} kg/s must be above "
                            "zero.",
                            p.name, p.ratedUa, p.ratedMassFlow1, p.ratedMassFlow2));
    }
    for (const BranchLoss& loss : model.losses) {
        if (!exists(loss.branch, model.branches.size()))
            faults.push_back("a heat loss names a branch that does not exist.");
        else if (!(loss.ua >= 0 && std::isfinite(loss.ua) && std::isfinite(loss.ambient)))
            faults.push_back(fmt::format("branch '{}': heat loss UA {} W/K must not be negative, surroundings {} K.",
                                         model.branches[loss.branch].name, loss.ua, loss.ambient));
    }
}

// All nodes of a loop hang together.
void checkConnection(const Model& model, Messages& faults)
{
    Sets parts(model.nodes.size());
    for (const Branch& b : model.branches) parts.join(b.from, b.to);
    std::vector<int> first(model.loops.size(), -1);
    std::vector<char> told(model.nodes.size(), 0);
    for (std::size_t i = 0; i < model.nodes.size(); ++i) {
        const int loop = model.nodes[i].loop, root = parts.root(static_cast<int>(i));
        if (first[loop] < 0) first[loop] = static_cast<int>(i);
        if (root == parts.root(first[loop]) || told[root]) continue;
        told[root] = 1;
        faults.push_back(
            fmt::format("node '{}' is in an isolated part of loop '{}': no branch leads from it to node '{}'. Join "
                        "them or make two loops.",
                        model.nodes[i].name, model.loops[loop].name, model.nodes[first[loop]].name));
    }
}

// Nodes joined by branches whose flow is free share one pressure level, which must be known.
void checkPressures(const Model& model, Messages& faults)
{
    Sets parts(model.nodes.size());
    for (const Branch& b : model.branches)
        if (!b.fixedFlow) parts.join(b.from, b.to);
    struct Part {
        bool known = false;
        int fixedBranches = 0;
        double demand = 0;
        const Branch* fixedBranch = nullptr;
    };
    std::vector<Part> part(model.nodes.size());
    for (std::size_t i = 0; i < model.nodes.size(); ++i) {
        Part& p = part[parts.root(static_cast<int>(i))];
        p.known = p.known || model.nodes[i].fixedPressure;
        p.demand += std::abs(model.nodes[i].demand);
    }
    for (const Branch& b : model.branches)
        for (NodeId end : {b.from, b.to})
            if (b.fixedFlow && parts.root(b.from) != parts.root(b.to)) {
                Part& p = part[parts.root(end)];
                ++p.fixedBranches;
                p.fixedBranch = &b;
            }
    for (std::size_t i = 0; i < model.nodes.size(); ++i) {
        Part& p = part[parts.root(static_cast<int>(i))];
        if (p.known) continue;
        p.known = true; // one message a part
        const Node& node = model.nodes[i];
        if (p.fixedBranches == 1 && p.demand == 0 && p.fixedBranch->massFlow != 0)
            faults.push_back(
                fmt::format("branch '{}' forces {:.4g} kg/s into a dead end at node '{}'. Give the flow a way on, or "
                            "fix a pressure there.",
                            p.fixedBranch->name, p.fixedBranch->massFlow, node.name));
        else
            faults.push_back(
                fmt::format("node '{}' of loop '{}' has no pressure reference. Fix the pressure of one node, for "
                            "example at the expansion tank{}.",
                            node.name, model.loops[node.loop].name,
                            p.fixedBranches ? "; branches of fixed flow do not pass on pressure" : ""));
    }
}

// Branches without any component may not close a ring, nor join two fixed pressures: their flow would be undetermined.
void checkLosslessRings(const Model& model, Messages& faults)
{
    const int ground = static_cast<int>(model.nodes.size());
    Sets parts(model.nodes.size() + 1);
    for (std::size_t i = 0; i < model.nodes.size(); ++i)
        if (model.nodes[i].fixedPressure) parts.join(static_cast<int>(i), ground);
    for (const Branch& b : model.branches) {
        if (b.fixedFlow || !b.components.empty()) continue;
        if (parts.root(b.from) == parts.root(b.to))
            faults.push_back(
                fmt::format("branch '{}' has no component and closes a ring of such branches or joins two fixed "
                            "pressures: its flow is undetermined. Give it a loss.",
                            b.name));
        parts.join(b.from, b.to);
    }
}

} // namespace

void checkStructure(const Model& model)
{
    Messages faults;
    checkNodes(model, faults);
    if (faults.empty()) checkBranches(model, faults);
    checkLinks(model, faults);
    if (faults.empty()) checkConnection(model, faults);
    if (faults.empty()) checkPressures(model, faults);
    if (faults.empty()) checkLosslessRings(model, faults);
    if (!faults.empty()) throw InputError(faults);
}

} // namespace coldloop::network
