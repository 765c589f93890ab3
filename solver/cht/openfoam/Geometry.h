// Finite-volume geometry of this rank's part of a mesh as plain arrays, and the part of it that carries coolant.
//
// Cells 0 .. ownedCells-1 belong to this rank; copies of the neighbours on other ranks ("ghosts") follow. A value of a
// ghost is right after Halo::update. Internal faces have at least one owned cell; boundary faces belong to owned cells.
// A pair of cyclic faces is one internal face: only fromNeighbour knows of the shift.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/Measure.h"
#include "solver/cht/Physics.h"
#include "solver/cht/openfoam/Halo.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace coldloop::cht {

using meshes::cross;
using meshes::dot;
using meshes::minus;
using meshes::plus;
using meshes::times;
inline Vec3 times(const Tensor& t, const Vec3& a) { return {dot(t[0], a), dot(t[1], a), dot(t[2], a)}; }

struct PatchRange {
    std::string name;
    int start = 0, size = 0; // of faces
    meshes::PatchKind kind = meshes::PatchKind::plain;
    std::string partner{}; // of a cyclic patch
};

// Faces 0 .. internalFaces-1 lie between owner and neighbour, the others on the boundary, patch by patch.
struct Geometry {
    std::vector<Vec3> centre;   // of cells [m]
    std::vector<double> volume; // [m^3]
    int ownedCells = 0;
    int internalFaces = 0;
    int firstCyclic = 0;             // internal faces from here on are cyclic pairs
    std::vector<int> owner;          // of every face
    std::vector<int> neighbour;      // of internal faces
    std::vector<Vec3> faceCentre;    // of a cyclic pair: on the owner's side
    std::vector<Vec3> area;          // out of the owner [m^2]
    std::vector<Tensor> warp;        // of every face: integral of (x - face centre)_j dS_i [m^3]; empty: all are planar
    std::vector<Vec3> cyclicShift;   // of faces from firstCyclic on: owner's face centre - neighbour's face centre [m]
    std::vector<int> cyclicPatch;    // of the same faces: index of the owner's patch in `patches`
    std::vector<PatchRange> patches; // cyclic ones are empty
    std::vector<int> meshFace;       // of every face: in this rank's PolyMesh (of a cyclic pair the owner's)
    std::shared_ptr<const Halo> halo;

    int cells() const { return int(volume.size()); } // with ghosts
    int faces() const { return int(owner.size()); }
    double magArea(int f) const;                                                   // [m^2]
    Vec3 fromOwner(int f) const { return minus(faceCentre[f], centre[owner[f]]); } // owner's centre to the face's
    Vec3 fromNeighbour(int f) const                                                // neighbour's centre to the face's
    {
        const Vec3 d = minus(faceCentre[f], centre[neighbour[f]]);
        return f < firstCyclic ? d : minus(d, cyclicShift[f - firstCyclic]);
    }
    // Owner's to neighbour's centre; on the boundary to the face's.
    Vec3 across(int f) const
    {
        if (f < firstCyclic) return minus(centre[neighbour[f]], centre[owner[f]]);
        return f < internalFaces ? minus(fromOwner(f), fromNeighbour(f)) : fromOwner(f);
    }
    // Linear interpolation by the normal distances to the face: value = w owner + (1 - w) neighbour.
    double ownerWeight(int f) const;
    bool owned(int c) const { return c < ownedCells; }
};

// Geometry of this rank's part (from distribute()). Face areas, centres, cell volumes and centres as OpenFOAM has them:
// triangles about the mean point of a face, pyramids about the mean of the face centres.
Geometry makeGeometry(const meshes::PolyMesh& mesh, std::shared_ptr<const Halo> halo, int ownedCells);

// Some cells of a geometry as a geometry of their own. Its last patch, `wetted`, holds the faces to the cells left out.
struct SubGeometry {
    Geometry geometry;
    std::vector<int> cellOf;   // of the whole, for each cell of the part
    std::vector<int> faceOf;   // of the whole, for each face of the part
    std::vector<char> flipped; // for each face: its owner is the whole's neighbour (wetted faces only)
};
// `chosen`: of all cells, ghosts included.
SubGeometry part(const Geometry& whole, const std::vector<char>& chosen);

} // namespace coldloop::cht
