// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/PolyMesh.h"

#include <algorithm>

namespace coldloop::meshes {

namespace {

// A part of a mesh while it is made. Points carry the whole's numbers until renumberPoints().
class Extraction {
public:
    Extraction(const PolyMesh& whole, const std::vector<int>& cells) : whole_(whole), cellIn_(whole.cells(), -1)
    {
        part_.cellOf = cells;
        PolyMesh& mesh = part_.mesh;
        mesh.zoneNames = whole.zoneNames;
        mesh.zone.reserve(cells.size());
        for (std::size_t c = 0; c < cells.size(); ++c) {
            cellIn_[cells[c]] = int(c);
            mesh.zone.push_back(whole.zone[cells[c]]);
        }
        mesh.faceStart.push_back(0);
    }

    MeshPart make()
    {
        reserve();
        addInternalFaces();
        for (const MeshPatch& patch : whole_.patches) addPatch(patch);
        addCut();
        renumberPoints();
        return std::move(part_);
    }

private:
    int ownerIn(int face) const { return cellIn_[whole_.owner[face]]; }
    int neighbourIn(int face) const { return cellIn_[whole_.neighbour[face]]; }

    void reserve()
    {
        std::size_t faces = 0, internal = 0, corners = 0;
        for (int f = 0; f < whole_.faces(); ++f) {
            const bool one = ownerIn(f) >= 0, two = f < whole_.internalFaces() && neighbourIn(f) >= 0;
            if (!one && !two) continue;
            ++faces;
            internal += one && two;
            corners += whole_.faceStart[f + 1] - whole_.faceStart[f];
        }
        part_.mesh.owner.reserve(faces);
        part_.mesh.neighbour.reserve(internal);
        part_.mesh.faceStart.reserve(faces + 1);
        part_.mesh.facePoints.reserve(corners);
    }

    void addFace(int face, int owner, bool reversed = false)
    {
        PolyMesh& mesh = part_.mesh;
        const auto begin = whole_.facePoints.begin() + whole_.faceStart[face];
        const auto end = whole_.facePoints.begin() + whole_.faceStart[face + 1];
        mesh.facePoints.insert(mesh.facePoints.end(), begin, end);
        // The first point stays first.
        if (reversed) std::reverse(mesh.facePoints.end() - (end - begin) + 1, mesh.facePoints.end());
        mesh.faceStart.push_back(int(mesh.facePoints.size()));
        mesh.owner.push_back(owner);
    }

    void addInternalFaces()
    {
        for (int f = 0; f < whole_.internalFaces(); ++f) {
            if (ownerIn(f) < 0 || neighbourIn(f) < 0) continue;
            addFace(f, ownerIn(f));
            part_.mesh.neighbour.push_back(neighbourIn(f));
        }
    }

    void addPatch(const MeshPatch& of)
    {
        MeshPatch patch{of.name, part_.mesh.faces(), 0, of.kind, of.partner, {}};
        for (int i = 0; i < of.size; ++i) {
            if (ownerIn(of.start + i) < 0) continue;
            addFace(of.start + i, ownerIn(of.start + i));
            if (of.kind == PatchKind::cyclic) patch.pair.push_back(of.pair.empty() ? i : of.pair[i]);
        }
        patch.size = part_.mesh.faces() - patch.start;
        part_.mesh.patches.push_back(std::move(patch));
    }

    void addCut()
    {
        std::vector<MeshPatch>& patches = part_.mesh.patches;
        if (patches.empty() || patches.back().name != cutPatch) patches.push_back({cutPatch, part_.mesh.faces()});
        for (int f = 0; f < whole_.internalFaces(); ++f)
            if ((ownerIn(f) < 0) != (neighbourIn(f) < 0))
                ownerIn(f) >= 0 ? addFace(f, ownerIn(f)) : addFace(f, neighbourIn(f), true);
        patches.back().size = part_.mesh.faces() - patches.back().start;
    }

    void renumberPoints()
    {
        PolyMesh& mesh = part_.mesh;
        std::vector<int> number(whole_.points.size(), -1);
        for (const int p : mesh.facePoints) number[p] = 0;
        mesh.points.reserve(std::size_t(std::count(number.begin(), number.end(), 0)));
        for (std::size_t p = 0; p < number.size(); ++p) {
            if (number[p] < 0) continue;
            number[p] = int(mesh.points.size());
            mesh.points.push_back(whole_.points[p]);
        }
        for (int& p : mesh.facePoints) p = number[p];
    }

    const PolyMesh& whole_;
    MeshPart part_;
    std::vector<int> cellIn_; // the part's number of a cell, -1 where left out
};

const MeshPatch* find(const PolyMesh& mesh, const std::string& name)
{
    for (const MeshPatch& patch : mesh.patches)
        if (patch.name == name) return &patch;
    return nullptr;
}

// The faces of two cyclic patches that carry the same number.
void addPairs(const MeshPatch& one, const MeshPatch& two, std::vector<CyclicFaces>& all)
{
    const auto number = [](const MeshPatch& patch, int i) { return patch.pair.empty() ? i : patch.pair[i]; };
    std::vector<int> faceOf; // of the second patch, by number
    for (int i = 0; i < two.size; ++i) {
        const std::size_t n = number(two, i);
        if (n >= faceOf.size()) faceOf.resize(n + 1, -1);
        faceOf[n] = two.start + i;
    }
    for (int i = 0; i < one.size; ++i) {
        const std::size_t n = number(one, i);
        if (n < faceOf.size() && faceOf[n] >= 0) all.push_back({one.start + i, faceOf[n]});
    }
}

} // namespace

MeshPart extract(const PolyMesh& whole, const std::vector<int>& cells) { return Extraction(whole, cells).make(); }

std::vector<CyclicFaces> cyclicFaces(const PolyMesh& mesh)
{
    std::vector<CyclicFaces> all;
    for (const MeshPatch& patch : mesh.patches) {
        if (patch.kind != PatchKind::cyclic) continue;
        const MeshPatch* partner = find(mesh, patch.partner);
        if (partner && &patch < partner) addPairs(patch, *partner, all);
    }
    return all;
}

Adjacency adjacency(const PolyMesh& mesh)
{
    const std::vector<CyclicFaces> pairs = cyclicFaces(mesh);
    const auto eachPair = [&](const auto& use) {
        for (int f = 0; f < mesh.internalFaces(); ++f) use(mesh.owner[f], mesh.neighbour[f]);
        for (const CyclicFaces& pair : pairs)
            if (mesh.owner[pair.first] != mesh.owner[pair.second]) use(mesh.owner[pair.first], mesh.owner[pair.second]);
    };
    Adjacency result;
    std::vector<int>& start = result.start;
    start.assign(std::size_t(mesh.cells()) + 1, 0);
    eachPair([&](int a, int b) { ++start[a + 1], ++start[b + 1]; });
    for (int c = 0; c < mesh.cells(); ++c) start[c + 1] += start[c];
    result.cell.resize(start.back());
    std::vector<int> next(start.begin(), start.end() - 1);
    eachPair([&](int a, int b) { result.cell[next[a]++] = b, result.cell[next[b]++] = a; });
    return result;
}

} // namespace coldloop::meshes
