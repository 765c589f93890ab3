// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/BlockGrid.h"

#include <algorithm>

namespace coldloop::meshes {

namespace {

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
        }
        mesh_.faceStart.push_back(0);
    }

    PolyMesh make()
    {
        addCells();
        addInternalFaces();
        addBoundaryFaces();
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

    void addBoundaryFaces()
    {
        mesh_.patches.push_back({"walls", mesh_.faces(), 0});
        eachCell([&](const Place& at) {
            if (cell(at) < 0) return;
            for (Side side : allSides)
                if (beyond(at, side) < 0) addFace(at, side);
        });
        mesh_.patches[0].size = mesh_.faces() - mesh_.patches[0].start;
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
};

} // namespace

PolyMesh makeBlockMesh(const BlockGrid& grid)
{
    checkGrid(grid);
    return repatched(Builder(grid).make(), grid.patches);
}

} // namespace coldloop::meshes
