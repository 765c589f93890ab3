// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Transform.h"

#include "meshes/Assembly.h"
#include "meshes/Measure.h"
#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>

namespace coldloop::meshes {

namespace {

using Corners = std::vector<int>;

Corners cornersOf(const PolyMesh& mesh, int f)
{
    return {mesh.facePoints.begin() + mesh.faceStart[f], mesh.facePoints.begin() + mesh.faceStart[f + 1]};
}

// The corners of each face, its lowest point first, from which it fans; of a cyclic pair the second face takes the
// images of the first one's corners, in their order, so that the triangles meet.
class Fans {
public:
    Fans(const PolyMesh& mesh, const Measures& sizes) : mesh_(mesh), image_(mesh.faces(), -1), sizes_(sizes)
    {
        for (const CyclicFaces& pair : cyclicFaces(mesh)) image_[pair.second] = pair.first;
    }

    Corners of(int f) const
    {
        Corners corners = cornersOf(mesh_, f);
        if (image_[f] < 0) {
            std::rotate(corners.begin(), std::min_element(corners.begin(), corners.end()), corners.end());
            return corners;
        }
        Corners images;
        for (const int p : of(image_[f])) {
            const Point wanted = plus(mesh_.points[p], minus(sizes_.faceCentre[f], sizes_.faceCentre[image_[f]]));
            const auto distance = [&](int q) {
                const Point d = minus(mesh_.points[q], wanted);
                return dot(d, d);
            };
            images.push_back(*std::min_element(corners.begin(), corners.end(),
                                               [&](int a, int b) { return distance(a) < distance(b); }));
        }
        return images;
    }

private:
    const PolyMesh& mesh_;
    std::vector<int> image_; // the first face of a cyclic pair, for its second
    const Measures& sizes_;
};

std::vector<ShapedPatch> fannedPatches(const PolyMesh& mesh, const Fans& fans)
{
    std::vector<ShapedPatch> patches;
    for (const MeshPatch& patch : mesh.patches) {
        ShapedPatch shaped{patch.name, {}};
        shaped.kind = patch.kind;
        shaped.partner = patch.partner;
        for (int f = patch.start; f < patch.start + patch.size; ++f) {
            const Corners corners = fans.of(f);
            for (std::size_t i = 1; i + 1 < corners.size(); ++i) {
                shaped.facePoints.insert(shaped.facePoints.end(), {corners[0], corners[i], corners[i + 1]});
                shaped.faceStart.push_back(int(shaped.facePoints.size()));
            }
        }
        patches.push_back(std::move(shaped));
    }
    return patches;
}

// What a point may do: how far along each axis, and in which directions not.
struct Freedom {
    double reach = std::numeric_limits<double>::max(); // shortest edge [m]
    std::vector<Point> blocked;                        // of length 1, normal to each other
};

void block(Freedom& freedom, const Point& normal)
{
    Point rest = normal;
    for (const Point& b : freedom.blocked) rest = minus(rest, times(dot(rest, b), b));
    const double size = std::sqrt(dot(rest, rest));
    if (size > 1e-6) freedom.blocked.push_back(times(1 / size, rest));
}

std::vector<Freedom> freedoms(const PolyMesh& mesh)
{
    std::vector<Freedom> all(mesh.points.size());
    const Measures sizes = measure(mesh);
    for (int f = 0; f < mesh.faces(); ++f) {
        const Corners corners = cornersOf(mesh, f);
        const bool fixed = f >= mesh.internalFaces() || mesh.zone[mesh.owner[f]] != mesh.zone[mesh.neighbour[f]];
        const Point normal = times(1 / std::sqrt(dot(sizes.faceArea[f], sizes.faceArea[f])), sizes.faceArea[f]);
        for (std::size_t i = 0; i < corners.size(); ++i) {
            const int p = corners[i], q = corners[(i + 1) % corners.size()];
            const Point edge = minus(mesh.points[p], mesh.points[q]);
            const double length = std::sqrt(dot(edge, edge));
            for (const int end : {p, q}) all[end].reach = std::min(all[end].reach, length);
            if (fixed) block(all[p], normal);
        }
    }
    for (const MeshPatch& patch : mesh.patches)
        if (patch.kind == PatchKind::cyclic)
            for (int i = mesh.faceStart[patch.start]; i < mesh.faceStart[patch.start + patch.size]; ++i)
                all[mesh.facePoints[i]].reach = 0;
    return all;
}

} // namespace

PolyMesh scaled(PolyMesh mesh, double factor)
{
    if (!(factor > 0)) throw InputError(fmt::format("mesh: a scale of {} is not above 0.", factor));
    for (Point& point : mesh.points) point = times(factor, point);
    return mesh;
}

PolyMesh tetrahedra(const PolyMesh& mesh)
{
    const Measures sizes = measure(mesh);
    const CellFaces faces = facesOfCells(mesh);
    const Fans fans(mesh, sizes);
    ShapedCells cells;
    cells.points = mesh.points;
    cells.points.insert(cells.points.end(), sizes.cellCentre.begin(), sizes.cellCentre.end());
    cells.zoneNames = mesh.zoneNames;
    for (int c = 0; c < mesh.cells(); ++c)
        for (int at = faces.start[c]; at < faces.start[c + 1]; ++at) {
            const Corners corners = fans.of(faces.face[at]);
            for (std::size_t i = 1; i + 1 < corners.size(); ++i)
                cells.add(10, {corners[0], corners[i], corners[i + 1], int(mesh.points.size()) + c}, mesh.zone[c]);
        }
    return assemble(cells, fannedPatches(mesh, fans), "tetrahedra");
}

PolyMesh perturbed(PolyMesh mesh, double fraction, unsigned seed)
{
    if (!(fraction >= 0 && fraction <= 0.5))
        throw InputError(fmt::format("mesh: points cannot be moved by {} of an edge. Give 0 to 0.5.", fraction));
    const std::vector<Freedom> freedom = freedoms(mesh);
    std::mt19937 random(seed);
    for (std::size_t p = 0; p < mesh.points.size(); ++p) {
        Point move{};
        for (double& x : move) x = fraction * freedom[p].reach * (2 * (random() / 4294967296.0) - 1);
        for (const Point& normal : freedom[p].blocked) move = minus(move, times(dot(move, normal), normal));
        mesh.points[p] = plus(mesh.points[p], move);
    }
    return mesh;
}

} // namespace coldloop::meshes
