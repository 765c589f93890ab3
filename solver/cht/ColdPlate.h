// A straight microchannel cold plate under bare dies, as its repeating slice along the flow.
//
// The slice is half a channel and half a fin wide and as long as the finned area: silicon, TIM (a face resistance), base,
// fin and coolant. Heat enters the silicon's outer face under the dies only; channels beside the dies carry coolant and
// no heat (bypass), so a channel gets plate flow / all channels and a die channel the GPU's power / die channels.
//
//     R(Q) = (hottest junction - plate inlet) / GPU power
//
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/BlockGrid.h"
#include "solver/cht/ConjugateSolver.h"
#include "solver/materials/Coolant.h"
#include "solver/materials/Solid.h"

namespace coldloop::cht {

struct ColdPlateParameters {
    std::string name;
    double channelGap = 0, finThickness = 0, finHeight = 0, baseThickness = 0; // [m]
    double finnedLength = 0, finnedWidth = 0;                                  // along and across the flow [m]
    double dieLength = 0, dieWidth = 0; // of one die, along and across the flow [m]
    int dies = 0;                       // side by side across the flow
    double siliconThickness = 0;        // [m]
    double timResistance = 0;           // [m^2 K/W]
    materials::Solid base, silicon;
    int cells = 20000;          // at most; more change R by less than 0.1 % (ColdPlate.cpp)
    double channels() const;    // all, finnedWidth / pitch
    double dieChannels() const; // over the dies, dies * dieWidth / pitch
};

struct PlateConditions {
    double volumeFlow = 0;       // of the whole plate at the inlet temperature [m^3/s]
    double inletTemperature = 0; // [K]
    double power = 0;            // of the GPU, all through its dies [W]
};

struct PlateSolution {
    PlateConditions conditions;
    double meanCoolantTemperature = 0; // at which properties were taken [K]
    double junction = 0;               // hottest of the heated face [K]
    double baseUnderJunction = 0;      // copper side of the TIM at the same place along the flow [K]
    double resistance = 0;             // (junction - inlet) / power [K/W]
    double plateResistance = 0;        // (baseUnderJunction - inlet) / power [K/W]
    double finPressureDrop = 0;        // of the slice [Pa]
    double reynolds = 0;               // of a channel, on the hydraulic diameter
    Solution field;
};

// x along the flow from the fins' leading edge, y from mid channel to mid fin, z from the heated face of the silicon to
// the fin tops. Zones silicon, base, fin, coolant; patches inlet, outlet, die (heated), symmetry (mid channel), walls.
// Throws InputError when a length is not positive or the dies do not fit under the fins.
meshes::BlockGrid coldPlateSlice(const ColdPlateParameters& plate);

// Solves the slice on `solver`, which was made from coldPlateSlice(plate). Properties at the mean of inlet and outlet
// temperature of a die channel; specific heat such that the enthalpy rise is the heat. Throws SolveError without flow.
PlateSolution solvePlate(ConjugateSolver& solver, const ColdPlateParameters& plate, const materials::Coolant& coolant,
                         const PlateConditions& conditions, const Tolerances& tolerances);

} // namespace coldloop::cht
