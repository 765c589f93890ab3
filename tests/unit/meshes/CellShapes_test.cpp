// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/CellShapes.h"

#include "meshes/Assembly.h"
#include "meshes/BlockGrid.h"
#include "solver/core/Error.h"
#include "tests/unit/meshes/Sound.h"

#include <catch2/catch.hpp>

using namespace coldloop;
using namespace coldloop::meshes;
using Catch::Matchers::Contains;

namespace {

// A hexahedron, a pyramid on its top, a wedge on its right, a tetrahedron on the wedge's far triangle.
ShapedCells allShapes()
{
    ShapedCells cells;
    cells.points = {{0, 0, 0}, {1, 0, 0}, {1, 1, 0},       {0, 1, 0}, {0, 0, 1}, {1, 0, 1},     {1, 1, 1},
                    {0, 1, 1}, {9, 9, 9}, {0.5, 0.5, 1.6}, {2, 0, 0}, {2, 1, 0}, {1.5, 2, 0.25}};
    cells.zoneNames = {"cube", "roof", "ramp", "tip"};
    cells.add(12, {0, 1, 2, 3, 4, 5, 6, 7}, 0);
    cells.add(14, {4, 5, 6, 7, 9}, 1);
    cells.add(13, {1, 5, 10, 2, 6, 11}, 2); // base 1 5 10 looks towards -y: outwards
    cells.add(10, {2, 11, 6, 12}, 3);
    return cells;
}

// Volume of written cells by VTK's own numbering: positive where each base is turned as VTK has it.
std::vector<double> written(const PolyMesh& mesh, const CellShapes& shapes)
{
    static const std::map<int, std::vector<std::array<int, 4>>> split{
        {10, {{0, 1, 2, 3}}},
        {12, {{0, 1, 3, 4}, {1, 2, 3, 6}, {4, 6, 5, 1}, {4, 7, 6, 3}, {1, 3, 4, 6}}},
        {13, {{0, 2, 1, 4}, {0, 2, 4, 5}, {0, 5, 4, 3}}},
        {14, {{0, 1, 2, 4}, {0, 2, 3, 4}}}};
    std::vector<double> sum(mesh.cells(), 0.0);
    const auto point = [&](int p) {
        const int n = int(mesh.points.size());
        return p < n ? mesh.points[p] : shapes.extraPoints[p - n];
    };
    for (int i = 0; i < shapes.size(); ++i)
        for (const auto& tet : split.at(shapes.type[i])) {
            std::array<Point, 4> at;
            for (int k = 0; k < 4; ++k) at[k] = point(shapes.connectivity[shapes.start[i] + tet[k]]);
            const double volume = test::dot(test::minus(at[1], at[0]),
                                            test::cross(test::minus(at[2], at[0]), test::minus(at[3], at[0]))) /
                                  6;
            CAPTURE(i, int(shapes.type[i]));
            CHECK(volume > 0);
            sum[shapes.cellOf[i]] += volume;
        }
    return sum;
}

} // namespace

TEST_CASE("Cells of all shapes assemble to one mesh, whatever their handedness")
{
    ShapedCells cells = allShapes();
    std::swap(cells.connectivity[0], cells.connectivity[4]); // the cube inside out
    std::swap(cells.connectivity[1], cells.connectivity[5]);
    std::swap(cells.connectivity[2], cells.connectivity[6]);
    std::swap(cells.connectivity[3], cells.connectivity[7]);
    std::vector<ShapedPatch> patches{{"top", {9, 6, 5, 4, 9, 5}, {0, 3, 6}},
                                     {"inside", {4, 5, 6, 7}, {0, 4}},
                                     {"floor", {3, 2, 1, 0, 10, 11, 2, 1}, {0, 4, 8}, PatchKind::symmetry}};
    const PolyMesh mesh = assemble(cells, patches, "file");
    test::requireSound(mesh);
    REQUIRE(mesh.cells() == 4);
    CHECK(mesh.points.size() == 12);
    CHECK(mesh.internalFaces() == 3);
    REQUIRE(mesh.patches.size() == 3);
    CHECK(mesh.patches[0].size == 2);
    CHECK(test::centre(mesh, mesh.patches[0].start)[0] == Approx(2.5 / 3));
    CHECK(mesh.patches[1].kind == PatchKind::symmetry);
    CHECK(test::patchAreas(mesh)["floor"] == Approx(2));
    CHECK(mesh.patches[2].name == "walls");
    const std::vector<double> volume = test::volumes(mesh);
    CHECK(volume[0] == Approx(1));
    CHECK(volume[1] == Approx(0.2));
    CHECK(volume[2] == Approx(0.5));
    CHECK(volume[3] > 0);

    cells.add(10, {6, 11, 2, 0}, 0);
    CHECK_THROWS_WITH(assemble(cells, {}, "bad.msh"), Contains("bad.msh: cells 2, 3 and 4 share one face"));
    cells.type.back() = 42;
    CHECK_THROWS_WITH(assemble(cells, {}, "bad.msh"), Contains("bad.msh: cell 4 is of VTK type 42"));
}

TEST_CASE("Cells of VTK's shapes are written as such")
{
    const PolyMesh mesh = assemble(allShapes(), {}, "file");
    const CellShapes shapes = cellShapes(mesh);
    CHECK(shapes.type == std::vector<unsigned char>{12, 14, 13, 10});
    CHECK(shapes.cellOf == std::vector<int>{0, 1, 2, 3});
    CHECK(shapes.extraPoints.empty());
    const std::vector<double> volume = written(mesh, shapes), expected = test::volumes(mesh);
    for (int c = 0; c < 4; ++c) CHECK(volume[c] == Approx(expected[c]));

    BlockGrid grid;
    for (Axis& axis : grid.axes) axis.segments = {{1, 3, 1}};
    grid.zones = {"a"};
    const PolyMesh block = makeBlockMesh(grid);
    const CellShapes cubes = cellShapes(block);
    CHECK(cubes.size() == 27);
    for (double v : written(block, cubes)) CHECK(v == Approx(1.0 / 27));
}

TEST_CASE("Other polyhedra are split about their centre")
{
    // A cube of 2 m whose right face is two halves, each with a cube of their own: five-cornered faces at its edges.
    PolyMesh mesh;
    mesh.points = {{0, 0, 0}, {2, 0, 0}, {2, 1, 0}, {2, 2, 0}, {0, 2, 0},
                   {0, 0, 2}, {2, 0, 2}, {2, 1, 2}, {2, 2, 2}, {0, 2, 2}};
    mesh.facePoints = {0, 4, 3, 2, 1, 5, 6, 7, 8, 9, 0, 1, 6, 5, 3, 4, 9, 8, 0, 5, 9, 4, 1, 2, 7, 6, 2, 3, 8, 7};
    mesh.faceStart = {0, 5, 10, 14, 18, 22, 26, 30};
    mesh.owner.assign(7, 0);
    mesh.zone = {0};
    mesh.zoneNames = {"a"};
    mesh.patches = {{"walls", 0, 7}};
    test::requireSound(mesh);
    const CellShapes shapes = cellShapes(mesh);
    CHECK(shapes.size() == 5 + 2 * 3); // pyramids on quadrilaterals, three tetrahedra on each pentagon
    REQUIRE(shapes.extraPoints.size() == 1);
    CHECK(shapes.extraPointCell[0] == 0);
    for (double x : shapes.extraPoints[0]) CHECK(x == Approx(1));
    CHECK(written(mesh, shapes)[0] == Approx(8));
}
