// What does not fit between a model and its mesh is told by name and place.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "TestModel.h"

#include "solver/model/Checks.h"

#include <catch2/catch.hpp>

using namespace coldloop;
using namespace coldloop::test;
using Catch::Contains;

namespace {

std::vector<std::string> faultsOf(const model::Model& model, const meshes::PolyMesh& mesh)
{
    try {
        model::checkModel(model, mesh);
    } catch (const InputError& error) {
        return error.messages();
    }
    return {};
}

std::string faultOf(const model::Model& model, const meshes::BlockGrid& grid = plateGrid())
{
    const std::vector<std::string> faults = faultsOf(model, meshes::makeBlockMesh(grid));
    REQUIRE(faults.size() == 1);
    return faults[0];
}

cht::PowerMap mapOn(const std::string& patch, const std::string& zone, const cht::PowerRectangle& rectangle)
{
    cht::PowerMap map;
    map.patch = patch;
    map.zone = zone;
    map.rectangles = {rectangle};
    return map;
}

} // namespace

TEST_CASE("A model that fits has no faults")
{
    CHECK(faultsOf(plateModel(), meshes::makeBlockMesh(plateGrid())).empty());
}

TEST_CASE("Unknown zones and patches, and zones without a material")
{
    model::Model model = plateModel();
    model.physics.zones[0].zone = "palte";
    model.places["zones.palte"] = "case.toml:10:1";
    const std::vector<std::string> faults = faultsOf(model, meshes::makeBlockMesh(plateGrid()));
    REQUIRE(faults.size() == 2);
    CHECK(faults[0] ==
          "case.toml:10:1: zones.palte: the mesh has no zone 'palte'. The nearest is \"plate\"; it has plate, "
          "coolant");
    CHECK(faults[1] ==
          "case.toml:3:1: mesh: zone 'plate' (80 cells) has no material. Add [zones.plate] with material = ...");
    model = plateModel();
    model.physics.boundaries[2].patch = "heatd";
    CHECK_THAT(faultOf(model), Contains("boundaries.heatd: the mesh has no patch 'heatd'. The nearest is \"heated\""));
}

TEST_CASE("Coolant cannot pass a solid, and must come in and go out")
{
    model::Model model = plateModel();
    model.physics.boundaries[0].patch = "heated";
    model.physics.boundaries[2].patch = "inlet";
    CHECK_THAT(faultOf(model), Contains("coolant cannot pass here: zone 'plate' behind it is a solid"));
    model = plateModel();
    model.physics.boundaries[1].flow = cht::FlowBoundary::wall;
    CHECK_THAT(faultOf(model), Contains("boundaries.inlet: coolant comes in here and can leave nowhere"));
    model = plateModel();
    model.physics.boundaries[0].flow = cht::FlowBoundary::wall;
    CHECK_THAT(faultOf(model), Contains("boundaries.outlet: no coolant comes in that could leave here"));
}

TEST_CASE("A gap between zones leaves cells without a known temperature")
{
    meshes::BlockGrid grid = plateGrid();
    grid.axes[2].segments = {{2e-3, 2, 1}, {2.1e-3, 1, 1}, {4e-3, 3, 1}};
    grid.zones = {"plate", "", "coolant"};
    CHECK_THAT(faultOf(plateModel(), grid),
               Contains("no known temperature reaches the cells of plate: there is a gap between them and the rest"));
    model::Model cooled = plateModel();
    cooled.physics.boundaries[2].thermal = cht::ThermalBoundary::convection;
    cooled.physics.boundaries[2].heatTransfer = 10;
    CHECK(faultsOf(cooled, meshes::makeBlockMesh(grid)).empty());
}

TEST_CASE("A power map must lie on what it heats")
{
    model::Model model = plateModel();
    model.places["power-maps.1"] = "case.toml:40:1";
    model.physics.powerMaps = {mapOn("heated", "", {"core", 15e-3, 2e-3, 6e-3, 2e-3, 5})};
    CHECK(faultOf(model) ==
          "case.toml:40:1: power-maps.1: rectangle 'core' covers x = 15 to 21 mm, y = 2 to 4 mm and leaves patch "
          "'heated', "
          "which covers x = 0 to 20 mm, y = 0 to 10 mm in the map's plane. Correct the map, its origin or its axes");
    model.physics.powerMaps = {mapOn("heated", "", {"core", 15e-3, 2e-3, 5e-3, 8e-3, 5})}; // to the very edge
    CHECK(faultsOf(model, meshes::makeBlockMesh(plateGrid())).empty());
    model.physics.powerMaps[0].origin = {1e-3, 0, 0};
    CHECK_THAT(faultOf(model), Contains("leaves patch 'heated'"));
    model.physics.powerMaps = {mapOn("", "coolant", {"core", 0, 0, 30e-3, 1e-3, 5})};
    CHECK_THAT(faultOf(model), Contains("leaves zone 'coolant'"));
    model.physics.powerMaps = {mapOn("", "die", {"core", 0, 0, 1e-3, 1e-3, 5})};
    CHECK_THAT(faultOf(model), Contains("the mesh has no zone 'die'"));
}

TEST_CASE("The points of a profile lie where its patch is")
{
    model::Model model = plateModel();
    const auto profile = [&](double scale, const cht::Vec3& origin) { // over the inlet: y 0 to 10, z 2 to 4 mm
        model.profiles = {{"inlet", "inlet.csv", {}}};
        for (const double y : {0.0, 5e-3, 10e-3})
            for (const double z : {2e-3, 3e-3, 4e-3})
                model.profiles[0].points.push_back({origin[0], origin[1] + scale * y, origin[2] + scale * z});
        return faultsOf(model, meshes::makeBlockMesh(plateGrid()));
    };
    CHECK(profile(1, {0, 0, 0}).empty());
    CHECK(profile(1, {0.9e-3, 0.9e-3, -0.1e-3}).empty()); // by less than a tenth of each extent
    const std::vector<std::string> metres = profile(1000, {0, 0, 0});
    REQUIRE(metres.size() == 1);
    CHECK(metres[0] ==
          "boundaries.inlet: the points of inlet.csv cover x = 0 to 0 mm, y = 0 to 10000 mm, z = 2000 to 4000 mm, but "
          "the patch covers x = 0 to 0 mm, y = 0 to 10 mm, z = 2 to 4 mm. Correct the units in the file's first line, "
          "or the origin of its points: they are places in the mesh and must reach over the patch, up to 10 % of it");
    CHECK(profile(0.001, {0, 0, 0}).size() == 1);
    CHECK(profile(1, {0, 0, -2e-3}).size() == 1);     // its own origin
    CHECK(profile(1, {20e-3, 0, 0}).size() == 1);     // at the other end
    CHECK(profile(1, {0, 1.1e-3, 0}).size() == 1);    // by more than a tenth
    CHECK(profile(100, {0, -0.5, -0.3}).size() == 1); // around the patch, and far too wide
    model.profiles[0].points = {{0, 5e-3, 2e-3}, {0, 5e-3, 3e-3}, {0, 5e-3, 4e-3}}; // a line up the middle
    CHECK(faultsOf(model, meshes::makeBlockMesh(plateGrid())).empty());
    for (cht::Vec3& at : model.profiles[0].points) at[1] = -2e-3;
    CHECK_THAT(faultOf(model), Contains("y = -2 to -2 mm"));
}

TEST_CASE("Contacts touch, monitors are inside")
{
    model::Model model = plateModel();
    model.physics.contacts = {{"plate", "coolnt", 1e-6}};
    CHECK_THAT(faultOf(model), Contains("contacts.1: the mesh has no zone 'coolnt'. The nearest is \"coolant\""));
    meshes::BlockGrid grid = plateGrid();
    grid.axes[2].segments = {{2e-3, 2, 1}, {4e-3, 3, 1}, {5e-3, 1, 1}};
    grid.zones = {"plate", "coolant", "lid"};
    cht::ZoneMaterial lid = model.physics.zones[0];
    lid.zone = "lid";
    model.physics.zones.push_back(lid);
    model.physics.contacts = {{"plate", "lid", 1e-6}};
    CHECK_THAT(faultOf(model, grid), Contains("contacts.1: zones 'plate' and 'lid' do not touch in the mesh"));
    model = plateModel();
    model::Monitor probe;
    probe.name = "far";
    probe.kind = model::MonitorKind::probe;
    probe.at = {1, 0, 0};
    model.monitors = {probe};
    CHECK_THAT(faultOf(model),
               Contains("monitors.far: the probe at (1, 0, 0) m is outside the mesh, which reaches from (0, "
                        "0, 0) m to (0.02, 0.01, 0.004) m"));
}

TEST_CASE("A fluid that nothing moves is told")
{
    model::Model model = plateModel();
    model.physics.boundaries[0].flow = model.physics.boundaries[1].flow = cht::FlowBoundary::wall;
    model.physics.boundaries[0].thermal = cht::ThermalBoundary::fixedTemperature;
    const std::vector<Flag> flags = model::checkModel(model, meshes::makeBlockMesh(plateGrid()));
    REQUIRE(flags.size() == 1);
    CHECK(flags[0].component == "coolant");
    CHECK_THAT(flags[0].message, Contains("nothing moves this fluid"));
    model.physics.gravity = {0, 0, -9.81};
    model.physics.buoyancy = cht::Buoyancy::density;
    CHECK(model::checkModel(model, meshes::makeBlockMesh(plateGrid())).empty());
}
