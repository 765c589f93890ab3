// What flow and energy take from time: the storage of gases, and what cannot be solved in time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/Setup.h"

namespace coldloop::cht {

// Of what a stage in time starts from: `before` the step, and after the second stage's view of the `first`.
double stageStart(int stage, double before, double first);

// V (rho - rho*) / tau of the fluid's owned cells into conditions.storage where a gas flows: temperatures [K] of all cells
// before the step, after its first stage and at this stage, 0 or 1; tau [s].
struct StageTemperatures {
    const std::vector<double>&before, &first, &now;
};
void addStorage(const Setup& setup, const NamedMesh& mesh, const SubGeometry& fluid, const StageTemperatures& t,
                int stage, double tau, FlowConditions& conditions);
// The energy equation's densities of cells where the flow has a storage.
void addDensity(const Setup& setup, const NamedMesh& mesh, const SubGeometry& fluid, const FlowConditions& flow,
                EnergyConditions& conditions);

// Throws InputError that names the zones: turbulent flow with inertia, a gas that is shut in. Collective.
void checkInTime(const Setup& setup, const NamedMesh& mesh, bool inertia);

} // namespace coldloop::cht
