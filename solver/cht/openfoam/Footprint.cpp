// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Footprint.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace coldloop::cht {

namespace {

constexpr double nothing = 1e-9; // share of a cell or face: rounding
constexpr double perpendicular = 1e-6;
constexpr double far = std::numeric_limits<double>::max();

// Sutherland and Hodgman: what of a polygon lies where sign * (x[axis] - limit) <= 0; heights along with it.
std::vector<Vec3> clipped(const std::vector<Vec3>& polygon, int axis, double limit, double sign)
{
    std::vector<Vec3> kept;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const Vec3 &a = polygon[i], &b = polygon[(i + 1) % polygon.size()];
        const double outA = sign * (a[axis] - limit), outB = sign * (b[axis] - limit);
        if (outA <= 0) kept.push_back(a);
        if ((outA < 0 && outB > 0) || (outA > 0 && outB < 0))
            kept.push_back(plus(a, times(outA / (outA - outB), minus(b, a))));
    }
    return kept;
}

bool apart(const Window& a, const Window& b) { return a.x1 <= b.x0 || b.x1 <= a.x0 || a.y1 <= b.y0 || b.y1 <= a.y0; }
bool inside(const Window& a, const Window& b) { return a.x0 >= b.x0 && a.x1 <= b.x1 && a.y0 >= b.y0 && a.y1 <= b.y1; }

void widen(Window& window, double x, double y)
{
    window = {std::min(window.x0, x), std::max(window.x1, x), std::min(window.y0, y), std::max(window.y1, y)};
}

} // namespace

Footprint::Footprint(const PowerMap& map, const meshes::PolyMesh& mesh, const Geometry& geometry)
    : mesh_(mesh), geometry_(geometry), ofZone_(!map.zone.empty())
{
    setAxes(map);
    if (ofZone_)
        addZone(map.zone);
    else
        addPatch(map.patch);
    extent_ = {far, -far, far, -far};
    for (Part& part : parts_) {
        measure(part);
        widen(extent_, part.extent.x0, part.extent.y0);
        widen(extent_, part.extent.x1, part.extent.y1);
    }
    const MPI_Comm communicator = geometry.halo->communicator();
    extent_ = {minOver(communicator, extent_.x0), maxOver(communicator, extent_.x1), minOver(communicator, extent_.y0),
               maxOver(communicator, extent_.y1)};
}

void Footprint::setAxes(const PowerMap& map)
{
    origin_ = map.origin;
    const double x = std::sqrt(dot(map.xAxis, map.xAxis)), y = std::sqrt(dot(map.yAxis, map.yAxis));
    if (!(x > 0) || !(y > 0) || std::abs(dot(map.xAxis, map.yAxis)) > perpendicular * x * y)
        throw InputError(fmt::format("power map on '{}': its axes are not perpendicular. Give two that are.",
                                     ofZone_ ? map.zone : map.patch));
    axes_[0] = times(1 / x, map.xAxis);
    axes_[1] = times(1 / y, map.yAxis);
    const Vec3 &a = axes_[0], &b = axes_[1];
    axes_[2] = {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

void Footprint::addPatch(const std::string& name)
{
    const auto found = std::find_if(geometry_.patches.begin(), geometry_.patches.end(),
                                    [&](const PatchRange& patch) { return patch.name == name; });
    if (found == geometry_.patches.end()) throw InputError(fmt::format("power map: the mesh has no patch '{}'.", name));
    for (int f = found->start; f < found->start + found->size; ++f)
        parts_.push_back({f - geometry_.internalFaces, {}, 0, {{geometry_.meshFace[f], 1}}});
}

void Footprint::addZone(const std::string& name)
{
    const auto found = std::find(mesh_.zoneNames.begin(), mesh_.zoneNames.end(), name);
    if (found == mesh_.zoneNames.end()) throw InputError(fmt::format("power map: the mesh has no zone '{}'.", name));
    const int zone = int(found - mesh_.zoneNames.begin());
    std::vector<int> place(mesh_.cells(), -1);
    for (int c = 0; c < geometry_.ownedCells; ++c) {
        if (mesh_.zone[c] != zone) continue;
        place[c] = int(parts_.size());
        parts_.push_back({c, {}, 0, {}});
    }
    for (int f = 0; f < mesh_.faces(); ++f) {
        const int o = mesh_.owner[f], e = f < mesh_.internalFaces() ? mesh_.neighbour[f] : -1;
        const bool outer = e < 0 || mesh_.zone[o] != mesh_.zone[e];
        for (const auto& [cell, sign] : {std::pair<int, int>{o, 1}, std::pair<int, int>{e, -1}}) {
            if (cell < 0 || place[cell] < 0) continue;
            parts_[place[cell]].faces.push_back({f, sign});
            if (outer) surface_.push_back({f, sign});
        }
    }
}

void Footprint::measure(Part& part)
{
    part.extent = {far, -far, far, -far};
    for (const auto& [face, sign] : part.faces) {
        for (int i = mesh_.faceStart[face]; i < mesh_.faceStart[face + 1]; ++i) {
            const Vec3 x = project(mesh_.points[mesh_.facePoints[i]]);
            widen(part.extent, x[0], x[1]);
        }
        if (!ofZone_) part.size += overlap(face, {-far, far, -far, far}).area;
    }
    part.size = ofZone_ ? geometry_.volume[part.index] : std::abs(part.size);
}

Vec3 Footprint::project(const Vec3& x) const
{
    const Vec3 d = minus(x, origin_);
    return {dot(d, axes_[0]), dot(d, axes_[1]), dot(d, axes_[2])};
}

// Triangles about the mean point of the face, as its geometry has it.
Footprint::Overlap Footprint::overlap(int face, const Window& window) const
{
    const int start = mesh_.faceStart[face], count = mesh_.faceStart[face + 1] - start;
    Vec3 mean{};
    for (int i = 0; i < count; ++i)
        mean = plus(mean, times(1.0 / count, project(mesh_.points[mesh_.facePoints[start + i]])));
    Overlap sum;
    for (int i = 0; i < count; ++i) {
        std::vector<Vec3> polygon{project(mesh_.points[mesh_.facePoints[start + i]]),
                                  project(mesh_.points[mesh_.facePoints[start + (i + 1) % count]]), mean};
        polygon = clipped(polygon, 0, window.x0, -1);
        polygon = clipped(polygon, 0, window.x1, 1);
        polygon = clipped(polygon, 1, window.y0, -1);
        polygon = clipped(polygon, 1, window.y1, 1);
        for (std::size_t j = 1; j + 1 < polygon.size(); ++j) {
            const Vec3 a = minus(polygon[j], polygon[0]), b = minus(polygon[j + 1], polygon[0]);
            const double area = 0.5 * (a[0] * b[1] - a[1] * b[0]);
            sum.area += area;
            sum.volume += area * (polygon[0][2] + polygon[j][2] + polygon[j + 1][2]) / 3;
        }
    }
    return sum;
}

double Footprint::covered(const Window& window) const
{
    double area = 0;
    if (ofZone_) {
        for (const auto& [face, sign] : surface_) area += std::max(0.0, sign * overlap(face, window).area);
        return area;
    }
    for (const auto& part : parts(window)) area += part.second;
    return area;
}

std::vector<std::pair<int, double>> Footprint::parts(const Window& window) const
{
    std::vector<std::pair<int, double>> found;
    for (const Part& part : parts_) {
        if (apart(part.extent, window)) continue;
        double size = part.size;
        if (!inside(part.extent, window)) {
            size = 0;
            for (const auto& [face, sign] : part.faces) {
                const Overlap over = overlap(face, window);
                size += sign * (ofZone_ ? over.volume : over.area);
            }
            size = std::abs(size);
        }
        if (size > nothing * part.size) found.push_back({part.index, size});
    }
    return found;
}

} // namespace coldloop::cht
