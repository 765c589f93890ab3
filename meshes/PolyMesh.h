// A mesh of polyhedra whose cell zones are materials, in the order that OpenFOAM keeps: internal faces first with
// owner < neighbour, then one run of faces a patch, normals out of the owner. Plain arrays: no OpenFOAM here.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>
#include <vector>

namespace coldloop::meshes {

using Point = std::array<double, 3>;

enum class PatchKind { plain, symmetry, cyclic };

struct MeshPatch {
    std::string name;
    int start = 0, size = 0; // range of faces
    PatchKind kind = PatchKind::plain;
    std::string partner{};   // of a cyclic patch: its i-th face meets the partner's i-th,
    std::vector<int> pair{}; // or, when not empty, the face of the partner with the same number in `pair`
};

struct PolyMesh {
    std::vector<Point> points;      // [m]
    std::vector<int> facePoints;    // of face f: facePoints[faceStart[f]] .. facePoints[faceStart[f + 1] - 1]
    std::vector<int> faceStart;     // faces() + 1
    std::vector<int> owner;         // of each face
    std::vector<int> neighbour;     // of each internal face
    std::vector<MeshPatch> patches; // cover all faces from neighbour.size() on, in order
    std::vector<int> zone;          // of each cell, index into zoneNames; -1 in none (refused by the quality report)
    std::vector<std::string> zoneNames; // materials are given to these

    int cells() const { return int(zone.size()); }
    int faces() const { return int(owner.size()); }
    int internalFaces() const { return int(neighbour.size()); }
};

// Throws InputError, naming the mesh by `source`, where its lists do not fit together: numbers out of range, a neighbour
// that is not above its owner, patches that do not cover the boundary in order, cyclic patches without an equal partner.
void checkNumbers(const PolyMesh& mesh, const std::string& source);

// Some cells of a mesh with all their faces. Faces to cells that are left out form the last patch, cutPatch.
inline const char* const cutPatch = "cut from the whole";
struct MeshPart {
    PolyMesh mesh;
    std::vector<int> cellOf; // of the whole, for each cell of the part
};
// `cells`: of the whole, without repetition; the part numbers them in this order. Faces keep their order and direction;
// where that puts a neighbour before its owner it stays so; a face of the cut looks out of the part. Zone and patch lists
// stay whole, patches may be empty; the faces of cyclic patches keep their numbers in `pair`. O(N), of the whole.
MeshPart extract(const PolyMesh& whole, const std::vector<int>& cells);

// The cells that meet each cell across internal faces and cyclic pairs (itself left out): of cell c, cell[start[c]] ..
// cell[start[c + 1] - 1].
struct Adjacency {
    std::vector<int> start, cell;
};
Adjacency adjacency(const PolyMesh& mesh);

// The two faces of each cyclic pair that the mesh holds both sides of, first patch of the pair first.
struct CyclicFaces {
    int first = 0, second = 0;
};
std::vector<CyclicFaces> cyclicFaces(const PolyMesh& mesh);

} // namespace coldloop::meshes
