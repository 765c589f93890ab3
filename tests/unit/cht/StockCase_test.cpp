// The texts of an exported case. That OpenFOAM runs it and agrees is shown in tests/regression/export.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/StockCase.h"

#include "solver/core/Error.h"
#include "tests/unit/cht/StockModel.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <regex>

using namespace coldloop;
using namespace coldloop::cht;
using namespace coldloop::test;
using Catch::Matchers::Contains;

TEST_CASE("An exported case has regions, materials and boundary conditions of the model")
{
    const Exported exported(sinkPhysics());
    CHECK(exported.report().solver == "chtMultiRegionSimpleFoam");
    CHECK(exported.report().regions == std::vector<std::string>{"coolant", "solid", "die"});
    CHECK(exported.report().warnings.empty());
    CHECK_THAT(exported["constant/regionProperties"], Contains("fluid (coolant) solid (solid die)"));
    CHECK_THAT(exported["constant/polyMesh/boundary"], Contains("inlet { type patch;") &&
                                                           Contains("heated { type wall;") &&
                                                           Contains("symmetry { type symmetry;"));
    const std::string t = exported["0/coolant/T"], u = exported["0/coolant/U"], p = exported["0/coolant/p_rgh"];
    CHECK_THAT(t, Contains("inlet { type fixedValue; value uniform 293.15; }") &&
                      Contains("outlet { type inletOutlet; inletValue uniform 293.15;") &&
                      Contains("coolant_to_solid { type compressible::turbulentTemperatureCoupledBaffleMixed; Tnbr T; "
                               "kappaMethod fluidThermo;"));
    CHECK_THAT(t, Contains("coolant_to_die") && !Contains("heated"));
    CHECK_THAT(u, Contains("inlet { type fixedValue; value uniform (1.5 0 0); }") &&
                      Contains("symmetry { type symmetry; }") && Contains("coolant_to_solid { type noSlip; }"));
    CHECK_THAT(p, Contains("outlet { type fixedValue; value uniform 101325; }") &&
                      Contains("coolant_to_die { type fixedFluxPressure;"));
    CHECK_THAT(exported["0/die/T"],
               Contains("heated { type externalWallHeatFluxTemperature; mode flux; q uniform 900000; "
                        "kappaMethod solidThermo;") &&
                   Contains("walls { type zeroGradient; }") && Contains("die_to_solid"));
    const std::string water = exported["constant/coolant/thermophysicalProperties"];
    const double mu = numberAfter(water, "mu "), cp = numberAfter(water, "Cp "), pr = numberAfter(water, "Pr ");
    CHECK(mu * cp / pr == Approx(0.62).epsilon(1e-14));
    CHECK(numberAfter(water, "rho ") == 994);
    CHECK(numberAfter(exported["constant/die/thermophysicalProperties"], "kappa ") == 148);
    CHECK_THAT(exported["constant/g"], Contains("value (0 0 0);"));
}

TEST_CASE("An exported case says how to run it and is run by its script")
{
    StockOptions options;
    options.title = "A sink";
    const Exported exported(sinkPhysics(), options);
    CHECK_THAT(exported["README.md"], Contains("# A sink") && Contains("splitMeshRegions -cellZonesOnly -overwrite") &&
                                          Contains("`solid` (solid), `coolant` (fluid), `die` (solid)"));
    CHECK_THAT(exported["Allrun"], Contains("splitMeshRegions -cellZonesOnly -overwrite >") &&
                                       Contains("chtMultiRegionSimpleFoam > log.chtMultiRegionSimpleFoam"));
    const auto rights = std::filesystem::status(exported.folder() / "Allrun").permissions();
    CHECK((rights & std::filesystem::perms::owner_exec) != std::filesystem::perms::none);
    CHECK_THAT(exported["system/controlDict"],
               Contains("tmax_die { libs (fieldFunctionObjects); region die; type fieldMinMax;") &&
                   Contains("pin_inlet") && Contains("tout_outlet") &&
                   Contains("application chtMultiRegionSimpleFoam;"));
    CHECK_THROWS_WITH(writeStockCase(sinkMesh(), sinkPhysics(), exported.folder().string()),
                      Contains("is there and not empty. Name a new folder"));
    CHECK_THROWS_AS(writeStockCase(sinkMesh(), sinkPhysics(), "/proc/nowhere"), EnvironmentError);
}

TEST_CASE("Convection is of second order in an exported case, of heat upwind where asked for")
{
    StockOptions upwind;
    upwind.upwindEnthalpy = true;
    const std::string standard = Exported(sinkPhysics())["system/coolant/fvSchemes"],
                      first = Exported(sinkPhysics(), upwind)["system/coolant/fvSchemes"];
    for (const std::string& schemes : {standard, first})
        CHECK_THAT(schemes, Contains("div(phi,U) bounded Gauss linearUpwind grad(U);"));
    CHECK_THAT(standard, Contains("div(phi,h) bounded Gauss linearUpwind grad(h);"));
    CHECK_THAT(first, Contains("div(phi,h) bounded Gauss upwind;"));
}

TEST_CASE("A sheared mesh is exported with corrected schemes and a warning of the packaged solver")
{
    const Exported straight(sinkPhysics());
    CHECK_THAT(straight["system/coolant/fvSchemes"], Contains("snGradSchemes { default uncorrected; }"));
    CHECK_THAT(straight["system/die/fvSolution"], Contains("nNonOrthogonalCorrectors 0;"));
    const auto sheared = [](double by) {
        meshes::PolyMesh mesh = sinkMesh();
        for (meshes::Point& x : mesh.points) x[0] += by * x[2];
        return mesh;
    };
    const Exported slightly(sinkPhysics(), {}, sheared(0.3));
    CHECK_THAT(slightly["system/coolant/fvSchemes"], Contains("snGradSchemes { default corrected; }"));
    CHECK_THAT(slightly["system/die/fvSolution"], Contains("nNonOrthogonalCorrectors 1;"));
    REQUIRE(slightly.report().warnings.size() == 1);
    CHECK_THAT(slightly.report().warnings[0], Contains("miscompiled") && Contains("no box along x, y, z"));
    CHECK_THAT(slightly["README.md"], Contains("**Warning.** Debian's package openfoam 1912.200626-1"));
    CHECK_THAT(Exported(sinkPhysics(), {}, sheared(3))["system/coolant/fvSchemes"], Contains("limited corrected 0.5"));
}

TEST_CASE("Contacts become the same layer on both sides; one that the coupling cannot follow is warned of")
{
    Physics physics = sinkPhysics();
    physics.contacts = {{"die", "solid", 1e-5}};
    const Exported exported(physics);
    for (const char* side : {"0/die/T", "0/solid/T"})
        CHECK_THAT(exported[side], Contains("Tnbr T; thicknessLayers (1e-05); kappaLayers (1);"));
    CHECK_THAT(exported["0/coolant/T"], !Contains("Layers"));
    CHECK(exported.report().warnings.empty());
    physics.contacts[0].value = 1e-10;
    const Exported thin(physics);
    REQUIRE(thin.report().warnings.size() == 1);
    CHECK_THAT(thin.report().warnings[0], Contains("contact between 'solid' and 'die': 1e-10 m2K/W is small"));
}

TEST_CASE("Walls exchange, are held, move and take power maps in an exported case")
{
    Physics physics = sinkPhysics();
    Boundary& base = boundary(physics, "base");
    base.thermal = ThermalBoundary::convection;
    base.emissivity = 0.8;
    base.temperature = 300;
    boundary(physics, "walls").thermal = ThermalBoundary::fixedTemperature;
    boundary(physics, "walls").temperatureField = [](const Vec3& x, double) { return 300 + 1e4 * x[0]; };
    boundary(physics, "heated").thermal = ThermalBoundary::adiabatic;
    PowerMap map;
    map.patch = "heated";
    map.rectangles = {{"core", 1e-3, 5e-6, 3.3e-3, 31e-6, 0.7}, {"memory", 6e-3, 0, 2e-3, 50e-6, 0.2}};
    physics.powerMaps = {map};
    const Exported exported(physics);
    CHECK_THAT(
        exported["0/solid/T"],
        Contains("base { type externalWallHeatFluxTemperature; mode coefficient; h uniform 1e-06; Ta constant 300; "
                 "emissivity 0.8; kappaMethod solidThermo;") &&
            Contains("walls { type fixedValue; value nonuniform List<scalar>"));
    const meshes::PolyMesh mesh = sinkMesh();
    const meshes::Measures sizes = meshes::measure(mesh);
    const std::vector<double> q = numbersAfter(
        std::regex_replace(exported["0/die/T"], std::regex("List<scalar> \\d+ \\("), ""), "mode flux; q nonuniform ");
    for (const meshes::MeshPatch& patch : mesh.patches) {
        if (patch.name != "heated") continue;
        REQUIRE(int(q.size()) == patch.size);
        double total = 0, upstream = 0;
        for (int i = 0; i < patch.size; ++i) {
            const double heat = q[i] * std::abs(sizes.faceArea[patch.start + i][2]);
            total += heat;
            if (sizes.faceCentre[patch.start + i][0] < 5e-3) upstream += heat;
        }
        CHECK(total == Approx(0.9).epsilon(1e-12));
        CHECK(upstream > 0.6);
    }
    physics.powerMaps[0].rectangles[1].x = 9e-3;
    CHECK_THROWS_WITH(Exported(physics), Contains("rectangle 'memory' of the power map reaches beyond patch 'heated'"));
}

TEST_CASE("Powers, porous zones and conductivities along axes become sources and materials")
{
    Physics physics = sinkPhysics();
    zone(physics, "die").heatSource = 1e9;
    zone(physics, "die").conductivityShape = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 0.4}}};
    zone(physics, "coolant").darcy = {1e8, 2e8, 3e8};
    zone(physics, "coolant").forchheimer = {10, 20, 30};
    const Exported exported(physics);
    CHECK(numberAfter(exported["constant/die/fvOptions"], "injectionRateSuSp { h (") ==
          Approx(1e9 * 10e-3 * 50e-6 * 450e-6).epsilon(1e-12)); // W
    CHECK_THAT(exported["constant/coolant/fvOptions"],
               Contains("cellZone coolant;") && Contains("d (100000000 200000000 300000000); f (10 20 30);"));
    CHECK_FALSE(exported.has("constant/solid/fvOptions"));
    CHECK_THAT(exported["constant/die/thermophysicalProperties"],
               Contains("transport constAnIso;") && Contains("kappa (148 148 59.2);"));
    CHECK_THAT(exported["0/die/T"], Contains("kappaMethod directionalSolidThermo; alphaAni Anialpha;"));
}

TEST_CASE("Laws of temperature become polynomials")
{
    Physics physics = sinkPhysics();
    ZoneMaterial& water = zone(physics, "coolant");
    water.viscosity = Law([](double t) { return 2.414e-5 * std::pow(10, 247.8 / (t - 140)); });
    water.minTemperature = 274;
    water.maxTemperature = 370;
    const Exported exported(physics);
    const std::string text = exported["constant/coolant/thermophysicalProperties"];
    const std::vector<double> mu = numbersAfter(text, "muCoeffs<8> (");
    REQUIRE(mu.size() == 8);
    for (const double t : {275.0, 300.0, 340.0, 369.0}) {
        double value = 0;
        for (int i = 8; i-- > 0;) value = value * t + mu[i];
        CHECK(value == Approx(water.viscosity(t)).epsilon(2e-4));
    }
    CHECK(numbersAfter(text, "rhoCoeffs<8> (") == std::vector<double>{994, 0, 0, 0, 0, 0, 0, 0});
    REQUIRE(exported.report().warnings.size() == 1);
    CHECK_THAT(exported.report().warnings[0],
               Contains("polynomial for the viscosity of zone 'coolant' between 274 and 370"));
}
