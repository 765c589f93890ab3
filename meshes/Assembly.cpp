// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Assembly.h"

#include "meshes/Measure.h"
#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace coldloop::meshes {

namespace {

using Corners = std::array<int, 4>; // of a face, the last -1 for a triangle

// Corners of the faces of each shape, looking outwards where VTK numbers the shape as it does.
const std::vector<Corners>& facesOf(unsigned char type)
{
    static const std::vector<Corners> tetrahedron{{0, 2, 1, -1}, {0, 1, 3, -1}, {1, 2, 3, -1}, {0, 3, 2, -1}};
    static const std::vector<Corners> hexahedron{{0, 3, 2, 1}, {4, 5, 6, 7}, {0, 1, 5, 4},
                                                 {1, 2, 6, 5}, {2, 3, 7, 6}, {3, 0, 4, 7}};
    static const std::vector<Corners> wedge{{0, 1, 2, -1}, {3, 5, 4, -1}, {0, 3, 4, 1}, {1, 4, 5, 2}, {2, 5, 3, 0}};
    static const std::vector<Corners> pyramid{{0, 3, 2, 1}, {0, 1, 4, -1}, {1, 2, 4, -1}, {2, 3, 4, -1}, {3, 0, 4, -1}};
    static const std::vector<Corners> none;
    return type == 10 ? tetrahedron : type == 12 ? hexahedron : type == 13 ? wedge : type == 14 ? pyramid : none;
}

Corners sorted(Corners corners)
{
    std::sort(corners.begin(), corners.end(), [](int a, int b) { return unsigned(a) < unsigned(b); }); // -1 last
    return corners;
}

struct Face {
    Corners corners; // out of `owner`
    int owner = 0, neighbour = -1;
    int patch = -1, place = 0; // of a boundary face
};

class Assembler {
public:
    Assembler(const ShapedCells& cells, const std::vector<ShapedPatch>& patches, const std::string& source)
        : cells_(cells), patches_(patches), source_(source)
    {
    }

    PolyMesh make()
    {
        const std::vector<Face> sides = sidesOfCells();
        match(sides);
        namePatches();
        order();
        return mesh();
    }

private:
    int count() const { return int(cells_.type.size()); }

    // The faces of all cells, turned outwards for the handedness of each.
    std::vector<Face> sidesOfCells() const
    {
        std::vector<Face> sides;
        sides.reserve(6 * std::size_t(count()));
        for (int c = 0; c < count(); ++c) {
            const int* corner = &cells_.connectivity[cells_.start[c]];
            const std::size_t first = sides.size();
            double volume = 0;
            for (const Corners& local : facesOf(cells_.type[c])) {
                Face side{{}, c};
                for (int i = 0; i < 4; ++i) side.corners[i] = local[i] < 0 ? -1 : corner[local[i]];
                volume += sixVolumes(side.corners, cells_.points[corner[0]]);
                sides.push_back(side);
            }
            if (sides.size() == first)
                throw InputError(fmt::format("{}: cell {} is of VTK type {}. Write tetrahedra, hexahedra, prisms or "
                                             "pyramids of first order.",
                                             source_, c, cells_.type[c]));
            if (volume < 0)
                for (std::size_t s = first; s < sides.size(); ++s) turn(sides[s].corners);
        }
        return sides;
    }

    // Of the cone of a face with its tip at a point, the quadrilateral as two triangles.
    double sixVolumes(const Corners& face, const Point& tip) const
    {
        const auto at = [&](int i) { return minus(cells_.points[face[i]], tip); };
        double sum = dot(at(0), cross(at(1), at(2)));
        if (face[3] >= 0) sum += dot(at(0), cross(at(2), at(3)));
        return sum;
    }

    static void turn(Corners& face) { face[3] < 0 ? std::swap(face[1], face[2]) : std::swap(face[1], face[3]); }

    // Equal faces meet in the list of their lowest point; sides_ ascend by cell, so the lower cell becomes the owner.
    void match(const std::vector<Face>& sides)
    {
        first_.assign(cells_.points.size(), -1);
        faces_.reserve(sides.size() / 2 + sides.size() / 16);
        for (const Face& side : sides) {
            const Corners key = sorted(side.corners);
            const int found = find(key);
            if (found < 0) {
                next_.push_back(first_[key[0]]);
                first_[key[0]] = int(faces_.size());
                faces_.push_back(side);
            } else if (faces_[found].neighbour < 0) {
                faces_[found].neighbour = side.owner;
            } else {
                const Point at = cells_.points[key[0]];
                throw InputError(fmt::format("{}: cells {}, {} and {} share one face, at ({:.6g} {:.6g} {:.6g}) m. "
                                             "Remove the cells that lie in each other.",
                                             source_, faces_[found].owner, faces_[found].neighbour, side.owner, at[0],
                                             at[1], at[2]));
            }
        }
    }

    int find(const Corners& key) const // the face with these corners, -1
    {
        for (int f = first_[key[0]]; f >= 0; f = next_[f])
            if (sorted(faces_[f].corners) == key) return f;
        return -1;
    }

    void namePatches()
    {
        for (std::size_t p = 0; p < patches_.size(); ++p) {
            const ShapedPatch& patch = patches_[p];
            for (std::size_t i = 0; i + 1 < patch.faceStart.size(); ++i) {
                Corners key{-1, -1, -1, -1};
                std::copy(patch.facePoints.begin() + patch.faceStart[i],
                          patch.facePoints.begin() + patch.faceStart[i + 1], key.begin());
                const int f = find(sorted(key));
                if (f < 0 || faces_[f].neighbour >= 0) continue;
                faces_[f].patch = int(p);
                faces_[f].place = int(i);
            }
        }
        for (Face& face : faces_)
            if (face.neighbour < 0 && face.patch < 0) face.patch = int(patches_.size()), face.place = face.owner;
    }

    void order() // internal faces upper triangular, then patch by patch
    {
        first_ = {}, next_ = {};
        std::stable_sort(faces_.begin(), faces_.end(), [](const Face& a, const Face& b) {
            if (a.patch != b.patch) return a.patch < b.patch;
            if (a.patch >= 0) return a.place < b.place;
            return a.owner != b.owner ? a.owner < b.owner : a.neighbour < b.neighbour;
        });
    }

    PolyMesh mesh() const
    {
        PolyMesh mesh;
        mesh.zone = cells_.zone;
        mesh.zoneNames = cells_.zoneNames;
        std::vector<int> number(cells_.points.size(), -1);
        for (const int p : cells_.connectivity) number[p] = 0;
        for (std::size_t p = 0; p < number.size(); ++p)
            if (number[p] == 0) number[p] = int(mesh.points.size()), mesh.points.push_back(cells_.points[p]);
        mesh.faceStart.push_back(0);
        int patch = -1;
        for (const Face& face : faces_) {
            if (face.patch != patch) addPatch(mesh, patch = face.patch);
            for (const int p : face.corners)
                if (p >= 0) mesh.facePoints.push_back(number[p]);
            mesh.faceStart.push_back(int(mesh.facePoints.size()));
            mesh.owner.push_back(face.owner);
            if (patch < 0)
                mesh.neighbour.push_back(face.neighbour);
            else
                ++mesh.patches.back().size;
        }
        return mesh;
    }

    void addPatch(PolyMesh& mesh, int patch) const
    {
        if (patch == int(patches_.size()))
            mesh.patches.push_back({"walls", mesh.faces(), 0});
        else
            mesh.patches.push_back(
                {patches_[patch].name, mesh.faces(), 0, patches_[patch].kind, patches_[patch].partner});
    }

    const ShapedCells& cells_;
    const std::vector<ShapedPatch>& patches_;
    const std::string& source_;
    std::vector<Face> faces_;
    std::vector<int> first_, next_; // the faces whose lowest point is p: first_[p], then next_
};

} // namespace

void ShapedCells::add(unsigned char kind, const std::vector<int>& corners, int inZone)
{
    connectivity.insert(connectivity.end(), corners.begin(), corners.end());
    start.push_back(int(connectivity.size()));
    type.push_back(kind);
    zone.push_back(inZone);
}

PolyMesh assemble(const ShapedCells& cells, const std::vector<ShapedPatch>& patches, const std::string& source)
{
    return Assembler(cells, patches, source).make();
}

} // namespace coldloop::meshes
