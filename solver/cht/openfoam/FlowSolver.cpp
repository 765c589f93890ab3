// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/FlowSolver.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

namespace coldloop::cht {

namespace {

constexpr int krylovRestart = 60;
constexpr int krylovLimit = 300;    // a step that needs more is taken as it is; the line search judges it
constexpr double newtonBelow = 0.5; // residual; the first step from rest is Picard's
constexpr double shortestStep = 1.0 / 16;
constexpr double conservative = 1e-12;

double norm2(const double* begin, const double* end) { return std::sqrt(std::inner_product(begin, end, begin, 0.0)); }

} // namespace

FlowSolver::FlowSolver(const Geometry& geometry) : system_(geometry), preconditioner_(system_)
{
    const PetscInt n = 4 * system_.cells();
    for (Vector* v : {&x_, &step_, &residual_, &trial_}) *v = makeVector(n);
    check(MatCreateShell(PETSC_COMM_SELF, n, n, n, n, this, operator_.put()), "MatCreateShell");
    check(MatShellSetOperation(operator_, MATOP_MULT, (void (*)(void))applyOperator), "MatShellSetOperation");
    check(KSPCreate(PETSC_COMM_SELF, krylov_.put()), "KSPCreate");
    check(KSPSetType(krylov_, KSPFGMRES), "KSPSetType");
    check(KSPGMRESSetRestart(krylov_, krylovRestart), "KSPGMRESSetRestart");
    check(KSPSetOperators(krylov_, operator_, operator_), "KSPSetOperators");
    PC pc;
    check(KSPGetPC(krylov_, &pc), "KSPGetPC");
    check(PCSetType(pc, PCSHELL), "PCSetType");
    check(PCShellSetContext(pc, this), "PCShellSetContext");
    check(PCShellSetApply(pc, applyPreconditioner), "PCShellSetApply");
}

PetscErrorCode FlowSolver::applyOperator(Mat matrix, Vec in, Vec out)
{
    FlowSolver* self = nullptr;
    PetscCall(MatShellGetContext(matrix, &self));
    Write y(out);
    self->system_.apply(Read(in), y);
    const int n = self->system_.cells();
    for (int c = 3 * n; c < 4 * n; ++c) y[c] *= self->continuityScale_;
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
    const int n = system_.cells();
    Write r(residual_);
    system_.residual(Read(x), r);
    for (int c = 3 * n; c < 4 * n; ++c) r[c] *= continuityScale_;
    return norm2(r, r + 4 * n) / reference_;
}

// From the residual at rest: both kinds of equations weigh the same there.
void FlowSolver::setScales()
{
    const int n = system_.cells();
    continuityScale_ = reference_ = 1;
    check(VecZeroEntries(trial_), "VecZeroEntries");
    residualNorm(trial_);
    Read r(residual_);
    const double momentum = norm2(r, r + 3 * n);
    continuityScale_ = momentum / norm2(r + 3 * n, r + 4 * n);
    reference_ = std::sqrt(2.0) * momentum;
}

// The last solution times the ratio of inlet velocities (and of viscosities for the pressure), or rest.
void FlowSolver::startValue(const FlowConditions& conditions)
{
    const int n = system_.cells();
    const double velocity = *std::max_element(conditions.inletVelocity.begin(), conditions.inletVelocity.end());
    const double viscosity = *std::max_element(conditions.viscosity.begin(), conditions.viscosity.end());
    Write x(x_);
    if (boundaryBefore_ == conditions.boundary) {
        const double ratio = velocity / velocityBefore_;
        for (int i = 0; i < 3 * n; ++i) x[i] *= ratio;
        for (int i = 3 * n; i < 4 * n; ++i) x[i] *= ratio * viscosity / viscosityBefore_;
    } else {
        std::fill(x.get(), x + 4 * n, 0.0);
    }
    boundaryBefore_.clear(); // until this solution has succeeded
    velocityBefore_ = velocity;
    viscosityBefore_ = viscosity;
}

void FlowSolver::iterate(const Tolerances& tolerances, SolveRecord& record)
{
    bool searchFailed = false; // then one Picard step
    for (;; ++record.iterations) {
        system_.linearise(Read(x_));
        const double residual = residualNorm(x_);
        if (record.history.empty()) record.initialResidual = residual;
        record.history.push_back(residual);
        record.finalResidual = residual;
        if (residual <= tolerances.flow) return;
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
    double inflow = 0;
    for (int f = g.internalFaces; f < g.faces(); ++f) inflow += std::max(-state.flux[f], 0.0);
    for (int pass = 0; pass < 5; ++pass) {
        std::vector<double> sum(g.cells(), 0.0), p;
        for (int f = 0; f < g.faces(); ++f) {
            sum[g.owner[f]] += state.flux[f];
            if (f < g.internalFaces) sum[g.neighbour[f]] -= state.flux[f];
        }
        double total = 0;
        for (double s : sum) total += std::abs(s);
        state.massImbalance = total / inflow;
        if (state.massImbalance < conservative) return;
        for (double& s : sum) s *= continuityScale_;
        preconditioner_.solvePressure(sum, p);
        for (int f = 0; f < g.faces(); ++f) {
            const double beyond = f < g.internalFaces ? p[g.neighbour[f]] : 0.0;
            state.flux[f] -= system_.pressureCoefficient(f) * (p[g.owner[f]] - beyond);
        }
    }
}

FlowState FlowSolver::solve(const FlowConditions& conditions, const Tolerances& tolerances)
{
    const auto start = std::chrono::steady_clock::now();
    FlowState state;
    state.record.equation = "flow";
    system_.setConditions(conditions);
    setScales();
    startValue(conditions);
    iterate(tolerances, state.record);
    Read x(x_);
    state.unknowns.assign(x.get(), x + 4 * system_.cells());
    state.flux = system_.flux(x);
    makeConservative(state);
    boundaryBefore_ = conditions.boundary;
    state.record.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return state;
}

} // namespace coldloop::cht
