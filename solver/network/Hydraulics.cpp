// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/network/Hydraulics.h"

#include "solver/core/Error.h"

#include <algorithm>
#include <fmt/format.h>

namespace coldloop::network {

namespace {

constexpr double tolerance = 1e-12;
constexpr int maxIterations = 100;
constexpr double roundingShare = 2e-3; // 9 eps / tolerance: pressures count this much, for their differences' rounding
constexpr double leastLoss = 1e-2;     // [Pa] scale of a loop at rest
constexpr double leastFlow = 1e-9;     // [kg/s] scale of a loop at rest

std::vector<std::pair<int, int>> pattern(const Model& model)
{
    std::vector<std::pair<int, int>> entries;
    for (const Branch& b : model.branches) {
        entries.emplace_back(b.from, b.to);
        entries.emplace_back(b.to, b.from);
    }
    return entries;
}

} // namespace

HydraulicSolver::HydraulicSolver(const Model& model)
    : model_(model), nodes_(model.nodes.size()), branches_(model.branches.size()),
      system_(static_cast<int>(nodes_), pattern(model), SparseSystem::Kind::symmetricPositive)
{
    for (const Branch& b : model.branches)
        positions_.push_back({system_.position(b.from, b.from), system_.position(b.to, b.to),
                              system_.position(b.from, b.to), system_.position(b.to, b.from)});
    for (std::size_t i = 0; i < nodes_; ++i) diagonal_.push_back(system_.position(i, i));
}

HydraulicState HydraulicSolver::solve(const std::vector<double>& temperature, const HydraulicState* guess)
{
    start(temperature, guess);
    evaluateLosses(massFlow_);
    evaluateMass();
    Residual now = residual();
    const double initial = now.relative;
    bool massHolds = now.mass <= 1e-9;
    int iterations = 0;
    while (!(now.relative <= tolerance)) {
        if (iterations == maxIterations || !std::isfinite(now.relative))
            throw SolveError(
                fmt::format("the flow did not converge in {} Newton steps: {}. Look for a component there whose "
                            "pressure loss jumps or falls with the flow, or start from another flow.",
                            iterations, describe(now)));
        step();
        for (std::size_t b = 0; b < branches_; ++b) trial_[b] = massFlow_[b] + change_[b];
        evaluateLosses(trial_);
        if (massHolds) shorten(now.relative);
        massFlow_ = trial_;
        evaluateMass();
        now = residual();
        massHolds = true;
        ++iterations;
    }
    return result(now, initial, iterations);
}

void HydraulicSolver::start(const std::vector<double>& temperature, const HydraulicState* guess)
{
    fluid_.resize(branches_);
    for (auto* v : {&massFlow_, &change_, &trial_, &loss_, &slope_, &size_}) v->assign(branches_, 0);
    for (auto* v : {&pressure_, &missing_, &rightHandSide_}) v->assign(nodes_, 0);
    for (std::size_t b = 0; b < branches_; ++b) {
        const Branch& branch = model_.branches[b];
        fluid_[b] = model_.fluid(branch, temperature);
        massFlow_[b] = guess && !branch.fixedFlow ? guess->massFlow.at(b) : branch.massFlow;
    }
    std::vector<int> references(model_.loops.size(), 0);
    std::vector<double> demand(model_.loops.size(), 0), reference(model_.loops.size(), 0);
    for (const Node& node : model_.nodes) {
        demand[node.loop] += std::abs(node.demand);
        if (node.fixedPressure) reference[node.loop] = node.pressure;
        if (node.fixedPressure) ++references[node.loop];
    }
    closedReference_.resize(nodes_);
    for (std::size_t i = 0; i < nodes_; ++i) {
        const Node& node = model_.nodes[i];
        pressure_[i] = node.fixedPressure ? node.pressure : guess ? guess->pressure.at(i) : reference[node.loop];
        closedReference_[i] = references[node.loop] == 1 && demand[node.loop] == 0;
    }
}

void HydraulicSolver::evaluateLosses(const std::vector<double>& massFlow)
{
    for (std::size_t b = 0; b < branches_; ++b) {
        double loss = 0, slope = 0, size = 0;
        for (const auto& component : model_.branches[b].components) {
            const Property part = component->pressureLoss(massFlow[b], fluid_[b]);
            loss += part.value;
            slope += part.derivative;
            size += std::abs(part.value);
        }
        loss_[b] = loss;
        slope_[b] = slope;
        size_[b] = size;
    }
}

void HydraulicSolver::evaluateMass()
{
    for (std::size_t i = 0; i < nodes_; ++i) missing_[i] = -model_.nodes[i].demand;
    for (std::size_t b = 0; b < branches_; ++b) {
        missing_[model_.branches[b].from] -= massFlow_[b];
        missing_[model_.branches[b].to] += massFlow_[b];
    }
}

void HydraulicSolver::setScales()
{
    largestFlow_ = largestFlowOfLoops(model_, massFlow_);
    flowScale_ = largestFlow_;
    for (double& scale : flowScale_) scale = std::max(scale, leastFlow);
    lossScale_.assign(model_.loops.size(), leastLoss);
    for (std::size_t b = 0; b < branches_; ++b) {
        double& scale = lossScale_[model_.nodes[model_.branches[b].from].loop];
        scale = std::max({scale, size_[b], roundingShare * std::abs(slope_[b] * massFlow_[b])});
    }
    for (std::size_t i = 0; i < nodes_; ++i) {
        double& scale = lossScale_[model_.nodes[i].loop];
        scale = std::max(scale, roundingShare * std::abs(pressure_[i]));
    }
}

HydraulicSolver::Residual HydraulicSolver::residual()
{
    setScales();
    Residual worst;
    const auto take = [&](double absolute, double scale, bool ofBranch, std::size_t index) {
        const double relative = std::abs(absolute) / scale;
        if (!ofBranch) worst.mass = std::max(worst.mass, relative);
        if (relative <= worst.relative || std::isnan(worst.relative)) return;
        worst = {relative, worst.mass, ofBranch, static_cast<int>(index), absolute};
    };
    for (std::size_t b = 0; b < branches_; ++b) {
        const Branch& branch = model_.branches[b];
        if (!branch.fixedFlow)
            take(pressure_[branch.from] - pressure_[branch.to] - loss_[b], lossScale_[model_.nodes[branch.from].loop],
                 true, b);
    }
    for (std::size_t i = 0; i < nodes_; ++i)
        if (!model_.nodes[i].fixedPressure || closedReference_[i])
            take(missing_[i], flowScale_[model_.nodes[i].loop], false, i);
    return worst;
}

// A lossless branch or a flat pump curve has no slope: it gets a very small one, which slows Newton a little but
// changes no residual. Slopes too far apart would leave only rounding in the matrix beside the gentle branches.
void HydraulicSolver::setLeastSlope()
{
    const double loss = *std::max_element(lossScale_.begin(), lossScale_.end());
    const double flow = *std::max_element(flowScale_.begin(), flowScale_.end());
    const double steepest = *std::max_element(slope_.begin(), slope_.end());
    leastSlope_ = std::max(1e-9 * loss / std::max(flow, 1e-3), 1e-13 * steepest);
}

// One Newton step: pressures move by pressureChange_, flows would move by change_.
void HydraulicSolver::step()
{
    setLeastSlope();
    std::vector<double>& a = system_.values();
    std::fill(a.begin(), a.end(), 0);
    rightHandSide_ = missing_;
    for (std::size_t b = 0; b < branches_; ++b) {
        const Branch& branch = model_.branches[b];
        if (branch.fixedFlow) continue;
        const double g = 1 / std::max(slope_[b], leastSlope_);
        const double flow = g * (pressure_[branch.from] - pressure_[branch.to] - loss_[b]);
        change_[b] = flow;
        rightHandSide_[branch.from] -= flow;
        rightHandSide_[branch.to] += flow;
        const bool fromFree = !model_.nodes[branch.from].fixedPressure, toFree = !model_.nodes[branch.to].fixedPressure;
        if (fromFree) a[positions_[b].fromFrom] += g;
        if (toFree) a[positions_[b].toTo] += g;
        if (!fromFree || !toFree) continue;
        a[positions_[b].fromTo] -= g;
        a[positions_[b].toFrom] -= g;
    }
    for (std::size_t i = 0; i < nodes_; ++i)
        if (model_.nodes[i].fixedPressure) {
            a[diagonal_[i]] = 1;
            rightHandSide_[i] = 0;
        }
    if (!system_.solve(rightHandSide_, pressureChange_))
        throw SolveError(fmt::format("the flow cannot be solved, its matrix is singular: {}.", describe(residual())));
    for (std::size_t i = 0; i < nodes_; ++i) pressure_[i] += pressureChange_[i];
    for (std::size_t b = 0; b < branches_; ++b) {
        const Branch& branch = model_.branches[b];
        if (!branch.fixedFlow)
            change_[b] +=
                (pressureChange_[branch.from] - pressureChange_[branch.to]) / std::max(slope_[b], leastSlope_);
    }
}

// Slope of the content along change_ at the flows whose losses were evaluated last.
double HydraulicSolver::contentSlope() const
{
    double slope = 0;
    for (std::size_t b = 0; b < branches_; ++b) {
        const Branch& branch = model_.branches[b];
        if (!branch.fixedFlow) slope += change_[b] * (loss_[b] - pressure_[branch.from] + pressure_[branch.to]);
    }
    return slope;
}

// Takes less than the full step, already in trial_, where the content rises steeply again at its end.
void HydraulicSolver::shorten(double relativeResidual)
{
    const double atEnd = contentSlope();
    if (relativeResidual < 1e-6 || !(atEnd > 0)) return;
    const auto slopeAt = [&](double share) {
        for (std::size_t b = 0; b < branches_; ++b) trial_[b] = massFlow_[b] + share * change_[b];
        evaluateLosses(trial_);
        return contentSlope();
    };
    const double atStart = slopeAt(0);
    if (!(atStart < 0) || atEnd < -0.5 * atStart) {
        slopeAt(1);
        return;
    }
    double low = 0, high = 1, lowSlope = atStart, highSlope = atEnd;
    for (int i = 0; i < 60; ++i) { // alternately by chord and by halves, over any number of decades
        double share = i % 2 ? low + (high - low) * lowSlope / (lowSlope - highSlope) : (low + high) / 2;
        if (!(share > low && share < high)) share = (low + high) / 2;
        const double slope = slopeAt(share);
        if (std::abs(slope) < -0.5 * atStart) return;
        (slope < 0 ? low : high) = share;
        (slope < 0 ? lowSlope : highSlope) = slope;
    }
}

std::string HydraulicSolver::describe(const Residual& residual) const
{
    if (residual.ofBranch)
        return fmt::format("branch '{}' misses its pressure balance by {:.3g} Pa at {:.4g} kg/s (relative {:.2g})",
                           model_.branches[residual.index].name, residual.absolute, massFlow_[residual.index],
                           residual.relative);
    return fmt::format("node '{}' misses its mass balance by {:.3g} kg/s (relative {:.2g})",
                       model_.nodes[residual.index].name, residual.absolute, residual.relative);
}

HydraulicState HydraulicSolver::result(const Residual& residual, double initial, int iterations) const
{
    HydraulicState state;
    state.pressure = pressure_;
    state.massFlow = massFlow_;
    state.requiredRise.assign(branches_, 0);
    for (std::size_t b = 0; b < branches_; ++b) {
        const Branch& branch = model_.branches[b];
        if (branch.fixedFlow) state.requiredRise[b] = pressure_[branch.to] - pressure_[branch.from] + loss_[b];
    }
    state.massImbalanceRelative = residual.mass;
    const std::string& worst =
        residual.ofBranch ? model_.branches[residual.index].name : model_.nodes[residual.index].name;
    state.newton = {iterations, initial, residual.relative, worst};
    return state;
}

} // namespace coldloop::network
