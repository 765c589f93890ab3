// What a reader of a solution must be warned of, one sentence each.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/FlowSolver.h"
#include "solver/cht/openfoam/Setup.h"

namespace coldloop::cht {

// Laminar zones above Re 2000 and turbulent ones below 1000 (Re of mean speed and hydraulic diameter
// 4 volume / wetted area), Boussinesq where |rho/rho_ref - 1| > 0.05, and
// wetted walls hotter than saturation at their own pressure. `temperature` of cells, ghosts too [K]; `wallTemperature`
// of the fluid's boundary faces [K]. Collective.
std::vector<std::string> flowFlags(const Physics& physics, const Setup& setup, const NamedMesh& mesh,
                                   const SubGeometry& fluid, const FlowState& state,
                                   const std::vector<double>& temperature, const std::vector<double>& wallTemperature);

// Reynolds number of each zone, 0 where nothing flows. Collective.
std::vector<double> zoneReynolds(const Setup& setup, const NamedMesh& mesh, const SubGeometry& fluid,
                                 const std::vector<double>& unknowns, const std::vector<double>& temperature);

} // namespace coldloop::cht
