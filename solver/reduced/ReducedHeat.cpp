// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/reduced/ReducedHeat.h"

#include "solver/core/Error.h"

#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <unsupported/Eigen/MatrixFunctions>

#include <algorithm>

namespace coldloop::reduced {

namespace {

void check(const ReducedHeat::Parts& parts)
{
    const Eigen::Index n = parts.ones.size(), sources = parts.input.cols(), sensors = parts.output.rows();
    expects(n > 0 && parts.input.rows() == n && parts.output.cols() == n, "ReducedHeat: shapes of B, H and e");
    expects(!parts.flows.empty() && parts.flows.size() == parts.atFlow.size() &&
                std::is_sorted(parts.flows.begin(), parts.flows.end()),
            "ReducedHeat: flows must rise and have a matrix each");
    for (const HeatMatrices& m : parts.atFlow)
        expects(m.a.rows() == n && m.a.cols() == n && m.feedthrough.rows() == sensors &&
                    m.feedthrough.cols() == sources,
                "ReducedHeat: shapes of A and D");
}

double leastRealPart(const Eigen::MatrixXd& a)
{
    return Eigen::EigenSolver<Eigen::MatrixXd>(a, false).eigenvalues().real().minCoeff();
}

} // namespace

ReducedHeat::ReducedHeat(Parts parts) : parts_(std::move(parts))
{
    check(parts_);
    for (std::size_t i = 0; i < parts_.flows.size(); ++i)
        if (!(leastRealPart(parts_.atFlow[i].a) > 0))
            throw SolveError("The reduced model with " + std::to_string(states()) + " states is unstable at " +
                             std::to_string(parts_.flows[i] * 6e4) + " L/min. Build it with more states.");
}

HeatMatrices ReducedHeat::at(double flow) const
{
    const std::vector<double>& flows = parts_.flows;
    if (flow <= flows.front()) return parts_.atFlow.front();
    if (flow >= flows.back()) return parts_.atFlow.back();
    const std::size_t i = std::upper_bound(flows.begin(), flows.end(), flow) - flows.begin();
    const double weight = (flow - flows[i - 1]) / (flows[i] - flows[i - 1]);
    const HeatMatrices &low = parts_.atFlow[i - 1], &high = parts_.atFlow[i];
    return {(1 - weight) * low.a + weight * high.a, (1 - weight) * low.feedthrough + weight * high.feedthrough};
}

Eigen::VectorXd ReducedHeat::steady(double flow, const Eigen::VectorXd& power, double inlet) const
{
    return at(flow).a.partialPivLu().solve(parts_.input * power) + inlet * parts_.ones;
}

Eigen::VectorXd ReducedHeat::sensors(const Eigen::VectorXd& state, double flow, const Eigen::VectorXd& power) const
{
    return parts_.output * state + at(flow).feedthrough * power;
}

Eigen::VectorXd ReducedHeat::advanced(const Eigen::VectorXd& state, double flow, const Eigen::VectorXd& power,
                                      double inlet, double dt) const
{
    const Eigen::VectorXd end = steady(flow, power, inlet);
    const Eigen::MatrixXd decay = (-dt * at(flow).a).exp();
    return end + decay * (state - end);
}

double ReducedHeat::slowestRate(double flow) const { return leastRealPart(at(flow).a); }

} // namespace coldloop::reduced
