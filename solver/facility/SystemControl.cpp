// The CDU's facility valve: where it stands in a steady state, and how its controller moves it in time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Error.h"
#include "solver/facility/System.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::facility {

namespace {

// CDU valve controller: proportional-integral on the TCS supply temperature, limited by the actuator's stroke time.
// Gains are an engineering choice: a quarter of the stroke for 10 K, reset in about one transport time of the loop.
constexpr double valveGain = 0.025;    // [1/K]
constexpr double valveResetTime = 120; // [s]

} // namespace

double System::effectiveSetpoint() const
{
    return std::max(parameters_.tcs.supplySetpoint, parameters_.room.dewPoint + parameters_.room.dewPointMargin);
}

// Sets the CDU valve: fully open where the set point is not reached. Else the TCS supply is prescribed at its set point
// and the opening is sought at which the exchanger moves exactly the heat that the loop brings (regula falsi, Illinois).
void System::placeValve(const SteadyOptions& options)
{
    network::ControlValve& valve = *loops_.fws.valve;
    valve.setOpening(1);
    couple(options);
    const double wanted = effectiveSetpoint();
    if (options.fixedSupply || temperature_[loops_.tcs.supply] >= wanted) return;

    SteadyOptions held = options;
    held.fixedSupply = wanted;
    const materials::Coolant& coolant = *parameters_.tcs.coolant;
    const auto excess = [&](double opening) { // heat moved beyond what is needed, as a share of it
        valve.setOpening(opening);
        couple(held);
        const double needed =
            flow_.massFlow[loops_.tcs.exchanger] *
            (coolant.enthalpy(temperature_[loops_.tcs.pumped]).value - coolant.enthalpy(wanted).value);
        return thermal_.exchangerHeat[loops_.cduLink] / needed - 1;
    };
    double low = parameters_.fws.minValveOpening, atLow = excess(low);
    double high = 1, atHigh = atLow < 0 ? excess(high) : 1;
    constexpr double closed = 1e-10;
    double at = atLow, x = low;
    for (int i = 0; atLow < 0 && std::abs(at) > closed; ++i) {
        if (i == 100)
            throw SolveError(fmt::format("the CDU valve finds no opening that holds the TCS supply at {:.2f} degC. "
                                         "Change the set point or the FWS flow.",
                                         wanted - zeroCelsius));
        x = (low * atHigh - high * atLow) / (atHigh - atLow);
        at = excess(x);
        (at > 0 ? high : low) = x;
        (at > 0 ? atHigh : atLow) = at;
        (at > 0 ? atLow : atHigh) /= 2;
    }
    couple(options); // at this opening, nothing prescribed
}

void System::controlValve(double dt)
{
    const double error = temperature_[loops_.tcs.supply] - effectiveSetpoint();
    const double low = parameters_.fws.minValveOpening;
    const double now = loops_.fws.valve->opening();
    const double integral = valveIntegral_ + valveGain * error * dt / valveResetTime;
    const double wanted = integral + valveGain * error;
    if (wanted > low && wanted < 1) valveIntegral_ = integral; // anti-windup: it stands still while saturated
    const double stroke = dt / parameters_.tcs.cdu.valveStrokeTime;
    loops_.fws.valve->setOpening(std::clamp(std::clamp(wanted, now - stroke, now + stroke), low, 1.0));
}

} // namespace coldloop::facility
