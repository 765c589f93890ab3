// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/model/MapCheck.h"

#include "meshes/Measure.h"
#include "solver/core/Nearest.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace coldloop::model {

namespace {

struct Extent {
    double low[2] = {std::numeric_limits<double>::max(), std::numeric_limits<double>::max()};
    double high[2] = {std::numeric_limits<double>::lowest(), std::numeric_limits<double>::lowest()};
};

// Of the faces' corners in the map's own plane.
class Extents {
public:
    Extents(const cht::PowerMap& map, const meshes::PolyMesh& mesh) : map_(map), mesh_(mesh) {}

    void take(int face)
    {
        for (int k = mesh_.faceStart[face]; k < mesh_.faceStart[face + 1]; ++k) {
            const meshes::Point from = meshes::minus(mesh_.points[mesh_.facePoints[k]], map_.origin);
            const double at[2] = {meshes::dot(from, map_.xAxis), meshes::dot(from, map_.yAxis)};
            for (int d = 0; d < 2; ++d) {
                extent_.low[d] = std::min(extent_.low[d], at[d]);
                extent_.high[d] = std::max(extent_.high[d], at[d]);
            }
        }
    }
    const Extent& result() const { return extent_; }

private:
    const cht::PowerMap& map_;
    const meshes::PolyMesh& mesh_;
    Extent extent_;
};

} // namespace

void checkMap(const cht::PowerMap& map, const std::string& section, const MeshView& view,
              std::vector<std::string>& faults)
{
    const meshes::PolyMesh& mesh = view.mesh();
    const meshes::MeshPatch* const patch = view.patch(map.patch);
    const int zone = view.zone(map.zone);
    const bool onPatch = !map.patch.empty();
    if (onPatch ? !patch : zone < 0) {
        const std::vector<std::string> valid = onPatch ? view.patchNames() : mesh.zoneNames;
        const std::string& name = onPatch ? map.patch : map.zone;
        faults.push_back(fmt::format("{}: the mesh has no {} '{}'. The nearest is \"{}\"", section,
                                     onPatch ? "patch" : "zone", name, nearest(name, valid)));
        return;
    }
    Extents extents(map, mesh);
    if (onPatch)
        for (int face = patch->start; face < patch->start + patch->size; ++face) extents.take(face);
    else
        for (int face = 0; face < mesh.faces(); ++face)
            if (mesh.zone[mesh.owner[face]] == zone ||
                (face < mesh.internalFaces() && mesh.zone[mesh.neighbour[face]] == zone))
                extents.take(face);
    const Extent& extent = extents.result();
    const double slack = 1e-6 * std::max(extent.high[0] - extent.low[0], extent.high[1] - extent.low[1]);
    for (const cht::PowerRectangle& r : map.rectangles) {
        if (r.x >= extent.low[0] - slack && r.x + r.width <= extent.high[0] + slack && r.y >= extent.low[1] - slack &&
            r.y + r.height <= extent.high[1] + slack)
            continue;
        faults.push_back(fmt::format("{}: rectangle '{}' covers x = {:.6g} to {:.6g} mm, y = {:.6g} to {:.6g} mm and "
                                     "leaves {} '{}', which covers x "
                                     "= {:.6g} to {:.6g} mm, y = {:.6g} to {:.6g} mm in the map's plane. Correct the "
                                     "map, its origin or its axes",
                                     section, r.name, 1e3 * r.x, 1e3 * (r.x + r.width), 1e3 * r.y,
                                     1e3 * (r.y + r.height), onPatch ? "patch" : "zone", onPatch ? map.patch : map.zone,
                                     1e3 * extent.low[0], 1e3 * extent.high[0], 1e3 * extent.low[1],
                                     1e3 * extent.high[1]));
    }
}

} // namespace coldloop::model
