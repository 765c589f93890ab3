// A cold plate's 3-D model as the full model that a reduced one is made of.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/ConjugateSolver.h"
#include "solver/reduced/FullModel.h"

#include <functional>

namespace coldloop::model {

// Asks `solver` for its linear model at each of `flows` [m^3/s], after `solveAt` has solved the steady state there. One process.
// Sources and sensors are left to the caller. The solver and `solveAt` must outlive the model.
reduced::FullModel fullModel(cht::ConjugateSolver& solver, std::vector<double> flows, cht::Tolerances tolerances,
                             std::function<cht::Solution(double flow)> solveAt);

// Weights of cells for a source or sensor, in sum 1: the zone's cells by volume; the cell nearest to a place [m]. Throw InputError
// where the mesh has no such zone.
reduced::Field overZone(const cht::CellField& cells, const std::string& zone);
reduced::Field nearest(const cht::CellField& cells, const cht::Vec3& place);

} // namespace coldloop::model
