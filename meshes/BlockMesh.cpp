// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/BlockGridCheck.h"
#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>

namespace coldloop::meshes {

namespace {

constexpr const char* sideNames[] = {"xMin", "xMax", "yMin", "yMax", "zMin", "zMax"};
constexpr Side allSides[] = {Side::xMin, Side::xMax, Side::yMin, Side::yMax, Side::zMin, Side::zMax};
using Place = std::array<int, 3>; // (i, j, k) of a cell

// The mesh while it is made: cells of the whole box by (i, j, k), -1 where left out. Faces carry the box' own point
// numbers until renumberPoints().
class Builder {
public:
    explicit Builder(const BlockGrid& grid) : grid_(grid)
    {
        for (int d = 0; d < 3; ++d) {
            n_[d] = grid.axes[d].cells();
            points_[d] = grid.axes[d].points();
            for (std::size_t s = 0; s < grid.axes[d].segments.size(); ++s)
                segment_[d].insert(segment_[d].end(), grid.axes[d].segments[s].cells, int(s));
            slack_ = std::max(slack_, 1e-9 * (points_[d].back() - points_[d].front()));
        }
        mesh_.faceStart.push_back(0);
    }

    PolyMesh make()
    {
        addCells();
        addInternalFaces();
        addPatches();
        renumberPoints();
        return std::move(mesh_);
    }

private:
    template <class Use>
    void eachCell(const Use& use) const // use(place), those that are left out too
    {
        for (int k = 0; k < n_[2]; ++k)
            for (int j = 0; j < n_[1]; ++j)
                for (int i = 0; i < n_[0]; ++i) use(Place{i, j, k});
    }

    const std::string& zoneName(const Place& at) const
    {
        const std::size_t nx = grid_.axes[0].segments.size(), ny = grid_.axes[1].segments.size();
        return grid_.zones[segment_[0][at[0]] + nx * (segment_[1][at[1]] + ny * segment_[2][at[2]])];
    }

    int cell(const Place& at) const
    {
        for (int d = 0; d < 3; ++d)
            if (at[d] < 0 || at[d] >= n_[d]) return -1;
        return cellOf_[at[0] + std::size_t(n_[0]) * (at[1] + std::size_t(n_[1]) * at[2])];
    }

    int beyond(Place at, Side side) const // the cell on the other side of that face
    {
        at[int(side) / 2] += int(side) % 2 ? 1 : -1;
        return cell(at);
    }

    int point(const Place& at) const { return at[0] + (n_[0] + 1) * (at[1] + (n_[1] + 1) * at[2]); }

    // The face of the cell on `side`, right-handed about the outward normal.
    void addFace(const Place& at, Side side)
    {
        const int d = int(side) / 2, upper = int(side) % 2, a = (d + 1) % 3, b = (d + 2) % 3;
        Place corner = at;
        corner[d] += upper;
        const auto add = [&](int da, int db) {
            Place c = corner;
            c[a] += da;
            c[b] += db;
            mesh_.facePoints.push_back(point(c));
        };
        add(0, 0);
        upper ? add(1, 0) : add(0, 1);
        add(1, 1);
        upper ? add(0, 1) : add(1, 0);
        mesh_.faceStart.push_back(int(mesh_.facePoints.size()));
        mesh_.owner.push_back(cell(at));
    }

    void addCells()
    {
        const std::size_t cells = grid_.cells();
        mesh_.zone.reserve(cells);
        mesh_.owner.reserve(3 * cells + cells / 4);
        mesh_.neighbour.reserve(3 * cells);
        mesh_.faceStart.reserve(3 * cells + cells / 4);
        mesh_.facePoints.reserve(4 * (3 * cells + cells / 4));
        cellOf_.reserve(std::size_t(n_[0]) * n_[1] * n_[2]);
        eachCell([&](const Place& at) {
            const std::string& name = zoneName(at);
            cellOf_.push_back(name.empty() ? -1 : mesh_.cells());
            if (!name.empty()) mesh_.zone.push_back(zoneIndex(name));
        });
    }

    int zoneIndex(const std::string& name)
    {
        auto& names = mesh_.zoneNames;
        const auto found = std::find(names.begin(), names.end(), name);
        if (found != names.end()) return int(found - names.begin());
        names.push_back(name);
        return int(names.size()) - 1;
    }

    void addInternalFaces() // x fastest numbering: the faces to +x, +y, +z have ascending neighbours
    {
        eachCell([&](const Place& at) {
            if (cell(at) < 0) return;
            for (Side side : {Side::xMax, Side::yMax, Side::zMax})
                if (const int other = beyond(at, side); other >= 0) {
                    addFace(at, side);
                    mesh_.neighbour.push_back(other);
                }
        });
    }

    bool inBox(const PatchRule& rule, const Place& at, Side side) const
    {
        if (!rule.within) return true;
        for (int d = 0; d < 3; ++d) {
            const double lower = points_[d][at[d]], upper = points_[d][at[d] + 1];
            const double centre = int(side) / 2 != d ? 0.5 * (lower + upper) : int(side) % 2 ? upper : lower;
            if (centre < rule.within->lower[d] - slack_ || centre > rule.within->upper[d] + slack_) return false;
        }
        return true;
    }

    // Index of the rule for a boundary face, grid_.patches.size() for "walls".
    std::size_t ruleOf(const Place& at, Side side) const
    {
        const std::size_t none = grid_.patches.size();
        const auto rank = [&](std::size_t r) {
            return 2 * int(grid_.patches[r].within.has_value()) + int(!grid_.patches[r].zone.empty());
        };
        std::size_t found = none, other = none;
        for (std::size_t r = 0; r < none; ++r) {
            const PatchRule& rule = grid_.patches[r];
            if (rule.side != side || (!rule.zone.empty() && rule.zone != zoneName(at)) || !inBox(rule, at, side))
                continue;
            if (found == none || rank(r) > rank(found))
                found = r, other = none;
            else if (rank(r) == rank(found))
                other = r;
        }
        if (other != none && grid_.patches[found].name != grid_.patches[other].name)
            throw InputError(fmt::format("mesh: patches '{}' and '{}' both claim {} faces of zone '{}'. Keep one.",
                                         grid_.patches[found].name, grid_.patches[other].name, sideNames[int(side)],
                                         zoneName(at)));
        return found;
    }

    std::size_t patchIndex(const PatchRule& rule)
    {
        std::vector<MeshPatch>& patches = mesh_.patches;
        const auto same = [&](const MeshPatch& patch) { return patch.name == rule.name; };
        const auto found = std::find_if(patches.begin(), patches.end(), same);
        if (found != patches.end()) return std::size_t(found - patches.begin());
        patches.push_back({rule.name, 0, 0, rule.kind, rule.partner, {}});
        return patches.size() - 1;
    }

    void addPatches() // rules of the same name share one patch
    {
        std::vector<std::size_t> patchOfRule;
        for (const PatchRule& rule : grid_.patches) patchOfRule.push_back(patchIndex(rule));
        patchOfRule.push_back(patchIndex({"walls", "", Side::xMin}));

        std::vector<MeshPatch>& patches = mesh_.patches;
        std::vector<std::vector<std::pair<Place, Side>>> faces(patches.size());
        eachCell([&](const Place& at) {
            if (cell(at) < 0) return;
            for (Side side : allSides)
                if (beyond(at, side) < 0) faces[patchOfRule[ruleOf(at, side)]].push_back({at, side});
        });
        for (std::size_t p = 0; p < patches.size(); ++p) {
            patches[p].start = mesh_.faces();
            patches[p].size = int(faces[p].size());
            for (const auto& [at, side] : faces[p]) addFace(at, side);
        }
        if (patches.back().name == "walls" && patches.back().size == 0) patches.pop_back();
        for (const MeshPatch& patch : patches)
            if (patch.size == 0)
                throw InputError(fmt::format("mesh: patch '{}' matches no boundary face. Check its zone, side and box.",
                                             patch.name));
    }

    void renumberPoints() // only those in use
    {
        std::vector<int> number(std::size_t(n_[0] + 1) * (n_[1] + 1) * (n_[2] + 1), -1);
        for (const int p : mesh_.facePoints) number[p] = 0;
        mesh_.points.reserve(std::size_t(std::count(number.begin(), number.end(), 0)));
        for (std::size_t p = 0; p < number.size(); ++p) {
            if (number[p] < 0) continue;
            number[p] = int(mesh_.points.size());
            const std::size_t i = p % (n_[0] + 1), jk = p / (n_[0] + 1);
            mesh_.points.push_back({points_[0][i], points_[1][jk % (n_[1] + 1)], points_[2][jk / (n_[1] + 1)]});
        }
        for (int& p : mesh_.facePoints) p = number[p];
    }

    const BlockGrid& grid_;
    PolyMesh mesh_;
    std::array<int, 3> n_{};
    std::array<std::vector<int>, 3> segment_;   // of a cell along each axis
    std::array<std::vector<double>, 3> points_; // along each axis [m]
    std::vector<int> cellOf_;
    double slack_ = 0; // rounding allowed to a box [m]
};

} // namespace

PolyMesh makeBlockMesh(const BlockGrid& grid)
{
    check(grid);
    PolyMesh mesh = Builder(grid).make();
    checkCyclic(mesh);
    return mesh;
}

} // namespace coldloop::meshes
