// What makes a BlockGrid unusable.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/BlockGrid.h"

namespace coldloop::meshes {

// Throws InputError with all faults of the axes, zones and patch rules.
void check(const BlockGrid& grid);

// Throws InputError where the two patches of a cyclic pair are not shifted images of each other, face by face.
void checkCyclic(const PolyMesh& mesh);

} // namespace coldloop::meshes
