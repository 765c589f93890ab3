// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/plant/CoolingTower.h"
#include "solver/core/Error.h"

#include <catch2/catch.hpp>

#include <cstdio>
#include <fstream>

using namespace coldloop;
using namespace coldloop::plant;

namespace {

constexpr double celsius(double t) { return t + zeroCelsius; }

CoolingTowerParameters york()
{
    CoolingTowerParameters p;
    p.name = "york";
    p.coefficients = {-0.359741205,     -0.055053608,      0.0023850432,     0.173926877,         -0.0248473764,
                      0.00048430224,    -0.005589849456,   0.0005770079712,  -0.00001342427256,   2.84765801111111,
                      -0.121765149,     0.0014599242,      1.680428651,      -0.0166920786,       -0.0007190532,
                      -0.025485194448,  0.0000487491696,   0.00002719234152, -0.0653766255555556, -0.002278167,
                      0.0002500254,     -0.0910565458,     0.00318176316,    0.000038621772,      -0.0034285382352,
                      0.00000856589904, -0.000001516821552};
    p.minWetBulb = celsius(-34.4);
    p.maxWetBulb = celsius(26.7);
    p.minRange = 1.1;
    p.maxRange = 22.2;
    return p;
}

std::string flags(const CoolingTowerState& state)
{
    std::string all;
    for (const std::string& text : state.beyond) all += text + "; ";
    return all;
}

} // namespace

TEST_CASE("York approach at range 5.56 K and wet bulb 25.55 degC", "[tower]")
{
    const double ratio[] = {0.25, 0.5, 0.75, 1, 1.25};
    const double approach[] = {0.2102, 1.4222, 2.6336, 3.8445, 5.0549};
    for (int i = 0; i < 5; ++i)
        CHECK(yorkApproach(york(), 5.56, celsius(25.55), ratio[i]).value == Approx(approach[i]).margin(1e-3));
    CHECK(yorkApproach(york(), 5.56, celsius(26.8), 1).value == Approx(3.60).margin(0.006));
    CHECK(yorkApproach(york(), 10, celsius(26.8), 1).value == Approx(5.64).margin(0.006));
    CHECK(yorkApproach(york(), 10, celsius(26.8), 0.6).value == Approx(2.80).margin(0.006));
    CHECK(yorkApproach(york(), 8, celsius(20), 1).value == Approx(6.74).margin(0.006));
    CHECK(yorkApproach(york(), 8, celsius(10), 1).value == Approx(10.2).margin(0.06));
}

TEST_CASE("York approach over water and air ratios matches the reference", "[tower]")
{
    std::ifstream in(std::string(COLDLOOP_REFERENCE_DIR) +
                     "/plant/Buildings_Fluid_HeatExchangers_CoolingTowers_Correlations_Examples_YorkCalc.csv");
    if (!in) {
        WARN("skipped: no YorkCalc.csv in the reference folder");
        return;
    }
    std::string line;
    int rows = 0;
    for (std::getline(in, line); std::getline(in, line); ++rows) {
        double time = 0, byWater = 0, byAir = 0;
        REQUIRE(std::sscanf(line.c_str(), "%lf,%lf,%lf", &time, &byWater, &byAir) == 3);
        const double ratio = 0.25 + time; // of water at design air, then of air at design water
        CAPTURE(ratio);
        CHECK(yorkApproach(york(), 5.56, celsius(25.55), ratio).value == Approx(byWater).margin(1e-3));
        CHECK(yorkApproach(york(), 5.56, celsius(25.55), 1 / ratio).value == Approx(byAir).margin(1e-3));
    }
    CHECK(rows == 101);
}

TEST_CASE("the York derivative matches finite differences", "[tower]")
{
    for (double range : {2.0, 5.56, 15.0}) {
        const double slope = (yorkApproach(york(), range + 1e-4, celsius(22), 0.8).value -
                              yorkApproach(york(), range - 1e-4, celsius(22), 0.8).value) /
                             2e-4;
        CHECK(yorkApproach(york(), range, celsius(22), 0.8).derivative == Approx(slope).epsilon(1e-7));
    }
}

TEST_CASE("the leaving temperature satisfies range, approach and its derivative", "[tower]")
{
    for (double wetBulb : {5.0, 18.0, 26.8})
        for (double warmer : {3.0, 9.5, 25.0})
            for (double water : {0.6, 1.0, 1.2}) {
                CAPTURE(wetBulb, warmer, water);
                const double entering = celsius(wetBulb + warmer);
                const CoolingTowerState s = coolingTower(york(), entering, celsius(wetBulb), water, 1);
                CHECK(s.leaving == Approx(entering - s.range).epsilon(1e-14));
                CHECK(s.leaving - celsius(wetBulb) == Approx(s.approach).margin(1e-9));
                const double slope = (coolingTower(york(), entering + 1e-3, celsius(wetBulb), water, 1).leaving -
                                      coolingTower(york(), entering - 1e-3, celsius(wetBulb), water, 1).leaving) /
                                     2e-3;
                CHECK(s.leavingByEntering == Approx(slope).epsilon(1e-6));
            }
}

TEST_CASE("the design point gives the design range", "[tower]")
{
    const CoolingTowerState s = coolingTower(york(), celsius(25.55 + 5.56 + 3.8445), celsius(25.55), 1, 1);
    CHECK(s.range == Approx(5.56).margin(1e-3));
    CHECK(s.beyond.empty());
}

TEST_CASE("a tower outside its correlation says so", "[tower]")
{
    const CoolingTowerState hot = coolingTower(york(), celsius(26.8 + 9), celsius(26.8), 1, 1);
    CHECK(flags(hot) == "wet bulb 26.8 degC is above the York correlation's 26.7 degC; ");
    const CoolingTowerState thin = coolingTower(york(), celsius(34), celsius(25), 0.6, 1);
    CHECK(flags(thin) == "water ratio 0.6 is below the York correlation's 0.75; ");
    const CoolingTowerState cold = coolingTower(york(), celsius(20), celsius(25), 1, 1);
    CHECK_THAT(flags(cold), Catch::Contains("range -") && Catch::Contains("K is below the York correlation's 1.1 K"));
    CHECK(cold.leaving > celsius(20));
    CHECK_THAT(flags(coolingTower(york(), celsius(40), celsius(20), 1, 0.1)),
               Catch::Contains("liquid-to-gas ratio 10 is above the York correlation's 8"));
    CHECK_THROWS_WITH(coolingTower(york(), celsius(130), celsius(25), 1, 1),
                      Catch::Contains("cooling tower 'york': water at 130.0 degC and a wet bulb of 25.0 degC are"));
}

TEST_CASE("tower water: evaporation by latent heat, blowdown by cycles", "[tower]")
{
    const WaterUse water = towerWater(1e6, 5);
    CHECK(water.evaporation == Approx(1e6 / 2.43e6));
    CHECK(water.evaporation * 3600 / 1000 == Approx(1.48).margin(0.005)); // kg, nearly litres, per kWh
    CHECK(water.blowdown == Approx(water.evaporation / 4));
    CHECK(water.makeUp == Approx(water.evaporation * 1.25));
    CHECK(towerWater(-5, 5).makeUp == 0);
    CHECK_THROWS_WITH(towerWater(1e6, 1), Catch::Contains("cycles of concentration must be above 1"));
}
