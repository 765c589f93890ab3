// All component kinds. Each has its own source file with law, derivative, range and source.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/network/Component.h"

#include <vector>

namespace coldloop::network {

// Straight round pipe, Darcy-Weisbach with Churchill's friction factor (laminar to turbulent without a jump).
// Source: S. W. Churchill, Chemical Engineering 84 (1977) 91-92.
struct PipeParameters {
    double length = 0, diameter = 0, roughness = 0; // [m]
    double lossCoefficient = 0;                     // sum of K of fittings [-]
};
std::shared_ptr<Component> makePipe(std::string name, const PipeParameters& parameters);

// Pipe by Hazen-Williams (water supply): h = 10.67 L Q^1.852 / (C^1.852 d^4.871) [SI], as EPANET uses it.
std::shared_ptr<Component> makeHazenWilliamsPipe(std::string name, double length, double diameter, double coefficient);

// Valve, quick disconnect or fitting by its flow coefficient: dp = rho (Q / Kv)^2, Kv in SI (core/Units.h), smoothed
// linearly below a small flow.
std::shared_ptr<Component> makeFlowCoefficient(std::string name, double kv);

// Control valve: Kv = kvMax * opening characteristic; opening in [0, 1]. Linear: f = x + leak; equal percentage:
// f = R^(x - 1). leakage keeps it regular when shut.
class ControlValve : public Component {
public:
    ControlValve(std::string name, double kvMax, bool equalPercentage, double rangeability = 50, double leakage = 1e-4);
    void setOpening(double opening); // [0, 1]; throws Bug outside
    double opening() const { return opening_; }
    Property pressureLoss(double massFlow, const FluidState& fluid) const override;

private:
    double kvMax_, rangeability_, leakage_, opening_ = 1;
    bool equalPercentage_;
};

// dp = linear * mu / muRef * Q + quadratic * rho * Q^2 with Q [m^3/s]: cold plates (a mu Q + b rho Q^2, muRef = 1) and
// fitted curves. linear [Pa s / (m^3 Pa s)] = [1/m^3] with muRef = 1; quadratic [1/m^4]. maxFlow [m^3/s] > 0: the fit's
// range, flagged beyond; minFlow likewise.
struct QuadraticLossParameters {
    double linear = 0, quadratic = 0;
    double minFlow = 0, maxFlow = 0; // [m^3/s], 0: no limit stated
};
std::shared_ptr<Component> makeQuadraticLoss(std::string name, const QuadraticLossParameters& parameters);

// Pump: rise = s^2 f(Q / s) with f a table of rise over flow at full speed for `count` identical pumps in parallel
// (f is given for one pump; each carries Q / count). f is held constant below the first point and falls on its end
// tangent beyond the last. Flow beyond the table is flagged. Affinity laws.
struct PumpParameters {
    std::vector<double> flow; // one pump [m^3/s], increasing
    std::vector<double> rise; // [Pa], falling
    double efficiency = 0;    // wire to water [-]
    int count = 1;            // running
    double maxSpeed = 1;      // relative
};
class Pump : public Component {
public:
    Pump(std::string name, PumpParameters parameters);
    void setSpeed(double speed); // relative, > 0
    double speed() const { return speed_; }
    Property pressureLoss(double massFlow, const FluidState& fluid) const override; // the rise, negative
    std::optional<Flag> outsideRange(double massFlow, const FluidState& fluid) const override;
    double rise(double volumeFlow) const; // [Pa] at the present speed
    // The relative speed that gives `rise` [Pa] at `volumeFlow` [m^3/s] (unbounded; compare with maxSpeed()).
    double speedFor(double rise, double volumeFlow) const;
    double electricPower(double volumeFlow) const; // [W] = Q rise / efficiency
    double maxSpeed() const;

private:
    PumpParameters parameters_;
    double speed_ = 1;
    class Curve;
    std::shared_ptr<const Curve> curve_;
};

} // namespace coldloop::network
