// Sizes of the faces and cells of a mesh, and the faces of each cell.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/PolyMesh.h"

namespace coldloop::meshes {

inline double dot(const Point& a, const Point& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
inline Point minus(const Point& a, const Point& b) { return {a[0] - b[0], a[1] - b[1], a[2] - b[2]}; }
inline Point plus(const Point& a, const Point& b) { return {a[0] + b[0], a[1] + b[1], a[2] + b[2]}; }
inline Point times(double s, const Point& a) { return {s * a[0], s * a[1], s * a[2]}; }
inline Point cross(const Point& a, const Point& b)
{
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

// Areas and centres of faces: triangles about the mean of the corners. Volumes and centres of cells: pyramids about the
// mean of the face centres. As OpenFOAM has them. The centre of a cell whose volume is not above 0 is that mean.
struct Measures {
    std::vector<Point> faceCentre; // [m]
    std::vector<Point> faceArea;   // out of the owner [m^2]
    std::vector<Point> cellCentre; // [m]
    std::vector<double> volume;    // [m^3], negative where faces look the wrong way
};
Measures measure(const PolyMesh& mesh);

// The faces of cell c, in ascending order: face[start[c]] .. face[start[c + 1] - 1].
struct CellFaces {
    std::vector<int> start, face;
};
CellFaces facesOfCells(const PolyMesh& mesh);

} // namespace coldloop::meshes
