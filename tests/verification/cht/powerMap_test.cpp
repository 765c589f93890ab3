// Floorplans on patches and through zones: where the power goes, and that none is lost.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Transform.h"
#include "solver/core/Error.h"
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace coldloop;
using Catch::Matchers::Contains;
using meshes::Side;

namespace {

// A die of 10 x 8 x 0.5 mm on a carrier, seen along z; cells of 0.5 mm.
meshes::BlockGrid dieOnCarrier()
{
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{2e-3, 4, 1}, {12e-3, 20, 1}, {14e-3, 4, 1}};
    grid.axes[1].segments = {{8e-3, 16, 1}};
    grid.axes[2].segments = {{1e-3, 2, 1}, {1.5e-3, 2, 1}};
    grid.zones = {"carrier", "carrier", "carrier", "", "die", ""};
    grid.patches = {{"bottom", "carrier", Side::zMin}, {"top", "die", Side::zMax}};
    return grid;
}

cht::PowerMap floorplan()
{
    cht::PowerMap map;
    map.origin = {2e-3, 0, 0};
    map.rectangles = {{"core", 0.2e-3, 0.3e-3, 3.3e-3, 4.1e-3, 40},
                      {"cache", 4.05e-3, 1e-3, 5.95e-3, 7e-3, 7},
                      {"pad", 0, 7.1e-3, 0.1e-3, 0.1e-3, 1}};
    return map;
}

// Heat flows straight down: each column gives away what it was given.
cht::Physics columns(cht::PowerMap map)
{
    cht::Physics physics;
    for (const char* zone : {"carrier", "die"}) physics.zones.push_back(test::solid(zone, {1e-9, 1e-9, 100}));
    physics.boundaries = {test::held("bottom", 300)};
    physics.powerMaps = {std::move(map)};
    return physics;
}

double total(const std::vector<double>& values)
{
    double sum = 0;
    for (double value : values) sum += value;
    return sum;
}

double overlap(double low, double high, double a, double b)
{
    return std::max(0.0, std::min(high, b) - std::max(low, a));
}

// Power that the map puts on the column of cells about a point.
double given(const cht::PowerMap& map, const cht::Vec3& centre, double side)
{
    double power = 0;
    for (const cht::PowerRectangle& r : map.rectangles) {
        const double x = centre[0] - map.origin[0], y = centre[1] - map.origin[1];
        power += r.power / (r.width * r.height) * overlap(x - side / 2, x + side / 2, r.x, r.x + r.width) *
                 overlap(y - side / 2, y + side / 2, r.y, r.y + r.height);
    }
    return power;
}

std::string faultOf(cht::PowerMap map)
{
    try {
        test::solverOn(dieOnCarrier())->solve(columns(std::move(map)), {});
    } catch (const InputError& error) {
        return error.what();
    }
    return "no error";
}

} // namespace

TEST_CASE("A floorplan gives each column of cells the power above it, on a patch and through a zone")
{
    cht::PowerMap map = floorplan();
    (GENERATE(false, true) ? map.patch : map.zone) = "die";
    if (!map.patch.empty()) map.patch = "top";
    const auto solver = test::solverOn(dieOnCarrier());
    const cht::Solution solution = solver->solve(columns(map), test::tight());
    CHECK(solution.heatIn + 48 == Approx(48).epsilon(1e-8)); // in through the map, out through the bottom
    const cht::SurfaceField bottom = solver->patch("bottom");
    CHECK(total(bottom.heat) == Approx(-48).epsilon(1e-9));
    for (std::size_t f = 0; f < bottom.area.size(); ++f)
        CHECK(-bottom.heat[f] == Approx(given(map, bottom.centre[f], 0.5e-3)).margin(1e-5));
}

TEST_CASE("The power of a floorplan is conserved to rounding on any mesh")
{
    cht::PowerMap map = floorplan();
    (GENERATE(false, true) ? map.patch : map.zone) = "die";
    if (!map.patch.empty()) map.patch = "top";
    meshes::PolyMesh mesh = meshes::makeBlockMesh(dieOnCarrier());
    if (GENERATE(false, true)) mesh = meshes::tetrahedra(meshes::perturbed(std::move(mesh), 0.2, 7));
    cht::Physics physics = columns(map);
    for (cht::ZoneMaterial& material : physics.zones) material = test::solid(material.zone, {100, 100, 100});
    double scale = 0;
    physics.powerMaps[0].schedule = [&](double time) { return scale = 1 + time; };
    const auto solver = cht::loadOpenFoam()(std::move(mesh));
    solver->solve(physics, test::tight());
    CHECK(total(solver->patch("bottom").heat) == Approx(-48).epsilon(1e-9));
    if (!map.patch.empty()) CHECK(total(solver->patch("top").heat) == Approx(48).epsilon(1e-13));
    CHECK(scale == 1);
}

TEST_CASE("Another map on the same flow gives what a solve from nothing gives")
{
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{10e-3, 20, 1}};
    grid.axes[1].segments = {{2e-3, 4, 1}};
    grid.axes[2].segments = {{1e-3, 4, 1}, {2e-3, 6, 1}};
    grid.zones = {"plate", "coolant"};
    grid.patches = {
        {"heated", "plate", Side::zMin}, {"inlet", "coolant", Side::xMin}, {"outlet", "coolant", Side::xMax}};
    const bool follows = GENERATE(false, true); // the viscosity its temperature: then the flow is another, too
    cht::Physics physics;
    physics.zones = {test::solid("plate", {100, 100, 100}), test::fluid("coolant", 1000, 4000, 1e-3, 0.6)};
    if (follows) physics.zones[1].viscosity = cht::Law([](double t) { return 1e-3 * std::exp(-0.02 * (t - 300)); });
    physics.boundaries = {test::inlet("inlet", 0.1, 300), test::outlet("outlet")};
    cht::PowerMap map;
    map.patch = "heated";
    map.rectangles = {{"core", 1e-3, 0, 2e-3, 2e-3, 5}};
    physics.powerMaps = {map};
    cht::Physics other = physics;
    other.powerMaps[0].rectangles = {{"core", 7e-3, 0.5e-3, 2e-3, 1e-3, 8}};

    const auto solver = test::solverOn(grid), fresh = test::solverOn(grid);
    const double first = solver->solve(physics, test::tight()).maxTemperature;
    const cht::Solution next = solver->solveHeat(other, test::tight()), whole = fresh->solve(other, test::tight());
    CHECK(std::abs(next.maxTemperature - first) > 1);
    for (std::size_t c = 0; c < whole.cells.temperature.size(); ++c)
        CHECK(next.cells.temperature[c] == Approx(whole.cells.temperature[c]).epsilon(1e-9));
    CHECK(next.pressureDrop == Approx(whole.pressureDrop).epsilon(1e-6));
    CHECK(next.heatIn == Approx(8).epsilon(1e-9));
    const bool flowSolved = std::any_of(next.records.begin(), next.records.end(),
                                        [](const cht::SolveRecord& record) { return record.equation == "flow"; });
    CHECK(flowSolved == follows);
    CHECK(total(solver->patch("heated").heat) == Approx(8).epsilon(1e-9));
}

TEST_CASE("A map on a turned patch follows its own axes")
{
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{2e-3, 4, 1}};
    grid.axes[1].segments = {{4e-3, 8, 1}};
    grid.axes[2].segments = {{6e-3, 12, 1}};
    grid.zones = {"die"};
    grid.patches = {{"cold", "die", Side::xMin}, {"hot", "die", Side::xMax}};
    cht::PowerMap map;
    map.patch = "hot";
    map.origin = {0, 4e-3, 0}; // x of the map along z, y of the map against y
    map.xAxis = {0, 0, 2};
    map.yAxis = {0, -1, 0};
    map.rectangles = {{"strip", 1e-3, 0, 1e-3, 4e-3, 3}};
    cht::Physics physics;
    physics.zones = {test::solid("die", {100, 1e-9, 1e-9})};
    physics.boundaries = {test::held("cold", 300)};
    physics.powerMaps = {map};
    const auto solver = test::solverOn(grid);
    solver->solve(physics, test::tight());
    const cht::SurfaceField cold = solver->patch("cold");
    for (std::size_t f = 0; f < cold.area.size(); ++f) {
        const bool below = cold.centre[f][2] > 1e-3 && cold.centre[f][2] < 2e-3;
        CHECK(-cold.heat[f] == Approx(below ? 3.0 / 16 : 0.0).margin(1e-6));
    }
}

TEST_CASE("A floorplan that leaves its die is an error that names the rectangle and how far")
{
    cht::PowerMap map = floorplan();
    map.zone = "die";
    SECTION("over the edge")
    {
        map.rectangles[1].width = 6.25e-3;
        CHECK_THAT(faultOf(map),
                   Contains("rectangle 'cache'") && Contains("reaches 0.3 mm over the edge of zone 'die'"));
    }
    SECTION("wrong origin")
    {
        map.origin = {0, 0, 0};
        CHECK_THAT(faultOf(map), Contains("rectangle 'core'") &&
                                     Contains("reaches 1.8 mm over the edge of zone 'die'") &&
                                     Contains("x 2 to 12 mm"));
    }
    SECTION("on a patch")
    {
        map.zone = "";
        map.patch = "top";
        map.rectangles[2].y = 7.95e-3;
        CHECK_THAT(faultOf(map),
                   Contains("rectangle 'pad'") && Contains("reaches 0.05 mm over the edge of patch 'top'"));
    }
    SECTION("sizes, powers and names")
    {
        map.rectangles[0].width = 0;
        map.rectangles[1].power = -1;
        CHECK_THAT(faultOf(map), Contains("'core' is 0 m wide") && Contains("'cache' has a power of -1 W"));
        map = floorplan();
        CHECK_THAT(faultOf(map), Contains("Name one of them"));
        map.zone = "dye";
        CHECK_THAT(faultOf(map), Contains("the mesh has no zone 'dye'"));
        map.zone = "";
        map.patch = "bottom";
        map.origin = {0, 0, 0};
        CHECK_THAT(faultOf(map), Contains("patch 'bottom' is not adiabatic"));
        map.yAxis = {1, 1, 0};
        CHECK_THAT(faultOf(map), Contains("not perpendicular"));
    }
}
