// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/model/ProfileCheck.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace coldloop::model {

namespace {

constexpr double outside = 0.1 + 1e-9; // of the patch, as where the points are the centres of five faces in a row
constexpr double tooWide = 10;         // times the patch
constexpr double flat = 1e-6;          // of the largest extent

struct Box {
    meshes::Point low, high;
    Box()
    {
        low.fill(std::numeric_limits<double>::max());
        high.fill(std::numeric_limits<double>::lowest());
    }
    void take(const meshes::Point& at)
    {
        for (int d = 0; d < 3; ++d) {
            low[d] = std::min(low[d], at[d]);
            high[d] = std::max(high[d], at[d]);
        }
    }
    double extent(int d) const { return high[d] - low[d]; }
    double largest() const { return std::max({extent(0), extent(1), extent(2)}); }
    std::string text() const
    {
        return fmt::format("x = {:.6g} to {:.6g} mm, y = {:.6g} to {:.6g} mm, z = {:.6g} to {:.6g} mm", 1e3 * low[0],
                           1e3 * high[0], 1e3 * low[1], 1e3 * high[1], 1e3 * low[2], 1e3 * high[2]);
    }
};

Box boxOf(const meshes::MeshPatch& patch, const meshes::PolyMesh& mesh)
{
    Box box;
    for (int k = mesh.faceStart[patch.start]; k < mesh.faceStart[patch.start + patch.size]; ++k)
        box.take(mesh.points[mesh.facePoints[k]]);
    return box;
}

bool fits(const Box& points, const Box& patch, int d)
{
    const double largest = patch.largest();
    const double size = patch.extent(d) > flat * largest ? patch.extent(d) : largest, slack = outside * size;
    if (points.extent(d) > tooWide * size) return false;
    const bool line = points.extent(d) <= flat * largest;
    const Box &inner = line ? points : patch, &outer = line ? patch : points;
    return inner.low[d] >= outer.low[d] - slack && inner.high[d] <= outer.high[d] + slack;
}

} // namespace

void checkProfile(const Profile& profile, const std::string& section, const MeshView& view,
                  std::vector<std::string>& faults)
{
    Box points;
    for (const cht::Vec3& at : profile.points) points.take(at);
    const Box patch = boxOf(*view.patch(profile.patch), view.mesh());
    if (fits(points, patch, 0) && fits(points, patch, 1) && fits(points, patch, 2)) return;
    faults.push_back(fmt::format("{}: the points of {} cover {}, but the patch covers {}. Correct the units in the "
                                 "file's first line, or the origin of its points: they are places in the mesh and must "
                                 "reach over the patch, up to 10 % of it",
                                 section, profile.file, points.text(), patch.text()));
}

} // namespace coldloop::model
