// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/CoupledNewton.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

namespace coldloop::cht {

namespace {

constexpr int krylovRestart = 100, krylovLimit = 300;
constexpr double shortestStep = 1.0 / 64;
constexpr double probe = 1e-3;                    // [K] by which properties are differenced
constexpr double loosest = 0.03, tightest = 1e-4; // of a linear solve, relative
constexpr double firstStrength = 0.1, leastStrength = 1e-6;
constexpr double slow = 0.5;      // of the residual two steps before: then the way is too long for a line search
constexpr double onTheWay = 0.01; // of a continuation's first residual

double largest(const double* values, int n, MPI_Comm communicator)
{
    double most = 0;
    for (int i = 0; i < n; ++i) most = std::max(most, std::abs(values[i]));
    return maxOver(communicator, most);
}

} // namespace

double CoupledNewton::Norms::both() const { return std::hypot(flow, energy); }

CoupledNewton::CoupledNewton(FlowSolver& flow, EnergySolver& energy, const Geometry& whole, const SubGeometry& fluid,
                             Properties properties)
    : flow_(flow), energy_(energy), whole_(whole), fluid_(fluid), properties_(std::move(properties)),
      flowNumbers_(4 * flow.system().cells())
{
    const MPI_Comm communicator = whole.halo->communicator();
    const PetscInt n = flowNumbers_ + whole.ownedCells;
    for (Vector* v : {&x_, &step_, &residual_, &trial_}) *v = makeVector(communicator, n);
    for (Vector* v : {&flowIn_, &flowOut_}) *v = makeVector(communicator, flowNumbers_);
    check(MatCreateShell(communicator, n, n, PETSC_DETERMINE, PETSC_DETERMINE, this, operator_.put()),
          "MatCreateShell");
    check(MatShellSetOperation(operator_, MATOP_MULT, (void (*)(void))applyOperator), "MatShellSetOperation");
    check(KSPCreate(communicator, krylov_.put()), "KSPCreate");
    check(KSPSetOptionsPrefix(krylov_, "coupled_"), "KSPSetOptionsPrefix");
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

PetscErrorCode CoupledNewton::applyOperator(Mat matrix, Vec in, Vec out)
{
    CoupledNewton* self = nullptr;
    PetscCall(MatShellGetContext(matrix, &self));
    self->apply(Read(in), Write(out));
    return 0;
}

PetscErrorCode CoupledNewton::applyPreconditioner(PC pc, Vec in, Vec out)
{
    CoupledNewton* self = nullptr;
    PetscCall(PCShellGetContext(pc, &self));
    try {
        self->precondition(Read(in), Write(out));
    } catch (const Error&) { // must not pass through PETSc
        return PETSC_ERR_LIB;
    }
    return 0;
}

FlowProperties CoupledNewton::properties(const double* t)
{
    std::vector<double> all(whole_.cells());
    for (int c = 0; c < whole_.ownedCells; ++c) all[c] = strength_ * t[c];
    whole_.halo->update(all);
    return properties_(all);
}

void CoupledNewton::toWhole(const std::vector<double>& flux, std::vector<double>& whole) const
{
    whole.assign(whole_.faces(), 0.0);
    for (std::size_t f = 0; f < fluid_.faceOf.size(); ++f)
        whole[fluid_.faceOf[f]] = fluid_.flipped[f] ? -flux[f] : flux[f];
}

CoupledNewton::Norms CoupledNewton::residual(Vec at)
{
    const Read x(at);
    Write r(residual_);
    flow_.system().setProperties(properties(x + flowNumbers_));
    flow_.system().residual(x, r);
    flowResidual_.assign(r.get(), r + flowNumbers_);
    baseFlux_ = flow_.system().lastFlux();
    toWhole(baseFlux_, wholeFlux_);
    energy_.system().setFlux(wholeFlux_);
    energy_.system().residual(x + flowNumbers_, r + flowNumbers_);
    double flow = 0, energy = 0;
    for (int i = 0; i < flowNumbers_; ++i) {
        r[i] *= (i % 4 == 3 ? flow_.continuityScale() : 1.0) / flow_.reference();
        flow += r[i] * r[i];
    }
    for (int c = 0; c < whole_.ownedCells; ++c) {
        double& row = r[flowNumbers_ + c];
        row /= energyScale_;
        energy += row * row;
    }
    const MPI_Comm communicator = whole_.halo->communicator();
    return {std::sqrt(sumOver(communicator, flow)), std::sqrt(sumOver(communicator, energy))};
}

// Takes the derivative at x_, where residual() has just been.
void CoupledNewton::linearise()
{
    const EnergySystem& energy = energy_.system();
    base_ = properties(Read(x_) + flowNumbers_);
    faceEnthalpy_.resize(fluid_.faceOf.size());
    for (std::size_t f = 0; f < fluid_.faceOf.size(); ++f)
        faceEnthalpy_[f] = fluid_.flipped[f] ? 0
                                             : energy.enthalpy(fluid_.cellOf[fluid_.geometry.owner[f]],
                                                               energy.convectedTemperature(fluid_.faceOf[f]));
    energy_.krylov().update(false);
    flow_.preconditioner().update(flow_.continuityScale());
}

void CoupledNewton::addEffectOfTemperature(const double* dT, double* y)
{
    const double most = largest(dT, whole_.ownedCells, whole_.halo->communicator());
    if (most == 0) return;
    const double length = probe / most;
    std::vector<double> t(energy_.system().temperature().begin(),
                          energy_.system().temperature().begin() + whole_.ownedCells);
    for (int c = 0; c < whole_.ownedCells; ++c) t[c] += length * dT[c];
    FlowSystem& system = flow_.system();
    system.setProperties(properties(t.data()));
    std::vector<double> moved(flowNumbers_);
    system.residual(Read(x_), moved.data());
    for (int i = 0; i < flowNumbers_; ++i) y[i] += (moved[i] - flowResidual_[i]) / length;
    for (std::size_t f = 0; f < flux_.size(); ++f) flux_[f] += (system.lastFlux()[f] - baseFlux_[f]) / length;
    system.setProperties(base_);
}

void CoupledNewton::addEffectOfFlux(double* y)
{
    const Geometry& g = fluid_.geometry;
    heat_.assign(g.cells(), 0.0);
    for (int f = 0; f < g.faces(); ++f) {
        heat_[g.owner[f]] += flux_[f] * faceEnthalpy_[f];
        if (f < g.internalFaces) heat_[g.neighbour[f]] -= flux_[f] * faceEnthalpy_[f];
    }
    for (int c = 0; c < g.ownedCells; ++c) y[fluid_.cellOf[c]] += heat_[c];
}

void CoupledNewton::apply(const double* v, double* y)
{
    flow_.system().apply(v, y);
    flux_ = flow_.system().lastFlux();
    addEffectOfTemperature(v + flowNumbers_, y);
    energy_.system().apply(v + flowNumbers_, y + flowNumbers_);
    addEffectOfFlux(y + flowNumbers_);
    for (int i = 0; i < flowNumbers_; ++i) y[i] *= (i % 4 == 3 ? flow_.continuityScale() : 1.0) / flow_.reference();
    for (int c = 0; c < whole_.ownedCells; ++c) y[flowNumbers_ + c] /= energyScale_;
}

void CoupledNewton::precondition(const double* r, double* z)
{
    right_.assign(r + flowNumbers_, r + flowNumbers_ + whole_.ownedCells);
    for (double& value : right_) value *= energyScale_;
    cycle_.resize(right_.size());
    energy_.krylov().precondition(right_, cycle_);
    std::copy(cycle_.begin(), cycle_.end(), z + flowNumbers_);
    flowRight_.assign(flowNumbers_, 0.0);
    flux_.assign(fluid_.geometry.faces(), 0.0);
    addEffectOfTemperature(cycle_.data(), flowRight_.data());
    {
        Write in(flowIn_);
        for (int i = 0; i < flowNumbers_; ++i)
            in[i] = r[i] * flow_.reference() - flowRight_[i] * (i % 4 == 3 ? flow_.continuityScale() : 1.0);
    }
    flow_.preconditioner().apply(flowIn_, flowOut_);
    std::copy_n(Read(flowOut_).get(), flowNumbers_, z);
}

int CoupledNewton::solveLinear(double tolerance)
{
    check(VecScale(residual_, -1), "VecScale");
    check(KSPSetTolerances(krylov_, tolerance, 0, 1e5, krylovLimit), "KSPSetTolerances");
    check(KSPSolve(krylov_, residual_, step_), "KSPSolve");
    KSPConvergedReason reason;
    check(KSPGetConvergedReason(krylov_, &reason), "KSPGetConvergedReason");
    if (reason < 0 && reason != KSP_DIVERGED_ITS)
        throw SolveError(fmt::format("flow and energy: the linear solver stopped: {}.", reasonText(reason)));
    PetscInt iterations;
    check(KSPGetIterationNumber(krylov_, &iterations), "KSPGetIterationNumber");
    return int(iterations);
}

// x + the largest of 1, 1/2, ... times the step that lowers the residual.
bool CoupledNewton::search(double norm)
{
    for (double length = 1; length >= shortestStep; length /= 2) {
        check(VecWAXPY(trial_, length, step_, x_), "VecWAXPY");
        double reached;
        try {
            reached = residual(trial_).both();
        } catch (const SolveError&) { // laws that end there: all ranks throw together
            continue;
        }
        if (!(reached < (1 - 1e-4 * length) * norm)) continue;
        check(VecCopy(trial_, x_), "VecCopy");
        return true;
    }
    return false;
}

// From x_ until both residuals are below the goal, or have fallen by `reduction`. False: no way on.
bool CoupledNewton::converge(const Norms& goal, double reduction, SolveRecord& record)
{
    double first = 0;
    std::array<double, 2> before{}; // residuals of the two steps before
    flow_.system().useNewton(true);
    for (int step = 0;; ++step, ++record.iterations) {
        {
            const Read x(x_);
            flow_.system().setProperties(properties(x + flowNumbers_));
            flow_.system().linearise(x);
        }
        const Norms norms = residual(x_);
        const double norm = norms.both();
        if (record.history.empty()) record.initialResidual = norm;
        record.history.push_back(norm);
        record.finalResidual = norm;
        if (told_) told_({"flow and energy", record.iterations, norm, 0});
        if (!std::isfinite(norm)) return false;
        if (step == 0) {
            first = norm;
            before = {norm, norm};
        }
        if (norms.flow <= goal.flow && norms.energy <= goal.energy) return true;
        if (norm <= reduction * first) return true;
        if (step >= 2 && norm > slow * before[0]) return false;
        before = {before[1], norm};
        linearise();
        const double wanted = std::min(goal.flow, goal.energy);
        const int iterations = solveLinear(std::clamp(0.3 * wanted / norm, tightest, loosest));
        record.linearIterations += iterations;
        if (iterations >= krylovLimit && norm > slow * first) return false;
        if (!search(norm)) return false;
    }
}

// The feedback in parts, each from the solution of the one before.
void CoupledNewton::continueFrom(const std::vector<double>& start, const Norms& goal, SolveRecord& record)
{
    std::vector<double> known = start;
    double reached = 0, next = firstStrength;
    while (reached < 1) {
        strength_ = next;
        std::copy(known.begin(), known.end(), Write(x_).get());
        if (converge(goal, next < 1 ? onTheWay : 0, record)) {
            const double factor = reached > 0 ? std::max(next / reached, 2.0) : 10.0;
            known.assign(Read(x_).get(), Read(x_) + flowNumbers_ + whole_.ownedCells);
            reached = next;
            next = std::min(1.0, next * factor);
            continue;
        }
        next = reached > 0 ? std::sqrt(reached * next) : 0.1 * next;
        if (next < leastStrength || next < 1.05 * reached)
            throw SolveError(
                fmt::format("flow and energy: no solution beyond {:.3g} of the temperature's effect on the flow after "
                            "{} iterations: residual {:.3g}. It may have no steady state: use time steps, or refine "
                            "the mesh.",
                            reached, record.iterations, record.finalResidual));
    }
}

bool CoupledNewton::settled(const Tolerances& tolerances)
{
    std::copy_n(energy_.unknowns().data(), whole_.ownedCells, Write(x_) + flowNumbers_);
    return residual(x_).flow <= tolerances.flow;
}

FlowState CoupledNewton::solve(const FlowConditions& conditions, EnergyConditions energy, const Tolerances& tolerances)
{
    const auto begun = std::chrono::steady_clock::now();
    SolveRecord record;
    record.equation = "flow and energy";
    flow_.begin(conditions);
    energyScale_ = energy_.begin(std::move(energy));
    if (energyScale_ == 0) energyScale_ = 1;
    {
        const Read flow(flow_.unknowns());
        Write x(x_);
        std::copy_n(flow.get(), flowNumbers_, x.get());
        std::copy_n(energy_.unknowns().data(), whole_.ownedCells, x + flowNumbers_);
    }
    const std::vector<double> start(Read(x_).get(), Read(x_) + flowNumbers_ + whole_.ownedCells);
    const Norms goal{0.5 * tolerances.flow, 0.5 * tolerances.energy};
    strength_ = 1;
    if (!converge(goal, 0, record)) continueFrom(start, goal, record);
    energy_.setUnknowns(Read(x_) + flowNumbers_);
    FlowState state = flow_.finish(Read(x_), std::move(record));
    state.record.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return state;
}

} // namespace coldloop::cht
