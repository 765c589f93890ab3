// Pipe by Hazen and Williams with the constant that EPANET uses, so that networks of water supply can be compared.
//
//     h = 4.727 L Q^1.852 / (C^1.852 d^4.871)   with h, L, d in ft and Q in ft^3/s;   dp = rho g h
//
// In SI the constant is 4.727 * 0.3048^(1 - 1 + 4.871 - 3 * 1.852) = 4.727 * 0.3048^-0.685 = 10.667.
// Source: L. A. Rossman, EPANET 2.2 User Manual (2020), table 3.1. Water near 15 degC, turbulent flow only.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/network/components/Components.h"
#include "solver/network/components/Laws.h"

namespace coldloop::network {

namespace {

constexpr double exponent = 1.852, gravity = 9.80665, foot = 0.3048;
constexpr double smoothBelowVelocity = 1e-3; // [m/s]; the law itself has no slope at rest

class HazenWilliamsPipe : public Component {
public:
    HazenWilliamsPipe(std::string name, double length, double diameter, double coefficient) : Component(std::move(name))
    {
        requirePositive(this->name(), "length", length);
        requirePositive(this->name(), "diameter", diameter);
        requirePositive(this->name(), "Hazen-Williams coefficient", coefficient);
        const double constant = 4.727 * std::pow(foot, 4.871 - 3 * exponent);
        resistance_ = constant * length / (std::pow(coefficient, exponent) * std::pow(diameter, 4.871));
        smoothBelow_ = smoothBelowVelocity * 0.785398163397448 * diameter * diameter;
    }

    Property pressureLoss(double massFlow, const FluidState& fluid) const override
    {
        const Property head = smoothPower(massFlow / fluid.density, exponent, smoothBelow_);
        return {fluid.density * gravity * resistance_ * head.value, gravity * resistance_ * head.derivative};
    }

private:
    double resistance_ = 0;  // h / Q^1.852 [m / (m^3/s)^1.852]
    double smoothBelow_ = 0; // [m^3/s]
};

} // namespace

std::shared_ptr<Component> makeHazenWilliamsPipe(std::string name, double length, double diameter, double coefficient)
{
    return std::make_shared<HazenWilliamsPipe>(std::move(name), length, diameter, coefficient);
}

} // namespace coldloop::network
