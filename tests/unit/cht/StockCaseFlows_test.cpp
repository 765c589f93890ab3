// Buoyant, gaseous, turbulent and unsteady coolants in an exported case.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/cht/StockModel.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace coldloop;
using namespace coldloop::cht;
using namespace coldloop::test;
using Catch::Matchers::Contains;

TEST_CASE("Density varies in the exported case only where it drives the coolant")
{
    Physics physics = sinkPhysics();
    zone(physics, "coolant").density = Law([](double t) { return 1100 - 0.36 * t; });
    CHECK_THAT(Exported(physics)["constant/coolant/thermophysicalProperties"], Contains("equationOfState rhoConst;"));
    physics.gravity = {0, 0, -9.81};
    physics.buoyancy = Buoyancy::density;
    const Exported exported(physics);
    const std::vector<double> rho =
        numbersAfter(exported["constant/coolant/thermophysicalProperties"], "rhoCoeffs<8> (");
    CHECK(rho[0] == Approx(1100));
    CHECK(rho[1] == Approx(-0.36));
    CHECK_THAT(exported["constant/g"], Contains("value (0 0 -9.81);"));
    CHECK(numberAfter(exported["constant/coolant/hRef"], "value ") == Approx(360e-6)); // of the outlet's middle
    CHECK_THAT(exported.report().warnings.at(0), Contains("varies a liquid's density in continuity too"));
}

TEST_CASE("A gas is exported with its law")
{
    Physics physics = sinkPhysics();
    ZoneMaterial& air = zone(physics, "coolant");
    air.gas = true;
    air.density = Law([](double t) { return 101325 / (287.05 * t); });
    const Exported exported(physics);
    const std::string text = exported["constant/coolant/thermophysicalProperties"];
    CHECK_THAT(text, Contains("equationOfState incompressiblePerfectGas;") && Contains("pRef 101325;"));
    CHECK(numberAfter(text, "molWeight ") == Approx(28.965).epsilon(1e-4));
}

TEST_CASE("Turbulent coolant is exported with its model, wall functions and inflow")
{
    Physics physics = sinkPhysics();
    zone(physics, "coolant").regime = Regime::turbulent;
    Boundary& inlet = boundary(physics, "inlet");
    inlet.velocity = 0;
    inlet.massFlow = 994 * 2.0 * 28.5e-6 * 180e-6; // 2 m/s
    inlet.turbulenceLength = 1e-5;
    const Exported exported(physics);
    CHECK_THAT(exported["constant/coolant/turbulenceProperties"],
               Contains("RASModel kOmegaSST;") && Contains("Prt 0.85;"));
    CHECK_THAT(exported["0/coolant/U"], Contains("flowRateInletVelocity; massFlowRate constant"));
    const std::string k = exported["0/coolant/k"], omega = exported["0/coolant/omega"];
    const double kIn = 1.5 * std::pow(0.05 * 2.0, 2);
    CHECK(numberAfter(k, "inlet { type fixedValue; value uniform ") == Approx(kIn));
    CHECK(numberAfter(omega, "inlet { type fixedValue; value uniform ") ==
          Approx(std::sqrt(kIn) / (std::pow(0.09, 0.25) * 1e-5)));
    CHECK_THAT(omega, Contains("coolant_to_solid { type omegaWallFunction;"));
    CHECK_THAT(exported["0/coolant/alphat"], Contains("alphatJayatillekeWallFunction; Prt 0.85;"));
    CHECK_FALSE(exported.has("0/solid/k"));
    CHECK_THAT(exported.report().warnings.at(0), Contains("Jayatilleke"));
    physics.turbulence = "kEpsilon";
    CHECK_THAT(Exported(physics)["0/coolant/epsilon"], Contains("epsilonWallFunction"));
}

TEST_CASE("A transient is exported for chtMultiRegionFoam")
{
    StockOptions options;
    options.time = TimeControl{0.2, 1e-3};
    options.writeInterval = 0.05;
    const Exported exported(sinkPhysics(), options);
    CHECK(exported.report().solver == "chtMultiRegionFoam");
    CHECK_THAT(exported["system/controlDict"], Contains("application chtMultiRegionFoam;") &&
                                                   Contains("endTime 0.2;") && Contains("maxDeltaT 0.001;") &&
                                                   Contains("writeInterval 0.05;"));
    CHECK_THAT(exported["system/coolant/fvSchemes"],
               Contains("ddtSchemes { default backward; }") && !Contains("bounded"));
    CHECK_THAT(exported["system/fvSolution"], Contains("nOuterCorrectors 5;"));
    CHECK_THAT(exported["system/die/fvSolution"], Contains("hFinal") && Contains("PIMPLE"));
}
