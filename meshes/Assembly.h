// A mesh made from cells that are known by their corners: faces are found, matched and put in order.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/PolyMesh.h"

#include <string>
#include <vector>

namespace coldloop::meshes {

struct ShapedCells {
    std::vector<Point> points;     // [m]; those of no cell are dropped
    std::vector<int> connectivity; // of cell c: connectivity[start[c]] .. connectivity[start[c + 1] - 1]
    std::vector<int> start{0};
    std::vector<unsigned char> type; // VTK's 10 tetrahedron, 12 hexahedron, 13 wedge, 14 pyramid; either handedness
    std::vector<int> zone;           // of each cell, index into zoneNames
    std::vector<std::string> zoneNames;
    void add(unsigned char kind, const std::vector<int>& corners, int inZone);
};

struct ShapedPatch {
    std::string name;
    std::vector<int> facePoints; // corners of its faces in any order, one face after the other
    std::vector<int> faceStart{0};
    PatchKind kind = PatchKind::plain;
    std::string partner{};
};

// Cells keep their numbers, the faces of a patch the order given; boundary faces of no patch form "walls", the last.
// Faces of a patch that lie between two cells, or in no cell, are left out; so are patches without faces. O(N).
// Throws InputError, naming it by `source`: a face that more than two cells share, a cell of another type.
PolyMesh assemble(const ShapedCells& cells, const std::vector<ShapedPatch>& patches, const std::string& source);

} // namespace coldloop::meshes
