// A component on a branch: its pressure loss as a function of mass flow, with derivative. One file each in components/.
//
//     p_from - p_to = sum of the components' pressureLoss(m)     (pumps give a negative loss)
//
// Signs: mass flow m [kg/s] is positive from the branch's first node to its second. A loss is odd-like: it has the sign
// of m. Laws are smooth through zero flow (laminar there), so that Newton does not stall.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/core/Placeholder.h"
#include "solver/core/Property.h"

#include <memory>
#include <optional>
#include <string>

namespace coldloop::network {

// The coolant in a branch as hydraulics needs it.
struct FluidState {
    double density;   // [kg/m^3]
    double viscosity; // dynamic [Pa s]
};

class Component {
public:
    explicit Component(std::string name) : name_(std::move(name)) {}
    virtual ~Component() = default;
    const std::string& name() const { return name_; }

    // Pressure loss [Pa] at mass flow m [kg/s]; derivative by m [Pa s/kg], never negative.
    virtual Property pressureLoss(double massFlow, const FluidState& fluid) const = 0;

    // A statement when the law is used outside its range at this flow (flagged in the result), else nothing.
    virtual std::optional<Flag> outsideRange(double /*massFlow*/, const FluidState& /*fluid*/) const { return {}; }

private:
    std::string name_;
};

} // namespace coldloop::network
