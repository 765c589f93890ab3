// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/FlowSolver.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace coldloop::cht {

namespace {

constexpr int krylovRestart = 60;
constexpr int krylovLimit = 300; // a linear system that needs more is not going to converge
constexpr double newtonBelow = 0.5; // residual; the first step from rest is Picard's
// V / a_P is too small a mobility where the neighbours move along: half the pressure of L saves a quarter of the Krylov
// iterations on the cold-plate slice (340 instead of 449 for six flows).
constexpr double pressureDamping = 0.5;
constexpr double conservative = 1e-12;

double norm2(const double* begin, const double* end)
{
    double sum = 0;
    for (; begin != end; ++begin) sum += *begin * *begin;
    return std::sqrt(sum);
}

} // namespace

FlowSolver::FlowSolver(const Geometry& geometry) : system_(geometry), force_(3 * geometry.cells())
{
    const PetscInt n = system_.cells();
    for (Vector* v : {&x_, &step_, &residual_, &trial_}) *v = makeVector(4 * n);
    for (Vector* v : {&momentumIn_, &momentumOut_}) *v = makeVector(3 * n);
    for (Vector* v : {&pressureIn_, &pressureOut_}) *v = makeVector(n);
    makeMatrices();

    check(MatCreateShell(PETSC_COMM_SELF, 4 * n, 4 * n, 4 * n, 4 * n, this, operator_.put()), "MatCreateShell");
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
    check(PCCreate(PETSC_COMM_SELF, momentumPc_.put()), "PCCreate");
    check(PCSetType(momentumPc_, PCILU), "PCSetType");
}

void FlowSolver::makeMatrices()
{
    const Geometry& g = system_.geometry();
    const PetscInt n = g.cells();
    std::vector<PetscInt> rows, columns, momentumRows, momentumColumns;
    for (int f = 0; f < g.internalFaces; ++f) {
        rows.insert(rows.end(), {g.owner[f], g.neighbour[f]});
        columns.insert(columns.end(), {g.neighbour[f], g.owner[f]});
    }
    for (PetscInt c = 0; c < n; ++c) {
        rows.push_back(c);
        columns.push_back(c);
    }
    for (PetscInt i = 0; i < 3; ++i)
        for (std::size_t k = 0; k < rows.size(); ++k) {
            momentumRows.push_back(i * n + rows[k]);
            momentumColumns.push_back(i * n + columns[k]);
        }
    pressure_ = makeMatrix(n, rows, columns);
    momentum_ = makeMatrix(3 * n, momentumRows, momentumColumns);
}

void FlowSolver::fillMatrices()
{
    const Geometry& g = system_.geometry();
    const int n = g.cells();
    const MomentumCoefficients& a = system_.coefficients();
    std::vector<double> momentum, pressure, diagonal(n, 0.0);
    for (int f = 0; f < g.internalFaces; ++f) {
        const double k = system_.pressureCoefficient(f) * continuityScale_;
        pressure.insert(pressure.end(), {-k, -k});
        diagonal[g.owner[f]] += k;
        diagonal[g.neighbour[f]] += k;
    }
    for (int f = g.internalFaces; f < g.faces(); ++f)
        diagonal[g.owner[f]] += system_.pressureCoefficient(f) * continuityScale_;
    pressure.insert(pressure.end(), diagonal.begin(), diagonal.end());
    for (int i = 0; i < 3; ++i) {
        for (int f = 0; f < g.internalFaces; ++f) momentum.insert(momentum.end(), {-a.fromNeighbour[f], -a.fromOwner[f]});
        std::vector<double> ofCells = a.diagonal;
        for (int f = g.internalFaces; f < g.faces(); ++f) {
            const double normal = g.area[f][i] / g.magArea[f];
            ofCells[g.owner[f]] += system_.normalViscous(f) * normal * normal;
        }
        momentum.insert(momentum.end(), ofCells.begin(), ofCells.end());
    }
    check(MatSetValuesCOO(momentum_, momentum.data(), INSERT_VALUES), "MatSetValuesCOO");
    check(MatSetValuesCOO(pressure_, pressure.data(), INSERT_VALUES), "MatSetValuesCOO");
    check(PCSetOperators(momentumPc_, momentum_, momentum_), "PCSetOperators");
    check(PCSetUp(momentumPc_), "PCSetUp");
    if (!pressurePc_) pressurePc_ = makeBoomerAmg(pressure_);
    check(PCSetOperators(pressurePc_, pressure_, pressure_), "PCSetOperators");
    check(PCSetUp(pressurePc_), "PCSetUp");
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
    self->precondition(in, out);
    return 0;
}

void FlowSolver::precondition(Vec in, Vec out)
{
    const int n = system_.cells();
    {
        Read r(in);
        Write p(pressureIn_);
        std::copy(r + 3 * n, r + 4 * n, p.get());
    }
    check(PCApply(pressurePc_, pressureIn_, pressureOut_), "PCApply");
    check(VecScale(pressureOut_, pressureDamping), "VecScale");
    {
        Read r(in), p(pressureOut_);
        system_.pressureForce(p, force_.data());
        Write m(momentumIn_);
        for (int i = 0; i < 3 * n; ++i) m[i] = r[i] - force_[i];
    }
    check(PCApply(momentumPc_, momentumIn_, momentumOut_), "PCApply");
    Read u(momentumOut_), p(pressureOut_);
    Write y(out);
    std::copy(u.get(), u + 3 * n, y.get());
    std::copy(p.get(), p + n, y + 3 * n);
}

double FlowSolver::norm(Vec residual) const
{
    const int n = system_.cells();
    Read r(residual);
    return std::hypot(norm2(r, r + 3 * n), continuityScale_ * norm2(r + 3 * n, r + 4 * n)) / reference_;
}

// The last solution times the ratio of inlet velocities, or rest; and the scales of the residual, from rest.
void FlowSolver::startValue(const FlowConditions& conditions)
{
    const int n = system_.cells();
    const double velocity = *std::max_element(conditions.inletVelocity.begin(), conditions.inletVelocity.end());
    const double viscosity = *std::max_element(conditions.viscosity.begin(), conditions.viscosity.end());
    check(VecZeroEntries(trial_), "VecZeroEntries");
    system_.residual(Read(trial_), Write(residual_));
    {
        Read r(residual_);
        const double momentum = norm2(r, r + 3 * n), continuity = norm2(r + 3 * n, r + 4 * n);
        continuityScale_ = momentum / continuity;
        reference_ = std::sqrt(2.0) * momentum;
    }
    if (boundaryBefore_ == conditions.boundary) {
        const double ratio = velocity / velocityBefore_;
        Write x(x_);
        for (int i = 0; i < 3 * n; ++i) x[i] *= ratio;
        for (int i = 3 * n; i < 4 * n; ++i) x[i] *= ratio * viscosity / viscosityBefore_;
    } else {
        check(VecZeroEntries(x_), "VecZeroEntries");
    }
    boundaryBefore_.clear(); // until this one has succeeded
    velocityBefore_ = velocity;
    viscosityBefore_ = viscosity;
}

int FlowSolver::solveLinear(double tolerance, bool newton)
{
    system_.linearise(Read(x_), newton);
    fillMatrices();
    system_.residual(Read(x_), Write(residual_));
    check(VecScale(residual_, -1), "VecScale");
    {
        const int n = system_.cells();
        Write r(residual_);
        for (int c = 3 * n; c < 4 * n; ++c) r[c] *= continuityScale_;
    }
    check(KSPSetTolerances(krylov_, tolerance, PETSC_DEFAULT, 1e5, krylovLimit), "KSPSetTolerances");
    check(KSPSolve(krylov_, residual_, step_), "KSPSolve");
    KSPConvergedReason reason;
    check(KSPGetConvergedReason(krylov_, &reason), "KSPGetConvergedReason");
    if (reason < 0 && reason != KSP_DIVERGED_ITS) // too many iterations: the step is inexact, the line search judges it
        throw SolveError(fmt::format("flow: the linear solver stopped: {}", reasonText(reason)));
    PetscInt iterations;
    check(KSPGetIterationNumber(krylov_, &iterations), "KSPGetIterationNumber");
    return int(iterations);
}

// x + the largest of 1, 1/2, ... 1/16 times the step that lowers the residual. A Picard step is taken whole.
bool FlowSolver::advance(bool newton, double residual)
{
    for (double length = 1; length > 0.05; length /= 2) {
        check(VecWAXPY(trial_, length, step_, x_), "VecWAXPY");
        system_.residual(Read(trial_), Write(residual_));
        if (newton && !(norm(residual_) < (1 - 1e-4 * length) * residual)) continue;
        check(VecCopy(trial_, x_), "VecCopy");
        return true;
    }
    return false;
}

void FlowSolver::iterate(const Tolerances& tolerances, SolveRecord& record)
{
    bool searchFailed = false; // then one Picard step
    for (;; ++record.iterations) {
        system_.linearise(Read(x_), false);
        system_.residual(Read(x_), Write(residual_));
        const double residual = norm(residual_);
        if (record.history.empty()) record.initialResidual = residual;
        record.history.push_back(residual);
        record.finalResidual = residual;
        if (residual <= tolerances.flow) return;
        if (!std::isfinite(residual) || record.iterations >= tolerances.maxFlowIterations)
            throw SolveError(fmt::format("flow: not converged after {} iterations: residual {:.3g}, tolerance {:.3g} "
                                         "(relative to the residual at rest). Refine the mesh or lower the flow.",
                                         record.iterations, residual, tolerances.flow));
        const bool newton = residual < newtonBelow && !searchFailed;
        const double target = std::clamp(0.3 * tolerances.flow / residual, 1e-4, 1e-2);
        record.linearIterations += solveLinear(target, newton);
        searchFailed = !advance(newton, residual);
    }
}

// Solves L p' = sum phi and takes the flux of p' away, until the balance of each cell is at rounding.
void FlowSolver::makeConservative(FlowState& state)
{
    const Geometry& g = system_.geometry();
    const int n = g.cells();
    if (!correction_) {
        check(KSPCreate(PETSC_COMM_SELF, correction_.put()), "KSPCreate");
        check(KSPSetType(correction_, KSPCG), "KSPSetType");
        check(KSPSetPC(correction_, pressurePc_), "KSPSetPC");
    }
    check(KSPSetOperators(correction_, pressure_, pressure_), "KSPSetOperators");
    check(KSPSetTolerances(correction_, 1e-6, PETSC_DEFAULT, PETSC_DEFAULT, 100), "KSPSetTolerances");
    double inflow = 0;
    for (int f = g.internalFaces; f < g.faces(); ++f) inflow += std::max(-state.flux[f], 0.0);
    for (int pass = 0; pass < 5; ++pass) {
        std::vector<double> sum(n, 0.0);
        for (int f = 0; f < g.faces(); ++f) {
            sum[g.owner[f]] += state.flux[f];
            if (f < g.internalFaces) sum[g.neighbour[f]] -= state.flux[f];
        }
        double total = 0;
        for (double s : sum) total += std::abs(s);
        state.massImbalance = total / inflow;
        if (state.massImbalance < conservative) return;
        std::transform(sum.begin(), sum.end(), Write(pressureIn_).get(), [&](double s) { return s * continuityScale_; });
        check(KSPSolve(correction_, pressureIn_, pressureOut_), "KSPSolve");
        KSPConvergedReason reason;
        check(KSPGetConvergedReason(correction_, &reason), "KSPGetConvergedReason");
        if (reason < 0) throw SolveError("flow: the final pressure correction stopped: " + reasonText(reason));
        Read p(pressureOut_);
        for (int f = 0; f < g.faces(); ++f) {
            const double other = f < g.internalFaces ? p[g.neighbour[f]] : 0.0;
            state.flux[f] -= system_.pressureCoefficient(f) * (p[g.owner[f]] - other);
        }
    }
}

FlowState FlowSolver::solve(const FlowConditions& conditions, const Tolerances& tolerances)
{
    const auto start = std::chrono::steady_clock::now();
    FlowState state;
    state.record.equation = "flow";
    system_.setConditions(conditions);
    startValue(conditions);
    iterate(tolerances, state.record);
    fillMatrices();
    Read x(x_);
    state.unknowns.assign(x.get(), x + 4 * system_.cells());
    state.flux = system_.flux(x);
    makeConservative(state);
    boundaryBefore_ = conditions.boundary;
    state.record.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return state;
}

} // namespace coldloop::cht
