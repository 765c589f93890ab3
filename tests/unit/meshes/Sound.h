// What every mesh of these tests must be: closed cells, faces looking out of their owner, upper triangular order.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/PolyMesh.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace coldloop::meshes::test {

inline Point minus(const Point& a, const Point& b) { return {a[0] - b[0], a[1] - b[1], a[2] - b[2]}; }
inline double dot(const Point& a, const Point& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
inline Point cross(const Point& a, const Point& b)
{
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}
inline const Point& corner(const PolyMesh& mesh, int face, int i)
{
    return mesh.points[mesh.facePoints[mesh.faceStart[face] + i]];
}
inline int corners(const PolyMesh& mesh, int face) { return mesh.faceStart[face + 1] - mesh.faceStart[face]; }

// Area vector about the first corner: exact for any closed polygon.
inline Point area(const PolyMesh& mesh, int face)
{
    Point sum{};
    for (int i = 1; i + 1 < corners(mesh, face); ++i) {
        const Point part = cross(minus(corner(mesh, face, i), corner(mesh, face, 0)),
                                 minus(corner(mesh, face, i + 1), corner(mesh, face, 0)));
        for (int d = 0; d < 3; ++d) sum[d] += part[d] / 2;
    }
    return sum;
}

inline Point centre(const PolyMesh& mesh, int face)
{
    Point sum{};
    for (int i = 0; i < corners(mesh, face); ++i)
        for (int d = 0; d < 3; ++d) sum[d] += corner(mesh, face, i)[d] / corners(mesh, face);
    return sum;
}

// Of each cell, by the divergence theorem; right where faces are plane.
inline std::vector<double> volumes(const PolyMesh& mesh)
{
    std::vector<double> volume(mesh.cells(), 0.0);
    for (int f = 0; f < mesh.faces(); ++f) {
        const double part = dot(area(mesh, f), corner(mesh, f, 0)) / 3;
        volume[mesh.owner[f]] += part;
        if (f < mesh.internalFaces()) volume[mesh.neighbour[f]] -= part;
    }
    return volume;
}

inline std::map<std::string, double> zoneVolumes(const PolyMesh& mesh)
{
    std::map<std::string, double> sum;
    const std::vector<double> volume = volumes(mesh);
    for (int c = 0; c < mesh.cells(); ++c) sum[mesh.zoneNames[mesh.zone[c]]] += volume[c];
    return sum;
}

inline std::map<std::string, double> patchAreas(const PolyMesh& mesh)
{
    std::map<std::string, double> sum;
    for (const MeshPatch& patch : mesh.patches)
        for (int f = patch.start; f < patch.start + patch.size; ++f)
            sum[patch.name] += std::sqrt(dot(area(mesh, f), area(mesh, f)));
    return sum;
}

inline void requireClosed(const PolyMesh& mesh)
{
    std::vector<Point> sum(mesh.cells(), Point{}), middle(mesh.cells(), Point{});
    std::vector<double> size(mesh.cells(), 0.0);
    std::vector<int> faces(mesh.cells(), 0);
    const auto add = [&](int cell, int f, double sign) {
        const Point s = area(mesh, f), at = centre(mesh, f);
        for (int d = 0; d < 3; ++d) sum[cell][d] += sign * s[d], middle[cell][d] += at[d];
        size[cell] += std::sqrt(dot(s, s));
        ++faces[cell];
    };
    for (int f = 0; f < mesh.faces(); ++f) {
        add(mesh.owner[f], f, 1);
        if (f < mesh.internalFaces()) add(mesh.neighbour[f], f, -1);
    }
    for (int c = 0; c < mesh.cells(); ++c) {
        REQUIRE(std::sqrt(dot(sum[c], sum[c])) <= 1e-12 * size[c]);
        for (double& x : middle[c]) x /= faces[c];
    }
    for (int f = 0; f < mesh.faces(); ++f) {
        REQUIRE(dot(area(mesh, f), minus(centre(mesh, f), middle[mesh.owner[f]])) > 0);
        if (f < mesh.internalFaces())
            REQUIRE(dot(area(mesh, f), minus(centre(mesh, f), middle[mesh.neighbour[f]])) < 0);
    }
}

inline void requireSound(const PolyMesh& mesh, bool ordered = true)
{
    REQUIRE(mesh.faceStart.size() == mesh.owner.size() + 1);
    REQUIRE(mesh.faceStart.back() == int(mesh.facePoints.size()));
    requireClosed(mesh);
    for (int f = 0; ordered && f < mesh.internalFaces(); ++f) {
        REQUIRE(mesh.owner[f] < mesh.neighbour[f]);
        if (f > 0)
            REQUIRE(std::pair(mesh.owner[f - 1], mesh.neighbour[f - 1]) < std::pair(mesh.owner[f], mesh.neighbour[f]));
    }
    int next = mesh.internalFaces();
    for (const MeshPatch& patch : mesh.patches) {
        REQUIRE(patch.start == next);
        next += patch.size;
    }
    REQUIRE(next == mesh.faces());
    REQUIRE(std::set<int>(mesh.facePoints.begin(), mesh.facePoints.end()).size() == mesh.points.size());
}

} // namespace coldloop::meshes::test
