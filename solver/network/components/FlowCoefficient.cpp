// Valve, quick disconnect or fitting by its flow coefficient: dp = rho (Q / Kv)^2 = m |m| / (rho Kv^2).
// Source: IEC 60534-2-1 (incompressible, no choking). Below 1 Pa the loss goes smoothly over to a linear one.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/network/components/Components.h"
#include "solver/network/components/Laws.h"

namespace coldloop::network {

namespace {

class FlowCoefficient : public Component {
public:
    FlowCoefficient(std::string name, double kv) : Component(std::move(name)), kv_(kv)
    {
        requirePositive(this->name(), "flow coefficient Kv", kv);
    }

    Property pressureLoss(double massFlow, const FluidState& fluid) const override
    {
        return flowCoefficientLoss(massFlow, fluid.density, kv_);
    }

private:
    double kv_; // [m^2]
};

} // namespace

std::shared_ptr<Component> makeFlowCoefficient(std::string name, double kv)
{
    return std::make_shared<FlowCoefficient>(std::move(name), kv);
}

} // namespace coldloop::network
