// A mesh of the bodies that closed STL surfaces enclose, by OpenFOAM's snappyHexMesh.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/PolyMesh.h"

#include <string>
#include <vector>

namespace coldloop::cht {

struct ClosedSurface {
    std::string zone; // of its inside
    std::string file; // .stl
};

// Meshes the insides with hexahedra of `cellSize` [m] that are cut and moved to fit the surfaces and their edges; `scale`:
// metres per unit of the files. Where surfaces lie in each other the later one takes the cells: give the plate first, then
// the channel in it. Surfaces of one zone name share the zone; bodies that touch are joined. The boundary is the patch
// "walls" (meshes::repatched names parts of it). Runs blockMesh, surfaceFeatureExtract and snappyHexMesh in a folder of
// their own, which is removed. Throws InputError: a file that is no closed STL surface, a surface that its cells fill
// to less than 90 % (it is thinner than they are); EnvironmentError: the programs are missing or fail, with what they said last.
meshes::PolyMesh meshSurfaces(const std::vector<ClosedSurface>& surfaces, double cellSize, double scale = 1);

} // namespace coldloop::cht
