// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Geometry.h"

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {

constexpr double planar = 1e-9; // what the first moment may be of area * sqrt(area)

// The integral of (x - centre)_j dS_i over a face's triangles about the mean of its points; 0 when it is planar.
Tensor warpOf(const meshes::PolyMesh& mesh, int f, const Vec3& centre, double size)
{
    const int* points = &mesh.facePoints[mesh.faceStart[f]];
    const int count = mesh.faceStart[f + 1] - mesh.faceStart[f];
    Tensor warp{};
    if (count == 3) return warp;
    Vec3 mean{};
    for (int i = 0; i < count; ++i) mean = plus(mean, times(1.0 / count, mesh.points[points[i]]));
    double largest = 0;
    for (int i = 0; i < count; ++i) {
        const Vec3& a = mesh.points[points[i]];
        const Vec3& b = mesh.points[points[(i + 1) % count]];
        const Vec3 normal = times(0.5, cross(minus(b, a), minus(mean, a)));
        const Vec3 away = minus(times(1.0 / 3, plus(plus(a, b), mean)), centre);
        for (int j = 0; j < 3; ++j) warp[j] = plus(warp[j], times(away[j], normal));
    }
    for (const Vec3& row : warp) largest = std::max(largest, dot(row, row));
    return std::sqrt(largest) < planar * size * std::sqrt(size) ? Tensor{} : warp;
}

void addFace(Geometry& g, const meshes::Measures& sizes, int owner, int meshFace)
{
    g.owner.push_back(owner);
    g.faceCentre.push_back(sizes.faceCentre[meshFace]);
    g.area.push_back(sizes.faceArea[meshFace]);
    g.meshFace.push_back(meshFace);
}

void addInternalFaces(const meshes::PolyMesh& mesh, const meshes::Measures& sizes, Geometry& g)
{
    for (int f = 0; f < mesh.internalFaces(); ++f) {
        if (!g.owned(mesh.owner[f]) && !g.owned(mesh.neighbour[f])) continue;
        addFace(g, sizes, mesh.owner[f], f);
        g.neighbour.push_back(mesh.neighbour[f]);
    }
    g.firstCyclic = int(g.neighbour.size());
    for (const auto& [first, second] : meshes::cyclicFaces(mesh)) {
        if (!g.owned(mesh.owner[first]) && !g.owned(mesh.owner[second])) continue;
        addFace(g, sizes, mesh.owner[first], first);
        g.neighbour.push_back(mesh.owner[second]);
        g.cyclicShift.push_back(minus(sizes.faceCentre[first], sizes.faceCentre[second]));
        int patch = 0;
        while (first >= mesh.patches[patch].start + mesh.patches[patch].size) ++patch;
        g.cyclicPatch.push_back(patch);
    }
    g.internalFaces = int(g.neighbour.size());
}

void addWarps(const meshes::PolyMesh& mesh, Geometry& g)
{
    bool planarOnly = true;
    for (int f = 0; f < g.faces(); ++f) {
        const Tensor warp = warpOf(mesh, g.meshFace[f], g.faceCentre[f], g.magArea(f));
        const bool zero = std::all_of(warp.begin(), warp.end(), [](const Vec3& row) { return dot(row, row) == 0; });
        if (zero && planarOnly) continue;
        if (planarOnly) g.warp.assign(g.faces(), Tensor{});
        planarOnly = false;
        g.warp[f] = warp;
    }
}

} // namespace

double Geometry::magArea(int f) const { return std::sqrt(dot(area[f], area[f])); }

double Geometry::ownerWeight(int f) const
{
    const double toOwner = std::abs(dot(area[f], fromOwner(f))), toNeighbour = std::abs(dot(area[f], fromNeighbour(f)));
    return toNeighbour / (toOwner + toNeighbour);
}

Geometry makeGeometry(const meshes::PolyMesh& mesh, std::shared_ptr<const Halo> halo, int ownedCells)
{
    Geometry g;
    g.halo = std::move(halo);
    g.ownedCells = ownedCells;
    meshes::Measures sizes = meshes::measure(mesh);
    g.centre = std::move(sizes.cellCentre);
    g.volume = std::move(sizes.volume);
    for (auto* numbers : {&g.owner, &g.meshFace}) numbers->reserve(mesh.faces());
    for (auto* vectors : {&g.faceCentre, &g.area}) vectors->reserve(mesh.faces());
    g.neighbour.reserve(mesh.internalFaces());
    addInternalFaces(mesh, sizes, g);
    for (const meshes::MeshPatch& patch : mesh.patches) {
        const int start = g.faces();
        for (int f = patch.start; f < patch.start + patch.size; ++f)
            if (patch.kind != meshes::PatchKind::cyclic && g.owned(mesh.owner[f]) && patch.name != meshes::cutPatch)
                addFace(g, sizes, mesh.owner[f], f);
        if (patch.name != meshes::cutPatch)
            g.patches.push_back({patch.name, start, g.faces() - start, patch.kind, patch.partner});
    }
    addWarps(mesh, g);
    return g;
}

namespace {

// Numbers the chosen cells, owned ones first as they come, and agrees on their numbers over the ranks.
std::vector<int> chooseCells(const Geometry& whole, const std::vector<char>& chosen, SubGeometry& sub)
{
    std::vector<int> local(whole.cells(), -1);
    for (int c = 0; c < whole.cells(); ++c) {
        if (!chosen[c]) continue;
        local[c] = int(sub.cellOf.size());
        sub.cellOf.push_back(c);
        sub.geometry.centre.push_back(whole.centre[c]);
        sub.geometry.volume.push_back(whole.volume[c]);
        if (whole.owned(c)) ++sub.geometry.ownedCells;
    }
    const int owned = sub.geometry.ownedCells;
    int before = 0;
    MPI_Exscan(&owned, &before, 1, MPI_INT, MPI_SUM, whole.halo->communicator());
    if (whole.halo->first() == 0) before = 0; // the first rank gets nothing from MPI_Exscan
    std::vector<int> number(whole.cells(), -1);
    for (int c = 0; c < whole.ownedCells; ++c)
        if (chosen[c]) number[c] = before + local[c];
    whole.halo->update(number.data());
    std::vector<PetscInt> ghosts;
    for (int c = whole.ownedCells; c < whole.cells(); ++c)
        if (chosen[c]) ghosts.push_back(number[c]);
    sub.geometry.halo = std::make_shared<Halo>(whole.halo->communicator(), owned, ghosts);
    return local;
}

void copyFace(const Geometry& whole, int f, int owner, bool flipped, SubGeometry& sub)
{
    const bool cyclic = f >= whole.firstCyclic && f < whole.internalFaces;
    Geometry& g = sub.geometry;
    g.owner.push_back(owner);
    g.faceCentre.push_back(flipped && cyclic ? minus(whole.faceCentre[f], whole.cyclicShift[f - whole.firstCyclic])
                                             : whole.faceCentre[f]);
    g.area.push_back(times(flipped ? -1 : 1, whole.area[f]));
    g.meshFace.push_back(whole.meshFace[f]);
    if (!whole.warp.empty()) g.warp.push_back(whole.warp[f]);
    if (flipped && !g.warp.empty())
        for (Vec3& row : g.warp.back()) row = times(-1, row);
    sub.faceOf.push_back(f);
    sub.flipped.push_back(flipped);
}

void addWettedFaces(const Geometry& whole, const std::vector<int>& local, SubGeometry& sub)
{
    const int start = sub.geometry.faces();
    for (int f = 0; f < whole.internalFaces; ++f) {
        const int p = local[whole.owner[f]], n = local[whole.neighbour[f]];
        const int chosen = p < 0 ? n : p;
        if ((p < 0) == (n < 0) || !sub.geometry.owned(chosen)) continue;
        copyFace(whole, f, chosen, p < 0, sub);
    }
    sub.geometry.patches.push_back({"wetted", start, sub.geometry.faces() - start});
}

} // namespace

SubGeometry part(const Geometry& whole, const std::vector<char>& chosen)
{
    SubGeometry sub;
    Geometry& g = sub.geometry;
    const std::vector<int> local = chooseCells(whole, chosen, sub);
    for (int f = 0; f < whole.internalFaces; ++f) {
        if (f == whole.firstCyclic) g.firstCyclic = g.faces();
        const int p = local[whole.owner[f]], n = local[whole.neighbour[f]];
        if (p < 0 || n < 0) continue;
        if (f >= whole.firstCyclic) {
            g.cyclicShift.push_back(whole.cyclicShift[f - whole.firstCyclic]);
            g.cyclicPatch.push_back(whole.cyclicPatch[f - whole.firstCyclic]);
        }
        copyFace(whole, f, p, false, sub);
        g.neighbour.push_back(n);
    }
    g.internalFaces = g.faces();
    if (whole.firstCyclic == whole.internalFaces) g.firstCyclic = g.internalFaces;
    for (const PatchRange& patch : whole.patches) {
        const int start = g.faces();
        for (int f = patch.start; f < patch.start + patch.size; ++f)
            if (local[whole.owner[f]] >= 0) copyFace(whole, f, local[whole.owner[f]], false, sub);
        g.patches.push_back({patch.name, start, g.faces() - start, patch.kind, patch.partner});
    }
    addWettedFaces(whole, local, sub);
    for (auto* numbers : {&g.owner, &g.neighbour, &g.meshFace, &sub.cellOf, &sub.faceOf}) numbers->shrink_to_fit();
    for (auto* vectors : {&g.faceCentre, &g.area, &g.centre}) vectors->shrink_to_fit();
    return sub;
}

} // namespace coldloop::cht
