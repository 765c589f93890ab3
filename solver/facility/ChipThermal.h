// A chip on its cold plate as two temperatures: die and plate.
//
//     C_die   dT_die/dt   = P(T_die) - (T_die - T_plate) / R_die
//     C_plate dT_plate/dt = (T_die - T_plate) / R_die - (T_plate - T_inlet) / R_plate,   q = (T_plate - T_inlet) / R_plate
//
// P holds leakage and the governor's clock. Over an interval P is linearised about the mean die temperature and the
// linear system is advanced exactly, so that  integral P dt = stored + integral q dt  to rounding.
// Sign: q is positive into the coolant.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/workload/Chip.h"

namespace coldloop::facility {

// The two resistances at the present flow, and the capacities.
struct ChipThermal {
    double dieResistance = 0;                  // junction - plate [K/W]
    double plateResistance = 0;                // plate - inlet [K/W]
    double dieCapacity = 0, plateCapacity = 0; // [J/K]
};

inline constexpr double throttledBelow = 0.999; // a clock cut of more than 0.1 % for temperature counts as throttled

struct ChipState {
    double die = 0, plate = 0; // [K]
    workload::GovernorState governor;
};

// What the chip is asked to do, and whether the governor may act.
struct ChipRequest {
    double utilisation = 0; // as in workload::power
    bool governed = true;   // false: full clock whatever the temperature
    double fixedPower = -1; // [W] >= 0: this power, whatever temperature and clock
};

struct ChipSteady {
    ChipState state;
    double peak = 0;  // hottest on the way there [K]: a chip that is off now was at its shutdown temperature
    double power = 0; // [W]
    double heat = 0;  // into the coolant, from the plate's temperature [W]
    double clock = 1;
    double powerByInlet = 0; // d power / d inlet temperature [W/K]
    bool cycles = false;     // slowdown would be released and return: it alternates
};

// P(T) with the governor's clock in it, and dP/dT. With the governor off, leakage grows no further above the shutdown
// temperature: no chip lives there, and the question what an input is worth still has an answer.
struct ChipPower {
    double power = 0, byTemperature = 0, clock = 1;
};
ChipPower chipPower(const workload::ChipParameters& chip, const ChipRequest& request,
                    const workload::GovernorState& governor, double temperature);

// T = T_inlet + (R_die + R_plate) P(T), by bracketed Newton. Latches are found afresh: proportional cut first, hardware
// slowdown when that does not hold the chip below its threshold, then shutdown. Throws SolveError naming the chip on
// thermal runaway of a chip without limits (no root below 1000 K). Latches that are set in `atLeast` stay set.
ChipSteady steadyChip(const workload::ChipParameters& chip, const ChipThermal& thermal, const ChipRequest& request,
                      double inlet, const workload::GovernorState& atLeast = {});

// Sums over a time step that intervals add up to.
struct ChipStep {
    double energy = 0;    // integral of P [J]
    double heat = 0;      // integral of q [J]
    double peak = 0;      // highest die temperature at interval ends [K]
    double throttled = 0; // time with the clock cut by more than 0.1 % [s]
    double clockTime = 0; // integral of the clock fraction [s]
    double clock = 1;     // at the end
    // Sensitivity to the inlet temperature, carried through the step's intervals: d(die, plate)/dTin and d(heat)/dTin.
    double dieByInlet = 0, plateByInlet = 0, heatByInlet = 0; // [-], [-], [J/K]
};

// Advances state by dt [s] at constant inlet [K], flow and request; adds to `step`.
void advanceChip(const workload::ChipParameters& chip, const ChipThermal& thermal, const ChipRequest& request,
                 double inlet, double dt, ChipState& state, ChipStep& step);

} // namespace coldloop::facility
