// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/EnergySolver.h"

#include "solver/cht/openfoam/HeatBalance.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace coldloop::cht {

namespace {
constexpr double closed = 1e-11; // relative heat balance that is aimed at
}

EnergySolver::EnergySolver(const Geometry& geometry) : system_(geometry)
{
    const Geometry& g = system_.geometry();
    const PetscInt n = g.cells();
    std::vector<PetscInt> rows, columns;
    for (int f = 0; f < g.internalFaces; ++f) {
        rows.insert(rows.end(), {g.owner[f], g.neighbour[f]});
        columns.insert(columns.end(), {g.neighbour[f], g.owner[f]});
    }
    for (PetscInt c = 0; c < n; ++c) {
        rows.push_back(c);
        columns.push_back(c);
    }
    upwind_ = makeMatrix(n, rows, columns);
    t_ = makeVector(n);
    residual_ = makeVector(n);
    step_ = makeVector(n);
    check(MatCreateShell(PETSC_COMM_SELF, n, n, n, n, this, operator_.put()), "MatCreateShell");
    check(MatShellSetOperation(operator_, MATOP_MULT, (void (*)(void))applyOperator), "MatShellSetOperation");
    check(KSPCreate(PETSC_COMM_SELF, krylov_.put()), "KSPCreate");
    check(KSPSetType(krylov_, KSPFGMRES), "KSPSetType");
    check(KSPGMRESSetRestart(krylov_, 60), "KSPGMRESSetRestart");
}

PetscErrorCode EnergySolver::applyOperator(Mat matrix, Vec in, Vec out)
{
    EnergySolver* self = nullptr;
    PetscCall(MatShellGetContext(matrix, &self));
    self->system_.apply(Read(in), Write(out));
    return 0;
}

void EnergySolver::fillMatrix()
{
    const Geometry& g = system_.geometry();
    const EnergyConditions& conditions = system_.conditions();
    std::vector<double> values, diagonal(g.cells(), 0.0);
    for (int f = 0; f < g.faces(); ++f) {
        const int o = g.owner[f];
        const double capacity = conditions.flux[f] * conditions.specificHeat[o], k = system_.conductance(f);
        diagonal[o] += k + std::max(capacity, 0.0);
        if (f >= g.internalFaces) continue;
        values.insert(values.end(), {-k + std::min(capacity, 0.0), -k - std::max(capacity, 0.0)});
        diagonal[g.neighbour[f]] += k - std::min(capacity, 0.0);
    }
    values.insert(values.end(), diagonal.begin(), diagonal.end());
    check(MatSetValuesCOO(upwind_, values.data(), INSERT_VALUES), "MatSetValuesCOO");
    if (!multigrid_) {
        multigrid_ = makeBoomerAmg(upwind_);
        check(KSPSetPC(krylov_, multigrid_), "KSPSetPC");
    }
    check(KSPSetOperators(krylov_, operator_, upwind_), "KSPSetOperators");
}

// Adds the solution for the present residual to t_. `first`: the residual that all are relative to, set when 0.
void EnergySolver::solveLinear(const Tolerances& tolerances, double& first, SolveRecord& record)
{
    system_.residual(Read(t_), Write(residual_));
    check(VecScale(residual_, -1), "VecScale");
    const int left = tolerances.maxEnergyIterations - record.linearIterations;
    std::vector<double> history(left + 1);
    const double relative = first > 0 ? 1e-3 : tolerances.energy;
    check(KSPSetResidualHistory(krylov_, history.data(), history.size(), PETSC_TRUE), "KSPSetResidualHistory");
    check(KSPSetTolerances(krylov_, relative, 0, PETSC_DEFAULT, left), "KSPSetTolerances");
    check(KSPSolve(krylov_, residual_, step_), "KSPSolve");
    check(KSPSetResidualHistory(krylov_, nullptr, 0, PETSC_TRUE), "KSPSetResidualHistory");
    check(VecAXPY(t_, 1, step_), "VecAXPY");
    KSPConvergedReason reason;
    check(KSPGetConvergedReason(krylov_, &reason), "KSPGetConvergedReason");
    PetscInt iterations;
    check(KSPGetIterationNumber(krylov_, &iterations), "KSPGetIterationNumber");
    if (first == 0) first = history[0] > 0 ? history[0] : 1.0; // no heat at all: nothing to do
    for (PetscInt i = 0; i <= iterations; ++i) record.history.push_back(history[i] / first);
    record.iterations += 1;
    record.linearIterations += int(iterations);
    record.initialResidual = record.history.front();
    record.finalResidual = record.history.back();
    if (reason < 0)
        throw SolveError(
            fmt::format("energy: not converged after {} iterations: residual {:.3g}, tolerance {:.3g}: {}.",
                        record.linearIterations, record.finalResidual, tolerances.energy, reasonText(reason)));
}

std::vector<double> EnergySolver::solve(const EnergyConditions& conditions, const Tolerances& tolerances,
                                        SolveRecord& record)
{
    const auto start = std::chrono::steady_clock::now();
    record.equation = "energy";
    system_.setConditions(conditions);
    fillMatrix();
    check(VecZeroEntries(t_), "VecZeroEntries");
    double first = 0;
    for (int pass = 0; pass < 3 && record.linearIterations < tolerances.maxEnergyIterations; ++pass) {
        solveLinear(tolerances, first, record);
        if (heatBalance(system_, Read(t_)).imbalance < closed) break;
    }
    Read t(t_);
    record.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return {t.get(), t + system_.geometry().cells()};
}

} // namespace coldloop::cht
