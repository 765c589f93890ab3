// Bricks laid over each other, and the stack of a chip package.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Package.h"

#include "meshes/BrickDrawing.h"
#include "meshes/Quality.h"
#include "solver/core/Error.h"

#include <catch2/catch.hpp>

#include <map>

using namespace coldloop;
using namespace coldloop::meshes;
using Catch::Matchers::Contains;

namespace {

std::map<std::string, double> volumes(const std::vector<Brick>& bricks, double cellSize)
{
    const QualityReport report = inspect(makeBlockMesh(gridOfBricks(bricks, cellSize)));
    CHECK(report.faults.empty());
    CHECK(report.parts == 1);
    std::map<std::string, double> result;
    for (const ZoneQuality& zone : report.zones) result[zone.name] = zone.volume;
    return result;
}

Package twoDies()
{
    Package package;
    package.substrate = {40e-3, 40e-3, 1e-3};
    package.interposer = {30e-3, 28e-3, 0.1e-3};
    package.dies = {{"die-1", -10e-3, -10.1e-3, 20e-3, 10e-3}, {"die-2", -10e-3, 0.1e-3, 20e-3, 10e-3}};
    package.stacks = {{"hbm-1", 10.5e-3, -5e-3, 4e-3, 10e-3}};
    package.dieThickness = 0.7e-3;
    package.activeThickness = 0.02e-3;
    package.mould = true;
    package.stiffenerWidth = 2e-3;
    package.stiffenerThickness = 0.5e-3;
    return package;
}

// The only fault, "part: message".
std::string faultOf(const Package& package)
{
    const std::vector<PackageFault> faults = packageFaults(package);
    for (const PackageFault& fault : faults) UNSCOPED_INFO(fault.part << ": " << fault.message);
    REQUIRE(faults.size() == 1);
    return faults[0].part + ": " + faults[0].message;
}

} // namespace

TEST_CASE("Bricks: a later one has the place, holes are left out, cells are as small as asked")
{
    const std::vector<Brick> bricks = {
        {"a", {0, 0, 0}, {4, 3, 2}, {1, 1, 2}}, {"b", {1, 1, 1}, {2, 2, 3}, {1, 1, 4}}, {"", {3, 2, 0}, {4, 3, 2}}};
    const std::map<std::string, double> found = volumes(bricks, 0.5);
    CHECK(found.at("a") == Approx(4 * 3 * 2 - 1 - 2));
    CHECK(found.at("b") == Approx(2));
    const BlockGrid grid = gridOfBricks(bricks, 0.4);
    CHECK(grid.axes[0].cells() == 4 * 3);
    CHECK(grid.axes[1].cells() == 3 * 3);
    CHECK(grid.axes[2].cells() == 1 + 2 + 2);
}

TEST_CASE("Bricks: sides that differ by rounding are one plane")
{
    const BlockGrid grid = gridOfBricks({{"a", {0, 0, 0}, {0.3, 1, 1}}, {"b", {0.1 + 0.2, 0, 0}, {1, 1, 1}}}, 1);
    CHECK(grid.axes[0].segments.size() == 2);
}

TEST_CASE("Bricks that are none are refused")
{
    CHECK_THROWS_WITH(gridOfBricks({{"a", {0, 0, 0}, {1, 0, 1}}}, 0),
                      Contains("a cell size of 0 m is not above 0") &&
                          Contains("zone 'a' reaches from 0 m to 0 m along y. Give it an extent."));
    CHECK_THROWS_WITH(gridOfBricks({}, 1), Contains("there are no bricks"));
    CHECK_THROWS_WITH(gridOfBricks({{"a", {0, 0, 0}, {1, 1, 1}}}, 1e-4), Contains("are more than 20000000"));
}

TEST_CASE("A package's zones have the volumes of its parts")
{
    const std::map<std::string, double> found = volumes(packageBricks(twoDies()), 2e-3);
    CHECK(found.at("substrate") == Approx(40e-3 * 40e-3 * 1e-3));
    CHECK(found.at("interposer") == Approx(30e-3 * 28e-3 * 0.1e-3));
    CHECK(found.at("die-1") == Approx(20e-3 * 10e-3 * 0.02e-3));
    CHECK(found.at("die-2-bulk") == Approx(20e-3 * 10e-3 * 0.68e-3));
    CHECK(found.at("hbm-1") == Approx(4e-3 * 10e-3 * 0.7e-3));
    CHECK(found.at("mould") == Approx((30e-3 * 28e-3 - 2 * 200e-6 - 40e-6) * 0.7e-3));
    CHECK(found.at("stiffener") == Approx((1600e-6 - 1296e-6) * 0.5e-3));
    CHECK(found.size() == 9);
    CHECK(heightsOf(twoDies()).lid == Approx(1.8e-3));
}

TEST_CASE("Floorplans that overlap or leave the layer below are refused")
{
    CHECK(packageFaults(twoDies()).empty());
    Package package = twoDies();
    package.dies[1].y = -1e-3;
    CHECK(faultOf(package) ==
          "dies: 'die-1' (x = -10 to 10 mm, y = -10.1 to -0.1 mm) overlaps 'die-2' (x = -10 to 10 mm, "
          "y = -1 to 9 mm). Move one of them");
    package = twoDies();
    package.stacks[0].x = 9.5e-3;
    package.stacks[0].y = 0.2e-3;
    CHECK_THAT(faultOf(package), Contains("stacks: 'die-2' ") && Contains(" overlaps 'hbm-1' (x = 9.5 to 13.5 mm"));
    package = twoDies();
    package.stacks[0].x = 11.5e-3;
    CHECK_THAT(faultOf(package), Contains("stacks: 'hbm-1' (x = 11.5 to 15.5 mm") &&
                                     Contains("leaves 'interposer' (x = -15 to 15 mm, y = -14 to 14 mm). Move it"));
    package = twoDies();
    package.interposer.length = 41e-3;
    package.stiffenerWidth = 0;
    CHECK_THAT(faultOf(package), Contains("interposer: ") && Contains("leaves 'substrate'"));
    package = twoDies();
    package.lid = {30e-3, 20e-3, 1e-3};
    const std::vector<PackageFault> uncovered = packageFaults(package);
    REQUIRE(uncovered.size() == 2);
    CHECK_THAT(uncovered[0].message, Contains("'die-1'") && Contains("is not under 'lid'"));
    package = twoDies();
    package.activeThickness = 0.7e-3;
    CHECK_THAT(faultOf(package), Contains("the active layer of 0.7 mm is not thinner than the die of 0.7 mm"));
    package = twoDies();
    package.stiffenerThickness = 0.9e-3;
    CHECK_THAT(faultOf(package),
               Contains("stiffener: the stiffener of 0.9 mm is higher than interposer and dies, 0.8 mm"));
    package = twoDies();
    package.stiffenerWidth = 5.5e-3;
    CHECK_THAT(faultOf(package), Contains("stiffener: 'interposer'") && Contains("leaves 'opening of the stiffener'"));
}

TEST_CASE("The drawing of a package shows each zone with its size, and nothing that breaks XML")
{
    std::vector<Brick> bricks = packageBricks(twoDies());
    bricks.push_back({"tim1-<a&b>", {0, 0, 0}, {1e-3, 1e-3, 1e-3}});
    const std::string drawing = drawnBricks(bricks, bricks, 5e-3, {}, "two dies");
    CHECK_THAT(drawing, Contains("<svg ") && Contains("two dies: from above") && Contains("section at y = 5 mm") &&
                            Contains("die-2-bulk: 20 x 10 x 0.68 mm") && Contains("substrate: 40 x 40 x 1 mm") &&
                            Contains("tim1-&lt;a&amp;b&gt;: 1 x 1 x 1 mm"));
    // In the section of the second die, the first is not drawn: one box fewer than in the plan for it and its bulk.
    const auto boxes = [&](const std::string& colour) {
        std::size_t count = 0;
        for (std::size_t at = 0; (at = drawing.find(colour + "\" stroke", at)) != std::string::npos; ++at) ++count;
        return count;
    };
    CHECK(boxes("#8aa0b5") == 2 + 1);
    CHECK_THAT(drawnBricks(bricks, bricks, 5e-3, 1.2e-3, ""), Contains("section at z = 1.2 mm"));
}
