// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Transform.h"

#include "meshes/BlockGrid.h"
#include "solver/core/Error.h"
#include "tests/unit/meshes/Sound.h"

#include <catch2/catch.hpp>

using namespace coldloop;
using namespace coldloop::meshes;
using Catch::Matchers::Contains;

namespace {

PolyMesh twoZones(bool periodic)
{
    BlockGrid grid;
    grid.axes[0].segments = {{1, 4, 1}, {3, 5, 3}};
    grid.axes[1].segments = {{1, 4, 1}};
    grid.axes[2].segments = {{0.5, 3, 1}};
    grid.zones = {"a", "b"};
    if (periodic)
        grid.patches = {{"left", "", Side::xMin, PatchKind::cyclic, "right"},
                        {"right", "", Side::xMax, PatchKind::cyclic, "left"},
                        {"top", "b", Side::zMax, PatchKind::symmetry}};
    return makeBlockMesh(grid);
}

} // namespace

TEST_CASE("Tetrahedra fill the cells that they split, zone by zone and patch by patch")
{
    const PolyMesh whole = twoZones(true), mesh = tetrahedra(whole);
    test::requireSound(mesh);
    CHECK(mesh.cells() == 12 * whole.cells());
    CHECK(mesh.points.size() == whole.points.size() + whole.cells());
    for (int f = 0; f < mesh.faces(); ++f) REQUIRE(test::corners(mesh, f) == 3);
    for (const auto& [zone, volume] : test::zoneVolumes(whole))
        CHECK(test::zoneVolumes(mesh).at(zone) == Approx(volume));
    for (const auto& [patch, area] : test::patchAreas(whole)) CHECK(test::patchAreas(mesh).at(patch) == Approx(area));
    CHECK(mesh.patches[2].kind == PatchKind::symmetry);
    const std::vector<CyclicFaces> pairs = cyclicFaces(mesh);
    REQUIRE(pairs.size() == 2 * 12);
    for (const CyclicFaces& pair : pairs) {
        const Point shift = test::minus(test::centre(mesh, pair.second), test::centre(mesh, pair.first));
        CHECK(shift[0] == Approx(3));
        CHECK(std::abs(shift[1]) + std::abs(shift[2]) < 1e-14);
    }
}

TEST_CASE("Moved points leave zones and patches as they are")
{
    const PolyMesh whole = twoZones(false), mesh = perturbed(whole, 0.25, 3);
    test::requireSound(tetrahedra(mesh)); // whose faces are plane
    for (const auto& [zone, volume] : test::zoneVolumes(tetrahedra(whole)))
        CHECK(test::zoneVolumes(tetrahedra(mesh)).at(zone) == Approx(volume));
    CHECK(perturbed(whole, 0.25, 3).points == mesh.points);
    CHECK(perturbed(whole, 0.25, 4).points != mesh.points);
    int moved = 0;
    for (std::size_t p = 0; p < mesh.points.size(); ++p) {
        const Point& was = whole.points[p];
        const Point& is = mesh.points[p];
        moved += is != was;
        for (int d = 0; d < 3; ++d) {
            const double low = 0, high = d == 0 ? 3 : d == 1 ? 1 : 0.5;
            if (was[d] == low || was[d] == high || (d == 0 && was[0] == 1)) REQUIRE(is[d] == was[d]);
            REQUIRE(std::abs(is[d] - was[d]) <= 0.25 * 0.25);
        }
    }
    CHECK(moved == int(mesh.points.size()) - 3 * 4); // all but the corners, of the zones too

    const PolyMesh still = twoZones(true), periodic = perturbed(still, 0.25, 3);
    for (const MeshPatch& patch : periodic.patches)
        for (int i = periodic.faceStart[patch.start]; i < periodic.faceStart[patch.start + patch.size]; ++i)
            if (patch.kind == PatchKind::cyclic)
                REQUIRE(periodic.points[periodic.facePoints[i]] == still.points[still.facePoints[i]]);
    CHECK_THROWS_WITH(perturbed(whole, 0.7, 1), Contains("by 0.7 of an edge. Give 0 to 0.5"));
}

TEST_CASE("A scaled mesh has all its lengths times the scale")
{
    CHECK(test::zoneVolumes(scaled(twoZones(false), 1e-3))["a"] == Approx(0.5e-9));
    CHECK_THROWS_AS(scaled(twoZones(false), 0), InputError);
}
