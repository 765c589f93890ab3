// What cannot be exported is refused by name, with its place.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Error.h"
#include "tests/unit/cht/StockModel.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <functional>

using namespace coldloop;
using namespace coldloop::cht;
using namespace coldloop::test;
using Catch::Matchers::Contains;

namespace {

StockOptions placed(std::optional<TimeControl> time = {})
{
    StockOptions options;
    options.time = time;
    options.place = [](const std::string& section) { return "case.toml: " + section; };
    return options;
}

// The message about a sink that was changed.
std::string refusal(const std::function<void(Physics&)>& change, const StockOptions& options = placed(),
                    const meshes::PolyMesh& mesh = sinkMesh())
{
    Physics physics = sinkPhysics();
    change(physics);
    try {
        const Exported exported(physics, options, mesh);
    } catch (const InputError& error) {
        return error.what();
    }
    return "nothing was refused";
}

meshes::PolyMesh renamed(const std::string& zone, const std::string& patch)
{
    meshes::PolyMesh mesh = sinkMesh();
    for (std::string& name : mesh.zoneNames)
        if (name == "die") name = zone;
    for (meshes::MeshPatch& of : mesh.patches)
        if (of.name == "base") of.name = patch;
    return mesh;
}

// Its coolant in two zones, coolant and downstream, which the physics get, too.
meshes::PolyMesh parted(Physics& physics)
{
    meshes::PolyMesh mesh = sinkMesh();
    const meshes::Measures sizes = meshes::measure(mesh);
    for (int c = 0; c < mesh.cells(); ++c)
        if (mesh.zoneNames[mesh.zone[c]] == "coolant" && sizes.cellCentre[c][0] > 5e-3)
            mesh.zone[c] = int(mesh.zoneNames.size());
    mesh.zoneNames.push_back("downstream");
    physics.zones.push_back(zone(physics, "coolant"));
    physics.zones.back().zone = "downstream";
    return mesh;
}

} // namespace

TEST_CASE("Coolants that the stock solver cannot express are refused")
{
    const auto of = [](const std::function<void(ZoneMaterial&)>& change) {
        return refusal([&](Physics& physics) { change(zone(physics, "coolant")); });
    };
    CHECK_THAT(of([](ZoneMaterial& m) { m.regime = Regime::automatic; }),
               Contains("case.toml: zones.coolant: regime 'auto' cannot be written for OpenFOAM's own solver"));
    CHECK_THAT(of([](ZoneMaterial& m) { m.force = [](const Vec3&, double) {
                                            return Vec3{1, 0, 0};
                                        }; }),
               Contains("case.toml: zones.coolant: a force on the coolant"));
    CHECK_THAT(of([](ZoneMaterial& m) { m.conductivityShape[0][0] = 2; }),
               Contains("conductivity of a coolant that depends on direction"));
    CHECK_THAT(of([](ZoneMaterial& m) { m.viscosity = Law([](double t) { return t < 320 ? 1e-3 : 5e-4; }); }),
               Contains("viscosity of zone 'coolant' between 193.15 and 393.15 K (the best deviates by") &&
                   Contains("no polynomial follows it. Write properties-at, or constants."));
}

TEST_CASE("Gases that the stock solver cannot express are refused")
{
    const auto of = [](const std::function<void(Physics&, ZoneMaterial&)>& change) {
        return refusal([&](Physics& physics) {
            ZoneMaterial& air = zone(physics, "coolant");
            air.gas = true;
            air.density = Law([](double t) { return 101325 / (287.05 * t); });
            change(physics, air);
        });
    };
    CHECK_THAT(of([](Physics& physics, ZoneMaterial&) {
                   physics.gravity = {0, 0, -9.81};
                   physics.buoyancy = Buoyancy::boussinesq;
               }),
               Contains("zones.coolant: Boussinesq buoyancy of a gas"));
    CHECK_THAT(of([](Physics&, ZoneMaterial& m) { m.viscosity = Law([](double t) { return 1e-7 * t; }); }),
               Contains("viscosity of the gas in zone 'coolant', which varies with temperature"));
    CHECK_THAT(of([](Physics&, ZoneMaterial& m) { m.density = 1.2; }),
               Contains("density of zone 'coolant', which is not that of an ideal gas"));
}

TEST_CASE("Solids that the stock solver cannot express are refused")
{
    const auto of = [](const std::function<void(ZoneMaterial&)>& change, const meshes::PolyMesh& mesh = sinkMesh()) {
        return refusal([&](Physics& physics) { change(zone(physics, "die")); }, placed(), mesh);
    };
    CHECK_THAT(of([](ZoneMaterial& m) { m.conductivityShape[0][1] = m.conductivityShape[1][0] = 0.2; }),
               Contains("case.toml: zones.die: conductivity along axes that are not x, y, z"));
    const auto flat = [](ZoneMaterial& m) { m.conductivityShape[2][2] = 0.4; };
    CHECK_THAT(of([&](ZoneMaterial& m) {
                   flat(m);
                   m.conductivity = Law([](double t) { return 148 * 300 / t; });
               }),
               Contains("zones.die: conductivity that depends on direction and on temperature"));
    meshes::PolyMesh sheared = sinkMesh();
    for (meshes::Point& x : sheared.points) x[0] += 0.3 * x[2];
    CHECK_THAT(of(flat, sheared), Contains("depends on direction in a zone with faces across x, y, z"));
    CHECK_THAT(of([](ZoneMaterial& m) { m.conductivity = Law([](double t) { return t < 300 ? 100 : 150; }); }),
               Contains("zones.die: conductivity of zone 'die' between"));
    CHECK_THAT(of([](ZoneMaterial& m) { m.heatField = [](const Vec3& x, double) { return 1e9 * x[0]; }; }),
               Contains("zones.die: a heat source that varies in space"));
}

TEST_CASE("Boundaries and power maps that the stock solver cannot express are refused")
{
    CHECK_THAT(refusal([](Physics& physics) {
                   boundary(physics, "inlet").fanCurve = {{0, 1000}, {1e-6, 0}};
               }),
               Contains("case.toml: boundaries.inlet: a fan curve cannot be written") && Contains("Write mass-flow"));
    PowerMap map;
    map.rectangles = {{"all", 0, 0, 1e-3, 1e-5, 1}};
    map.zone = "die";
    CHECK_THAT(refusal([&](Physics& physics) { physics.powerMaps = {map}; }),
               Contains("case.toml: power-maps.1: a power map in zone 'die'"));
    meshes::PolyMesh periodic = sinkMesh();
    for (meshes::MeshPatch& patch : periodic.patches)
        if (patch.name == "base") patch.kind = meshes::PatchKind::cyclic;
    CHECK_THAT(refusal([](Physics&) {}, placed(), periodic), Contains("boundaries.base: the periodic patch 'base'"));
}

TEST_CASE("What changes in time is refused in an exported transient, and only there")
{
    const StockOptions inTime = placed(TimeControl{1, 0.1});
    const auto swing = [](Physics& physics) {
        boundary(physics, "heated").heatFluxField = [](const Vec3&, double t) { return 1e5 * (1 + t); };
    };
    CHECK_THAT(refusal(swing, inTime), Contains("boundaries.heated: a value that changes in time"));
    CHECK(refusal(swing) == "nothing was refused");
    const auto scheduled = [](Physics& physics) {
        PowerMap map;
        map.patch = "heated";
        map.rectangles = {{"all", 0, 0, 1e-3, 1e-5, 1}};
        map.schedule = [](double t) { return t; };
        physics.powerMaps = {map};
    };
    CHECK_THAT(refusal(scheduled, inTime), Contains("power-maps.1: a power that changes in time"));
    CHECK(refusal(scheduled) == "nothing was refused");
}

TEST_CASE("Names that are no words of OpenFOAM are refused")
{
    for (const char* name : {"my die", "2nd", "region0", "die/top", "die;", ""}) {
        CAPTURE(name);
        CHECK_THAT(
            refusal([&](Physics& physics) { zone(physics, "die").zone = name; }, placed(), renamed(name, "base")),
            Contains("the name of zone '" + std::string(name) + "'") && Contains("Rename it."));
    }
    CHECK_THAT(refusal([](Physics&) {}, placed(), renamed("die", "the base")),
               Contains("the name of patch 'the base'"));
    CHECK(refusal([](Physics& physics) { zone(physics, "die").zone = "die-2.a_b"; }, placed(),
                  renamed("die-2.a_b", "base")) == "nothing was refused");
}

TEST_CASE("Touching zones of one coolant become one region; those that differ are refused")
{
    Physics physics = sinkPhysics();
    const meshes::PolyMesh mesh = parted(physics);
    const Exported exported(physics, {}, mesh);
    CHECK(exported.report().regions == std::vector<std::string>{"coolant", "solid", "die"});
    CHECK_THAT(exported["constant/polyMesh/cellZones"], !Contains("downstream"));
    const auto of = [&](const std::function<void(ZoneMaterial&)>& change) {
        Physics changed = physics;
        change(zone(changed, "downstream"));
        return refusal([&](Physics& p) { p = changed; }, placed(), mesh);
    };
    const std::string words = "case.toml: zones.downstream: coolant 'downstream', which touches coolant 'coolant' but "
                              "differs in ";
    CHECK_THAT(of([](ZoneMaterial& m) { m.viscosity = 1e-3; }), Contains(words + "properties"));
    CHECK_THAT(of([](ZoneMaterial& m) { m.regime = Regime::turbulent; }), Contains(words + "regime"));
    CHECK_THAT(of([](ZoneMaterial& m) { m.darcy = {1e8, 1e8, 1e8}; }), Contains(words + "porosity"));
    CHECK_THAT(of([](ZoneMaterial& m) { m.heatSource = 1e6; }), Contains(words + "heat source"));
    CHECK_THAT(refusal(
                   [&](Physics& p) {
                       p = physics;
                       p.contacts = {{"coolant", "downstream", 1e-5}};
                   },
                   placed(), mesh),
               Contains("case.toml: contacts.1: a contact resistance between the coolants 'coolant' and 'downstream'"));
}

TEST_CASE("All that cannot be exported is told at once, and nothing is written")
{
    Physics physics = sinkPhysics();
    zone(physics, "coolant").regime = Regime::automatic;
    boundary(physics, "inlet").fanCurve = {{0, 1000}, {1e-6, 0}};
    const std::filesystem::path folder = std::filesystem::temp_directory_path() / "coldloop-never-exported";
    try {
        writeStockCase(sinkMesh(), physics, folder.string());
        FAIL("it was exported");
    } catch (const InputError& error) {
        CHECK(error.messages().size() == 2);
    }
    CHECK_FALSE(std::filesystem::exists(folder));
    physics = sinkPhysics();
    physics.zones.pop_back();
    CHECK_THROWS_WITH(Exported(physics), Contains("zone 'die' has no material"));
}
