// A chip: power of clock, utilisation and temperature, its limits and its clock governor.
//
//     P(u, c, T) = P_rest + u P_dyn c (V(c)/V(1))^2 + P_leak exp(beta (T - T_ref))
//
// with P(1, 1, T_ref) = TDP. c is clock / maximum clock. V is flat up to the flat clock, then linear.
// Sign: power is positive. No clock, file or console inside.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/core/Property.h"

#include <string>

namespace coldloop::workload {

enum class ChipKind { gpu, cpu, switchAsic };
std::string toString(ChipKind kind); // "gpu", "cpu", "switch"

struct GovernorParameters {
    bool present = false;         // false: the chip has no published limit and runs at full clock
    double maxOperating = 0;      // [K] the clock is cut above it
    double slowdown = 0;          // [K] hardware slowdown: clock at most `slowdownClock`
    double shutdown = 0;          // [K] the chip goes off and stays off
    double clockCutPerKelvin = 0; // [1/K] proportional cut above maxOperating
    double slowdownClock = 0.5;   // of the maximum
    double hysteresis = 0;        // [K] slowdown is released below slowdown - hysteresis
    double minClock = 0.1;        // of the maximum: the proportional cut goes no lower
};

struct ChipParameters {
    std::string name;
    ChipKind kind = ChipKind::gpu;
    double thermalDesignPower = 0;         // [W], leakage at leakageReference included
    double idlePower = 0;                  // [W] at idleTemperature, leakage there included
    double idleTemperature = 0;            // [K]
    double leakageShare = 0;               // of TDP at leakageReference
    double leakageReference = 0;           // [K]
    double leakageExponent = 0;            // beta [1/K]
    double maxClock = 0;                   // [Hz]
    double flatVoltageClock = 0;           // [Hz] below it the voltage is minVoltage
    double minVoltage = 0, maxVoltage = 0; // [V]
    GovernorParameters governor;
};

// Hidden state of the governor besides temperature: the two latches.
struct GovernorState {
    bool slowdown = false; // hardware slowdown is active until T < slowdown - hysteresis
    bool shutdown = false; // latched
};

// Dynamic power factor c (V(c)/V(1))^2 with its derivative by c; 1 at c = 1.
Property dynamicFactor(const ChipParameters& chip, double clock);

// Leakage [W] with derivative by temperature. 0 where leakageShare is 0.
Property leakage(const ChipParameters& chip, double temperature);

// The part of the power [W] that depends on neither clock nor temperature: max(0, idle - leakage(idleTemperature)).
double restPower(const ChipParameters& chip);

// Utilisation u for which P(u, 1, T_ref) is `power` [W], at least 0.
double utilisationOfPower(const ChipParameters& chip, double power);

// P(u, c, T) [W] with derivative by temperature at fixed clock. Clock 0 is a chip that was shut down: no power at all.
Property power(const ChipParameters& chip, double utilisation, double clock, double temperature);

// Clock fraction allowed at a temperature in a latch state (proportional cut, slowdown, 0 after shutdown), with its
// derivative by temperature. 1 for a chip without governor.
Property allowedClock(const GovernorParameters& governor, const GovernorState& state, double temperature);

// The latches after the chip has been at `temperature`.
GovernorState updated(const GovernorParameters& governor, const GovernorState& state, double temperature);

} // namespace coldloop::workload
