// Flow and temperature that act on each other: OpenFoamSolver::couple.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Anderson.h"
#include "solver/cht/openfoam/CoupledNewton.h"
#include "solver/cht/openfoam/OpenFoamSolver.h"
#include "solver/cht/openfoam/WorstCell.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>

namespace coldloop::cht {

namespace {
constexpr std::size_t couplingDepth = 10;
constexpr int finalTurns = 3;
} // namespace

void OpenFoamSolver::couple(const Physics& physics, const Tolerances& tolerances)
{
    if (!coupleAtOnce(physics, tolerances)) coupleInTurn(physics, tolerances);
}

// Flow and energy in turn, sped up by Anderson's method, until the flow is right at the temperatures that it brings about.
void OpenFoamSolver::coupleInTurn(const Physics& physics, const Tolerances& tolerances)
{
    const bool feedback = flow_ && flowNeedsTemperature(physics, setup_);
    Anderson anderson(communicator(), feedback ? couplingDepth : 0);
    for (int iteration = 1;; ++iteration) {
        const std::vector<double> before = ownTemperatures();
        solveFlow(physics, tolerances, 0);
        const bool right = iteration > 1 && records_.back().iterations == 0; // the flow was right already
        if (flow_ && !feedback) flow_->release();
        energy_.solve(heatConditions(0), tolerances, records_.emplace_back());
        wallsKnown_ = true;
        if (!goesOn(physics) || !feedback || right) return;
        if (iteration == tolerances.maxCouplingIterations)
            throw SolveError(fmt::format(
                "flow and energy: no agreement after {} turns; the flow's residual is {:.3g} at "
                "the temperatures that it brings about, tolerance {:.3g}; {}. The flow may not be steady: solve it in "
                "time, refine the mesh there, or allow more numerics.coupling-iterations.",
                iteration, records_[records_.size() - 2].initialResidual, tolerances.flow,
                stillChanges(before, ownTemperatures())));
        if (iteration > 1) energy_.setTemperature(anderson.next(before, ownTemperatures()));
    }
}

std::string OpenFoamSolver::stillChanges(const std::vector<double>& before, const std::vector<double>& now) const
{
    std::vector<double> change;
    for (int c = 0; c < geometry_.ownedCells; ++c) change.push_back(now[c] - before[c]);
    const WorstCell cell = worstCell(geometry_, distribution_.mesh.zone, change);
    return fmt::format("the temperature still changes most, by {:.3g} K, {}", cell.value,
                       placeOf(cell, setup_.materials));
}

// By Newton's method, where the temperature acts on the density of a laminar flow that nothing needs to be found for.
// False where that is not so.
bool OpenFoamSolver::coupleAtOnce(const Physics& physics, const Tolerances& tolerances)
{
    const bool fan = std::any_of(setup_.boundaries.begin(), setup_.boundaries.end(),
                                 [](const Boundary& boundary) { return !boundary.fanCurve.empty(); });
    if (!flow_ || !densityFollowsTemperature(physics, setup_) || !physics.periodic.empty() || fan) return false;
    const bool laminar =
        std::all_of(setup_.materials.begin(), setup_.materials.end(),
                    [](const ZoneMaterial& material) { return !material.fluid || material.regime == Regime::laminar; });
    useStartValue();
    if (!laminar || !flow_->hasStart()) { // from the flow without buoyancy and the temperature that it brings about
        Physics weightless = physics;
        weightless.gravity = {};
        solveFlow(weightless, tolerances, 0);
        energy_.solve(heatConditions(0), tolerances, records_.emplace_back());
    }
    if (turbulence_) return false;
    CoupledNewton newton(*flow_, energy_, geometry_, fluid_, [&](const std::vector<double>& above) {
        std::vector<double> t = above;
        for (double& value : t) value += setup_.referenceTemperature;
        return flowProperties(physics, setup_, named(), fluid_, t);
    });
    newton.onProgress(told_);
    Tolerances goal = tolerances;
    for (int turn = 0; turn < finalTurns;
         ++turn) { // the flux of a turn is made conservative, then its temperature is right
        const FlowConditions conditions = flowConditions(physics, setup_, named(), fluid_, absoluteTemperatures(), 0);
        take(newton.solve(conditions, heatConditions(0), goal));
        energy_.solve(heatConditions(0), tolerances, records_.emplace_back());
        if (!goesOn(physics) || newton.settled(tolerances)) return true;
        goal.flow *= 0.1;
        goal.energy *= 0.1;
    }
    throw SolveError(
        fmt::format("flow and energy: the flow's residual is above the tolerance {:.3g} at the temperatures "
                    "that it brings about. The worst cell lies {}. Refine the mesh there, or solve in time.",
                    tolerances.flow, newton.worstPlace()));
}

} // namespace coldloop::cht
