// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/FlowSolver.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace coldloop::cht {

namespace {

constexpr int krylovRestart = 60;
constexpr int krylovLimit = 300;    // a step that needs more is taken as it is; the line search judges it
constexpr double newtonBelow = 0.5; // residual; the first step from rest is Picard's
constexpr double shortestStep = 1.0 / 16;
constexpr double conservative = 1e-12;
constexpr double rounding = 1e-9; // of a continuity residual, beside a momentum residual

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

FlowSolver::FlowSolver(const Geometry& geometry) : system_(geometry), preconditioner_(system_)
{
    const MPI_Comm communicator = geometry.halo->communicator();
    const PetscInt n = 4 * system_.cells();
    for (Vector* v : {&x_, &step_, &residual_, &trial_}) *v = makeVector(communicator, n);
    check(MatCreateShell(communicator, n, n, PETSC_DETERMINE, PETSC_DETERMINE, this, operator_.put()),
          "MatCreateShell");
    check(MatShellSetOperation(operator_, MATOP_MULT, (void (*)(void))applyOperator), "MatShellSetOperation");
    check(KSPCreate(communicator, krylov_.put()), "KSPCreate");
    check(KSPSetOptionsPrefix(krylov_, "flow_"), "KSPSetOptionsPrefix");
    check(KSPSetType(krylov_, KSPFGMRES), "KSPSetType");
    check(KSPGMRESSetRestart(krylov_, krylovRestart), "KSPGMRESSetRestart");
    check(KSPSetOperators(krylov_, operator_, operator_), "KSPSetOperators");
    PC pc;
    check(KSPGetPC(krylov_, &pc), "KSPGetPC");
    check(PCSetType(pc, PCSHELL), "PCSetType");
    check(PCShellSetContext(pc, this), "PCShellSetContext");
    check(PCShellSetApply(pc, applyPreconditioner), "PCShellSetApply");
    check(KSPSetFromOptions(krylov_), "KSPSetFromOptions");
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
    if (speed == 0) speed = rest.momentum / std::sqrt(sumOver(communicator, diagonal));
    if (rest.continuity * speed > rounding * rest.momentum) {
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

// What start() gave, the last solution times the ratio of inlet velocities (and of viscosities for the pressure), or rest.
void FlowSolver::startValue(const FlowConditions& conditions)
{
    const MPI_Comm communicator = system_.geometry().halo->communicator();
    double velocity = 0, viscosity = 0;
    for (const Vec3& u : conditions.boundaryVelocity) velocity = std::max(velocity, std::sqrt(dot(u, u)));
    for (double mu : conditions.viscosity) viscosity = std::max(viscosity, mu);
    velocity = maxOver(communicator, velocity);
    viscosity = maxOver(communicator, viscosity);
    const bool same = solved_ && sumOver(communicator, boundaryBefore_ != conditions.boundary) == 0;
    if (!started_ && !same) check(VecZeroEntries(x_), "VecZeroEntries");
    if (!started_ && same && velocity != velocityBefore_ && velocityBefore_ > 0) {
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

void FlowSolver::iterate(const Tolerances& tolerances, bool partly, SolveRecord& record)
{
    bool searchFailed = false; // then one Picard step
    for (;; ++record.iterations) {
        system_.linearise(Read(x_));
        const double residual = residualNorm(x_);
        if (record.history.empty()) record.initialResidual = residual;
        record.history.push_back(residual);
        record.finalResidual = residual;
        if (told_) told_({"flow", record.iterations, residual, 0});
        if (residual <= tolerances.flow) return;
        if (partly && std::isfinite(residual) && record.iterations >= tolerances.maxFlowIterations) return;
        if (!std::isfinite(residual) || record.iterations >= tolerances.maxFlowIterations)
            throw SolveError(fmt::format("flow: not converged after {} iterations: residual {:.3g}, tolerance {:.3g} "
                                         "(relative to the residual at rest). Refine the mesh or lower the flow.",
                                         record.iterations, residual, tolerances.flow));
        const bool newton = residual < newtonBelow && !searchFailed;
        system_.useNewton(newton);
        preconditioner_.update(continuityScale_);
        record.linearIterations += solveLinear(std::clamp(0.3 * tolerances.flow / residual, 1e-4, 1e-2));
        searchFailed = !advance(newton, residual);
    }
}

int FlowSolver::solveLinear(double tolerance) // for step_, from residual_
{
    check(VecScale(residual_, -1), "VecScale");
    check(KSPSetTolerances(krylov_, tolerance, 0, 1e5, krylovLimit), "KSPSetTolerances");
    check(KSPSolve(krylov_, residual_, step_), "KSPSolve");
    KSPConvergedReason reason;
    check(KSPGetConvergedReason(krylov_, &reason), "KSPGetConvergedReason");
    if (reason < 0 && reason != KSP_DIVERGED_ITS)
        throw SolveError(fmt::format("flow: the linear solver stopped: {}.", reasonText(reason)));
    PetscInt iterations;
    check(KSPGetIterationNumber(krylov_, &iterations), "KSPGetIterationNumber");
    return int(iterations);
}

// x + the largest of 1, 1/2, ... times the step that lowers the residual; without `search` the whole step.
bool FlowSolver::advance(bool search, double residual)
{
    for (double length = 1; length >= shortestStep; length /= 2) {
        check(VecWAXPY(trial_, length, step_, x_), "VecWAXPY");
        if (search && !(residualNorm(trial_) < (1 - 1e-4 * length) * residual)) continue;
        check(VecCopy(trial_, x_), "VecCopy");
        return true;
    }
    return false;
}

// Solves L p' = sum phi and takes the flux of p' away, until the balance of each cell is at rounding.
void FlowSolver::makeConservative(FlowState& state)
{
    const Geometry& g = system_.geometry();
    preconditioner_.update(continuityScale_);
    const MPI_Comm communicator = g.halo->communicator();
    double inflow = 0;
    for (int f = g.internalFaces; f < g.faces(); ++f) inflow += std::max(-state.flux[f], 0.0);
    inflow = sumOver(communicator, inflow);
    if (inflow == 0) { // closed: what crosses an average cell
        for (double phi : state.flux) inflow += std::abs(phi);
        inflow = sumOver(communicator, inflow) / std::cbrt(double(g.halo->total()));
    }
    for (int pass = 0; pass < 5; ++pass) {
        std::vector<double> sum(g.cells(), 0.0), p;
        for (int f = 0; f < g.faces(); ++f) {
            sum[g.owner[f]] += state.flux[f];
            if (f < g.internalFaces) sum[g.neighbour[f]] -= state.flux[f];
        }
        double total = 0;
        sum.resize(g.ownedCells);
        for (double s : sum) total += std::abs(s);
        state.massImbalance = inflow > 0 ? sumOver(communicator, total) / inflow : 0.0;
        if (state.massImbalance < conservative) return;
        for (double& s : sum) s *= continuityScale_;
        preconditioner_.solvePressure(sum, p);
        p.resize(g.cells());
        g.halo->update(p);
        for (int f = 0; f < g.faces(); ++f) {
            const double beyond = f < g.internalFaces ? p[g.neighbour[f]] : 0.0;
            state.flux[f] -= system_.pressureCoefficient(f) * (p[g.owner[f]] - beyond);
        }
    }
}

FlowState FlowSolver::solve(const FlowConditions& conditions, const Tolerances& tolerances, bool partly)
{
    const auto start = std::chrono::steady_clock::now();
    FlowState state;
    state.record.equation = "flow";
    system_.setConditions(conditions);
    setScales();
    startValue(conditions);
    system_.linearise(Read(x_)); // d and the flux depend on each other: the first residual needs both right
    iterate(tolerances, partly, state.record);
    Read x(x_);
    state.unknowns.assign(x.get(), x + 4 * system_.cells());
    state.boundaryPressure = system_.boundaryPressures(x);
    state.flux = system_.flux(x);
    makeConservative(state);
    solved_ = true;
    state.record.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return state;
}

} // namespace coldloop::cht
