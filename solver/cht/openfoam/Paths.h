// Which parts of a model hang together: where coolant flows, and whether heat has a way out.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/Setup.h"

namespace coldloop::cht {

// Adds a fault when zones of coolants that differ in density, viscosity or specific heat touch.
void checkTouchingCoolants(const Setup& setup, const meshes::HexMesh& mesh, std::vector<std::string>& faults);

// Cells of coolant regions with an inlet that delivers. Adds faults: an inlet without outlet, openings on a solid.
std::vector<char> flowingCells(const Setup& setup, const meshes::HexMesh& mesh, const Geometry& geometry,
                               std::vector<std::string>& faults);

// Throws SolveError that names the zones of a connected part without coolant flow and without a fixed temperature.
void checkHeatHasWayOut(const Setup& setup, const meshes::HexMesh& mesh, const Geometry& geometry);

} // namespace coldloop::cht
