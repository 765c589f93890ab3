// Loss by a table: dp = rho / rhoRef sign(Q) g(|Q|), g monotone cubic through the points, beyond on its end tangent.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Interpolation.h"
#include "solver/network/components/Components.h"
#include "solver/network/components/Laws.h"

#include <fmt/format.h>

namespace coldloop::network {

namespace {

class TableLoss : public Component {
public:
    TableLoss(std::string name, const TableLossParameters& p)
        : Component(std::move(name)), reference_(p.referenceDensity)
    {
        requirePositive(this->name(), "reference density", p.referenceDensity);
        if (p.flow.size() < 2 || p.flow.size() != p.loss.size())
            throw InputError(fmt::format("'{}': {} flows and {} losses. Give two or more points, a loss for each flow.",
                                         this->name(), p.flow.size(), p.loss.size()));
        if (p.flow[0] != 0 || p.loss[0] != 0)
            throw InputError("'" + this->name() + "': the table must begin with flow 0 and loss 0.");
        for (std::size_t i = 1; i < p.flow.size(); ++i)
            if (!(p.flow[i] > p.flow[i - 1] && p.loss[i] > p.loss[i - 1]))
                throw InputError(fmt::format("'{}': flow and loss must both rise; point {} ({}, {} Pa) does not.",
                                             this->name(), i + 1, litresPerMinute(p.flow[i]), p.loss[i]));
        curve_ = MonotoneCubic(p.flow, p.loss);
    }

    Property pressureLoss(double massFlow, const FluidState& fluid) const override
    {
        const Property loss = curve_(std::abs(massFlow) / fluid.density);
        const double value = fluid.density / reference_ * loss.value;
        return {massFlow < 0 ? -value : value, loss.derivative / reference_};
    }

    std::optional<Flag> outsideRange(double massFlow, const FluidState& fluid) const override
    {
        const double flow = std::abs(massFlow) / fluid.density;
        if (flow <= curve_.back()) return {};
        return Flag{name(), fmt::format("flow {} is above its table's last point {}", litresPerMinute(flow),
                                        litresPerMinute(curve_.back()))};
    }

private:
    double reference_; // [kg/m^3]
    MonotoneCubic curve_;
};

} // namespace

std::shared_ptr<Component> makeTableLoss(std::string name, const TableLossParameters& parameters)
{
    return std::make_shared<TableLoss>(std::move(name), parameters);
}

} // namespace coldloop::network
