// Cold plates and fitted curves: dp = a mu Q + b rho Q |Q|, Q = m / rho. Laminar channels give the first term, bends
// and inertia the second. Without a first term the loss goes smoothly over to a linear one below 1 Pa.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/network/components/Components.h"
#include "solver/network/components/Laws.h"

#include <fmt/format.h>

namespace coldloop::network {

namespace {

class QuadraticLoss : public Component {
public:
    QuadraticLoss(std::string name, const QuadraticLossParameters& p) : Component(std::move(name)), p_(p)
    {
        requireNotNegative(this->name(), "linear loss", p.linear);
        requireNotNegative(this->name(), "quadratic loss", p.quadratic);
        requireNotNegative(this->name(), "smallest flow", p.minFlow);
        requireNotNegative(this->name(), "largest flow", p.maxFlow);
        if (p.linear == 0 && p.quadratic == 0)
            throw InputError("'" + this->name() +
                             "': linear and quadratic loss are both zero. One must be above zero.");
    }

    Property pressureLoss(double massFlow, const FluidState& fluid) const override
    {
        const double viscous = p_.linear * fluid.viscosity / fluid.density, inertial = p_.quadratic / fluid.density;
        const double size = std::abs(massFlow);
        if (viscous > 0) return {(viscous + inertial * size) * massFlow, viscous + 2 * inertial * size};
        const Property square = smoothPower(massFlow, 2, std::sqrt(smoothedBelow / inertial));
        return {inertial * square.value, inertial * square.derivative};
    }

    std::optional<Flag> outsideRange(double massFlow, const FluidState& fluid) const override
    {
        const double flow = std::abs(massFlow) / fluid.density;
        if (flow < p_.minFlow)
            return Flag{name(), fmt::format("flow {} is below the {} from which its pressure loss is known",
                                            litresPerMinute(flow), litresPerMinute(p_.minFlow))};
        if (p_.maxFlow > 0 && flow > p_.maxFlow)
            return Flag{name(), fmt::format("flow {} is above the {} up to which its pressure loss is known",
                                            litresPerMinute(flow), litresPerMinute(p_.maxFlow))};
        return {};
    }

private:
    QuadraticLossParameters p_;
};

} // namespace

std::shared_ptr<Component> makeQuadraticLoss(std::string name, const QuadraticLossParameters& parameters)
{
    return std::make_shared<QuadraticLoss>(std::move(name), parameters);
}

} // namespace coldloop::network
