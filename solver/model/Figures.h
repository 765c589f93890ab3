// The figures of a solved model, for the whole device.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/model/Outcome.h"
#include "solver/model/Sizes.h"

namespace coldloop::model {

// quantities, patches, zones, convergence, flags and imbalances of `solution`; `physics` is what was solved on the mesh
// of `sizes`. Called by all ranks, which get the same.
//
//     thermal_resistance = (max_temperature - reference) / heat
//
// reference: coolant_inlet_temperature, the mean of the inlets' flow; without inlets the lowest temperature of the
// surroundings. heat: sources, and patches that give heat.
Outcome figuresOf(const Model& model, const cht::Physics& physics, const Sizes& sizes,
                  const cht::ConjugateSolver& solver, const cht::Solution& solution);

// The temperature from which rises are counted [K].
double referenceTemperature(const std::vector<Quantity>& quantities);

} // namespace coldloop::model
