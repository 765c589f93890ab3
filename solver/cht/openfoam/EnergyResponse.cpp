// Responses of a linear energy equation, for reduced models.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/EnergySolver.h"

#include "solver/core/Error.h"

#include <algorithm>

namespace coldloop::cht {

namespace {

void expectLinear(const EnergySystem& system)
{
    if (!system.linear())
        throw InputError(
            "3-D model: a reduced model needs an energy equation that is linear in temperature. Give constant "
            "conductivities and specific heats, and no radiation.");
}

} // namespace

std::vector<double> EnergySolver::heatOut(EnergyConditions conditions, const std::vector<double>& t)
{
    system_.setStage(nullptr);
    prepare(std::move(conditions));
    expectLinear(system_);
    std::vector<double> heat(t.size()), atRest(t.size());
    const std::vector<double> zero(t.size(), 0.0);
    system_.residual(zero.data(), atRest.data());
    system_.residual(t.data(), heat.data());
    for (std::size_t c = 0; c < t.size(); ++c) heat[c] -= atRest[c];
    return heat;
}

std::vector<double> EnergySolver::heatGiven(EnergyConditions conditions)
{
    system_.setStage(nullptr);
    prepare(std::move(conditions));
    expectLinear(system_);
    std::vector<double> heat(t_.size());
    const std::vector<double> zero(t_.size(), 0.0);
    system_.residual(zero.data(), heat.data());
    for (double& value : heat) value = -value;
    return heat;
}

std::vector<double> EnergySolver::response(EnergyConditions conditions, double rate, const Tolerances& tolerances,
                                           SolveRecord& record)
{
    record.equation = "energy";
    prepare(std::move(conditions));
    expectLinear(system_);
    std::fill(t_.begin(), t_.end(), 0.0);
    singular_ = rate == 0 && !held();
    if (singular_) throw InputError("3-D model: a reduced model needs a coolant or a surrounding that takes the heat.");
    if (rate > 0) {
        stage_ = {std::vector<double>(t_.size()), 1 / rate};
        for (std::size_t c = 0; c < t_.size(); ++c) stage_.enthalpy[c] = system_.enthalpy(int(c), 0);
    }
    system_.setStage(rate > 0 ? &stage_ : nullptr);
    solveSystem(residualNorm(t_), tolerances, record);
    return t_;
}

} // namespace coldloop::cht
