// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/BlockGridCheck.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::meshes {

namespace {

constexpr const char* axisNames[] = {"x", "y", "z"};

void checkAxis(const Axis& axis, const char* name, std::vector<std::string>& faults)
{
    if (axis.segments.empty()) faults.push_back(fmt::format("mesh: axis {} has no segments. Give at least one.", name));
    double begin = axis.start;
    for (const Segment& segment : axis.segments) {
        if (!(segment.end > begin))
            faults.push_back(fmt::format("mesh: axis {}: a segment ends at {} m, not beyond its begin {} m. "
                                         "Ends must increase.",
                                         name, segment.end, begin));
        if (segment.cells < 1)
            faults.push_back(fmt::format("mesh: axis {}: the segment that ends at {} m has {} cells. Give at least 1.",
                                         name, segment.end, segment.cells));
        if (!(segment.expansion > 0))
            faults.push_back(fmt::format("mesh: axis {}: the segment that ends at {} m has expansion {}. It must be "
                                         "above 0 (last cell / first cell).",
                                         name, segment.end, segment.expansion));
        begin = segment.end;
    }
}

void checkRule(const BlockGrid& grid, const PatchRule& rule, std::vector<std::string>& faults)
{
    if (!rule.zone.empty() && std::find(grid.zones.begin(), grid.zones.end(), rule.zone) == grid.zones.end())
        faults.push_back(fmt::format("mesh: patch '{}' is on zone '{}', which no block has. Name a zone of the mesh.",
                                     rule.name, rule.zone));
    bool mirrored = rule.kind != PatchKind::cyclic;
    for (const PatchRule& other : grid.patches) {
        if (other.name == rule.name && (other.kind != rule.kind || other.partner != rule.partner))
            faults.push_back(
                fmt::format("mesh: two rules of patch '{}' differ in kind or partner. Make them equal.", rule.name));
        mirrored = mirrored || (other.name == rule.partner && other.partner == rule.name &&
                                other.kind == PatchKind::cyclic && int(other.side) == (int(rule.side) ^ 1));
    }
    if (!mirrored)
        faults.push_back(fmt::format("mesh: cyclic patch '{}' names partner '{}', but no cyclic patch of that name on "
                                     "the opposite side names it back. Give both.",
                                     rule.name, rule.partner));
}

Point faceCentre(const PolyMesh& mesh, int face)
{
    Point sum{};
    const int begin = mesh.faceStart[face], end = mesh.faceStart[face + 1];
    for (int i = begin; i < end; ++i)
        for (int d = 0; d < 3; ++d) sum[d] += mesh.points[mesh.facePoints[i]][d] / (end - begin);
    return sum;
}

} // namespace

void check(const BlockGrid& grid)
{
    std::vector<std::string> faults;
    std::size_t blocks = 1;
    for (int d = 0; d < 3; ++d) {
        checkAxis(grid.axes[d], axisNames[d], faults);
        blocks *= grid.axes[d].segments.size();
    }
    if (grid.zones.size() != blocks)
        faults.push_back(fmt::format("mesh: {} zone names for {} blocks. Give one a block (\"\" leaves it out).",
                                     grid.zones.size(), blocks));
    for (const PatchRule& rule : grid.patches) checkRule(grid, rule, faults);
    if (faults.empty() && grid.cells() == 0) faults.push_back("mesh: every block is left out. Name a zone for one.");
    if (!faults.empty()) throw InputError(faults);
}

void checkCyclic(const PolyMesh& mesh)
{
    for (const MeshPatch& patch : mesh.patches)
        for (const MeshPatch& partner : mesh.patches) {
            if (patch.kind != PatchKind::cyclic || partner.name != patch.partner) continue;
            bool same = patch.size == partner.size;
            Point shift{};
            for (int i = 0; same && i < patch.size; ++i) {
                const Point a = faceCentre(mesh, patch.start + i), b = faceCentre(mesh, partner.start + i);
                double error = 0, length = 0;
                for (int d = 0; d < 3; ++d) {
                    if (i == 0) shift[d] = b[d] - a[d];
                    error = std::max(error, std::abs(b[d] - a[d] - shift[d]));
                    length = std::max(length, std::abs(shift[d]));
                }
                same = error <= 1e-9 * length;
            }
            if (!same)
                throw InputError(fmt::format("mesh: cyclic patches '{}' and '{}' are not shifted images of each other "
                                             "({} and {} faces). They must cover the same blocks.",
                                             patch.name, partner.name, patch.size, partner.size));
        }
}

} // namespace coldloop::meshes
