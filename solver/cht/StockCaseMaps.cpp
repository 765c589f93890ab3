// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/StockCaseFields.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {

using Flat = std::array<double, 2>;
constexpr double beside = 1e-6; // share of a rectangle that may lie beside its patch: rounding of meshes

// Keeps what of a convex polygon lies at sign (x[axis] - limit) <= 0.
std::vector<Flat> cut(const std::vector<Flat>& polygon, int axis, double limit, double sign)
{
    std::vector<Flat> kept;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const Flat &a = polygon[i], &b = polygon[(i + 1) % polygon.size()];
        const double outA = sign * (a[axis] - limit), outB = sign * (b[axis] - limit);
        if (outA <= 0) kept.push_back(a);
        if (outA * outB < 0) {
            const double share = outA / (outA - outB);
            kept.push_back({a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])});
        }
    }
    return kept;
}

double areaOf(const std::vector<Flat>& polygon)
{
    double area = 0;
    for (std::size_t i = 1; i + 1 < polygon.size(); ++i)
        area += (polygon[i][0] - polygon[0][0]) * (polygon[i + 1][1] - polygon[0][1]) -
                (polygon[i][1] - polygon[0][1]) * (polygon[i + 1][0] - polygon[0][0]);
    return std::abs(area) / 2;
}

std::vector<Flat> outline(const meshes::PolyMesh& mesh, int face, const PowerMap& map)
{
    std::vector<Flat> corners;
    for (int i = mesh.faceStart[face]; i < mesh.faceStart[face + 1]; ++i) {
        const meshes::Point d = meshes::minus(mesh.points[mesh.facePoints[i]], map.origin);
        corners.push_back({meshes::dot(d, map.xAxis) / std::sqrt(meshes::dot(map.xAxis, map.xAxis)),
                           meshes::dot(d, map.yAxis) / std::sqrt(meshes::dot(map.yAxis, map.yAxis))});
    }
    return corners;
}

double overlap(std::vector<Flat> polygon, const PowerRectangle& r)
{
    polygon = cut(polygon, 0, r.x, -1);
    polygon = cut(polygon, 0, r.x + r.width, 1);
    polygon = cut(polygon, 1, r.y, -1);
    return areaOf(cut(polygon, 1, r.y + r.height, 1));
}

} // namespace

std::map<int, double> mapPowers(const StockModel& model, int patch)
{
    std::map<int, double> powers;
    const meshes::MeshPatch& of = model.mesh.patches[patch];
    for (const PowerMap& map : model.physics.powerMaps) {
        if (map.patch != of.name) continue;
        for (const PowerRectangle& r : map.rectangles) {
            std::map<int, double> parts;
            double sum = 0;
            for (int f = of.start; f < of.start + of.size; ++f) {
                const double part = overlap(outline(model.mesh, f, map), r);
                if (part > 0) parts[f] = part, sum += part;
            }
            if (sum < r.width * r.height * (1 - beside))
                throw InputError(
                    fmt::format("{}: rectangle '{}' of the power map reaches beyond patch '{}'. Move it, or "
                                "the map's origin.",
                                model.patchPlace(of.name), r.name, of.name));
            const double power = r.power * (map.schedule ? map.schedule(0) : 1);
            for (const auto& [face, part] : parts) powers[face] += power * part / sum;
        }
    }
    return powers;
}

} // namespace coldloop::cht
