// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/CoupledNewton.h"

#include "solver/cht/openfoam/WorstCell.h"
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
constexpr double loosest = 0.03, tightest = 1e-4; // of a linear solve, relative
constexpr double firstStrength = 0.1, leastStrength = 1e-6;
constexpr double slow = 0.5;      // of the residual two steps before: then the way is too long for a line search
constexpr double onTheWay = 0.01; // of a continuation's first residual

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
    makeGmres({communicator, n, this, applyOperator, applyPreconditioner}, "coupled_", krylovRestart, operator_,
              krylov_);
}

int CoupledNewton::solveLinear(double tolerance)
{
    return solveStep(krylov_, residual_, step_, tolerance, krylovLimit, "flow and energy").iterations;
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
                            "{} iterations: residual {:.3g}; the worst cell lies {}. It may have no steady state: use "
                            "time steps, or refine the mesh there.",
                            reached, record.iterations, record.finalResidual, worstPlace()));
    }
}

std::string CoupledNewton::worstPlace() const
{
    const Read r(residual_);
    std::vector<double> sizes(r + flowNumbers_, r + flowNumbers_ + whole_.ownedCells);
    for (int c = 0; 4 * c < flowNumbers_; ++c)
        for (int i = 0; i < 4; ++i) {
            double& size = sizes[fluid_.cellOf[c]];
            size = std::hypot(size, r[4 * c + i]);
        }
    return placeOf(worstCell(whole_, energy_.system().zone(), sizes), energy_.system().conditions().materials);
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
