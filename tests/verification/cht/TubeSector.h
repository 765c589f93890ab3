// A sector of a round tube along x as a mesh: hexahedra, and wedges at the axis.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/PolyMesh.h"

#include <vector>

namespace coldloop::test {

// The tube has radius 1 m, the sector 0.02 rad. `fromWall`: distances of the cells' corners from the wall, 0 to 1;
// `along`: x of their corners, rising [m]. Zone "water"; patches "start", "end" (a cyclic pair if `periodic`), "wall",
// "sides" (symmetry).
meshes::PolyMesh tubeSector(const std::vector<double>& fromWall, const std::vector<double>& along, bool periodic);

} // namespace coldloop::test
