// Meshes from Gmsh files and CAD models, through the Gmsh library, which is loaded on first use.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/PolyMesh.h"

#include <string>
#include <utility>
#include <vector>

namespace coldloop::meshes {

// Reads a .msh file of any version that Gmsh reads, ascii or binary; coordinates count as metres. Physical volumes are
// the zones (one without a name is "volume" and its number), physical surfaces the patches; boundary faces of none form
// patch "walls". Surfaces between two volumes are passed over. Without physical volumes all cells are of zone "domain".
// Tetrahedra, hexahedra, prisms and pyramids; of higher orders the corners are used. Cells are renumbered by bandOrder.
// Throws InputError: no such file, not named .msh, not a mesh, no volume cells, cells in two physical volumes, other cell shapes.
PolyMesh readMsh(const std::string& file);

struct StepSizes {
    double largest = 0;                                    // edge length of the tetrahedra [m], above 0
    std::vector<std::pair<std::string, double>> ofZones{}; // smaller ones, by zone [m]
};

// Meshes a STEP assembly (.step, .stp) with tetrahedra by Gmsh's OpenCASCADE kernel; the file's unit is converted to
// metres. Each solid is a zone: its name in the file (after the last '/'; equal names share a zone), or "solid1", ...
// in the order of the file. Solids that touch share faces. The boundary is one patch, "walls": see repatched.
// Throws InputError: no such file, no solids, solids that overlap (both named, with the volume), a size that is not above
// 0, sizes of unknown zones, Gmsh's own complaint.
PolyMesh meshStep(const std::string& file, const StepSizes& sizes);

} // namespace coldloop::meshes
