// A cold plate as two resistances and a pressure-drop law, from samples that the 3-D solver made.
//
//     R(Q, T) = (hottest junction - inlet) / power,   dp = a mu Q + b rho Q^2
//
// dp is the fins' alone; the whole plate has it divided by the fins' share.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/core/Interpolation.h"

#include <vector>

namespace coldloop::reduced {

struct PlateSample {
    double volumeFlow = 0;       // [m^3/s]
    double inletTemperature = 0; // [K]
    double resistance = 0;       // junction - inlet [K/W]
    double plateResistance = 0;  // plate base - inlet [K/W]
    double finPressureDrop = 0;  // [Pa]
    double meanViscosity = 0;    // of the coolant at the plate's mean temperature [Pa s]
    double meanDensity = 0;      // [kg/m^3]
};

class PlateModel {
public:
    // At least 4 flows at each of at least 2 inlet temperatures, the same flows at each. Throws Bug otherwise.
    explicit PlateModel(std::vector<PlateSample> samples);

    // [K/W] with derivative by volume flow; Q R is monotone in flow between samples and straight beyond them, R is
    // linear in inlet temperature. Reversed flow counts as forward flow; held below 1 % of the smallest sampled flow.
    Property resistance(double volumeFlow, double inletTemperature) const;
    Property plateResistance(double volumeFlow, double inletTemperature) const;
    bool inRange(double volumeFlow) const;                  // inside the sampled flows
    bool temperatureInRange(double inletTemperature) const; // inside the sampled inlet temperatures
    double minFlow() const;
    double maxFlow() const;
    double linearLoss() const;    // a [1/m^3], least squares over all samples, weighted by 1/dp, >= 0
    double quadraticLoss() const; // b [1/m^4], >= 0
    double lossFitError() const;  // largest relative error of the fit over the samples
    const std::vector<PlateSample>& samples() const { return samples_; }

private:
    struct AtTemperature {
        double temperature;
        MonotoneCubic flowTimesResistance, flowTimesPlateResistance; // Q R is nearly linear in Q
    };
    Property interpolated(MonotoneCubic AtTemperature::*curve, double volumeFlow, double inletTemperature) const;

    std::vector<PlateSample> samples_;
    std::vector<AtTemperature> curves_;
    double a_ = 0, b_ = 0, fitError_ = 0;
};

} // namespace coldloop::reduced
