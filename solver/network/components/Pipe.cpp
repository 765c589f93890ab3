// Straight round pipe.
//
//     dp = (f L / D + K) rho v |v| / 2,   v = m / (rho A),   Re = |m| D / (A mu)
//     f = 8 [(8/Re)^12 + (A + B)^-1.5]^(1/12),  A = [2.457 ln 1/((7/Re)^0.9 + 0.27 eps/D)]^16,  B = (37530/Re)^16
//
// Source: S. W. Churchill, Chemical Engineering 84 (1977) 91-92. Valid for all Re; eps/D up to about 0.05.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/network/components/Components.h"
#include "solver/network/components/Laws.h"

namespace coldloop::network {

namespace {

constexpr double pi = 3.14159265358979323846;
constexpr double laminarBelow = 100;        // Re under which Churchill's f is 64/Re to rounding
constexpr double fittingsLaminarBelow = 10; // Re under which the loss of a fitting is proportional to the flow

// Darcy's f times Re, with its derivative by Re: finite at Re = 0.
Property frictionTimesReynolds(double re, double relativeRoughness)
{
    if (re < laminarBelow) return {64, 0};
    const double viscous = std::pow(7 / re, 0.9), inner = viscous + 0.27 * relativeRoughness;
    const double root = 2.457 * std::log(1 / inner), rootByRe = 2.457 * 0.9 * viscous / (re * inner);
    const double a = std::pow(root, 16), aByRe = 16 * a / root * rootByRe;
    const double b = std::pow(37530 / re, 16), bByRe = -16 * b / re;
    const double laminar = std::pow(8 / re, 12), turbulent = 1 / ((a + b) * std::sqrt(a + b));
    const double sum = laminar + turbulent;
    const double sumByRe = -12 * laminar / re - 1.5 * turbulent / (a + b) * (aByRe + bByRe);
    const double f = 8 * std::pow(sum, 1.0 / 12);
    return {f * re, f + re * f * sumByRe / (12 * sum)};
}

class Pipe : public Component {
public:
    Pipe(std::string name, const PipeParameters& p)
        : Component(std::move(name)), p_(p), area_(pi * p.diameter * p.diameter / 4)
    {
        requirePositive(this->name(), "diameter", p.diameter);
        requireNotNegative(this->name(), "length", p.length);
        requireNotNegative(this->name(), "roughness", p.roughness);
        requireNotNegative(this->name(), "loss coefficient", p.lossCoefficient);
        if (p.length == 0 && p.lossCoefficient == 0)
            throw InputError("'" + this->name() + "': a pipe needs a length or a loss coefficient above zero.");
    }

    Property pressureLoss(double massFlow, const FluidState& fluid) const override
    {
        const double reynoldsByFlow = p_.diameter / (area_ * fluid.viscosity);
        const double re = std::abs(massFlow) * reynoldsByFlow;
        // f L/D rho v|v|/2 = (f Re) mu L m / (2 D^2 rho A): no division by the flow.
        const Property fRe = frictionTimesReynolds(re, p_.roughness / p_.diameter);
        const double perFlow = fluid.viscosity * p_.length / (2 * p_.diameter * p_.diameter * fluid.density * area_);
        const double kinetic = p_.lossCoefficient / (2 * fluid.density * area_ * area_);
        const Property square = smoothPower(massFlow, 2, fittingsLaminarBelow / reynoldsByFlow);
        return {perFlow * fRe.value * massFlow + kinetic * square.value,
                perFlow * (fRe.value + fRe.derivative * re) + kinetic * square.derivative};
    }

private:
    PipeParameters p_;
    double area_;
};

} // namespace

std::shared_ptr<Component> makePipe(std::string name, const PipeParameters& parameters)
{
    return std::make_shared<Pipe>(std::move(name), parameters);
}

} // namespace coldloop::network
