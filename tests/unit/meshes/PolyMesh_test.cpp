// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/PolyMesh.h"

#include "meshes/BlockGrid.h"
#include "tests/unit/meshes/Sound.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace coldloop::meshes;

namespace {

// 4 x 3 x 2 cells of 1 m in two zones, periodic along x.
PolyMesh periodicBox()
{
    BlockGrid grid;
    grid.axes[0].segments = {{4, 4, 1}};
    grid.axes[1].segments = {{1, 1, 1}, {3, 2, 1}};
    grid.axes[2].segments = {{2, 2, 1}};
    grid.zones = {"a", "b"};
    grid.patches = {{"left", "", Side::xMin, PatchKind::cyclic, "right"},
                    {"right", "", Side::xMax, PatchKind::cyclic, "left"},
                    {"base", "a", Side::yMin}};
    return makeBlockMesh(grid);
}

} // namespace

TEST_CASE("A part of a mesh keeps its cells' faces, their order and direction, and turns the cut outwards")
{
    const PolyMesh whole = periodicBox();
    // Numbered against the order of the whole: neighbours come before owners. Cells 0..3 are the row at the base.
    const std::vector<int> cells{17, 16, 12, 5, 4, 1, 0};
    const MeshPart part = extract(whole, cells);
    CHECK(part.cellOf == cells);
    test::requireSound(part.mesh, false);
    CHECK(part.mesh.zoneNames == whole.zoneNames);
    for (int c = 0; c < part.mesh.cells(); ++c) CHECK(part.mesh.zone[c] == whole.zone[cells[c]]);
    for (double v : test::volumes(part.mesh)) CHECK(v == Approx(1));

    // Internal: 0-1, 0-4, 0-12, 1-5, 4-5, 4-16, 5-17, 12-16, 16-17.
    REQUIRE(part.mesh.internalFaces() == 9);
    CHECK(part.mesh.owner[0] == 6);
    CHECK(part.mesh.neighbour[0] == 5);
    REQUIRE(part.mesh.patches.size() == whole.patches.size() + 1);
    CHECK(part.mesh.patches.back().name == cutPatch);
    CHECK(part.mesh.patches[1].name == "right");
    CHECK(part.mesh.patches[1].size == 0);
    std::map<std::string, double> areas = test::patchAreas(part.mesh);
    CHECK(areas["left"] == Approx(4));
    CHECK(areas["base"] == Approx(3));
    const int faces = 2 * 9 + 4 + 3 + part.mesh.patches[3].size + part.mesh.patches.back().size;
    CHECK(faces == 6 * 7);
    CHECK(cyclicFaces(part.mesh).empty());
}

TEST_CASE("A part that is the whole is the whole")
{
    const PolyMesh whole = periodicBox();
    std::vector<int> all(whole.cells());
    for (int c = 0; c < whole.cells(); ++c) all[c] = c;
    const PolyMesh same = extract(whole, all).mesh;
    CHECK(same.points == whole.points);
    CHECK(same.facePoints == whole.facePoints);
    CHECK(same.owner == whole.owner);
    CHECK(same.neighbour == whole.neighbour);
    CHECK(same.patches.back().size == 0);
    CHECK(cyclicFaces(same).size() == 6);
}

TEST_CASE("Cyclic faces of a part meet by their numbers in the whole")
{
    const PolyMesh whole = periodicBox();
    const MeshPart part = extract(whole, {23, 20, 8, 3, 12}); // 20-23 and 8, 3, 12 without their partners 11, 0, 15
    const std::vector<CyclicFaces> pairs = cyclicFaces(part.mesh);
    REQUIRE(pairs.size() == 1);
    CHECK(part.mesh.owner[pairs[0].first] == 1);
    CHECK(part.mesh.owner[pairs[0].second] == 0);
    const MeshPart again = extract(part.mesh, {1, 0}); // parts of parts
    REQUIRE(cyclicFaces(again.mesh).size() == 1);
    CHECK(again.mesh.patches.size() == part.mesh.patches.size());
}

TEST_CASE("Adjacency crosses internal faces and cyclic pairs")
{
    const Adjacency graph = adjacency(periodicBox());
    const auto of = [&](int c) {
        std::vector<int> list(graph.cell.begin() + graph.start[c], graph.cell.begin() + graph.start[c + 1]);
        std::sort(list.begin(), list.end());
        return list;
    };
    REQUIRE(graph.start.size() == 25);
    CHECK(of(0) == std::vector<int>{1, 3, 4, 12});
    CHECK(of(17) == std::vector<int>{5, 13, 16, 18, 21});
    CHECK(int(graph.cell.size()) == graph.start.back());
}
