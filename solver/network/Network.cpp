// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/network/Network.h"

#include "solver/core/Error.h"
#include "solver/network/Hydraulics.h"
#include "solver/network/Temperatures.h"

#include <algorithm>
#include <fmt/format.h>

namespace coldloop::network {

namespace {
constexpr double fillTemperature = zeroCelsius + 25; // [K] at which a loop is filled
} // namespace

FluidState Model::fluid(const Branch& branch, const std::vector<double>& temperature) const
{
    const double mean = (temperature[branch.from] + temperature[branch.to]) / 2;
    const materials::Coolant& coolant = *loops[nodes[branch.from].loop].coolant;
    return {coolant.density(mean).value, coolant.viscosity(mean).value};
}

double Model::nodeMass(const Node& node) const
{
    return node.volume == 0 ? 0 : node.volume * loops[node.loop].coolant->density(fillTemperature).value;
}

std::vector<double> largestFlowOfLoops(const Model& model, const std::vector<double>& massFlow)
{
    std::vector<double> largest(model.loops.size(), 0);
    for (std::size_t b = 0; b < massFlow.size(); ++b) {
        double& of = largest[model.nodes[model.branches[b].from].loop];
        of = std::max(of, std::abs(massFlow[b]));
    }
    return largest;
}

Network::Network() : data_(std::make_unique<Data>()) {}
Network::~Network() = default;
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;

int Network::addLoop(Loop loop)
{
    data_->model.loops.push_back(std::move(loop));
    return static_cast<int>(data_->model.loops.size()) - 1;
}

NodeId Network::addNode(Node node)
{
    data_->model.nodes.push_back(std::move(node));
    return static_cast<int>(data_->model.nodes.size()) - 1;
}

BranchId Network::addBranch(Branch branch)
{
    data_->model.branches.push_back(std::move(branch));
    return static_cast<int>(data_->model.branches.size()) - 1;
}

int Network::addExchanger(ExchangerLink link)
{
    data_->model.links.push_back(std::move(link));
    return static_cast<int>(data_->model.links.size()) - 1;
}

int Network::addLoss(BranchLoss loss)
{
    data_->model.losses.push_back(loss);
    return static_cast<int>(data_->model.losses.size()) - 1;
}

const std::vector<Loop>& Network::loops() const { return data_->model.loops; }
const std::vector<Node>& Network::nodes() const { return data_->model.nodes; }
const std::vector<Branch>& Network::branches() const { return data_->model.branches; }
const std::vector<ExchangerLink>& Network::exchangers() const { return data_->model.links; }
Node& Network::node(NodeId id) { return data_->model.nodes.at(id); }
Branch& Network::branch(BranchId id) { return data_->model.branches.at(id); }

void Network::checkStructure() const { network::checkStructure(data_->model); }

HydraulicState Network::solveHydraulics(const std::vector<double>& temperature, const HydraulicState* guess) const
{
    const Model& model = data_->model;
    expects(temperature.size() == model.nodes.size(), "solveHydraulics: one temperature a node");
    expects(!guess || (guess->massFlow.size() == model.branches.size() && guess->pressure.size() == model.nodes.size()),
            "solveHydraulics: the guess is of another network");
    checkStructure();
    if (!data_->hydraulics || !data_->hydraulics->fits(model))
        data_->hydraulics = std::make_unique<HydraulicSolver>(model);
    return data_->hydraulics->solve(temperature, guess);
}

ThermalState Network::solveTemperatures(const HydraulicState& flow, const std::vector<BranchHeat>& heats,
                                        const std::vector<double>& old, double dt) const
{
    const Model& model = data_->model;
    expects(heats.size() == model.branches.size(), "solveTemperatures: one heat a branch");
    expects(flow.massFlow.size() == model.branches.size(), "solveTemperatures: the flow is of another network");
    expects(dt >= 0 && (old.size() == model.nodes.size() || (dt == 0 && old.empty())),
            "solveTemperatures: a time step needs one old temperature a node");
    checkStructure();
    if (!data_->temperatures || !data_->temperatures->fits(model))
        data_->temperatures = std::make_unique<ThermalSolver>(model);
    return data_->temperatures->solve(flow, heats, old, dt);
}

NodeId Network::upstream(BranchId branch, const HydraulicState& flow) const
{
    const Branch& b = data_->model.branches.at(branch);
    return flow.massFlow.at(branch) < 0 ? b.to : b.from;
}

NodeId Network::downstream(BranchId branch, const HydraulicState& flow) const
{
    const Branch& b = data_->model.branches.at(branch);
    return flow.massFlow.at(branch) < 0 ? b.from : b.to;
}

double Network::outletTemperature(BranchId branch, const HydraulicState& flow, const ThermalState& state) const
{
    const Model& model = data_->model;
    const NodeId up = upstream(branch, flow);
    const double m = std::abs(flow.massFlow.at(branch));
    if (m <= std::max(restFlow, restFlowShare * largestFlowOfLoops(model, flow.massFlow)[model.nodes[up].loop]))
        return state.temperature.at(downstream(branch, flow)); // at rest it has the temperature of where its heat goes
    if (state.branchHeat.at(branch) == 0) return state.temperature.at(up);
    const materials::Coolant& coolant = *model.loops[model.nodes[up].loop].coolant;
    return coolant.temperatureOfEnthalpy(coolant.enthalpy(state.temperature.at(up)).value +
                                         state.branchHeat[branch] / m);
}

double Network::nodeMass(NodeId node) const { return data_->model.nodeMass(data_->model.nodes.at(node)); }

std::vector<Flag> Network::flags(const HydraulicState& flow, const std::vector<double>& temperature) const
{
    const Model& model = data_->model;
    expects(temperature.size() == model.nodes.size(), "flags: one temperature a node");
    std::vector<Flag> all;
    for (std::size_t b = 0; b < model.branches.size(); ++b) {
        const FluidState fluid = model.fluid(model.branches[b], temperature);
        for (const auto& component : model.branches[b].components)
            if (auto flag = component->outsideRange(flow.massFlow.at(b), fluid)) all.push_back(std::move(*flag));
    }
    for (std::size_t l = 0; l < model.loops.size(); ++l) { // one statement a loop: its node farthest outside
        const materials::Coolant& coolant = *model.loops[l].coolant;
        const Node* worst = nullptr;
        double farthest = 0, at = 0;
        for (std::size_t i = 0; i < model.nodes.size(); ++i) {
            const double t = temperature[i], out = std::max(coolant.minTemperature() - t, t - coolant.maxTemperature());
            if (model.nodes[i].loop != static_cast<int>(l) || !(out > farthest)) continue;
            worst = &model.nodes[i];
            farthest = out;
            at = t;
        }
        if (worst)
            all.push_back(
                {worst->name, fmt::format("{:.4g} degC is outside the {:.4g} to {:.4g} degC for which {} is known",
                                          at - zeroCelsius, coolant.minTemperature() - zeroCelsius,
                                          coolant.maxTemperature() - zeroCelsius, coolant.name())});
    }
    return all;
}

} // namespace coldloop::network
