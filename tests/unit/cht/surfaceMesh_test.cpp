// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/SurfaceMesh.h"

#include "meshes/Quality.h"
#include "meshes/Stl.h"
#include "solver/core/Error.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <unistd.h>

using namespace coldloop;
using Catch::Matchers::Contains;

namespace {

struct Body {
    std::string path;
    Body(const char* name, const meshes::Point& low, const meshes::Point& high)
        : path((std::filesystem::temp_directory_path() / (std::to_string(getpid()) + name)).string())
    {
        meshes::Triangles box;
        for (int c = 0; c < 8; ++c)
            box.points.push_back({c & 1 ? high[0] : low[0], c & 2 ? high[1] : low[1], c & 4 ? high[2] : low[2]});
        for (const auto& q :
             {std::array{0, 2, 3, 1}, {4, 5, 7, 6}, {0, 1, 5, 4}, {2, 6, 7, 3}, {0, 4, 6, 2}, {1, 3, 7, 5}}) {
            box.corners.push_back({q[0], q[1], q[2]});
            box.corners.push_back({q[0], q[2], q[3]});
        }
        meshes::writeStl(box, path);
    }
    ~Body() { std::filesystem::remove(path); }
};

} // namespace

TEST_CASE("Closed surfaces become zones of one mesh; a later one cuts into the earlier")
{
    const Body plate("plate.stl", {0, 0, 0}, {12, 8, 4}), channel("channel.stl", {0, 3, 1}, {12, 5, 3}),
        die("die.stl", {4, 2, 4}, {8, 6, 6});
    const meshes::PolyMesh mesh =
        cht::meshSurfaces({{"copper", plate.path}, {"water", channel.path}, {"silicon", die.path}}, 1e-3, 1e-3);
    const meshes::QualityReport report = meshes::inspect(mesh);
    CHECK(report.faults.empty());
    CHECK(report.parts == 1); // the die is joined to the plate
    REQUIRE(report.zones.size() == 3);
    CHECK(report.zones[0].name == "copper");
    CHECK(report.zones[0].volume == Approx((12 * 8 * 4 - 12 * 2 * 2) * 1e-9).epsilon(0.02));
    CHECK(report.zones[1].volume == Approx(48e-9).epsilon(0.02));
    CHECK(report.zones[2].volume == Approx(32e-9).epsilon(0.02));
    REQUIRE(report.patches.size() == 1);
    CHECK(report.patches[0].name == "walls");
    CHECK(report.patches[0].area == Approx((2 * (96 + 48 + 32) + 32) * 1e-6).epsilon(0.02));
}

TEST_CASE("Surfaces that cannot be meshed are refused by name")
{
    const Body plate("plate.stl", {0, 0, 0}, {6, 6, 6}), thin("thin.stl", {0, 0, 2.6}, {6, 6, 2.7});
    CHECK_THROWS_WITH(cht::meshSurfaces({{"copper", plate.path}, {"tim", thin.path}}, 1e-3, 1e-3),
                      Contains("thin.stl: no cell fits into this surface (zone 'tim')"));
    CHECK_THROWS_WITH(cht::meshSurfaces({{"a", "here.stl"}, {"b", "there.stl"}}, 1e-3),
                      Contains("here.stl: there is no such file") && Contains("there.stl: there is no such file"));
    CHECK_THROWS_WITH(cht::meshSurfaces({{"a", plate.path}}, 0), Contains("a cell size of 0 m"));
}
