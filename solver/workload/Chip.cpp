// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/workload/Chip.h"

#include <algorithm>
#include <cmath>

namespace coldloop::workload {

namespace {

// V(c) [V] with derivative by c.
Property voltage(const ChipParameters& chip, double clock)
{
    const double flat = chip.flatVoltageClock / chip.maxClock;
    if (clock <= flat) return {chip.minVoltage, 0};
    const double slope = (chip.maxVoltage - chip.minVoltage) / (1 - flat);
    return {chip.minVoltage + slope * (clock - flat), slope};
}

bool hasVoltageCurve(const ChipParameters& chip)
{
    return chip.maxClock > 0 && chip.flatVoltageClock < chip.maxClock && chip.maxVoltage > 0;
}

// Dynamic power at full utilisation and clock [W], so that P(1, 1, T_ref) is the thermal design power.
double fullDynamicPower(const ChipParameters& chip)
{
    return std::max(0.0, chip.thermalDesignPower * (1 - chip.leakageShare) - restPower(chip));
}

} // namespace

std::string toString(ChipKind kind)
{
    switch (kind) {
    case ChipKind::gpu: return "gpu";
    case ChipKind::cpu: return "cpu";
    default: return "switch";
    }
}

Property dynamicFactor(const ChipParameters& chip, double clock)
{
    if (!hasVoltageCurve(chip)) return {clock, 1};
    const Property v = voltage(chip, clock);
    const double scale = 1 / (chip.maxVoltage * chip.maxVoltage);
    return {clock * v.value * v.value * scale, (v.value * v.value + 2 * clock * v.value * v.derivative) * scale};
}

Property leakage(const ChipParameters& chip, double temperature)
{
    const double value = chip.leakageShare * chip.thermalDesignPower *
                         std::exp(chip.leakageExponent * (temperature - chip.leakageReference));
    return {value, chip.leakageExponent * value};
}

double restPower(const ChipParameters& chip)
{
    return std::max(0.0, chip.idlePower - leakage(chip, chip.idleTemperature).value);
}

double utilisationOfPower(const ChipParameters& chip, double power)
{
    const double dynamic = fullDynamicPower(chip);
    if (dynamic <= 0) return 0;
    return std::max(0.0, (power - restPower(chip) - leakage(chip, chip.leakageReference).value) / dynamic);
}

Property power(const ChipParameters& chip, double utilisation, double clock, double temperature)
{
    if (clock <= 0) return {0, 0};
    const Property leak = leakage(chip, temperature);
    const double dynamic = utilisation * fullDynamicPower(chip) * dynamicFactor(chip, clock).value;
    return {restPower(chip) + dynamic + leak.value, leak.derivative};
}

Property allowedClock(const GovernorParameters& governor, const GovernorState& state, double temperature)
{
    if (!governor.present) return {1, 0};
    if (state.shutdown) return {0, 0};
    const double limit = state.slowdown ? std::min(1.0, governor.slowdownClock) : 1.0;
    const double proportional = 1 - governor.clockCutPerKelvin * (temperature - governor.maxOperating);
    const double lowest = std::min(governor.minClock, limit);
    if (proportional >= limit) return {limit, 0};
    if (proportional <= lowest) return {lowest, 0};
    return {proportional, -governor.clockCutPerKelvin};
}

GovernorState updated(const GovernorParameters& governor, const GovernorState& state, double temperature)
{
    if (!governor.present) return state;
    GovernorState next = state;
    if (temperature >= governor.shutdown) next.shutdown = true;
    if (temperature >= governor.slowdown)
        next.slowdown = true;
    else if (temperature < governor.slowdown - governor.hysteresis)
        next.slowdown = false;
    return next;
}

} // namespace coldloop::workload
