// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/reduced/PlateModel.h"
#include "solver/core/Error.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace coldloop;
using namespace coldloop::reduced;

namespace {

constexpr double litrePerMinute = 1e-3 / 60;

// R = 0.016 + 0.0084 / Q(L/min) at 298 K, 5 % lower at 318 K; dp = 3e12 mu Q + 4e10 rho Q^2.
PlateSample sample(double flow, double temperature)
{
    PlateSample s;
    s.volumeFlow = flow * litrePerMinute;
    s.inletTemperature = temperature;
    s.resistance = (0.016 + 0.0084 / flow) * (1 - 0.0025 * (temperature - 298));
    s.plateResistance = s.resistance - 0.004;
    s.meanViscosity = 2e-3 * std::exp(-0.02 * (temperature - 298));
    s.meanDensity = 1015 - 0.4 * (temperature - 298);
    s.finPressureDrop = 3e12 * s.meanViscosity * s.volumeFlow + 4e10 * s.meanDensity * std::pow(s.volumeFlow, 2);
    return s;
}

std::vector<PlateSample> samples()
{
    std::vector<PlateSample> all;
    for (double flow : {2.0, 0.1, 1.0, 0.5}) // in no order
        for (double temperature : {318.0, 298.0}) all.push_back(sample(flow, temperature));
    return all;
}

} // namespace

TEST_CASE("a plate whose Q R is straight is reproduced, beyond the samples too", "[plate]")
{
    const PlateModel plate(samples());
    for (double flow : {0.05, 0.1, 0.3, 0.77, 1.0, 1.9, 3.0})
        for (double temperature : {290.0, 298.0, 311.0, 318.0}) {
            CAPTURE(flow, temperature);
            const PlateSample exact = sample(flow, temperature);
            CHECK(plate.resistance(exact.volumeFlow, temperature).value == Approx(exact.resistance).epsilon(1e-12));
            CHECK(plate.plateResistance(exact.volumeFlow, temperature).value ==
                  Approx(exact.plateResistance).epsilon(1e-12));
        }
    CHECK(plate.inRange(litrePerMinute));
    CHECK_FALSE(plate.inRange(0.099 * litrePerMinute));
    CHECK_FALSE(plate.inRange(2.01 * litrePerMinute));
    CHECK(plate.temperatureInRange(300));
    CHECK_FALSE(plate.temperatureInRange(297));
    CHECK_FALSE(plate.temperatureInRange(319));
    CHECK(plate.minFlow() == Approx(0.1 * litrePerMinute));
    CHECK(plate.maxFlow() == Approx(2 * litrePerMinute));
}

TEST_CASE("the resistance of a measured plate is predicted between its points", "[plate]")
{
    // OCP OAI guidelines 2023, 1 kW accelerator plate, PG25: case - inlet [K/W] at L/min.
    const double flow[] = {0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 2.2, 2.4};
    const double measured[] = {.0325, .0300, .0280, .0265, .0255, .0245, .0230,
                               .0220, .0214, .0209, .0204, .0200, .0197};
    std::vector<PlateSample> some;
    for (int i : {0, 3, 7, 12})
        for (double temperature : {298.0, 318.0}) {
            PlateSample s = sample(flow[i], temperature);
            s.resistance = s.plateResistance = measured[i];
            some.push_back(s);
        }
    const PlateModel plate(some);
    for (int i = 0; i < 13; ++i) {
        CAPTURE(flow[i]);
        CHECK(plate.resistance(flow[i] * litrePerMinute, 305).value == Approx(measured[i]).epsilon(0.01));
    }
}

TEST_CASE("derivatives by flow match finite differences", "[plate]")
{
    std::vector<PlateSample> bent = samples();
    for (PlateSample& s : bent) s.resistance *= 1 + 0.05 * std::sin(s.volumeFlow / litrePerMinute);
    const PlateModel plate(bent);
    for (double flow : {-0.7, 0.0005, 0.05, 0.3, 0.8, 1.5, 2.5}) {
        const double q = flow * litrePerMinute, step = 1e-6 * litrePerMinute;
        for (auto function : {&PlateModel::resistance, &PlateModel::plateResistance}) {
            CAPTURE(flow);
            const double below = (plate.*function)(q - step, 305).value;
            const double slope = ((plate.*function)(q + step, 305).value - below) / (2 * step);
            CHECK((plate.*function)(q, 305).derivative == Approx(slope).epsilon(1e-5).margin(1e-6));
        }
    }
}

TEST_CASE("at vanishing flow the resistance is large and finite", "[plate]")
{
    const PlateModel plate(samples());
    CHECK(plate.resistance(0, 298).value == Approx(0.016 + 8.4));
    CHECK(plate.resistance(0, 298).derivative == 0);
}

TEST_CASE("the pressure-drop law is recovered", "[plate]")
{
    const PlateModel plate(samples());
    CHECK(plate.linearLoss() == Approx(3e12).epsilon(1e-9));
    CHECK(plate.quadraticLoss() == Approx(4e10).epsilon(1e-9));
    CHECK(plate.lossFitError() < 1e-9);
}

TEST_CASE("loss coefficients are never negative", "[plate]")
{
    std::vector<PlateSample> concave = samples(), convex = samples();
    for (PlateSample& s : concave) s.finPressureDrop = 1e9 * std::pow(s.volumeFlow, 0.9) * s.meanViscosity;
    for (PlateSample& s : convex) s.finPressureDrop = 1e15 * std::pow(s.volumeFlow, 2.2);
    const PlateModel flat(concave), steep(convex);
    CHECK(flat.quadraticLoss() == 0);
    CHECK(flat.linearLoss() > 0);
    CHECK(flat.lossFitError() > 0.01);
    CHECK(steep.linearLoss() == 0);
    CHECK(steep.quadraticLoss() > 0);
}

TEST_CASE("the fit weighs relative errors and reports the largest", "[plate]")
{
    // One of the smallest drops is 10 % high: weighted by 1/dp the fit must notice.
    std::vector<PlateSample> off = samples();
    for (PlateSample& s : off)
        if (s.volumeFlow < 0.2 * litrePerMinute && s.inletTemperature > 300) s.finPressureDrop *= 1.1;
    const PlateModel plate(off);
    CHECK(plate.lossFitError() > 0.03);
    CHECK(plate.lossFitError() < 0.09); // an unweighted fit would leave all of it
}

TEST_CASE("too few or uneven samples are refused", "[plate]")
{
    std::vector<PlateSample> few = samples();
    few.resize(6);
    CHECK_THROWS_WITH(PlateModel(few), Catch::Contains("at least 4 flows at each inlet temperature"));
    std::vector<PlateSample> one;
    for (double flow : {0.1, 0.5, 1.0, 2.0}) one.push_back(sample(flow, 298));
    CHECK_THROWS_WITH(PlateModel(one), Catch::Contains("at least 2 inlet temperatures"));
    for (double flow : {0.1, 0.5, 1.0, 2.2}) one.push_back(sample(flow, 318));
    CHECK_THROWS_WITH(PlateModel(one), Catch::Contains("the flows at every inlet temperature must be the same"));
    std::vector<PlateSample> negative = samples();
    negative[0].resistance = -1;
    CHECK_THROWS_WITH(PlateModel(negative), Catch::Contains("every number of a sample must be positive"));
    CHECK_THROWS_AS(PlateModel({}), Bug);
}
