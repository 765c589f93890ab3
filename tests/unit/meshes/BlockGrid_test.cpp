// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/BlockGrid.h"
#include "solver/core/Error.h"
#include "tests/unit/meshes/Sound.h"

#include <catch2/catch.hpp>

#include <map>

using namespace coldloop;
using namespace coldloop::meshes;
using Catch::Matchers::Contains;

namespace {

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
    const PolyMesh mesh = makeBlockMesh(grid);
    CHECK(grid.cells() == (6 * 5 - 4 * 2) * 2);
    REQUIRE(long(mesh.cells()) == grid.cells());
    CHECK(mesh.zoneNames == std::vector<std::string>{"a", "b"});
    CHECK(mesh.faces() - mesh.internalFaces() == 2 * 22 + 2 * (6 + 6 + 5 + 5));
    test::requireSound(mesh);
    CHECK(test::zoneVolumes(mesh)["a"] == Approx(2));
    CHECK(test::zoneVolumes(mesh)["b"] == Approx(2));
}

TEST_CASE("Patches take the faces of their zone and side, and the walls take the rest")
{
    const PolyMesh mesh = makeBlockMesh(cornerGrid());
    const std::map<std::string, double> areas{{"in", 2}, {"out", 1}, {"top", 2}, {"walls", 3 + 1 + 1 + 2 * 4}};
    const std::map<std::string, double> found = test::patchAreas(mesh);
    REQUIRE(found.size() == 4);
    for (const auto& [name, area] : areas) CHECK(found.at(name) == Approx(area));
}

TEST_CASE("A rule may take any zone, a part of a side, and a kind; the narrower rule goes first")
{
    BlockGrid grid = cornerGrid();
    grid.patches = {{"bottom", "", Side::yMin, PatchKind::symmetry},
                    {"pad", "", Side::zMin, PatchKind::plain, "", Box{{0, 0, -1}, {2.0 / 3, 1, -1}}},
                    {"floor", "", Side::zMin},
                    {"bFloor", "b", Side::zMin}};
    grid.axes[0].segments = {{1, 3, 1}, {3, 4, 2}};
    const PolyMesh mesh = makeBlockMesh(grid);
    test::requireSound(mesh);
    std::map<std::string, double> found = test::patchAreas(mesh);
    CHECK(found["bottom"] == Approx(3));
    CHECK(found["pad"] == Approx(2.0 / 3));
    CHECK(found["floor"] == Approx(2 - 2.0 / 3)); // zone a, less the pad
    CHECK(found["bFloor"] == Approx(2));
    CHECK(mesh.patches[0].kind == PatchKind::symmetry);

    grid.patches = {{"l", "", Side::zMin, PatchKind::cyclic, "r"}, {"r", "", Side::zMax, PatchKind::cyclic, "l"}};
    const PolyMesh periodic = makeBlockMesh(grid);
    const std::vector<CyclicFaces> pairs = cyclicFaces(periodic);
    REQUIRE(pairs.size() == 3 * 5 + 4 * 3);
    for (const CyclicFaces& pair : pairs) {
        const Point shift = test::minus(test::centre(periodic, pair.second), test::centre(periodic, pair.first));
        CHECK(shift[0] == Approx(0).margin(1e-14));
        CHECK(shift[1] == Approx(0).margin(1e-14));
        CHECK(shift[2] == Approx(1));
    }
    grid.patches[1].partner = "m";
    CHECK_THROWS_WITH(makeBlockMesh(grid), Contains("cyclic patch 'l' names partner 'r', but no cyclic patch"));
    grid.patches[1].partner = "l";
    grid.patches[1].zone = "a";
    CHECK_THROWS_WITH(makeBlockMesh(grid), Contains("'l' and 'r' are not shifted images of each other (27 and 15"));
}

TEST_CASE("Faults of a grid are reported together")
{
    BlockGrid grid = cornerGrid();
    grid.axes[0].segments[1].end = 0.5;
    grid.axes[1].segments[0].cells = 0;
    grid.axes[1].segments[1].expansion = -1;
    grid.axes[2].segments.clear();
    grid.patches[0].zone = "c";
    CHECK_THROWS_AS(makeBlockMesh(grid), InputError);
    CHECK_THROWS_WITH(makeBlockMesh(grid), Contains("axis x: a segment ends at 0.5 m, not beyond its begin 1 m") &&
                                               Contains("axis y: the segment that ends at 1 m has 0 cells") &&
                                               Contains("axis y: the segment that ends at 2 m has expansion -1") &&
                                               Contains("axis z has no segments") &&
                                               Contains("4 zone names for 0 blocks") &&
                                               Contains("patch 'in' is on zone 'c', which the mesh has not"));
}

TEST_CASE("A rule without faces, two rules for the same faces and an empty mesh are errors")
{
    BlockGrid grid = cornerGrid();
    grid.patches.push_back({"inner", "b", Side::xMin}); // b's faces towards -x all touch a
    CHECK_THROWS_WITH(makeBlockMesh(grid), Contains("patch 'inner' matches no boundary face"));
    grid.patches.back() = {"also", "a", Side::xMin};
    CHECK_THROWS_WITH(makeBlockMesh(grid), Contains("patches 'in' and 'also' both claim xMin faces of zone 'a'"));
    grid.patches.clear();
    grid.zones.assign(4, "");
    CHECK_THROWS_WITH(makeBlockMesh(grid), Contains("every block is left out"));
}
