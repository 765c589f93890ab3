// Pumps of one kind in parallel by the affinity laws: rise = s^2 f(Q / (n s)) at speed s with n running.
// Source: I. J. Karassik et al., Pump Handbook (affinity laws).
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Interpolation.h"
#include "solver/network/components/Components.h"
#include "solver/network/components/Laws.h"

#include <algorithm>
#include <fmt/format.h>

namespace coldloop::network {

// One pump at full speed. Held below the first point, on the end tangent beyond the last.
class Pump::Curve {
public:
    explicit Curve(const PumpParameters& p) : table_(p.flow, p.rise) {}
    Property operator()(double flow) const
    {
        if (flow < table_.front()) return {table_(table_.front()).value, 0};
        return table_(flow);
    }
    double first() const { return table_.front(); }
    double last() const { return table_.back(); }

private:
    MonotoneCubic table_;
};

Pump::Pump(std::string name, PumpParameters parameters) : Component(std::move(name)), parameters_(std::move(parameters))
{
    const PumpParameters& p = parameters_;
    if (p.flow.size() < 2 || p.flow.size() != p.rise.size())
        throw InputError(fmt::format("pump '{}': {} flows and {} rises. Give two or more points, a rise for each flow.",
                                     this->name(), p.flow.size(), p.rise.size()));
    requireNotNegative(this->name(), "first flow of the curve", p.flow[0]);
    requirePositive(this->name(), "first rise of the curve", p.rise[0]);
    for (std::size_t i = 1; i < p.flow.size(); ++i)
        if (!(p.flow[i] > p.flow[i - 1] && p.rise[i] < p.rise[i - 1]))
            throw InputError(
                fmt::format("pump '{}': flow must rise and pressure rise must fall; point {} ({}, {} Pa) does not.",
                            this->name(), i + 1, litresPerMinute(p.flow[i]), p.rise[i]));
    if (!(p.efficiency > 0 && p.efficiency <= 1))
        throw InputError(
            fmt::format("pump '{}': efficiency is {}. It must be above 0 and at most 1.", this->name(), p.efficiency));
    if (p.count < 1)
        throw InputError(fmt::format("pump '{}': {} running. At least one must run.", this->name(), p.count));
    requirePositive(this->name(), "largest speed", p.maxSpeed);
    curve_ = std::make_shared<Curve>(p);
}

void Pump::setSpeed(double speed)
{
    if (!(speed > 0) || !std::isfinite(speed))
        throw Bug(fmt::format("pump '{}': relative speed {} must be above zero", name(), speed));
    speed_ = speed;
}

double Pump::maxSpeed() const { return parameters_.maxSpeed; }

Property Pump::pressureLoss(double massFlow, const FluidState& fluid) const
{
    const Property f = (*curve_)(massFlow / fluid.density / (parameters_.count * speed_));
    return {-speed_ * speed_ * f.value, -speed_ * f.derivative / (parameters_.count * fluid.density)};
}

double Pump::rise(double volumeFlow) const
{
    return speed_ * speed_ * (*curve_)(volumeFlow / (parameters_.count * speed_)).value;
}

// s^2 f(q / s) grows with s where it is positive, so a bracket and Newton inside it find the one root.
double Pump::speedFor(double rise, double volumeFlow) const
{
    if (!(rise > 0) || !std::isfinite(rise) || !std::isfinite(volumeFlow))
        throw SolveError(
            fmt::format("pump '{}': a pressure rise of {} Pa at {} is asked for. It must be above zero: the "
                        "flow that is held needs no pump.",
                        name(), rise, litresPerMinute(volumeFlow)));
    const double q = volumeFlow / parameters_.count;
    const auto riseAt = [&](double s) {
        const Property f = (*curve_)(q / s);
        return Property{s * s * f.value - rise, 2 * s * f.value - q * f.derivative};
    };
    double low = 0, high = std::sqrt(rise / (*curve_)(0).value);
    while (riseAt(high).value < 0) {
        low = high;
        high *= 2;
    }
    double s = high;
    for (int i = 0; i < 200; ++i) {
        const Property r = riseAt(s);
        (r.value < 0 ? low : high) = s;
        double next = r.derivative > 0 ? s - r.value / r.derivative : low;
        if (!(next > low && next < high)) next = (low + high) / 2;
        if (std::abs(next - s) <= 4e-16 * s) break;
        s = next;
    }
    return s;
}

double Pump::electricPower(double volumeFlow) const
{
    return std::max(0.0, volumeFlow * rise(volumeFlow) / parameters_.efficiency);
}

std::optional<Flag> Pump::outsideRange(double massFlow, const FluidState& fluid) const
{
    const double flow = massFlow / fluid.density, scale = parameters_.count * speed_;
    if (speed_ > parameters_.maxSpeed)
        return Flag{name(),
                    fmt::format("relative speed {:.4g} is above its largest, {:.4g}", speed_, parameters_.maxSpeed)};
    if (flow > curve_->last() * scale)
        return Flag{name(), fmt::format("flow {} is above its curve's last point {}", litresPerMinute(flow),
                                        litresPerMinute(curve_->last() * scale))};
    if (flow < curve_->first() * scale)
        return Flag{name(), fmt::format("flow {} is below its curve's first point {}: the rise there is held",
                                        litresPerMinute(flow), litresPerMinute(curve_->first() * scale))};
    return {};
}

} // namespace coldloop::network
