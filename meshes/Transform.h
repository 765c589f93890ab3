// Meshes made from meshes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/PolyMesh.h"

namespace coldloop::meshes {

// All coordinates times `factor` (0.001 for a file in millimetres). Throws InputError for a factor that is not above 0.
PolyMesh scaled(PolyMesh mesh, double factor);

// Every cell split into tetrahedra about its centre, one for each triangle that its faces fan into from their lowest
// point: 12 of a hexahedron. Zones, patches and cyclic pairs stay; both cells of a face see the same triangles. Cells
// must be star-shaped about their centres, as convex ones are.
PolyMesh tetrahedra(const PolyMesh& mesh);

// Moves points at random, each by up to `fraction` of its shortest edge along x, y and z (0.3 is much: cells may fold
// above). Points of the boundary and of faces between zones slide in the planes of those faces only; points of cyclic
// patches and of curved faces stay. The same seed gives the same mesh. Throws InputError for a fraction not in 0 .. 0.5.
PolyMesh perturbed(PolyMesh mesh, double fraction, unsigned seed);

} // namespace coldloop::meshes
