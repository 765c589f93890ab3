// Writes a mesh as the files of an OpenFOAM polyMesh folder, without OpenFOAM.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/PolyMesh.h"

#include <string>
#include <vector>

namespace coldloop::meshes {

struct FoamFormat {
    bool binary = false;              // with 32-bit labels; ascii has 17 digits, so it reads back to the same numbers
    std::vector<std::string> walls{}; // patches of OpenFOAM's type wall; others are patch, symmetry or cyclic
};

// points, faces, owner, neighbour, boundary and cellZones in `folder`, which is made if need be. The mesh must be in upper
// triangular order, and of a cyclic pair both sides whole and in the same order. Throws EnvironmentError where a file
// cannot be written.
void writeFoamFiles(const PolyMesh& mesh, const std::string& folder, const FoamFormat& format = {});

} // namespace coldloop::meshes
