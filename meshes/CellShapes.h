// The cells of a mesh as VTK writes cells: hexahedra, wedges, pyramids, tetrahedra.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/PolyMesh.h"

namespace coldloop::meshes {

// Any other polyhedron is split about its centre, an extra point: a pyramid on each quadrilateral face, tetrahedra on
// the triangles that other faces fan into.
struct CellShapes {
    std::vector<int> connectivity;   // of written cell i: connectivity[start[i]] .. connectivity[start[i + 1] - 1]
    std::vector<int> start;          // size() + 1
    std::vector<unsigned char> type; // of written cells: VTK's 10 tetrahedron, 12 hexahedron, 13 wedge, 14 pyramid
    std::vector<int> cellOf;         // of the mesh, for each written cell; ascending
    std::vector<Point> extraPoints;  // numbered after the points of the mesh
    std::vector<int> extraPointCell; // the cell each stands in
    int size() const { return int(type.size()); }
};
// O(N).
CellShapes cellShapes(const PolyMesh& mesh);

} // namespace coldloop::meshes
