// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Geometry.h"

#include <cmath>

namespace coldloop::cht {

namespace {

using Tensor = std::array<Vec3, 3>;

// x of A x = b with A symmetric, positive semidefinite: directions in which A is empty give 0.
Vec3 solveSymmetric(Tensor a, const Vec3& b)
{
    const double trace = a[0][0] + a[1][1] + a[2][2];
    for (int i = 0; i < 3; ++i)
        if (a[i][i] < 1e-6 * trace) a[i][i] += trace;
    auto minor = [&](int i, int j) {
        const int i1 = (i + 1) % 3, i2 = (i + 2) % 3, j1 = (j + 1) % 3, j2 = (j + 2) % 3;
        return a[i1][j1] * a[i2][j2] - a[i1][j2] * a[i2][j1];
    };
    const double determinant = a[0][0] * minor(0, 0) + a[0][1] * minor(0, 1) + a[0][2] * minor(0, 2);
    Vec3 x{};
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 3; ++j) x[i] += minor(j, i) * b[j] / determinant;
    return x;
}

void copyFace(const Geometry& from, int f, Geometry& to, int owner, bool flipped)
{
    Vec3 area = from.area[f];
    if (flipped)
        for (double& component : area) component = -component;
    to.owner.push_back(owner);
    to.faceCentre.push_back(from.faceCentre[f]);
    to.area.push_back(area);
    to.magArea.push_back(from.magArea[f]);
    to.ownerDistance.push_back(flipped ? from.neighbourDistance[f] : from.ownerDistance[f]);
}

} // namespace

SubGeometry part(const Geometry& whole, const std::vector<char>& chosen)
{
    SubGeometry sub;
    Geometry& g = sub.geometry;
    std::vector<int> number(whole.cells(), -1);
    for (int c = 0; c < whole.cells(); ++c) {
        if (!chosen[c]) continue;
        number[c] = g.cells();
        g.centre.push_back(whole.centre[c]);
        g.volume.push_back(whole.volume[c]);
        sub.cellOf.push_back(c);
    }
    for (int f = 0; f < whole.internalFaces; ++f) {
        const int p = number[whole.owner[f]], n = number[whole.neighbour[f]];
        if (p < 0 || n < 0) continue;
        copyFace(whole, f, g, p, false);
        g.neighbour.push_back(n);
        g.neighbourDistance.push_back(whole.neighbourDistance[f]);
        g.ownerWeight.push_back(whole.ownerWeight[f]);
        sub.faceOf.push_back(f);
    }
    g.internalFaces = int(g.neighbour.size());
    auto close = [&](const std::string& name, int start) { g.patches.push_back({name, start, g.faces() - start}); };
    for (const PatchRange& patch : whole.patches) {
        const int start = g.faces();
        for (int f = patch.start; f < patch.start + patch.size; ++f) {
            if (number[whole.owner[f]] < 0) continue;
            copyFace(whole, f, g, number[whole.owner[f]], false);
            sub.faceOf.push_back(f);
        }
        close(patch.name, start);
    }
    const int start = g.faces();
    for (int f = 0; f < whole.internalFaces; ++f) {
        const int p = number[whole.owner[f]], n = number[whole.neighbour[f]];
        if ((p < 0) == (n < 0)) continue;
        copyFace(whole, f, g, p < 0 ? n : p, p < 0);
        sub.faceOf.push_back(f);
    }
    close("wetted", start);
    return sub;
}

Extrapolation makeExtrapolation(const Geometry& g)
{
    std::vector<std::vector<int>> facesOf(g.cells()); // internal ones
    for (int f = 0; f < g.internalFaces; ++f) {
        facesOf[g.owner[f]].push_back(f);
        facesOf[g.neighbour[f]].push_back(f);
    }
    auto other = [&](int f, int c) { return g.owner[f] == c ? g.neighbour[f] : g.owner[f]; };
    Extrapolation table;
    table.start.push_back(0);
    for (int b = g.internalFaces; b < g.faces(); ++b) {
        const int c = g.owner[b];
        Tensor sum{};
        for (int f : facesOf[c]) {
            const Vec3 d = Geometry::minus(g.centre[other(f, c)], g.centre[c]);
            for (int i = 0; i < 3; ++i)
                for (int j = 0; j < 3; ++j) sum[i][j] += d[i] * d[j] / dot(d, d);
        }
        const Vec3 row = solveSymmetric(sum, g.fromOwner(b));
        for (int f : facesOf[c]) {
            const Vec3 d = Geometry::minus(g.centre[other(f, c)], g.centre[c]);
            const double coefficient = dot(row, d) / dot(d, d);
            if (std::abs(coefficient) < 1e-9) continue;
            table.cell.push_back(other(f, c));
            table.coefficient.push_back(coefficient);
        }
        table.start.push_back(int(table.cell.size()));
    }
    return table;
}

} // namespace coldloop::cht
