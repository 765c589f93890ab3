// Fins too fine for a plate's mesh: coarse channels and coarse fins in their place, with coefficients from one channel solved
// in full, far from its ends.
//
//     dp/dx = -mu D u - rho F |u| u / 2                       u, the mean velocity in the channels
//     heat from fin to coolant per side area = h_side (Tm - Tc), from floor (cover) to coolant = h_floor (Tfloor - Tc)
//     heat along the coolant = rho cp u Tc - (k + k_dispersion) dTc/dx
//
// h_side is such that a piece of a coarse channel, far from the ends, has the resistance from base to Tc that the piece solved in
// full has, and h_floor such that as much of the heat comes through the floor. Tm and Tc, volume averages of metal and coolant. Tc differs from the mixing cup by what dispersion carries: without it the
// coolant would come in at the wrong temperature. Each side of a coarse fin stands for those of many fins, so that h_side is
// multiplied. Across itself a coarse fin or channel has one temperature; along x and z the metal conducts as it does.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/Plates.h"
#include "solver/cht/ConjugateSolver.h"

namespace coldloop::model {

struct FinArray {
    meshes::Plate plate; // with lumps
    cht::ZoneMaterial coolant, metal;
    double volumeFlow = 0;       // through the plate [m^3/s]
    double inletTemperature = 0; // [K]
    double power = 0;            // of the plate [W]
};

// Of one channel at a velocity and a temperature.
struct FinCoefficients {
    double velocity = 0, temperature = 0; // [m/s], [K]
    double darcy = 0;                     // D [1/m^2], of the coarse channel: less what its own walls hold back
    double forchheimer = 0;               // F [1/m]
    double dispersion = 0;                // k_dispersion [W/(m K)]
    double side = 0, floor = 0;           // h_side, h_floor [W/(m^2 K)]
    // The coarse channel in place of the fine one, relative differences: of (base - Tc) / heat, of the pressure gradient.
    double resistanceDifference = 0, gradientDifference = 0;
};

// Mean velocity in the channels at the array's volume flow [m/s]; mean temperature of the coolant on its way [K].
double channelVelocity(const FinArray& fins);
double meanTemperature(const FinArray& fins);

// Solves one channel and its coarse counterpart with properties as at `temperature`. Collective. Throws SolveError.
FinCoefficients finCoefficients(const FinArray& fins, double velocity, double temperature,
                                const cht::SolverFactory& factory);

// Zones "fins" and "fin-metal" of `physics` and their contacts become those of the coefficients. In "fin-ends" the viscosity is
// multiplied as the channels are: so coarse jets and wakes have the Reynolds number of the fine ones and mix as they do.
void applyFins(const FinArray& fins, const FinCoefficients& coefficients, cht::Physics& physics);

// A slice of the plate from inlet to outlet with power spread evenly under the fins, in full and in coarse channels.
struct SliceComparison {
    double resistance = 0, coarseResistance = 0;     // (hottest of the base - inlet) / power, of the whole plate [K/W]
    double pressureDrop = 0, coarsePressureDrop = 0; // [Pa]
};
SliceComparison compareSlices(const FinArray& fins, const FinCoefficients& coefficients,
                              const cht::SolverFactory& factory);

// Adds all this to the figures, and flags what is beyond 3 % of the resistance, 5 % of the pressure drop, or laminar flow.
struct Outcome;
void reportFins(const FinArray& fins, const FinCoefficients& coefficients, const SliceComparison& slices,
                Outcome& outcome);

} // namespace coldloop::model
