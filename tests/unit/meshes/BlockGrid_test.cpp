// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/HexMesh.h"
#include "solver/core/Error.h"

#include <catch2/catch.hpp>

#include <map>
#include <set>

using namespace coldloop;
using namespace coldloop::meshes;
using Catch::Matchers::Contains;

namespace {

using Point = std::array<double, 3>;

// Two blocks along x, two along y; the block at the far corner is left out.
BlockGrid cornerGrid()
{
    BlockGrid grid;
    grid.axes[0].segments = {{1, 2, 1}, {3, 4, 2}};
    grid.axes[1].segments = {{1, 3, 1}, {2, 2, 1}};
    grid.axes[2].start = -1;
    grid.axes[2].segments = {{0, 2, 1}};
    grid.zones = {"a", "b", "a", ""};
    grid.patches = {{"in", "a", Side::xMin}, {"out", "b", Side::xMax}, {"top", "b", Side::yMax}};
    return grid;
}

// Area vector of a plane quadrilateral and its centre.
Point area(const HexMesh& mesh, const std::array<int, 4>& face)
{
    Point a{}, b{}, s{};
    for (int i = 0; i < 3; ++i) {
        a[i] = mesh.points[face[2]][i] - mesh.points[face[0]][i];
        b[i] = mesh.points[face[3]][i] - mesh.points[face[1]][i];
    }
    for (int i = 0; i < 3; ++i) s[i] = 0.5 * (a[(i + 1) % 3] * b[(i + 2) % 3] - a[(i + 2) % 3] * b[(i + 1) % 3]);
    return s;
}

template <class Corners>
Point centre(const HexMesh& mesh, const Corners& corners)
{
    Point sum{};
    for (int p : corners)
        for (int i = 0; i < 3; ++i) sum[i] += mesh.points[p][i] / double(corners.size());
    return sum;
}

} // namespace

TEST_CASE("An axis has its points at segment ends and graded between")
{
    Axis axis;
    axis.start = 1;
    axis.segments = {{2, 2, 1}, {9, 3, 4}};
    CHECK(axis.cells() == 5);
    const std::vector<double> x = axis.points();
    REQUIRE(x.size() == 6);
    const double expected[] = {1, 1.5, 2, 3, 5, 9}; // 1 + 2 + 4: the last cell is 4 times the first
    for (int i = 0; i < 6; ++i) CHECK(x[i] == Approx(expected[i]).epsilon(1e-14));
}

TEST_CASE("A mesh has the cells, volumes and faces of its blocks")
{
    const BlockGrid grid = cornerGrid();
    const HexMesh mesh = makeHexMesh(grid);
    CHECK(grid.cells() == (6 * 5 - 4 * 2) * 2);
    REQUIRE(long(mesh.cells.size()) == grid.cells());
    CHECK(mesh.zoneNames == std::vector<std::string>{"a", "b"});
    CHECK(mesh.faces.size() - mesh.neighbour.size() == 2 * 22 + 2 * (6 + 6 + 5 + 5));
    CHECK(mesh.faces.size() == mesh.owner.size());

    // Upper triangular order, and closed cells whose faces look outwards.
    std::vector<Point> closed(mesh.cells.size());
    std::vector<double> volume(mesh.cells.size(), 0.0);
    for (std::size_t f = 0; f < mesh.faces.size(); ++f) {
        const Point s = area(mesh, mesh.faces[f]), at = centre(mesh, mesh.faces[f]),
                    c = centre(mesh, mesh.cells[mesh.owner[f]]);
        double outwards = 0;
        for (int i = 0; i < 3; ++i) {
            outwards += s[i] * (at[i] - c[i]);
            closed[mesh.owner[f]][i] += s[i];
            volume[mesh.owner[f]] += s[i] * at[i] / 3;
            if (f >= mesh.neighbour.size()) continue;
            closed[mesh.neighbour[f]][i] -= s[i];
            volume[mesh.neighbour[f]] -= s[i] * at[i] / 3;
        }
        REQUIRE(outwards > 0);
        if (f >= mesh.neighbour.size()) continue;
        REQUIRE(mesh.owner[f] < mesh.neighbour[f]);
        if (f > 0)
            REQUIRE(std::pair(mesh.owner[f - 1], mesh.neighbour[f - 1]) < std::pair(mesh.owner[f], mesh.neighbour[f]));
    }
    std::map<std::string, double> ofZone;
    for (std::size_t c = 0; c < mesh.cells.size(); ++c) {
        for (double component : closed[c]) CHECK(std::abs(component) < 1e-14);
        ofZone[mesh.zoneNames[mesh.zone[c]]] += volume[c];
    }
    CHECK(ofZone["a"] == Approx(2));
    CHECK(ofZone["b"] == Approx(2));
    std::set<int> used;
    for (const auto& corners : mesh.cells) used.insert(corners.begin(), corners.end());
    CHECK(used.size() == mesh.points.size());
}

TEST_CASE("Patches take the faces of their zone and side, and the walls take the rest")
{
    const HexMesh mesh = makeHexMesh(cornerGrid());
    REQUIRE(mesh.patches.size() == 4);
    const std::map<std::string, double> areas{{"in", 2}, {"out", 1}, {"top", 2}, {"walls", 3 + 1 + 1 + 2 * 4}};
    int next = int(mesh.neighbour.size());
    for (const HexPatch& patch : mesh.patches) {
        CHECK(patch.start == next);
        next += patch.size;
        double sum = 0;
        for (int f = patch.start; f < patch.start + patch.size; ++f) {
            const Point s = area(mesh, mesh.faces[f]);
            sum += std::sqrt(s[0] * s[0] + s[1] * s[1] + s[2] * s[2]);
        }
        CAPTURE(patch.name);
        CHECK(sum == Approx(areas.at(patch.name)));
    }
    CHECK(next == int(mesh.faces.size()));
}

TEST_CASE("Faults of a grid are reported together")
{
    BlockGrid grid = cornerGrid();
    grid.axes[0].segments[1].end = 0.5;
    grid.axes[1].segments[0].cells = 0;
    grid.axes[1].segments[1].expansion = -1;
    grid.axes[2].segments.clear();
    grid.patches[0].zone = "c";
    CHECK_THROWS_AS(makeHexMesh(grid), InputError);
    CHECK_THROWS_WITH(makeHexMesh(grid), Contains("axis x: a segment ends at 0.5 m, not beyond its begin 1 m") &&
                                             Contains("axis y: the segment that ends at 1 m has 0 cells") &&
                                             Contains("axis y: the segment that ends at 2 m has expansion -1") &&
                                             Contains("axis z has no segments") &&
                                             Contains("4 zone names for 0 blocks") &&
                                             Contains("patch 'in' is on zone 'c', which no block has"));
}

TEST_CASE("A rule without faces, two rules for the same faces and an empty mesh are errors")
{
    BlockGrid grid = cornerGrid();
    grid.patches.push_back({"inner", "b", Side::xMin}); // b's faces towards -x all touch a
    CHECK_THROWS_WITH(makeHexMesh(grid), Contains("patch 'inner' matches no boundary face"));
    grid.patches.back() = {"also", "a", Side::xMin};
    CHECK_THROWS_WITH(makeHexMesh(grid), Contains("patches 'in' and 'also' both claim the xMin faces of zone 'a'"));
    grid.patches.clear();
    grid.zones.assign(4, "");
    CHECK_THROWS_WITH(makeHexMesh(grid), Contains("every block is left out"));
}
