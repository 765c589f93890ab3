// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/EnergySolver.h"

#include "solver/cht/openfoam/WorstCell.h"
#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace coldloop::cht {

namespace {

constexpr double justBefore = 1e-9; // of a step: what jumps at its end belongs to the next

class Clock {
public:
    explicit Clock(double& seconds) : seconds_(seconds), start_(std::chrono::steady_clock::now()) {}
    ~Clock() { seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

private:
    double& seconds_;
    std::chrono::steady_clock::time_point start_;
};

} // namespace

EnergySolver::EnergySolver(const Geometry& geometry, std::vector<int> zone)
    : system_(geometry, std::move(zone)), krylov_(system_), t_(geometry.ownedCells)
{
}

void EnergySolver::setTemperature(const std::vector<double>& absolute)
{
    expects(absolute.size() == t_.size(), "EnergySolver: one temperature for each owned cell");
    for (std::size_t c = 0; c < t_.size(); ++c) t_[c] = absolute[c] - reference_;
    started_ = true;
}

void EnergySolver::setTemperature(double absolute) { setTemperature(std::vector<double>(t_.size(), absolute)); }

std::vector<double> EnergySolver::absoluteTemperature() const
{
    std::vector<double> t = t_;
    for (double& value : t) value += reference_;
    return t;
}

void EnergySolver::solve(EnergyConditions conditions, const Tolerances& tolerances, SolveRecord& record)
{
    const Clock clock(record.seconds);
    record.equation = "energy";
    system_.setStage(nullptr);
    prepare(std::move(conditions));
    const std::vector<CyclicHeat>& cyclic = system_.conditions().cyclic;
    if (std::any_of(cyclic.begin(), cyclic.end(), [](const CyclicHeat& heat) { return heat.constantWall; }))
        return solveConstantWall(tolerances, record);
    singular_ = !held();
    if (singular_) balancePeriodic();
    const double scale = residualNorm(std::vector<double>(t_.size(), 0.0));
    solveSystem(scale, tolerances, record);
    if (singular_) setLevel();
}

double EnergySolver::begin(EnergyConditions conditions)
{
    system_.setStage(nullptr);
    prepare(std::move(conditions));
    singular_ = false;
    system_.followLaws(true);
    return residualNorm(std::vector<double>(t_.size(), 0.0));
}

void EnergySolver::step(double time, double dt, const std::function<EnergyConditions(double)>& at,
                        const Tolerances& tolerances, SolveRecord& record)
{
    const Clock clock(record.seconds);
    record.equation = "energy";
    singular_ = false;
    const double gamma = sdirkGamma;
    prepare(at(time + gamma * dt));
    const std::vector<double> before = t_;
    std::vector<double> h(t_.size());
    for (std::size_t c = 0; c < t_.size(); ++c) h[c] = system_.enthalpy(int(c), t_[c]);
    stage_ = {h, gamma * dt};
    system_.setStage(&stage_);
    const double scale = residualNorm(t_);
    solveSystem(scale, tolerances, record);
    for (std::size_t c = 0; c < t_.size(); ++c) // dh/dt of the first stage is (h(T_1) - h_0) / (gamma dt)
        h[c] += (1 - gamma) / gamma * (system_.enthalpy(int(c), t_[c]) - h[c]);
    prepare(at(time + dt * (1 - justBefore)));
    stage_.enthalpy = std::move(h);
    const double second = residualNorm(before);
    for (std::size_t c = 0; c < t_.size(); ++c) t_[c] = before[c] + (t_[c] - before[c]) / gamma;
    solveSystem(std::max(scale, second), tolerances, record);
}

void EnergySolver::prepare(EnergyConditions conditions)
{
    if (started_)
        for (double& t : t_) t += reference_ - conditions.referenceTemperature;
    started_ = true;
    reference_ = conditions.referenceTemperature;
    system_.setConditions(std::move(conditions), t_.data());
}

bool EnergySolver::held() const
{
    const Geometry& g = system_.geometry();
    double any = 0;
    for (std::size_t p = 0; p < g.patches.size(); ++p) {
        const Boundary& boundary = system_.conditions().boundaries[p];
        const bool fixed = boundary.thermal == ThermalBoundary::fixedTemperature ||
                           boundary.thermal == ThermalBoundary::inlet ||
                           (boundary.thermal == ThermalBoundary::outlet && boundary.temperature > 0);
        const bool convection =
            boundary.thermal == ThermalBoundary::convection && (boundary.heatTransfer > 0 || boundary.emissivity > 0);
        if (g.patches[p].size > 0 && (fixed || convection)) any = 1;
    }
    return maxOver(g.halo->communicator(), any) > 0;
}

double EnergySolver::residualNorm(const std::vector<double>& t)
{
    residual_.resize(system_.geometry().cells());
    system_.residual(t.data(), residual_.data());
    double square = 0;
    for (std::size_t c = 0; c < t.size(); ++c) square += residual_[c] * residual_[c];
    const double norm = std::sqrt(sumOver(system_.geometry().halo->communicator(), square));
    if (std::isfinite(norm)) return norm;
    throw SolveError("energy: not a number " +
                     placeOf(worstCell(system_.geometry(), system_.zone(), residual_), system_.conditions().materials) +
                     ". Look at what is given there: laws, sources, the flow.");
}

void EnergySolver::fail(const std::string& why, const SolveRecord& record) const
{
    throw SolveError(fmt::format(
        "energy: not converged after {} iterations: residual {:.3g}, tolerance {:.3g}, estimated error "
        "{:.3g} K: {}. The worst cell lies {}. Refine the mesh there, look at the laws and sources given there, "
        "or allow more numerics.energy-iterations.",
        record.linearIterations, record.finalResidual, tolerance_, error_, why,
        placeOf(worstCell(system_.geometry(), system_.zone(), residual_), system_.conditions().materials)));
}

} // namespace coldloop::cht
