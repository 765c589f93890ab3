// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Quality.h"

#include "meshes/Assembly.h"
#include "meshes/BlockGrid.h"
#include "meshes/Transform.h"
#include "solver/core/Error.h"
#include "tests/unit/meshes/Sound.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <limits>

using namespace coldloop;
using namespace coldloop::meshes;
using Catch::Matchers::Contains;

namespace {

PolyMesh graded()
{
    BlockGrid grid;
    grid.axes[0].segments = {{1, 6, 3}};
    grid.axes[1].segments = {{1, 5, 1}};
    grid.axes[2].segments = {{0.5, 4, 0.5}};
    grid.zones = {"a"};
    return makeBlockMesh(grid);
}

// Two meshes as one, their cells side by side without contact.
PolyMesh together(const PolyMesh& a, PolyMesh b, const Point& shift, const std::string& zone)
{
    PolyMesh both;
    both.points = a.points;
    for (const Point& p : b.points) both.points.push_back({p[0] + shift[0], p[1] + shift[1], p[2] + shift[2]});
    both.zone = a.zone;
    both.zoneNames = {a.zoneNames[0], zone};
    both.zone.insert(both.zone.end(), b.cells(), 1);
    both.faceStart = {0};
    const auto add = [&](const PolyMesh& m, bool internal, int points, int cells) {
        for (int f = 0; f < m.faces(); ++f) {
            if ((f < m.internalFaces()) != internal) continue;
            for (int i = 0; i < test::corners(m, f); ++i)
                both.facePoints.push_back(points + m.facePoints[m.faceStart[f] + i]);
            both.faceStart.push_back(int(both.facePoints.size()));
            both.owner.push_back(cells + m.owner[f]);
            if (internal) both.neighbour.push_back(cells + m.neighbour[f]);
        }
    };
    for (const bool internal : {true, false}) {
        add(a, internal, 0, 0);
        add(b, internal, int(a.points.size()), a.cells());
    }
    both.patches = {{"walls", both.internalFaces(), both.faces() - both.internalFaces()}};
    return both;
}

std::string faults(const PolyMesh& mesh)
{
    std::string all;
    for (const std::string& fault : inspect(mesh).faults) all += fault + "\n";
    return all;
}

} // namespace

TEST_CASE("Quality figures are those of OpenFOAM's checkMesh")
{
    // checkMesh v1912 on the same meshes.
    const QualityReport hexahedra = inspect(perturbed(graded(), 0.35, 11));
    CHECK(hexahedra.maxNonOrthogonality == Approx(29.25811712));
    CHECK(hexahedra.meanNonOrthogonality == Approx(11.60704571));
    CHECK(hexahedra.maxSkewness == Approx(0.2514681504));
    CHECK(hexahedra.maxAspectRatio == Approx(3.897193393));
    CHECK(hexahedra.minVolume == Approx(0.001315819522));
    CHECK(hexahedra.faults.empty());
    CHECK(hexahedra.warnings.empty());

    const QualityReport tets = inspect(perturbed(tetrahedra(graded()), 0.2, 5));
    CHECK(tets.maxNonOrthogonality == Approx(74.2593242));
    CHECK(tets.meanNonOrthogonality == Approx(32.52237944));
    CHECK(tets.maxSkewness == Approx(0.627947447));
    CHECK(tets.maxAspectRatio == Approx(17.54752912));
    CHECK(tets.minVolume == Approx(2.217878833e-05));
    CHECK(tets.faults.empty());
    REQUIRE(tets.warnings.size() == 1);
    CHECK_THAT(tets.warnings[0], Contains("7 faces are non-orthogonal by more than 70 degrees, the worst by 74.3"));

    PolyMesh sheared = graded();
    for (Point& p : sheared.points) p = {10 * (p[0] + p[1]), 10 * (p[1] - p[0]) + 3 * p[2], p[2]};
    const QualityReport flat = inspect(sheared);
    CHECK(flat.maxNonOrthogonality == Approx(71.56505118));
    CHECK(flat.meanNonOrthogonality == Approx(66.937725));
    CHECK(flat.maxSkewness == Approx(5.303300859));
    CHECK(flat.maxAspectRatio == Approx(29.84414484));
    // A needle of 1 x 1 x 8 along (1 1 1) has |areas| of 2 sqrt 3 + 16 sqrt 2 + 64 / sqrt 6; over 6 V^(2/3) = 24.
    PolyMesh needle = makeBlockMesh({{Axis{0, {{1, 1, 1}}}, {0, {{1, 1, 1}}}, {0, {{8, 1, 1}}}}, {"a"}, {}});
    const double a = std::sqrt(0.5), b = std::sqrt(1.0 / 6), c = std::sqrt(1.0 / 3);
    for (Point& p : needle.points)
        p = {p[0] * a + p[1] * b + p[2] * c, -p[0] * a + p[1] * b + p[2] * c, -2 * p[1] * b + p[2] * c};
    CHECK(inspect(needle).maxAspectRatio == Approx(2.1758).epsilon(1e-4));
    CHECK_THAT(text(flat), Contains("78 faces are skewed by more than 4, the worst by 5.3"));
}

TEST_CASE("The report tells sizes, zones and patches, and doubts the unit of a large mesh")
{
    BlockGrid grid;
    grid.axes[0].segments = {{10, 2, 1}, {12, 1, 1}};
    grid.axes[1].segments = {{1, 1, 1}};
    grid.axes[2].segments = {{0.5, 1, 1}};
    grid.zones = {"water", "copper"};
    grid.patches = {{"inlet", "", Side::xMin}};
    const QualityReport report = inspect(makeBlockMesh(grid));
    CHECK(report.maxVolumeRatio == Approx(2.5));
    CHECK_THAT(text(report),
               Contains("3 cells, 16 faces, 16 points in 1 part\n") && Contains("(12 1 0.5) m\n") &&
                   Contains("zone water: 2 cells, 5 m^3\n") && Contains("zone copper: 1 cells, 1 m^3\n") &&
                   Contains("patch inlet: 1 faces, 0.5 m^2\n") &&
                   Contains("warning: the mesh is 12 m long. If its numbers are millimetres, scale it by 0.001"));
    CHECK(inspect(scaled(makeBlockMesh(grid), 1e-3)).warnings.empty());
    CHECK_THAT(text(inspect(scaled(makeBlockMesh(grid), 1e-8))), Contains("the mesh is 1.2e-07 m long"));
    CHECK_NOTHROW(refuseFaults(report, "mesh"));
}

TEST_CASE("Rounding opens no cell of a stretched mesh far from the origin")
{
    BlockGrid grid;
    grid.axes[0] = {1, {{1.01, 20, 4}}};
    grid.axes[1] = {1, {{1.00005, 10, 1}}};
    grid.axes[2] = {-1, {{-0.9995, 50, 30}}};
    grid.zones = {"a"};
    CHECK(faults(makeBlockMesh(grid)).empty());
}

TEST_CASE("A mesh that can give no answer is refused, with the cells named")
{
    const PolyMesh good = graded();
    PolyMesh mesh = good;
    mesh.points[17][1] = std::numeric_limits<double>::quiet_NaN();
    CHECK_THAT(faults(mesh), Contains("1 point of coordinates that are no numbers: 17 (") && Contains("nan"));

    mesh = good; // the first row of points along x beyond the second: its cells are inside out
    for (Point& p : mesh.points)
        if (p[0] == 0) p[0] = 0.2;
    CHECK_THAT(faults(mesh), Contains("20 cells without a positive volume: 0 at (") && Contains(", ...."));

    mesh = good;
    std::reverse(mesh.facePoints.begin() + mesh.faceStart[7], mesh.facePoints.begin() + mesh.faceStart[8]);
    CHECK_THAT(faults(mesh),
               Contains(fmt::format("face 7 looks into its owner, cell {}", good.owner[7])) && !Contains("not closed"));

    mesh = good; // a face between the wrong cells
    mesh.neighbour[0] = 17;
    CHECK_THAT(faults(mesh), Contains("2 cells not closed by faces: 1 at (") && Contains("17 at ("));

    mesh = good;
    mesh.zone[3] = mesh.zone[5] = -1;
    CHECK_THAT(faults(mesh), Contains("2 cells in no zone: 3 at (") && Contains("m, 5 at ("));
    CHECK_THROWS_AS(refuseFaults(inspect(mesh), "heatsink.msh"), InputError);
    CHECK_THROWS_WITH(refuseFaults(inspect(mesh), "heatsink.msh"), Contains("heatsink.msh: 2 cells in no zone"));
}

TEST_CASE("Zones that overlap, or touch without being joined, are refused")
{
    const PolyMesh good = graded();
    CHECK(faults(together(good, good, {2, 0, 0}, "b")).empty());
    CHECK(inspect(together(good, good, {2, 0, 0}, "b")).parts == 2);
    CHECK_THAT(faults(together(good, good, {0, 1, 0}, "b")),
               Contains("zones 'a' and 'b' touch in 24 pairs of boundary faces that are not joined, the first at ("));
    CHECK_THAT(faults(together(good, good, {0.5, 0.11, 0.07}, "b")), Contains("zones 'a' and 'b' overlap:"));
    CHECK_THAT(faults(together(good, scaled(good, 0.1), {0.4, 0.4, 0.2}, "b")), // wholly inside
               Contains("zones 'a' and 'b' overlap: 120 cells lie in each other"));
}

TEST_CASE("Parts without a face between them are told, and cracks inside a zone found")
{
    const PolyMesh good = graded();
    const QualityReport gap = inspect(together(good, scaled(good, 0.5), {0, 1 + 1e-6, 0}, "b")); // a micrometre
    CHECK(gap.faults.empty());
    REQUIRE(gap.warnings.size() == 1);
    CHECK(gap.warnings[0] ==
          "the mesh is in 2 parts that no face joins, and no heat passes between them. Beside the largest: 120 cells "
          "in (0 1 0) to (0.5 1.5 0.25) m. Where they should touch, close the gap and merge their points.");
    CHECK(inspect(good).warnings.empty());

    PolyMesh one = together(good, good, {0, 1, 0}, "a");
    std::fill(one.zone.begin(), one.zone.end(), 0);
    CHECK_THAT(
        faults(one),
        Contains("two parts of zone 'a' touch in 24 pairs of boundary faces that are not joined, the first at ("));

    BlockGrid ring; // around a hole, then the hole closed up: joined on one side only
    ring.axes[0].segments = {{1, 2, 1}, {2, 1, 1}};
    ring.axes[1].segments = {{1, 2, 1}, {1.5, 1, 1}, {2.5, 2, 1}};
    ring.axes[2].segments = {{1, 3, 1}};
    ring.zones = {"a", "a", "", "a", "a", "a"};
    PolyMesh slit = makeBlockMesh(ring);
    for (Point& p : slit.points)
        if (p[0] < 1 && p[1] == 1.5) p[1] = 1;
    const QualityReport thin = inspect(slit);
    CHECK(thin.parts == 1);
    REQUIRE_FALSE(thin.warnings.empty());
    CHECK_THAT(thin.warnings[0], Contains("zone 'a' touches itself in 3 pairs of boundary faces that are not joined") &&
                                     Contains("Unless a thin wall is meant, merge the points."));
}

TEST_CASE("Cyclic patches must be shifted images")
{
    BlockGrid grid;
    for (Axis& axis : grid.axes) axis.segments = {{1, 4, 1}};
    grid.zones = {"a"};
    grid.patches = {{"l", "", Side::xMin, PatchKind::cyclic, "r"}, {"r", "", Side::xMax, PatchKind::cyclic, "l"}};
    PolyMesh mesh = makeBlockMesh(grid);
    CHECK(faults(mesh).empty());
    for (Point& p : mesh.points)
        if (p[0] == 1 && p[1] == 0.5) p[1] = 0.51;
    CHECK_THAT(faults(mesh), Contains("cyclic patches 'l' and 'r' are not shifted images of each other: faces"));
}
