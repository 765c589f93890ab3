// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/plant/Chiller.h"
#include "solver/core/Error.h"
#include "solver/core/Property.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

using namespace coldloop;
using namespace coldloop::plant;

namespace {

constexpr double celsius(double t) { return t + zeroCelsius; }

// ElectricEIRChiller McQuay WSC 471kW/5.89COP/Vanes, EnergyPlus data set.
ChillerParameters mcQuay()
{
    ChillerParameters p;
    p.name = "mcquay-wsc-471";
    p.ratedCapacity = 471.2e3;
    p.ratedCop = 5.89;
    p.capacityCurve = {0.252113, 0.01324053, -0.008637329, 0.08581056, -0.004261176, 0.008661899};
    p.eirCurve = {0.4475238, -0.0258821, -0.001459053, 0.04342595, -0.001000651, 0.001920106};
    p.partLoadCurve = {0.2778889, 0.2338363, 0.4883748};
    p.minLeaving = celsius(7.22);
    p.maxLeaving = celsius(12.78);
    p.minCondenser = celsius(12.78);
    p.maxCondenser = celsius(26.67);
    p.maxPartLoad = 1.15;
    return p;
}

// York YCAL0033EE, air-cooled, EnergyPlus data set.
ChillerParameters york()
{
    ChillerParameters p;
    p.name = "york-ycal0033ee";
    p.ratedCapacity = 100.6e3;
    p.ratedCop = 3.1;
    p.airCooled = true;
    p.capacityCurve = {-0.2660645697, 0.0998714035, -0.0023814154, 0.0628316481, -0.0009644649, -0.0011249224};
    p.eirCurve = {0.1807017787, 0.0271530312, -0.0004553574, 0.0188175079, 0.0002623276, -0.0012881189};
    p.partLoadCurve = {0, 1, 0};
    p.minLeaving = celsius(4.44);
    p.maxLeaving = celsius(10);
    p.minCondenser = celsius(23.89);
    p.maxCondenser = celsius(51.67);
    return p;
}

constexpr double mcQuayCondenserFlow = 19.24 * 4184; // 0.01924 m3/s of water [W/K]

double copAtPartLoad(const ChillerParameters& p, double leaving, double condenser, double partLoad)
{
    const double available = chiller(p, celsius(leaving), celsius(condenser), 0, mcQuayCondenserFlow).available;
    return chiller(p, celsius(leaving), celsius(condenser), partLoad * available, mcQuayCondenserFlow).cop;
}

double fullLoadCop(const ChillerParameters& p, double leaving, double condenser)
{
    return chiller(p, celsius(leaving), celsius(condenser), 1e9, mcQuayCondenserFlow).cop;
}

} // namespace

TEST_CASE("the McQuay WSC chiller meets its reference point", "[chiller]")
{
    // Entering 15, leaving 10, condenser entering 20 degC: PLR 0.36328, COP 5.59465, condenser leaving 23.1705 degC.
    const ChillerParameters p = mcQuay();
    CHECK(copAtPartLoad(p, 10, 20, 0.36328) == Approx(5.59465).epsilon(1e-4));
    const double available = chiller(p, celsius(10), celsius(20), 0, mcQuayCondenserFlow).available;
    const ChillerState state = chiller(p, celsius(10), celsius(20), 0.36328 * available, mcQuayCondenserFlow);
    CHECK(20 + state.heatRejected / mcQuayCondenserFlow == Approx(23.1705).margin(1e-3));
    CHECK(state.heatRejected == Approx(state.load + state.power));
    CHECK_FALSE(state.beyondCurve);
}

TEST_CASE("the three curves reproduce 47 operating points", "[chiller]")
{
    std::ifstream in(std::string(COLDLOOP_REFERENCE_DIR) + "/plant/chiller_EIR_operating_points.csv");
    if (!in) {
        WARN("skipped: no chiller_EIR_operating_points.csv in the reference folder");
        return;
    }
    ChillerParameters p = mcQuay();
    p.maxLeaving = celsius(20); // some points lie beyond the published range, on the curves all the same
    p.maxCondenser = celsius(35);
    std::string line;
    int points = 0;
    for (std::getline(in, line); std::getline(in, line); ++points) {
        std::istringstream cells(line);
        double v[8] = {};
        for (double& value : v) {
            std::string cell;
            std::getline(cells, cell, ',');
            value = std::stod(cell);
        }
        CAPTURE(line);
        CHECK(copAtPartLoad(p, v[3], v[4], v[6]) == Approx(v[7]).epsilon(1e-4));
    }
    CHECK(points == 47);
}

TEST_CASE("full-load COP and capacity of the air-cooled York", "[chiller]")
{
    CHECK(fullLoadCop(york(), 7, 35) == Approx(3.06).margin(0.005));
    CHECK(fullLoadCop(york(), 10, 35) == Approx(3.31).margin(0.005));
    CHECK(fullLoadCop(york(), 7, 45) == Approx(2.35).margin(0.005));
    CHECK(fullLoadCop(york(), 10, 45) == Approx(2.57).margin(0.005));
    CHECK(chiller(york(), celsius(6.67), celsius(35), 0, 0).available == Approx(1.0492 * 100.6e3).epsilon(1e-4));
    CHECK(3.1 / fullLoadCop(york(), 6.67, 35) == Approx(1.0208).epsilon(1e-4));
}

TEST_CASE("beyond the curves a Carnot fraction gives plausible COPs", "[chiller]")
{
    CHECK(fullLoadCop(york(), 30, 35) == Approx(7.3).margin(0.05));
    CHECK(fullLoadCop(york(), 30, 41) == Approx(5.5).margin(0.05));
    const ChillerState state = chiller(york(), celsius(30), celsius(35), 50e3, 0);
    CHECK(state.beyondCurve);
    // The capacity is that of the edge, 10 degC.
    CHECK(state.available == Approx(chiller(york(), celsius(10), celsius(35), 0, 0).available));
    CHECK(fullLoadCop(york(), 30, 25) == Approx(8)); // least lift and greatest COP
    ChillerParameters good = mcQuay();
    good.ratedCop = 8;
    CHECK(fullLoadCop(good, 30, 20) == Approx(15));
}

TEST_CASE("power is continuous at the edges of the curves", "[chiller]")
{
    const double step = 1e-7;
    for (const ChillerParameters& p : {york(), mcQuay()})
        for (double load : {0.05, 0.3, 0.6, 0.95}) {
            CAPTURE(p.name, load);
            const auto powerAt = [&](double leaving, double condenser) {
                return chiller(p, leaving, condenser, load * 0.8 * p.ratedCapacity, mcQuayCondenserFlow).power;
            };
            const double inside = p.minLeaving + 2, middle = (p.minCondenser + p.maxCondenser) / 2;
            CHECK(powerAt(p.maxLeaving + step, middle) == Approx(powerAt(p.maxLeaving, middle)).epsilon(1e-6));
            CHECK(powerAt(p.minLeaving - step, middle) == Approx(powerAt(p.minLeaving, middle)).epsilon(1e-6));
            CHECK(powerAt(inside, p.maxCondenser + step) == Approx(powerAt(inside, p.maxCondenser)).epsilon(1e-6));
        }
}

TEST_CASE("the water-cooled Carnot fraction solves its implicit condensing temperature", "[chiller]")
{
    const ChillerParameters p = mcQuay();
    const double load = 300e3, leaving = celsius(18), condenser = celsius(32);
    const ChillerState edge = chiller(p, p.maxLeaving, p.maxCondenser, load, mcQuayCondenserFlow);
    const ChillerState state = chiller(p, leaving, condenser, load, mcQuayCondenserFlow);
    REQUIRE(state.beyondCurve);
    const auto lift = [&](const ChillerState& s, double te, double tc) {
        return tc + s.heatRejected / mcQuayCondenserFlow + 2 - (te - 2);
    };
    const double eta = edge.cop * lift(edge, p.maxLeaving, p.maxCondenser) / (p.maxLeaving - 2);
    CHECK(state.cop == Approx(eta * (leaving - 2) / lift(state, leaving, condenser)).epsilon(1e-12));
}

TEST_CASE("load is limited to the capacity and cycles below the least part load", "[chiller]")
{
    const ChillerParameters p = mcQuay();
    const ChillerState full = chiller(p, celsius(10), celsius(20), 1e9, mcQuayCondenserFlow);
    CHECK(full.load == Approx(1.15 * full.available));
    const double tenth = 0.1 * full.available;
    const ChillerState least = chiller(p, celsius(10), celsius(20), tenth, mcQuayCondenserFlow);
    const ChillerState half = chiller(p, celsius(10), celsius(20), tenth / 2, mcQuayCondenserFlow);
    CHECK(half.power == Approx(least.power / 2));
    const ChillerState off = chiller(p, celsius(30), celsius(20), 0, mcQuayCondenserFlow);
    CHECK(off.power == 0);
    CHECK(off.cop == 0);
    CHECK(off.heatRejected == 0);
    CHECK_FALSE(off.beyondCurve);
}

TEST_CASE("chiller errors say what is missing", "[chiller]")
{
    CHECK_THROWS_WITH(chiller(mcQuay(), celsius(10), celsius(20), 300e3, 0),
                      "chiller 'mcquay-wsc-471': a load of 300 kW without condenser water. Give it condenser flow");
    ChillerParameters p = mcQuay(); // a poor machine whose curves are for freezing condenser water
    p.capacityCurve = {1, 0, 0, 0, 0, 0};
    p.eirCurve = {5.89, 0, 0, 0, 0, 0};
    p.partLoadCurve = {0, 1, 0};
    p.minCondenser = celsius(-25);
    p.maxCondenser = celsius(-20);
    CHECK_THROWS_WITH(chiller(p, celsius(16), celsius(20), 300e3, 20e3),
                      Catch::Contains("condenser water of 20 kW/K cannot carry 300 kW. Raise the condenser flow"));
    p = york();
    p.eirCurve = {-1, 0, 0, 0, 0, 0};
    CHECK_THROWS_WITH(chiller(p, celsius(7), celsius(35), 50e3, 0),
                      Catch::Contains("its curves give no positive power at 7.0 degC leaving and 35.0 degC"));
}
