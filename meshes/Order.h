// The numbering of cells: neighbours near each other make matrices narrow, caches warm and incomplete factors better.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/PolyMesh.h"

namespace coldloop::meshes {

// Reverse Cuthill-McKee: the cell that becomes number i, for each i. O(N).
std::vector<int> bandOrder(const PolyMesh& mesh);

// The same mesh with cell order[i] as number i and its internal faces in upper triangular order again. Patches keep the
// order of their faces.
PolyMesh renumbered(const PolyMesh& mesh, const std::vector<int>& order);

} // namespace coldloop::meshes
