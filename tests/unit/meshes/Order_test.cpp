// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Order.h"

#include "meshes/BlockGrid.h"
#include "tests/unit/meshes/Sound.h"

#include <algorithm>
#include <numeric>
#include <random>

using namespace coldloop::meshes;

namespace {

int bandwidth(const PolyMesh& mesh)
{
    int widest = 0;
    for (int f = 0; f < mesh.internalFaces(); ++f) widest = std::max(widest, mesh.neighbour[f] - mesh.owner[f]);
    return widest;
}

} // namespace

TEST_CASE("Renumbered cells make the same mesh, and the band order a narrow one")
{
    BlockGrid grid;
    grid.axes[0].segments = {{10, 20, 1}, {11, 2, 1}, {21, 10, 1}};
    grid.axes[1].segments = {{1, 3, 1}};
    grid.axes[2].segments = {{1, 4, 1}};
    grid.zones = {"a", "", "b"}; // two parts without contact
    grid.patches = {{"in", "a", Side::xMin}};
    const PolyMesh mesh = makeBlockMesh(grid);
    std::vector<int> shuffled(mesh.cells());
    std::iota(shuffled.begin(), shuffled.end(), 0);
    std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937(7));
    const PolyMesh wild = renumbered(mesh, shuffled);
    test::requireSound(wild);
    CHECK(bandwidth(wild) > 200);
    const std::vector<double> before = test::volumes(mesh), after = test::volumes(wild);
    for (int c = 0; c < mesh.cells(); ++c) {
        CHECK(after[c] == Approx(before[shuffled[c]]));
        CHECK(wild.zone[c] == mesh.zone[shuffled[c]]);
    }
    const PolyMesh tame = renumbered(wild, bandOrder(wild));
    test::requireSound(tame);
    CHECK(bandwidth(tame) <= 2 * 3 * 4);
    CHECK(test::patchAreas(tame) == test::patchAreas(mesh));
    CHECK(test::zoneVolumes(tame)["b"] == Approx(10));
}
