// Control valve: dp = rho (Q / (kvMax f(x)))^2 with the inherent characteristic f of the opening x.
//
//     linear: f = x + leakage        equal percentage: f = R^(x - 1), so 1/R when shut
//
// Source: IEC 60534-2-4.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/network/components/Components.h"
#include "solver/network/components/Laws.h"

#include <fmt/format.h>

namespace coldloop::network {

ControlValve::ControlValve(std::string name, double kvMax, bool equalPercentage, double rangeability, double leakage)
    : Component(std::move(name)), kvMax_(kvMax), rangeability_(rangeability), leakage_(leakage),
      equalPercentage_(equalPercentage)
{
    requirePositive(this->name(), "largest flow coefficient Kv", kvMax);
    requirePositive(this->name(), "leakage", leakage);
    if (!(rangeability > 1))
        throw InputError(
            fmt::format("'{}': rangeability is {}. It must be above 1, for example 50.", this->name(), rangeability));
}

void ControlValve::setOpening(double opening)
{
    if (!(opening >= 0 && opening <= 1))
        throw Bug(fmt::format("control valve '{}': opening {} is outside 0 to 1", name(), opening));
    opening_ = opening;
}

Property ControlValve::pressureLoss(double massFlow, const FluidState& fluid) const
{
    const double share = equalPercentage_ ? std::pow(rangeability_, opening_ - 1) : opening_ + leakage_;
    return flowCoefficientLoss(massFlow, fluid.density, kvMax_ * share);
}

} // namespace coldloop::network
