// OpenFoamSolver through time. Flow and energy take the same two stages of each step (EnergySolver::step), so that a state
// is all that a step needs of the past:
//
//     rho V (u - u*) / tau + ... = 0,   V (rho - rho*) / tau + sum phi = 0 (gases),   tau = gamma dt
//     u* = u_n,   then   u* = u_n + (1 - gamma) / gamma (u_1 - u_n)
//
// Without inertia the flow of a stage is the steady one of its instant. Where temperature acts on the flow both are
// solved in turn until the flow is right at the temperatures that it brings about.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/OpenFoamSolver.h"
#include "solver/cht/openfoam/TimeSetup.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace coldloop::cht {

OpenFoamSolver::Seen OpenFoamSolver::seenNow() const
{
    Seen seen;
    seen.cells = energy_.absoluteTemperature();
    seen.cells.resize(geometry_.cells());
    geometry_.halo->update(seen.cells);
    if (wallsKnown_) seen.walls = wallTemperatures();
    const Read x(flow_->unknowns());
    seen.unknowns.assign(x.get(), x + 4 * std::size_t(fluid_.geometry.ownedCells));
    return seen;
}

void OpenFoamSolver::startInTime(const Physics& physics, const Tolerances& tolerances, const TimeControl& control)
{
    if (time_ == 0 && !restored_)
        energy_.setTemperature(physics.initialTemperature > 0 ? physics.initialTemperature
                                                              : setup_.referenceTemperature);
    if (!flow_) return;
    checkInTime(setup_, named(), control.flow);
    useStartValue();
    if (control.flow && !flow_->hasStart())
        flow_->start(std::vector<double>(4 * std::size_t(fluid_.geometry.ownedCells))); // rest
    if (control.flow) return;
    FlowConditions conditions = flowConditions(physics, setup_, named(), fluid_, seenNow().cells, time_);
    solveFlow(physics, tolerances, conditions);
}

Solution OpenFoamSolver::advance(const Physics& physics, const Tolerances& tolerances, const TimeControl& control,
                                 const std::function<bool(const Solution&)>& each)
{
    if (!(control.step > 0) || !(control.end > time_))
        throw InputError(fmt::format("3-D model: a time step of {} s up to {} s from {} s leads nowhere.", control.step,
                                     control.end, time_));
    prepare(physics, tolerances);
    startInTime(physics, tolerances, control);
    const bool together = flow_ && (control.flow || flowNeedsTemperature(physics, setup_) || flowFollowsTime(setup_));
    Solution last;
    for (double time = time_; time < control.end * (1 - 1e-12);) {
        const double next = std::min(time + control.step, control.end);
        if (together)
            stepTogether(physics, tolerances, control.flow, time, next - time);
        else
            energy_.step(
                time, next - time, [&](double at) { return heatConditions(at); }, tolerances, records_.emplace_back());
        time = next;
        last = finished(physics, time);
        records_.clear();
        if (each && !each(last)) break;
    }
    return last;
}

void OpenFoamSolver::stepTogether(const Physics& physics, const Tolerances& tolerances, bool inertia, double time,
                                  double dt)
{
    const bool feedback = flowNeedsTemperature(physics, setup_);
    const double tau = sdirkGamma * dt;
    const Seen before = seenNow();
    std::vector<double> own = before.cells;
    own.resize(geometry_.ownedCells);
    std::array<Seen, 2> seen{before, before};
    for (int turn = 1;; ++turn) {
        int stage = 0;
        bool right = turn > 1;
        auto flowOf = [&](double at) {
            if (stage == 1) seen[0] = seenNow();
            const Seen& now = seen[stage];
            FlowConditions conditions = flowConditions(physics, setup_, named(), fluid_, now.cells, at);
            if (!now.walls.empty()) addWallViscosity(conditions, now.walls);
            if (inertia) {
                conditions.timeCoefficient = 1 / tau;
                for (std::size_t x = 0; x < before.unknowns.size(); x += 4) {
                    Vec3& h = conditions.timeHistory.emplace_back();
                    for (int i = 0; i < 3; ++i)
                        h[i] = stageStart(stage, before.unknowns[x + i], seen[0].unknowns[x + i]) / tau;
                }
            }
            addStorage(setup_, named(), fluid_, {before.cells, seen[0].cells, now.cells}, stage, tau, conditions);
            if (turn > 1) flow_->start(now.unknowns);
            solveFlow(physics, tolerances, conditions);
            right = right && records_.back().iterations == 0;
            EnergyConditions heat = heatConditions(at);
            addDensity(setup_, named(), fluid_, conditions, heat);
            ++stage;
            return heat;
        };
        records_.clear();
        SolveRecord record;
        energy_.step(time, dt, flowOf, tolerances, record);
        wallsKnown_ = true;
        const std::vector<double> last = std::move(seen[1].cells);
        seen[1] = seenNow();
        records_.push_back(std::move(record));
        if (!feedback || right) return;
        if (turn == tolerances.maxCouplingIterations)
            throw SolveError(fmt::format("flow and energy: no agreement after {} turns at {:.6g} s; {}. Shorten the "
                                         "time step.",
                                         turn, time + dt, stillChanges(last, seen[1].cells)));
        energy_.setTemperature(own);
    }
}

} // namespace coldloop::cht
