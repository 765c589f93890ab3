// Physics by name (zones, patches) turned into numbers of cells and faces, checked.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/HexMesh.h"
#include "solver/cht/openfoam/EnergySystem.h"
#include "solver/cht/openfoam/FlowSystem.h"

namespace coldloop::cht {

std::string joined(const std::vector<std::string>& names); // 'a', 'b'

struct Setup {
    std::vector<ZoneMaterial> materials; // of zones, in the mesh's order
    std::vector<Boundary> boundaries;    // of patches, in the mesh's order
    std::vector<double> resistance;      // of internal faces [m^2 K/W]
    std::vector<char> flowing;           // cells that coolant flows through
    double referenceTemperature = 0;     // [K] an inlet's, or a fixed one
};

// Throws InputError with all faults: a zone without material or with values that are not positive, names that match
// nothing, an inlet without outlet, coolants of different properties that touch.
// Throws SolveError when heat has no way out: no coolant flow and no fixed temperature; names the zones.
Setup makeSetup(const Physics& physics, const meshes::HexMesh& mesh, const Geometry& geometry);

FlowConditions flowConditions(const Setup& setup, const meshes::HexMesh& mesh, const SubGeometry& fluid);
EnergyConditions energyConditions(const Setup& setup, const meshes::HexMesh& mesh, const Geometry& geometry,
                                  std::vector<double> flux);

} // namespace coldloop::cht
