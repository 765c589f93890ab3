// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/FlowSolver.h"

#include "solver/cht/openfoam/Coolants.h"
#include "solver/cht/openfoam/WorstCell.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace coldloop::cht {

namespace {

constexpr int krylovLimit = 30; // directions kept; a step that needs more is taken as it is and judged by what it does
constexpr int picardSteps = 10; // after which a flow that still wanders goes on in pseudo time
constexpr double newtonBelow = 0.5;                 // residual
constexpr double coarseStep = 0.2, fineStep = 1e-4; // tolerances of linear systems
constexpr double firstCourant = 10, smallestCourant = 2, largestCourant = 1000;
constexpr double hardlyAny = 0.5;      // part of a linear residual that is left when the preconditioner is too weak
constexpr double conservative = 1e-10; // mass imbalance
constexpr double rounding = 1e-9;      // of a continuity residual, beside a momentum residual

struct Norms {
    double momentum = 0, continuity = 0;
};

Norms norms(const FlowSystem& system, const double* r)
{
    Norms sums;
    for (int c = 0; c < system.cells(); ++c) {
        for (int i = 0; i < 3; ++i) sums.momentum += r[4 * c + i] * r[4 * c + i];
        sums.continuity += r[4 * c + 3] * r[4 * c + 3];
    }
    const MPI_Comm communicator = system.geometry().halo->communicator();
    return {std::sqrt(sumOver(communicator, sums.momentum)), std::sqrt(sumOver(communicator, sums.continuity))};
}

} // namespace

FlowSolver::FlowSolver(const Geometry& geometry) : system_(geometry), preconditioner_(system_), darcy_(system_)
{
    const MPI_Comm communicator = geometry.halo->communicator();
    const PetscInt n = 4 * system_.cells();
    for (Vector* v : {&x_, &step_, &residual_, &trial_}) *v = makeVector(communicator, n);
    makeGmres({communicator, n, this, applyOperator, applyPreconditioner}, "flow_", krylovLimit, operator_, krylov_);
}

PetscErrorCode FlowSolver::applyOperator(Mat matrix, Vec in, Vec out)
{
    FlowSolver* self = nullptr;
    PetscCall(MatShellGetContext(matrix, &self));
    Write y(out);
    self->system_.apply(Read(in), y);
    for (int c = 0; c < self->system_.cells(); ++c) y[4 * c + 3] *= self->continuityScale_;
    return 0;
}

PetscErrorCode FlowSolver::applyPreconditioner(PC pc, Vec in, Vec out)
{
    FlowSolver* self = nullptr;
    PetscCall(PCShellGetContext(pc, &self));
    try {
        self->preconditioner_.apply(in, out);
    } catch (const Error&) { // must not pass through PETSc
        return PETSC_ERR_LIB;
    }
    return 0;
}

double FlowSolver::residualNorm(Vec x)
{
    Write r(residual_);
    system_.residual(Read(x), r);
    for (int c = 0; c < system_.cells(); ++c) r[4 * c + 3] *= continuityScale_;
    const Norms sizes = norms(system_, r);
    return std::hypot(sizes.momentum, sizes.continuity) / reference_;
}

// From the residual at rest: both kinds of equations weigh the same there. Where nothing flows in, the velocity that the
// driving force brings to the fluid in the time it takes to cross a cell joins them.
void FlowSolver::setScales()
{
    continuityScale_ = reference_ = 1;
    check(VecZeroEntries(trial_), "VecZeroEntries");
    residualNorm(trial_);
    const Norms rest = norms(system_, Read(residual_));
    const FlowConditions& conditions = system_.conditions();
    const MPI_Comm communicator = system_.geometry().halo->communicator();
    double speed = 0, diagonal = 0;
    for (const Vec3& u : conditions.boundaryVelocity) speed = std::max(speed, std::sqrt(dot(u, u)));
    for (int c = 0; c < system_.cells(); ++c) diagonal += std::pow(system_.coefficients().diagonal[c], 2);
    speed = maxOver(communicator, speed);
    const bool driven = speed > 0;
    if (!driven) speed = rest.momentum / std::sqrt(sumOver(communicator, diagonal));
    if (driven && rest.continuity * speed > rounding * rest.momentum) {
        continuityScale_ = rest.momentum / rest.continuity;
        reference_ = std::sqrt(2.0) * rest.momentum;
        return;
    }
    continuityScale_ = speed > 0 ? speed : 1.0;
    reference_ = rest.momentum > 0 ? rest.momentum : 1.0;
}

void FlowSolver::start(const std::vector<double>& unknowns)
{
    std::copy(unknowns.begin(), unknowns.end(), Write(x_).get());
    started_ = true;
}

// What start() gave, the last solution times the ratio of inlet velocities (and of viscosities for the pressure), or a
// Darcy flow.
void FlowSolver::startValue(const FlowConditions& conditions)
{
    const MPI_Comm communicator = system_.geometry().halo->communicator();
    double velocity = 0, viscosity = 0;
    for (const Vec3& u : conditions.boundaryVelocity) velocity = std::max(velocity, std::sqrt(dot(u, u)));
    for (double mu : conditions.viscosity) viscosity = std::max(viscosity, mu);
    velocity = maxOver(communicator, velocity);
    viscosity = maxOver(communicator, viscosity);
    const bool same = solved_ && sumOver(communicator, boundaryBefore_ != conditions.boundary) == 0;
    if (!same) darcy_.update();
    if (!started_ && !same) darcy_.startValue(Write(x_));
    if (!started_ && same && velocity != velocityBefore_ && velocityBefore_ > 0 && conditions.timeCoefficient == 0) {
        const double ratio = velocity / velocityBefore_;
        Write x(x_);
        for (int c = 0; c < system_.cells(); ++c) {
            for (int i = 0; i < 3; ++i) x[4 * c + i] *= ratio;
            x[4 * c + 3] *= ratio * viscosity / viscosityBefore_;
        }
    }
    started_ = solved_ = false; // until this solution has succeeded
    boundaryBefore_ = conditions.boundary;
    velocityBefore_ = velocity;
    viscosityBefore_ = viscosity;
}

// Residual, history and progress at x_; true when there is nothing more to do.
bool FlowSolver::assess(const Tolerances& tolerances, bool partly, SolveRecord& record)
{
    system_.linearise(Read(x_));
    const double residual = residualNorm(x_), former = record.finalResidual;
    if (record.history.empty()) record.initialResidual = residual;
    record.history.push_back(residual);
    record.finalResidual = residual;
    if (told_) told_({"flow", record.iterations, residual, 0});
    std::vector<double> drops =
        pressureDrops(system_.geometry(), system_.conditions(), system_.boundaryPressures(Read(x_)));
    // Newton's next step would change the drop by about this: steps shrink with the residual.
    double change = 0;
    for (std::size_t i = 0; i < drops.size() && record.iterations > 0; ++i)
        if (drops[i] != 0) change = std::max(change, std::abs(drops[i] - drops_[i]) / std::abs(drops[i]));
    const double left = former > 0 ? change * std::min(residual / former, 1.0) : 0.0;
    if (record.iterations > 0) dropError_ = left; // else what the solve before has left is still there
    drops_ = std::move(drops);
    const bool last = record.iterations >= tolerances.maxFlowIterations;
    if (residual <= tolerances.flow && left <= tolerances.pressureDropError) return true;
    if (partly && last && std::isfinite(residual)) return true;
    if (std::isfinite(residual) && !last) return false;
    throw SolveError(fmt::format("flow: not converged after {} iterations: residual {:.3g}, tolerance {:.3g} "
                                 "(relative to the residual at rest); the worst cell lies {}. Refine the mesh there, "
                                 "lower the flow, or go on from where it stopped with more numerics.flow-iterations "
                                 "and --resume.",
                                 record.iterations, residual, tolerances.flow, worstPlace()));
}

void FlowSolver::iterate(const Tolerances& tolerances, bool partly, SolveRecord& record)
{
    double before = 0; // residual one step earlier, 0 after a step that was taken back
    courant_ = 0;
    for (; !assess(tolerances, partly, record); ++record.iterations) {
        const double residual = record.finalResidual;
        const bool wanders = record.iterations >= picardSteps && residual >= newtonBelow;
        if (wanders && courant_ == 0) courant_ = firstCourant;
        const bool newton = wanders || residual < newtonBelow;
        system_.useNewton(newton);
        system_.setPseudoTime(courant_);
        preconditioner_.update(continuityScale_);
        double tolerance = coarseStep;
        if (before > 0) tolerance = std::min(tolerance, 0.5 * residual * residual / (before * before));
        tolerance = std::max(tolerance, 0.3 * tolerances.flow / residual);
        const LinearStep linear = solveLinear(std::clamp(tolerance, fineStep, coarseStep));
        record.linearIterations += linear.iterations;
        const double reached = advance(newton, residual);
        before = reached > 0 ? residual : 0;
        if (reached <= 0 || linear.left > hardlyAny)
            courant_ = courant_ > 0 ? std::max(courant_ / 4, smallestCourant) : firstCourant;
        else if (courant_ > 0)
            courant_ *= std::clamp(2 * residual / reached, 0.5, linear.left > 1.5 * coarseStep ? 1.0 : 4.0);
        if (courant_ > largestCourant) courant_ = 0;
    }
    system_.setPseudoTime(0);
    check(KSPReset(krylov_), "KSPReset"); // its directions take much memory
}

std::string FlowSolver::worstPlace() const
{
    const Read r(residual_);
    std::vector<double> sizes;
    for (const double* row = r; row != r + 4 * system_.cells(); row += 4)
        sizes.push_back(std::hypot(std::hypot(row[0], row[1]), std::hypot(row[2], row[3])));
    return placeOf(worstCell(system_.geometry(), {}, sizes));
}

LinearStep FlowSolver::solveLinear(double tolerance) // for step_, from residual_
{
    const bool hard = system_.newton() && courant_ == 0;                      // no inertia on the diagonal
    check(KSPSetOperators(krylov_, operator_, operator_), "KSPSetOperators"); // KSPReset has dropped them
    try {
        return solveStep(krylov_, residual_, step_, tolerance, (hard ? 2 : 1) * krylovLimit, "flow");
    } catch (const SolveError& error) {
        throw SolveError(fmt::format("{} The worst cell lies {}.", error.what(), worstPlace()));
    }
}

// Moves to the first of x + step, x + step / 2, x + step / 4 whose residual is low enough and returns that, or stays and
// returns 0. In pseudo time the residual may grow for a while; Picard's first steps may raise it.
double FlowSolver::advance(bool newton, double residual)
{
    const bool search = newton && courant_ == 0;
    for (double length = 1; length >= (search ? 0.25 : 1.0); length /= 2) {
        check(VecWAXPY(trial_, length, step_, x_), "VecWAXPY");
        const double reached = residualNorm(trial_);
        const double allowed = search ? 1 - 0.1 * length : 2.0;
        const bool smallest = courant_ > 0 && courant_ <= smallestCourant;
        if (!(reached < allowed * residual) && !(smallest && std::isfinite(reached))) continue;
        check(VecCopy(trial_, x_), "VecCopy");
        return reached;
    }
    return 0;
}

void FlowSolver::release()
{
    preconditioner_.release();
    darcy_.release();
}

void FlowSolver::begin(const FlowConditions& conditions)
{
    const bool inTime = conditions.timeCoefficient > 0;
    system_.setConditions(conditions);
    if (inTime) system_.setTime(0, {}); // the forces set the scale, not the momentum that is there
    setScales();
    startValue(conditions);
    if (!inTime) return;
    system_.linearise(Read(x_));
    reference_ *= std::max(1.0, residualNorm(x_)); // where nothing drives the flow: what slows it down
    system_.setTime(conditions.timeCoefficient, conditions.timeHistory);
}

FlowState FlowSolver::finish(const double* unknowns, SolveRecord record)
{
    FlowState state;
    state.record = std::move(record);
    if (unknowns != Read(x_).get()) std::copy_n(unknowns, 4 * system_.cells(), Write(x_).get());
    Read x(x_);
    state.unknowns.assign(x.get(), x + 4 * system_.cells());
    state.boundaryPressure = system_.boundaryPressures(x);
    state.flux = system_.flux(x);
    state.massImbalance = darcy_.makeConservative(state.flux, conservative);
    state.pressureDropError = dropError_;
    solved_ = true;
    return state;
}

FlowState FlowSolver::solve(const FlowConditions& conditions, const Tolerances& tolerances, bool partly)
{
    const auto start = std::chrono::steady_clock::now();
    SolveRecord record;
    record.equation = "flow";
    begin(conditions);
    iterate(tolerances, partly, record);
    FlowState state = finish(Read(x_), std::move(record));
    state.record.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return state;
}

} // namespace coldloop::cht
