// Finite-volume geometry as plain arrays, taken from an OpenFOAM mesh, and the part of it that carries coolant.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>
#include <vector>

namespace coldloop::cht {

using Vec3 = std::array<double, 3>;

inline double dot(const Vec3& a, const Vec3& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

struct PatchRange {
    std::string name;
    int start = 0, size = 0; // of faces
};

// Faces 0 .. internalFaces-1 lie between owner and neighbour, the others on the boundary, patch by patch.
struct Geometry {
    std::vector<Vec3> centre;   // of cells [m]
    std::vector<double> volume; // [m^3]
    int internalFaces = 0;
    std::vector<int> owner;     // of every face
    std::vector<int> neighbour; // of internal faces
    std::vector<Vec3> faceCentre;
    std::vector<Vec3> area;          // out of the owner [m^2]
    std::vector<double> magArea;     // [m^2]
    std::vector<double> ownerWeight; // internal: linear interpolation, value = w owner + (1 - w) neighbour
    std::vector<double> ownerDistance, neighbourDistance; // cell centre to face along the normal [m]
    std::vector<PatchRange> patches;

    int cells() const { return int(volume.size()); }
    int faces() const { return int(owner.size()); }
    Vec3 fromOwner(int f) const { return minus(faceCentre[f], centre[owner[f]]); }
    Vec3 fromNeighbour(int f) const { return minus(faceCentre[f], centre[neighbour[f]]); }
    // Centre to centre along the normal; on the boundary centre to face.
    double distance(int f) const { return ownerDistance[f] + (f < internalFaces ? neighbourDistance[f] : 0.0); }

    static Vec3 minus(const Vec3& a, const Vec3& b) { return {a[0] - b[0], a[1] - b[1], a[2] - b[2]}; }
};

// Some cells of a geometry as a geometry of their own. Its last patch, `wetted`, holds the faces to the cells left out.
struct SubGeometry {
    Geometry geometry;
    std::vector<int> cellOf; // of the whole, for each cell of the part
    std::vector<int> faceOf; // of the whole, for each face of the part
};
SubGeometry part(const Geometry& whole, const std::vector<char>& chosen);

// Linear extrapolation from cells to boundary faces by the least-squares gradient of the cell and its neighbours:
//     v_f = v_P + sum_i coefficient_i (v_i - v_P)
struct Extrapolation {
    std::vector<int> start; // of each boundary face (face - internalFaces), one more than faces
    std::vector<int> cell;
    std::vector<double> coefficient;
    double value(const Geometry& geometry, int face, const double* v) const
    {
        const int b = face - geometry.internalFaces;
        const double own = v[geometry.owner[face]];
        double sum = own;
        for (int i = start[b]; i < start[b + 1]; ++i) sum += coefficient[i] * (v[cell[i]] - own);
        return sum;
    }
};
Extrapolation makeExtrapolation(const Geometry& geometry);

} // namespace coldloop::cht
