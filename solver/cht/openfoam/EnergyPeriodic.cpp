// Periodic heat transfer in EnergySolver: temperatures that rise by the same from period to period, and temperatures
// whose difference to the wall's shrinks by the same factor.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/EnergySolver.h"
#include "solver/cht/openfoam/HeatBalance.h"
#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {

constexpr double fitting = 1e-6;        // relative, of a given rise of temperature to the heat
constexpr double difference = 1e-4;     // of the logarithm of the ratio, for a derivative
constexpr int maxTurns = 60;            // of the search for the ratio
constexpr double longest = 2;           // change of the logarithm in one turn
constexpr double innerTolerance = 1e-4; // of each turn's linear system
constexpr double presetBulk = -1;       // above the walls [K], where no other is given

// Of patches: 1 where the flow enters the domain across the pair, -1 where it leaves, seen from the patch of the owners.
std::vector<int> flowDirections(const EnergySystem& system)
{
    const Geometry& g = system.geometry();
    std::vector<double> out(g.patches.size());
    for (int f = g.firstCyclic; f < g.internalFaces && !system.conditions().flux.empty(); ++f)
        if (g.owned(g.owner[f])) out[g.cyclicPatch[f - g.firstCyclic]] += system.conditions().flux[f];
    std::vector<int> directions;
    for (double mine : out) {
        const double all = sumOver(g.halo->communicator(), mine);
        directions.push_back(all < 0 ? 1 : all > 0 ? -1 : 0);
    }
    return directions;
}

} // namespace

// Where nothing holds the level of the temperature, what is given must leave through the cyclic pairs: their rise is
// found from the heat where none is given.
void EnergySolver::balancePeriodic()
{
    const Geometry& g = system_.geometry();
    const std::vector<double> cold(t_.size(), 0.0);
    std::vector<CyclicHeat> cyclic = system_.conditions().cyclic;
    cyclic.resize(g.patches.size());
    const bool given = std::any_of(cyclic.begin(), cyclic.end(), [](const CyclicHeat& heat) { return heat.rise != 0; });
    if (!given) {
        const std::vector<int> directions = flowDirections(system_);
        for (std::size_t p = 0; p < cyclic.size(); ++p)
            cyclic[p].rise = directions[p]; // 1 K along the flow, for a trial
        system_.setCyclic(cyclic);
    }
    residualNorm(cold);
    HeatBalance balance = heatSums(system_);
    if (!given && balance.enthalpyRise != 0) {
        for (CyclicHeat& heat : cyclic) heat.rise *= balance.heatIn / balance.enthalpyRise;
        system_.setCyclic(cyclic);
        residualNorm(cold);
        balance = heatSums(system_);
    }
    if (balance.imbalance > fitting)
        throw InputError(fmt::format("3-D model: {:.6g} W are given, and periodic patches carry {:.6g} W away; nothing "
                                     "else holds the temperature. Give a rise of temperature of q / (m cp), or none to "
                                     "have it found.",
                                     balance.heatIn, balance.enthalpyRise));
}

// Mixed-mean temperature of what crosses the cyclic pairs, on the owners' side; mean of the cells where nothing does.
double EnergySolver::bulkTemperature() const
{
    const Geometry& g = system_.geometry();
    const MPI_Comm communicator = g.halo->communicator();
    double flow = 0, sum = 0;
    for (int f = g.firstCyclic; f < g.internalFaces && !system_.conditions().flux.empty(); ++f) {
        if (!g.owned(g.owner[f])) continue;
        const double flux = std::abs(system_.conditions().flux[f]);
        flow += flux;
        sum += flux * system_.convectedTemperature(f);
    }
    flow = sumOver(communicator, flow);
    if (flow > 0) return sumOver(communicator, sum) / flow;
    double volume = 0;
    for (int c = 0; c < g.ownedCells; ++c) {
        volume += g.volume[c];
        sum += g.volume[c] * t_[c];
    }
    return sumOver(communicator, sum) / sumOver(communicator, volume);
}

void EnergySolver::setLevel()
{
    const double level = bulkTemperature();
    for (double& t : t_) t -= level;
    residualNorm(t_);
}

// A(m) T = 0 for T other than 0, T above the walls, m the logarithm of the ratio: Newton's method for eigenvalue problems
// from m = 0, which leads to the mode that lives longest,
//
//     A(m) w = A'(m) T,   m <- m - l(T) / l(w),   T <- w l(T) / l(w),   l: the bulk temperature
//
// (A. Ruhe, Algorithms for the nonlinear eigenvalue problem, SIAM J. Numer. Anal. 10 (1973)). The bulk temperature stays
// what it was before, or one degree below the walls.
void EnergySolver::solveConstantWall(const Tolerances& tolerances, SolveRecord& record)
{
    const std::vector<int> directions = flowDirections(system_);
    const auto setRatio = [&](double m) {
        std::vector<CyclicHeat> cyclic(directions.size());
        for (std::size_t p = 0; p < cyclic.size(); ++p) cyclic[p].ratio = std::exp(m * directions[p]);
        system_.setCyclic(std::move(cyclic));
    };
    setRatio(0);
    if (!system_.linear() || residualNorm(std::vector<double>(t_.size(), 0.0)) > 0)
        throw InputError(
            "3-D model: periodic heat transfer with walls of one temperature needs constant properties and "
            "allows no other temperature and no source of heat.");
    residualNorm(t_);
    double level = bulkTemperature();
    if (level == 0) level = presetBulk;
    std::fill(t_.begin(), t_.end(), level);
    const double scale = residualNorm(t_);
    krylov_.update(false);
    tolerance_ = krylov_.tolerance(tolerances.energy);
    const double goal = tolerance_ * scale;
    double m = 0, norm = scale;
    for (int turn = 0; norm > goal || error_ > tolerances.temperatureError; ++turn) {
        if (turn == maxTurns) fail("the ratio of periodic heat transfer is not found", record);
        m += turnRatio(m, setRatio, level, record);
        setRatio(m);
        const double before = norm;
        norm = residualNorm(t_);
        error_ *= std::min(1.0, norm / before);
        note(norm, scale, record);
        record.iterations += 1;
    }
}

// One turn: t_ becomes the new T; returns the change of m. The error is set to the change of T.
double EnergySolver::turnRatio(double m, const std::function<void(double)>& setRatio, double level, SolveRecord& record)
{
    std::vector<double> ahead(residual_.size());
    setRatio(m + difference);
    system_.residual(t_.data(), ahead.data());
    setRatio(m - difference);
    residualNorm(t_);
    for (std::size_t c = 0; c < t_.size(); ++c) residual_[c] = (residual_[c] - ahead[c]) / (2 * difference); // - A' T
    setRatio(m);
    double start = 0;
    const auto done = [&](int iteration, double estimate) {
        if (iteration == 0) start = estimate;
        return estimate <= innerTolerance * start;
    };
    const KSPConvergedReason reason = runKrylov(maxTurns, done, record);
    if (reason < 0) fail(reasonText(reason), record);
    residualNorm(change_);
    const double bulk = bulkTemperature();
    error_ = 0;
    for (std::size_t c = 0; c < t_.size(); ++c) {
        const double next = change_[c] * level / bulk;
        error_ = std::max(error_, std::abs(next - t_[c]));
        t_[c] = next;
    }
    error_ = maxOver(system_.geometry().halo->communicator(), error_);
    return std::clamp(-level / bulk, -longest, longest);
}

} // namespace coldloop::cht
