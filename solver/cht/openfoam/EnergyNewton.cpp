// Newton's method of EnergySolver.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/EnergySolver.h"
#include "solver/cht/openfoam/HeatBalance.h"
#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {

constexpr int maxSteps = 40;
constexpr double balanceOfTolerance = 0.05; // demanded heat balance / tolerance of the residual: 5e-7 at the default
constexpr double closedBalance = 1e-10;     // the least that is demanded
constexpr double roundingOfSums = 1e-15;    // relative to the diagonal times the temperature
constexpr double watched = 30;              // residual / goal from where on corrections are measured
constexpr double inner = 1e-2;              // reduction of the residual in each of several Newton steps
constexpr double slowest = 0.95;            // contraction of an iteration that an estimate of the error counts on
constexpr double shortest = 1.0 / 64;       // part of a Newton step
constexpr double straight = 0.2; // relative change of conductivities in a step up to which their slopes tell the next

double largest(const std::vector<double>& values, MPI_Comm communicator)
{
    double most = 0;
    for (double value : values) most = std::max(most, std::abs(value));
    return maxOver(communicator, most);
}

// What is left when corrections shrink by `contraction` each and the last was `correction`.
double remaining(double correction, double contraction)
{
    const double q = std::min(contraction, slowest);
    return correction * q / (1 - q);
}

} // namespace

void EnergySolver::solveSystem(double scale, const Tolerances& tolerances, SolveRecord& record)
{
    newton_ = system_.bend(std::vector<double>(t_.size(), 1.0)) == 0;
    system_.followLaws(newton_);
    double norm = residualNorm(t_);
    krylov_.update(singular_);
    tolerance_ = krylov_.tolerance(tolerances.energy);
    const int limit = record.linearIterations + krylov_.maxIterations(tolerances.maxEnergyIterations);
    const Goal goal{tolerance_ * scale, std::max(closedBalance, balanceOfTolerance * tolerance_),
                    tolerances.temperatureError};
    error_ = 0;
    if (record.history.empty()) {
        note(norm, scale, record);
        record.initialResidual = record.finalResidual;
    }
    for (int step = 0; !settled(goal, norm); ++step) {
        if (step == maxSteps) fail("Newton's method stalls", record);
        const int left = limit - record.linearIterations;
        if (left <= 0) fail("too many iterations", record);
        const double before = norm;
        norm = system_.linear() ? solveLinear(goal, norm, scale, left, record)
                                : newtonStep(goal, norm, scale, left, record);
        record.iterations += 1;
        if (!system_.linear())
            krylov_.update(singular_);
        else if (step > 0 && norm > 0.5 * before)
            break; // rounding
    }
    if (norm > goal.residual && norm > rounding()) fail("the residual stays", record);
}

double EnergySolver::rounding() const
{
    return roundingOfSums * krylov_.diagonalNorm() * largest(t_, system_.geometry().halo->communicator());
}

bool EnergySolver::settled(const Goal& goal, double norm) const
{
    if (norm <= rounding()) return true;
    return norm <= goal.residual && error_ <= goal.error && heatSums(system_).imbalance <= goal.imbalance;
}

void EnergySolver::note(double norm, double scale, SolveRecord& record) const
{
    record.finalResidual = scale > 0 ? norm / scale : 0;
    record.history.push_back(record.finalResidual);
    if (told_) told_({"energy", int(record.history.size()) - 1, record.finalResidual, system_.conditions().time});
}

KSPConvergedReason EnergySolver::runKrylov(int iterations, EnergyKrylov::Question done, SolveRecord& record)
{
    for (double& r : residual_) r = -r;
    std::vector<double> right(residual_.begin(), residual_.begin() + std::ptrdiff_t(t_.size()));
    change_.assign(t_.size(), 0.0);
    return krylov_.solve(right, change_, iterations, [&](int iteration, double norm) {
        record.linearIterations += iteration > 0;
        return done(iteration, norm);
    });
}

// One Krylov solve; it ends when the true residual, the balance and the corrections say so.
double EnergySolver::solveLinear(const Goal& goal, double norm, double scale, int iterations, SolveRecord& record)
{
    const MPI_Comm communicator = system_.geometry().halo->communicator();
    std::vector<double> norms, former, trial(t_.size());
    double reached = norm;
    bool there = false; // the system stands at t_ + change
    const auto done = [&](int iteration, double estimate) {
        norms.push_back(estimate);
        if (iteration == 0) return false;
        note(estimate, scale, record);
        there = false;
        if (estimate > watched * goal.residual) return false;
        krylov_.solution(trial);
        if (former.empty()) former.assign(t_.size(), 0.0);
        for (std::size_t c = 0; c < t_.size(); ++c) former[c] = trial[c] - former[c];
        const double ago = norms[std::max(0, iteration - 2)];
        const double contraction = iteration == 1 ? estimate / ago : std::sqrt(estimate / ago);
        error_ = remaining(largest(former, communicator), contraction);
        former = trial;
        if (estimate > goal.residual) return false;
        for (std::size_t c = 0; c < t_.size(); ++c) trial[c] += t_[c];
        reached = residualNorm(trial);
        there = true;
        return settled(goal, reached) || estimate < 0.01 * reached; // the recurrence has left the truth behind
    };
    const KSPConvergedReason reason = runKrylov(iterations, done, record);
    for (std::size_t c = 0; c < t_.size(); ++c) t_[c] += change_[c];
    if (!there) reached = residualNorm(t_);
    if (reason < 0) fail(reasonText(reason), record);
    record.finalResidual = record.history.back() = scale > 0 ? reached / scale : 0;
    return reached;
}

// One step of Newton's method, shortened where the residual would grow. While conductivities still change much it is
// Picard's, which takes them as they are: that may raise the residual and yet leads on from far away.
double EnergySolver::newtonStep(const Goal& goal, double norm, double scale, int iterations, SolveRecord& record)
{
    const MPI_Comm communicator = system_.geometry().halo->communicator();
    const double wanted = std::max(inner * norm, 0.3 * goal.residual);
    const auto done = [&](int iteration, double estimate) { return iteration > 0 && estimate <= wanted; };
    const KSPConvergedReason reason = runKrylov(iterations, done, record);
    if (reason < 0) fail(reasonText(reason), record);
    const bool picard = !newton_;
    newton_ = system_.bend(change_) <= straight;
    system_.followLaws(newton_);
    const std::vector<double> before = t_;
    double reached = norm;
    for (double part = 1; part >= shortest; part /= 2) {
        for (std::size_t c = 0; c < t_.size(); ++c) t_[c] = before[c] + part * change_[c];
        try {
            reached = residualNorm(t_);
        } catch (const SolveError&) { // laws that end there: all ranks throw together
            if (part / 2 < shortest) throw;
            continue;
        }
        if (picard || reached <= norm) break;
    }
    error_ = remaining(largest(change_, communicator), reached / norm);
    note(reached, scale, record);
    return reached;
}

} // namespace coldloop::cht
