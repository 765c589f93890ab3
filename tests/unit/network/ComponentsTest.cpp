// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/network/Support.h"

#include "solver/core/Error.h"

#include <catch2/catch.hpp>

using namespace test;
using Catch::Matchers::Contains;

namespace {

const FluidState fluid{1010, 1.4e-3};

// Value against derivative by central differences, oddness and monotony, from -30 to 30 kg/s through zero.
void checkLaw(const Component& component, bool odd)
{
    std::vector<double> flows{0};
    for (double m = 1e-9; m < 40; m *= 1.37)
        for (double sign : {-1.0, 1.0}) flows.push_back(sign * m);
    for (double m : flows) {
        const Property at = component.pressureLoss(m, fluid);
        const double step = std::max(1e-12, 1e-5 * std::abs(m));
        const double up = component.pressureLoss(m + step, fluid).value;
        const double down = component.pressureLoss(m - step, fluid).value;
        INFO(component.name() << " at " << m << " kg/s");
        CHECK(at.derivative >= 0);
        const double noise = 1e-15 * std::abs(at.value) / step;
        CHECK(at.derivative == Approx((up - down) / (2 * step)).epsilon(1e-4).margin(1e-9 + 4 * noise));
        if (odd) CHECK(component.pressureLoss(-m, fluid).value == -at.value);
        if (odd && m > 0) CHECK(at.value > 0);
    }
    if (odd) CHECK(component.pressureLoss(0, fluid).value == 0);
}

} // namespace

TEST_CASE("Every component's derivative is that of its value, also at and near zero flow")
{
    checkLaw(*makePipe("smooth pipe", {10, 0.05, 0, 0}), true);
    checkLaw(*makePipe("rough pipe", {10, 0.05, 1e-4, 3}), true);
    checkLaw(*makePipe("bends", {0, 0.02, 0, 3}), true);
    checkLaw(*makeHazenWilliamsPipe("main", 100, 0.3, 100), true);
    checkLaw(*makeFlowCoefficient("disconnect", 2e-5), true);
    checkLaw(*quadratic("plate", 1e12, 1e10), true);
    checkLaw(*quadratic("orifice", 0, 1e10), true);
    checkLaw(*quadratic("laminar", 1e12, 0), true);
    ControlValve valve("valve", 1e-3, true), linear("linear valve", 1e-3, false);
    for (double opening : {0.0, 0.01, 0.5, 1.0}) {
        valve.setOpening(opening);
        linear.setOpening(opening);
        checkLaw(valve, true);
        checkLaw(linear, true);
    }
    const auto pump = parabolicPump("pump", 3e5, 2e-2, 3);
    pump->setSpeed(0.7);
    checkLaw(*pump, false);
}

TEST_CASE("A pipe has laminar friction at low and Colebrook's at high Reynolds number")
{
    const double area = 0.25 * 3.14159265358979 * 0.05 * 0.05;
    const auto darcy = [&](double roughness, double re) {
        const double m = re * area * fluid.viscosity / 0.05, v = m / (fluid.density * area);
        const double dp = makePipe("pipe", {10, 0.05, roughness, 0})->pressureLoss(m, fluid).value;
        return dp / (10 / 0.05 * fluid.density * v * v / 2);
    };
    CHECK(darcy(1e-4, 1e-3) == Approx(64e3).epsilon(1e-12));
    CHECK(darcy(1e-4, 500) == Approx(64 / 500.0).epsilon(1e-4));
    // Colebrook and White, solved by iteration for (Re, eps/D) = (1e5, 0), (1e5, 0.002), (1e7, 0.002).
    CHECK(darcy(0, 1e5) == Approx(0.017990).epsilon(0.01));
    CHECK(darcy(1e-4, 1e5) == Approx(0.025107).epsilon(0.015));
    CHECK(darcy(1e-4, 1e7) == Approx(0.023439).epsilon(0.005));
    const double v = 2 / (fluid.density * area); // fittings add K rho v^2 / 2
    const double bends = makePipe("pipe", {10, 0.05, 1e-4, 3})->pressureLoss(2, fluid).value;
    const double straight = makePipe("pipe", {10, 0.05, 1e-4, 0})->pressureLoss(2, fluid).value;
    CHECK(bends - straight == Approx(3 * fluid.density * v * v / 2).epsilon(1e-10));
}

TEST_CASE("Valves and plates give their defining values")
{
    const double q = 1.5e-3, m = q * fluid.density;
    CHECK(makeFlowCoefficient("valve", 2e-5)->pressureLoss(m, fluid).value ==
          Approx(1010 * std::pow(1.5e-3 / 2e-5, 2)).epsilon(1e-13));
    CHECK(quadratic("plate", 1e10, 2e7)->pressureLoss(m, fluid).value ==
          Approx(1e10 * 1.4e-3 * q + 2e7 * 1010 * q * q).epsilon(1e-13));
    ControlValve valve("valve", 1e-3, true, 50), linear("linear valve", 1e-3, false, 50, 1e-4);
    valve.setOpening(0.5);
    linear.setOpening(0.5);
    CHECK(valve.pressureLoss(m, fluid).value == Approx(1010 * std::pow(q / 1e-3, 2) * 50).epsilon(1e-12));
    CHECK(linear.pressureLoss(m, fluid).value == Approx(1010 * std::pow(q / (1e-3 * 0.5001), 2)).epsilon(1e-12));
    linear.setOpening(0);
    CHECK(linear.pressureLoss(m, fluid).value == Approx(1010 * std::pow(q / (1e-3 * 1e-4), 2)).epsilon(1e-12));
    CHECK_THROWS_WITH(valve.setOpening(1.2), Contains("control valve 'valve': opening 1.2 is outside 0 to 1"));
}

TEST_CASE("Pumps follow their curve, the affinity laws and their number")
{
    PumpParameters p;
    p.flow = {2e-3, 4e-3, 8e-3, 1e-2};
    p.rise = {485e3, 470e3, 380e3, 290e3};
    p.efficiency = 0.5;
    Pump one("pump", p);
    p.count = 2;
    Pump two("pumps", p);
    CHECK(one.rise(4e-3) == Approx(470e3));
    CHECK(one.rise(0) == 485e3); // held below the first point
    CHECK(one.rise(-1e-3) == 485e3);
    CHECK(two.rise(8e-3) == Approx(470e3));
    CHECK(one.electricPower(4e-3) == Approx(470e3 * 4e-3 / 0.5));
    two.setSpeed(0.8);
    CHECK(two.rise(0.8 * 8e-3) == Approx(0.64 * 470e3));
    CHECK(two.pressureLoss(0.8 * 8e-3 * 1010, fluid).value == Approx(-0.64 * 470e3));
    for (double rise : {1.0, 5e4, 3e5, 9e5})
        for (double flow : {0.0, 1e-4, 5e-3, 3e-2}) {
            two.setSpeed(two.speedFor(rise, flow));
            CHECK(two.rise(flow) == Approx(rise).epsilon(1e-13).margin(1e-9)); // differences of some 1e6 Pa
        }
    CHECK_THROWS_WITH(
        two.speedFor(-5, 1e-3),
        Contains("pump 'pumps': a pressure rise of -5 Pa at 60 L/min is asked for. It must be above zero"));
}

TEST_CASE("Laws outside their range are flagged with flow and limit")
{
    QuadraticLossParameters p;
    p.quadratic = 1e10;
    p.minFlow = 1e-5;
    p.maxFlow = 1e-4;
    const auto plate = makeQuadraticLoss("plate", p);
    CHECK_FALSE(plate->outsideRange(0.05, fluid));
    CHECK(plate->outsideRange(0.2, fluid)->message ==
          "flow 11.88 L/min is above the 6 L/min up to which its pressure loss is known");
    CHECK(plate->outsideRange(0.001, fluid)->message ==
          "flow 0.05941 L/min is below the 0.6 L/min from which its pressure loss is known");
    const auto pump = parabolicPump("pump", 3e5, 2e-3);
    CHECK(pump->outsideRange(3, fluid)->message == "flow 178.2 L/min is above its curve's last point 120 L/min");
    CHECK(pump->outsideRange(-1, fluid)->message ==
          "flow -59.41 L/min is below its curve's first point 0 L/min: the rise there is held");
    pump->setSpeed(1.5);
    CHECK(pump->outsideRange(1, fluid)->message == "relative speed 1.5 is above its largest, 1");
}

TEST_CASE("Unusable component parameters are named")
{
    CHECK_THROWS_WITH(makePipe("riser", {10, 0, 0, 0}),
                      "'riser': diameter is 0 (SI). It must be finite and above zero.");
    CHECK_THROWS_WITH(makePipe("riser", {-1, 0.1, 0, 0}), Contains("'riser': length is -1"));
    CHECK_THROWS_WITH(makePipe("riser", {0, 0.1, 0, 0}), Contains("needs a length or a loss coefficient"));
    CHECK_THROWS_WITH(makeFlowCoefficient("qd", 0), Contains("'qd': flow coefficient Kv is 0"));
    CHECK_THROWS_WITH(quadratic("plate", 0, 0), Contains("'plate': linear and quadratic loss are both zero"));
    PumpParameters p;
    p.flow = {0, 1e-3};
    p.rise = {1e5, 2e5};
    p.efficiency = 0.5;
    CHECK_THROWS_WITH(Pump("p1", p), Contains("pump 'p1': flow must rise and pressure rise must fall; point 2"));
    p.rise = {2e5, 1e5};
    p.efficiency = 0;
    CHECK_THROWS_WITH(Pump("p1", p), Contains("pump 'p1': efficiency is 0. It must be above 0 and at most 1."));
    p.efficiency = 0.5;
    p.count = 0;
    CHECK_THROWS_WITH(Pump("p1", p), Contains("pump 'p1': 0 running"));
}
