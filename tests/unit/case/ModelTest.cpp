// The case of a 3-D model becomes the structs of the physics.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "TestModel.h"

#include <algorithm>

#include "solver/materials/Coolant.h"

using namespace coldloop;
using namespace coldloop::case_file;
using namespace coldloop::case_file::test;

namespace {

const cht::ZoneMaterial& zoneOf(const model::Model& model, const std::string& name)
{
    for (const cht::ZoneMaterial& zone : model.physics.zones)
        if (zone.zone == name) return zone;
    throw Bug("no zone " + name);
}

const cht::Boundary& boundaryOf(const model::Model& model, const std::string& name)
{
    for (const cht::Boundary& boundary : model.physics.boundaries)
        if (boundary.patch == name) return boundary;
    throw Bug("no boundary " + name);
}

} // namespace

TEST_CASE("Zones take materials of the catalogue and properties of the case")
{
    const model::Model model = ModelFolder().load().model;
    const cht::ZoneMaterial& water = zoneOf(model, "coolant");
    CHECK(water.fluid);
    CHECK(water.density(298.15) == Approx(997.048).epsilon(1e-12));
    CHECK(water.viscosity(298.15) == Approx(0.890022e-3).epsilon(1e-12));
    CHECK(water.hasEnthalpy);
    CHECK((water.enthalpy(299.15) - water.enthalpy(297.15)) / 2 == Approx(4181.3).epsilon(1e-4));
    CHECK(water.minTemperature == Approx(278.15));
    CHECK(water.saturationPressure(373.124) == Approx(101325).epsilon(2e-3)); // boils at 99.97 degC at one atmosphere
    const cht::ZoneMaterial& copper = zoneOf(model, "plate");
    CHECK_FALSE(copper.fluid);
    CHECK(copper.conductivity(300) == 385);
    const cht::ZoneMaterial& die = zoneOf(model, "die");
    CHECK(die.conductivity(293.15) == Approx(150));
    CHECK(die.conductivity(333.15) == Approx(130));
    CHECK(die.conductivityShape[2][2] == 0.5);
    CHECK(die.conductivityShape[0][0] == 1);
    CHECK(die.minTemperature == Approx(293.15));
    CHECK(die.maxTemperature == Approx(373.15));
}

TEST_CASE("A coolant's properties can be frozen at a temperature")
{
    const cht::ZoneMaterial water =
        zoneOf(ModelFolder("material = \"water\"", "material = \"water\"\nproperties-at = \"40 degC\"").load().model,
               "coolant");
    CHECK(water.density.isConstant());
    CHECK(water.viscosity(280) == Approx(0.652729e-3).epsilon(1e-12));
    CHECK_FALSE(water.hasEnthalpy);
}

TEST_CASE("A gas has the density of the gas law")
{
    const ModelFolder folder("material = \"water\"",
                             "gas-constant = \"287.05 J/(kg K)\"\nspecific-heat = \"1006 J/(kg "
                             "K)\"\nviscosity = \"18 uPa s\"\nconductivity = \"0.026 W/(m K)\"");
    const cht::ZoneMaterial air = zoneOf(folder.load().model, "coolant");
    CHECK(air.gas);
    CHECK(air.density(300) == Approx(101325 / (287.05 * 300)));
}

TEST_CASE("Conductivity along axes that are not those of the mesh")
{
    const ModelFolder folder("conductivity-ratios = [1, 1, 0.5]",
                             "conductivity-ratios = [2, 1, 1]\naxes = [[1, 1, 0], [-1, 1, 0], [0, 0, 3]]");
    const cht::Tensor shape = zoneOf(folder.load().model, "die").conductivityShape;
    CHECK(shape[0][0] == Approx(1.5)); // 2 a a^T + b b^T + c c^T with a = (1, 1, 0) / sqrt 2
    CHECK(shape[0][1] == Approx(0.5));
    CHECK(shape[1][0] == Approx(0.5));
    CHECK(shape[2][2] == Approx(1));
    CHECK(shape[0][2] == Approx(0).margin(1e-15));
}

TEST_CASE("Boundaries, contacts, power maps, numerics and monitors")
{
    const LoadedModel loaded = ModelFolder().load();
    const model::Model& model = loaded.model;
    const cht::Boundary& inlet = boundaryOf(model, "inlet");
    CHECK(inlet.flow == cht::FlowBoundary::inlet);
    CHECK(inlet.temperature == Approx(303.15));
    REQUIRE(model.volumeFlows.size() == 1);
    CHECK(model.volumeFlows[0].value == Approx(0.5e-3 / 60));
    CHECK(boundaryOf(model, "outlet").temperature == Approx(303.15)); // backflow: as the inlet
    const cht::Boundary& top = boundaryOf(model, "top");
    CHECK(top.thermal == cht::ThermalBoundary::convection);
    CHECK(top.heatTransfer == 10);
    REQUIRE(model.physics.contacts.size() == 1);
    CHECK(model.physics.contacts[0].value == Approx(50e-6 / 10));
    REQUIRE(model.physics.powerMaps.size() == 1);
    const cht::PowerMap& map = model.physics.powerMaps[0];
    REQUIRE(map.rectangles.size() == 2);
    CHECK(map.rectangles[1].name == "cache");
    CHECK(map.rectangles[1].x == Approx(5e-3));
    CHECK(map.rectangles[1].power == Approx(1)); // 2 W of the whole device, of which half is modelled
    CHECK(map.origin[2] == Approx(3e-3));
    CHECK(model.tolerances.flow == 1e-6);
    CHECK(model.tolerances.energy == 1e-6);
    CHECK(model.tolerances.petscOptions == std::vector<std::string>{"-flow_ksp_monitor", "-energy_ksp_rtol 1e-9"});
    REQUIRE(model.monitors.size() == 1);
    CHECK(model.monitors[0].stopAbove.value() == Approx(368.15));
    CHECK(model.symmetryFactor == 2);
    REQUIRE(loaded.placeholders.size() == 1); // the interface material's; nothing is stored in a steady state
    CHECK(loaded.placeholders[0].name == "high-performance-tim.conductivity");
}

TEST_CASE("A power map can be scaled to a total and follow a schedule")
{
    const ModelFolder folder("patch = \"top\"",
                             "patch = \"top\"\npower = \"20 W\"\ntimes = [\"0 s\", \"2 s\"]\nfactors = [0, 1]");
    const cht::PowerMap map = folder.load().model.physics.powerMaps[0];
    CHECK(map.rectangles[0].power + map.rectangles[1].power == Approx(10));
    CHECK(map.schedule(-1) == 0);
    CHECK(map.schedule(0.5) == Approx(0.25));
    CHECK(map.schedule(7) == 1);
}

TEST_CASE("An inlet's flow can follow a schedule, and the flow in time have inertia")
{
    const ModelFolder folder("type = \"inlet\"", "type = \"inlet\"\ntimes = [\"0 s\", \"2 s\"]\nfactors = [0, 1]");
    const model::Model model = folder
                                   .load({"time.end=4 s", "time.step=1 s", "time.flow=transient",
                                          "zones.die.density=2330 kg/m3", "zones.die.specific-heat=700 J/(kg K)"})
                                   .model;
    const auto inlet = std::find_if(model.physics.boundaries.begin(), model.physics.boundaries.end(),
                                    [](const cht::Boundary& b) { return b.flow == cht::FlowBoundary::inlet; });
    REQUIRE(inlet != model.physics.boundaries.end());
    CHECK(inlet->schedule(1) == Approx(0.5));
    CHECK(model.transient->flow);
}

TEST_CASE("Power maps of one load case act together, those of none in all")
{
    std::string maps = "patch = \"top\"\n";
    for (const char* name : {"idle", "burst"})
        maps +=
            "\n[[power-maps]]\nfile = \"floorplan.csv\"\npatch = \"top\"\nload-case = \"" + std::string(name) + "\"\n";
    const ModelFolder folder("patch = \"top\"\n", maps);
    const model::Model model = folder.load().model;
    CHECK(model.mapLoadCases == std::vector<std::string>{"", "idle", "burst"});
    CHECK(model::loadCases(model) == std::vector<std::string>{"idle", "burst"});
    CHECK(ModelFolder().load().model.mapLoadCases == std::vector<std::string>{""});
    CHECK(model::loadCases(ModelFolder().load().model).empty());
}

TEST_CASE("Convection of heat is of second order unless upwind is asked for")
{
    CHECK_FALSE(ModelFolder().load().model.physics.upwindEnthalpy);
    CHECK(ModelFolder().load({"numerics.convection=upwind"}).model.physics.upwindEnthalpy);
}

TEST_CASE("A fan curve and a profile give the inlet's flow")
{
    const ModelFolder fan("volume-flow = \"0.5 L/min\"",
                          "fan-flow = [\"0 L/min\", \"2 L/min\"]\nfan-rise = [\"3 kPa\", \"1 kPa\"]");
    const auto curve = boundaryOf(fan.load().model, "inlet").fanCurve;
    REQUIRE(curve.size() == 2);
    CHECK(curve[1].first == Approx(1e-3 / 60)); // half of the device
    CHECK(curve[1].second == Approx(1000));
    const ModelFolder folder("volume-flow = \"0.5 L/min\"", "profile = \"inlet.csv\"");
    folder.folder().write("inlet.csv", "x [mm],y [mm],z [mm],u [cm/s],v [m/s],w [m/s]\n0,0,0,10,0,0\n0,1,0,20,0,0\n");
    const cht::VectorField field = boundaryOf(folder.load().model, "inlet").velocityField;
    const std::vector<model::Profile> profiles = folder.load().model.profiles;
    REQUIRE(profiles.size() == 1);
    CHECK(profiles[0].patch == "inlet");
    CHECK(profiles[0].points == std::vector<cht::Vec3>{{0, 0, 0}, {0, 1e-3, 0}});
    CHECK(field({0, 1e-3, 0}, 0)[0] == Approx(0.2));
    CHECK(field({0, 0.5e-3, 0}, 0)[0] == Approx(0.15));
}

TEST_CASE("The mesh is made of blocks with the patches of the case")
{
    const model::Model model = ModelFolder().load().model;
    const meshes::PolyMesh mesh = model.mesh.make(1);
    CHECK(mesh.cells() == 10 * 8 * 10);
    CHECK(mesh.patches[0].name == "inlet");
    CHECK(mesh.patches[0].size == 16);
    CHECK(model.mesh.make(1.5).cells() == 15 * 12 * 15);
}

TEST_CASE("A recipe has its sizes in a section of its own, with defaults")
{
    const LoadedModel loaded = loadModel(sources / "cases/microchannel/case.toml", {"mesh.fineness=0.5"});
    const meshes::PolyMesh mesh = loaded.model.mesh.make(1);
    CHECK(mesh.cells() == 11200);
    CHECK_THAT(loaded.effective, Catch::Contains("cells-along = 100\n") && !Catch::Contains("mesh.serpentine"));
}

TEST_CASE("A mesh file set on the command line takes the place of the recipe")
{
    const ModelFolder folder;
    folder.folder().write("other.msh", "");
    const LoadedModel loaded = folder.load({"mesh.file=other.msh"});
    CHECK_THAT(loaded.effective,
               Catch::Contains("/other.msh\"") && !Catch::Contains("recipe =") && !Catch::Contains("mesh.blocks"));
}

TEST_CASE("The effective case of a model loads to the same, from any folder")
{
    const ModelFolder folder;
    for (const std::filesystem::path& file : {folder.file(), sources / "cases/microchannel/case.toml"}) {
        const LoadedModel loaded = loadModel(file, {});
        const Folder elsewhere;
        const LoadedModel again = loadModel(elsewhere.write("case.toml", loaded.effective), {});
        CHECK(again.effective == loaded.effective);
        CHECK(again.hash == loaded.hash);
    }
    const ModelFolder other("", "", std::string(floorplan) + "more,0,0,1,1,1\n");
    CHECK(other.load().hash != folder.load().hash);
}

TEST_CASE("Keys of named sections can be set on the command line")
{
    const LoadedModel loaded =
        ModelFolder().load({"zones.plate.material=silicon", "boundaries.top.ambient=35 degC", "power-maps=[]",
                            "boundaries.walls.type=wall", "boundaries.walls.heat-flux=1 W/cm2"});
    CHECK(zoneOf(loaded.model, "plate").conductivity(300) == 130);
    CHECK(boundaryOf(loaded.model, "top").temperature == Approx(308.15));
    CHECK(boundaryOf(loaded.model, "walls").heatFlux == Approx(1e4));
    CHECK(loaded.model.physics.powerMaps.empty());
}

TEST_CASE("A case is a model or a facility")
{
    CHECK(isModel(sources / "cases/microchannel/case.toml"));
    CHECK_FALSE(isModel(sources / "cases/gb200-nvl72/case.toml"));
    CHECK_FALSE(isModel("/nowhere.toml"));
}
