// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/HexMesh.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>

namespace coldloop::meshes {

namespace {

constexpr const char* axisNames[] = {"x", "y", "z"};
constexpr const char* sideNames[] = {"xMin", "xMax", "yMin", "yMax", "zMin", "zMax"};

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
    for (const PatchRule& rule : grid.patches)
        if (rule.zone.empty() || std::find(grid.zones.begin(), grid.zones.end(), rule.zone) == grid.zones.end())
            faults.push_back(
                fmt::format("mesh: patch '{}' is on zone '{}', which no block has. Name a zone of the mesh.", rule.name,
                            rule.zone));
    if (faults.empty() && grid.cells() == 0) faults.push_back("mesh: every block is left out. Name a zone for one.");
    if (!faults.empty()) throw InputError(faults);
}

// The mesh while it is made: cells of the whole box by (i, j, k), -1 where left out.
class Builder {
public:
    explicit Builder(const BlockGrid& grid) : grid_(grid)
    {
        for (int d = 0; d < 3; ++d) {
            n_[d] = grid.axes[d].cells();
            for (std::size_t s = 0; s < grid.axes[d].segments.size(); ++s)
                segment_[d].insert(segment_[d].end(), grid.axes[d].segments[s].cells, int(s));
        }
    }

    HexMesh make()
    {
        addCells();
        addInternalFaces();
        addPatches();
        addPoints();
        return std::move(mesh_);
    }

private:
    const std::string& zoneName(int i, int j, int k) const
    {
        const std::size_t nx = grid_.axes[0].segments.size(), ny = grid_.axes[1].segments.size();
        return grid_.zones[segment_[0][i] + nx * (segment_[1][j] + ny * segment_[2][k])];
    }

    int cell(int i, int j, int k) const
    {
        if (i < 0 || j < 0 || k < 0 || i >= n_[0] || j >= n_[1] || k >= n_[2]) return -1;
        return cellOf_[i + std::size_t(n_[0]) * (j + std::size_t(n_[1]) * k)];
    }

    int point(int i, int j, int k) const { return i + (n_[0] + 1) * (j + (n_[1] + 1) * k); }

    // Points of the face of cell (i, j, k) on `side`, right-handed about the outward normal.
    std::array<int, 4> facePoints(const std::array<int, 3>& at, Side side) const
    {
        const int d = int(side) / 2, upper = int(side) % 2, a = (d + 1) % 3, b = (d + 2) % 3;
        std::array<int, 3> corner = at;
        corner[d] += upper;
        auto shifted = [&](int da, int db) {
            std::array<int, 3> c = corner;
            c[a] += da;
            c[b] += db;
            return point(c[0], c[1], c[2]);
        };
        if (upper) return {shifted(0, 0), shifted(1, 0), shifted(1, 1), shifted(0, 1)};
        return {shifted(0, 0), shifted(0, 1), shifted(1, 1), shifted(1, 0)};
    }

    void addCells()
    {
        cellOf_.assign(std::size_t(n_[0]) * n_[1] * n_[2], -1);
        std::size_t at = 0;
        for (int k = 0; k < n_[2]; ++k)
            for (int j = 0; j < n_[1]; ++j)
                for (int i = 0; i < n_[0]; ++i, ++at) {
                    const std::string& name = zoneName(i, j, k);
                    if (name.empty()) continue;
                    cellOf_[at] = int(mesh_.cells.size());
                    place_.push_back({i, j, k});
                    mesh_.zone.push_back(zoneIndex(name));
                    mesh_.cells.push_back({point(i, j, k), point(i + 1, j, k), point(i + 1, j + 1, k),
                                           point(i, j + 1, k), point(i, j, k + 1), point(i + 1, j, k + 1),
                                           point(i + 1, j + 1, k + 1), point(i, j + 1, k + 1)});
                }
    }

    int zoneIndex(const std::string& name)
    {
        auto& names = mesh_.zoneNames;
        const auto found = std::find(names.begin(), names.end(), name);
        if (found != names.end()) return int(found - names.begin());
        names.push_back(name);
        return int(names.size()) - 1;
    }

    int beyond(int c, Side side) const // the cell on the other side of that face
    {
        std::array<int, 3> at = place_[c];
        at[int(side) / 2] += int(side) % 2 ? 1 : -1;
        return cell(at[0], at[1], at[2]);
    }

    void addInternalFaces() // x fastest numbering: the faces to +x, +y, +z have ascending neighbours
    {
        for (int c = 0; c < int(place_.size()); ++c)
            for (Side side : {Side::xMax, Side::yMax, Side::zMax})
                if (const int other = beyond(c, side); other >= 0) {
                    mesh_.faces.push_back(facePoints(place_[c], side));
                    mesh_.owner.push_back(c);
                    mesh_.neighbour.push_back(other);
                }
    }

    // Index of the rule for a boundary face, grid_.patches.size() for "walls".
    std::size_t ruleOf(int c, Side side) const
    {
        std::size_t found = grid_.patches.size();
        for (std::size_t r = 0; r < grid_.patches.size(); ++r) {
            const PatchRule& rule = grid_.patches[r];
            if (rule.side != side || rule.zone != mesh_.zoneNames[mesh_.zone[c]]) continue;
            if (found < grid_.patches.size())
                throw InputError(
                    fmt::format("mesh: patches '{}' and '{}' both claim the {} faces of zone '{}'. Keep one.",
                                grid_.patches[found].name, rule.name, sideNames[int(side)], rule.zone));
            found = r;
        }
        return found;
    }

    void addPatches() // rules of the same name share one patch
    {
        std::vector<HexPatch>& patches = mesh_.patches;
        std::vector<std::size_t> patchOfRule;
        auto patchIndex = [&](const std::string& name) {
            const auto same = [&](const HexPatch& patch) { return patch.name == name; };
            const auto found = std::find_if(patches.begin(), patches.end(), same);
            if (found == patches.end()) return patches.push_back({name}), patches.size() - 1;
            return std::size_t(found - patches.begin());
        };
        for (const PatchRule& rule : grid_.patches) patchOfRule.push_back(patchIndex(rule.name));
        patchOfRule.push_back(patchIndex("walls"));

        std::vector<std::vector<std::pair<int, Side>>> faces(patches.size());
        for (int c = 0; c < int(place_.size()); ++c)
            for (Side side : {Side::xMin, Side::xMax, Side::yMin, Side::yMax, Side::zMin, Side::zMax})
                if (beyond(c, side) < 0) faces[patchOfRule[ruleOf(c, side)]].push_back({c, side});
        for (std::size_t p = 0; p < patches.size(); ++p) {
            patches[p].start = int(mesh_.faces.size());
            patches[p].size = int(faces[p].size());
            for (const auto& [c, side] : faces[p]) {
                mesh_.faces.push_back(facePoints(place_[c], side));
                mesh_.owner.push_back(c);
            }
        }
        if (patches.back().name == "walls" && patches.back().size == 0) patches.pop_back();
        for (const HexPatch& patch : patches)
            if (patch.size == 0)
                throw InputError(
                    fmt::format("mesh: patch '{}' matches no boundary face. Check its zone and side.", patch.name));
    }

    void addPoints() // only those in use, renumbered
    {
        std::array<std::vector<double>, 3> axis;
        for (int d = 0; d < 3; ++d) axis[d] = grid_.axes[d].points();
        std::vector<int> number(std::size_t(n_[0] + 1) * (n_[1] + 1) * (n_[2] + 1), -1);
        for (const auto& corners : mesh_.cells)
            for (int p : corners) number[p] = 0;
        for (std::size_t p = 0; p < number.size(); ++p) {
            if (number[p] < 0) continue;
            number[p] = int(mesh_.points.size());
            const std::size_t i = p % (n_[0] + 1), jk = p / (n_[0] + 1);
            mesh_.points.push_back({axis[0][i], axis[1][jk % (n_[1] + 1)], axis[2][jk / (n_[1] + 1)]});
        }
        for (auto& corners : mesh_.cells)
            for (int& p : corners) p = number[p];
        for (auto& corners : mesh_.faces)
            for (int& p : corners) p = number[p];
    }

    const BlockGrid& grid_;
    HexMesh mesh_;
    std::array<int, 3> n_{};
    std::array<std::vector<int>, 3> segment_; // of a cell along each axis
    std::vector<int> cellOf_;
    std::vector<std::array<int, 3>> place_; // (i, j, k) of a cell
};

} // namespace

HexMesh makeHexMesh(const BlockGrid& grid)
{
    check(grid);
    return Builder(grid).make();
}

} // namespace coldloop::meshes
