// The hexahedral mesh of a BlockGrid in the order that OpenFOAM wants: internal faces first, upper triangular; then one
// run of faces a patch. Plain arrays: no OpenFOAM here.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/BlockGrid.h"

#include <array>
#include <string>
#include <vector>

namespace coldloop::meshes {

struct HexPatch {
    std::string name;
    int start = 0, size = 0; // range of faces
};

struct HexMesh {
    std::vector<std::array<double, 3>> points; // [m]
    std::vector<std::array<int, 8>> cells;     // points of a cell, VTK_HEXAHEDRON order
    std::vector<int> zone;                     // of a cell, index into zoneNames
    std::vector<std::string> zoneNames;        // in the order of first use
    std::vector<std::array<int, 4>> faces;     // points, normal out of the owner
    std::vector<int> owner;                    // of each face
    std::vector<int> neighbour;                // of each internal face, owner < neighbour
    std::vector<HexPatch> patches;             // in the order of the rules, "walls" last if it has faces
};

// Cells are numbered x fastest, blocks that are left out skipped. Throws InputError, all faults at once: an axis
// without segments, a segment that does not grow, has no cells or an expansion <= 0; a number of zones that is not that
// of the blocks; no block left; a rule that names an unknown zone or matches no face, two rules for the same faces.
HexMesh makeHexMesh(const BlockGrid& grid);

} // namespace coldloop::meshes
