// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/network/Support.h"

#include "solver/core/Error.h"

#include <catch2/catch.hpp>

#include <numeric>

using namespace test;

namespace {

// The rack's chain in small: tcs (glycol) with three heated branches, an exchanger to fws (water), another to a third
// loop that is cooled by a source answering to its inlet temperature.
struct Chain {
    Network net;
    std::vector<BranchHeat> heats;
    BranchId plates[3], cdu1, cdu2, iso1, iso2, cooler;

    explicit Chain(double volume)
    {
        net.addLoop({"tcs", glycol()});
        net.addLoop({"fws", water()});
        net.addLoop({"condenser", water()});
        const NodeId supply = addNode(net, "tcs supply", 0, volume), back = addNode(net, "tcs return", 0, volume);
        const NodeId middle = addNode(net, "tcs middle", 0, volume);
        net.node(back).wallCapacity = volume * 1e6;
        fixPressure(net, back, 1e5);
        for (int i = 0; i < 3; ++i)
            plates[i] =
                addBranch(net, "plate " + std::to_string(i), supply, back, {quadratic("plate", 1e12, 1e10 * (i + 1))});
        cdu1 = addBranch(net, "cdu hot", back, middle, {parabolicPump("tcs pump", 2e5, 2e-3)});
        addBranch(net, "filter", middle, supply, {makeFlowCoefficient("filter", 1e-4)});
        const NodeId f1 = addNode(net, "fws 1", 1, volume), f2 = addNode(net, "fws 2", 1, volume);
        fixPressure(net, f1, 1e5);
        cdu2 = addBranch(net, "cdu cold", f1, f2, {quadratic("cdu", 0, 5e10)});
        iso1 = addBranch(net, "iso hot", f2, f1, {parabolicPump("fws pump", 1e5, 2e-3), quadratic("iso", 0, 1e9)});
        const NodeId c1 = addNode(net, "condenser 1", 2, volume), c2 = addNode(net, "condenser 2", 2, volume);
        fixPressure(net, c1, 1e5);
        iso2 = addFixedFlow(net, "iso cold", c1, c2, 1.5);
        cooler = addBranch(net, "cooler", c2, c1, {quadratic("cooler", 0, 1e10)});
        ExchangerParameters p{"cdu", 8000, 1.0, 1.0, 0.8};
        net.addExchanger({p, cdu1, cdu2});
        p.name = "iso";
        net.addExchanger({p, iso1, iso2});
        heats = noHeat(net);
        for (int i = 0; i < 3; ++i) heats[plates[i]].heat = 4000 + 1000 * i;
        heats[plates[0]].slope = -20;
        heats[plates[0]].inletTemperature = 300;
        heats[cooler] = {-10000, -3000, 300};
    }
};

double sum(const std::vector<double>& v) { return std::accumulate(v.begin(), v.end(), 0.0); }

} // namespace

TEST_CASE("A chain of loops closes its heat to rounding, steady and transient")
{
    Chain c(0.002);
    const HydraulicState flow = c.net.solveHydraulics(uniform(c.net, 300));
    const ThermalState steady = c.net.solveTemperatures(flow, c.heats, uniform(c.net, 300), 0);
    CHECK(steady.newton.finalResidual <= 1e-12);
    CHECK(steady.newton.iterations <= 6);
    const double in = 4000 - 20 * (steady.temperature[0] - 300) + 5000 + 6000;
    CHECK(steady.exchangerHeat[0] == Approx(in).epsilon(1e-11));
    CHECK(steady.exchangerHeat[1] == Approx(in).epsilon(1e-11));
    CHECK(steady.branchHeat[c.cooler] == Approx(-in).epsilon(1e-11));
    CHECK(sum(steady.branchHeat) == Approx(0).margin(1e-12 * in * 20));
    std::vector<double> old = uniform(c.net, 300);
    for (int step = 0; step < 20; ++step) {
        const ThermalState s = c.net.solveTemperatures(flow, c.heats, old, 1);
        CHECK(s.newton.finalResidual <= 1e-12);
        CHECK(sum(s.branchHeat) == Approx(sum(s.stored)).epsilon(1e-11));
        old = s.temperature;
    }
    for (int step = 0; step < 5; ++step) old = c.net.solveTemperatures(flow, c.heats, old, 1e4).temperature;
    for (std::size_t i = 0; i < old.size(); ++i) CHECK(old[i] == Approx(steady.temperature[i]).margin(1e-6));
}

namespace {

// One heated branch and one that gives heat off, in a closed loop of prescribed flow.
struct Ring {
    Network net;
    NodeId cold, hot;
    BranchId heater, cooler;
    std::vector<BranchHeat> heats;

    explicit Ring(double massFlow, double volume = 0)
    {
        net.addLoop({"tcs", glycol()});
        cold = addNode(net, "cold", 0, volume);
        hot = addNode(net, "hot", 0, volume);
        fixPressure(net, cold, 0);
        heater = addFixedFlow(net, "heater", cold, hot, massFlow);
        cooler = addBranch(net, "cooler", hot, cold, {quadratic("cooler", 1e10, 1e9)});
        heats = noHeat(net);
    }
    HydraulicState flow() const { return net.solveHydraulics(uniform(net, 300)); }
    ThermalState solve(double dt = 0) const { return net.solveTemperatures(flow(), heats, uniform(net, 300), dt); }
};

} // namespace

TEST_CASE("A source raises enthalpy by heat over flow, whichever way the coolant runs")
{
    for (double m : {0.5, -0.5}) {
        Ring r(m);
        r.heats[r.heater].heat = 10e3;
        r.heats[r.cooler] = {0, -1000, 300};
        const HydraulicState flow = r.flow();
        const ThermalState s = r.solve();
        const auto h = [](double t) { return glycol()->enthalpy(t).value; };
        const NodeId in = m > 0 ? r.cold : r.hot, out = m > 0 ? r.hot : r.cold;
        CHECK(h(s.temperature[out]) - h(s.temperature[in]) == Approx(10e3 / 0.5).epsilon(1e-11));
        CHECK(s.temperature[out] == Approx(310).epsilon(1e-12)); // the cooler takes 1000 W/K above 300 K
        CHECK(r.net.upstream(r.heater, flow) == in);
        CHECK(r.net.downstream(r.heater, flow) == out);
        CHECK(r.net.outletTemperature(r.heater, flow, s) == Approx(s.temperature[out]).epsilon(1e-13));
    }
}

TEST_CASE("A heat loss follows its exponential, also with a specific heat that varies")
{
    Ring r(0.5);
    r.heats[r.heater].heat = 10e3;
    r.net.addLoss({r.cooler, 800, 290});
    const ThermalState s = r.solve();
    const double hot = s.temperature[r.hot];
    const double left = std::exp(-800 / (0.5 * glycol()->specificHeat(hot).value));
    CHECK(s.temperature[r.cold] == Approx(290 + (hot - 290) * left).epsilon(1e-12));
    CHECK(s.branchHeat[r.cooler] == Approx(-10e3).epsilon(1e-11));
    CHECK(s.newton.iterations <= 6);
}

TEST_CASE("A fixed temperature states the heat that holds it")
{
    Ring r(0.5);
    r.heats[r.heater].heat = 10e3;
    fixTemperature(r.net, r.cold, 295);
    const ThermalState s = r.solve();
    CHECK(s.temperature[r.cold] == 295);
    CHECK(s.fixedHeat[r.cold] == Approx(-10e3).epsilon(1e-11));
    CHECK(s.fixedHeat[r.hot] == 0);
}

TEST_CASE("Storage takes what sources give in a closed loop without a sink")
{
    Ring r(0.5, 0.01);
    r.net.node(r.hot).wallCapacity = 5000;
    r.heats[r.heater].heat = 10e3;
    std::vector<double> old = uniform(r.net, 300);
    const HydraulicState flow = r.flow();
    double stored = 0;
    for (int i = 0; i < 100; ++i) {
        const ThermalState s = r.net.solveTemperatures(flow, r.heats, old, 2);
        stored += 2 * sum(s.stored);
        old = s.temperature;
    }
    CHECK(stored == Approx(10e3 * 200).epsilon(1e-12));
    CHECK(r.net.nodeMass(r.hot) == Approx(0.01 * 1015));
    const auto h = [](double t) { return glycol()->enthalpy(t).value; };
    const double inFluid = 10.15 * (h(old[r.hot]) + h(old[r.cold]) - 2 * h(300));
    CHECK(inFluid + 5000 * (old[r.hot] - 300) == Approx(10e3 * 200).epsilon(1e-11));
}

TEST_CASE("Stagnant coolant stores heat in time but makes a steady case impossible")
{
    Ring r(0, 0.01);
    r.heats[r.heater].heat = 1000;
    const ThermalState s = r.solve(10);
    CHECK(s.stored[r.hot] == Approx(1000).epsilon(1e-11));
    CHECK(s.temperature[r.cold] == 300);
    CHECK_THROWS_AS(r.solve(), SolveError);
    CHECK_THROWS_WITH(r.solve(),
                      "node 'hot' of loop 'tcs' takes up 1000 W but no coolant flows there. Give it flow, or turn "
                      "the heat off.");
    r.heats[r.heater].heat = 0;
    CHECK(r.solve().temperature[r.hot] == 300); // without heat it keeps its temperature
}

TEST_CASE("A tray cut off from the flow is named")
{
    Ring r(0.5, 0);
    const NodeId tray = addNode(r.net, "tray 7");
    const BranchId plate = addBranch(r.net, "plate", r.hot, tray, {quadratic("plate", 0, 1e10)});
    r.heats = noHeat(r.net);
    r.heats[r.cooler] = {0, -100, 300};
    r.heats[plate].heat = 1200;
    CHECK_THROWS_WITH(r.solve(),
                      Catch::Contains("node 'tray 7' of loop 'tcs' takes up 1200 W but no coolant flows there"));
}

TEST_CASE("A loop whose heat goes nowhere has no steady temperature")
{
    Ring r(0.5, 0.01);
    r.heats[r.heater].heat = 1000;
    CHECK_THROWS_AS(r.solve(), SolveError);
    CHECK_THROWS_WITH(r.solve(),
                      "nothing determines the steady temperature of node 'cold' in loop 'tcs': the heat of this "
                      "loop goes nowhere. Give it an exchanger to a loop that is cooled, a heat loss or a fixed "
                      "temperature.");
    Chain chain(0);
    chain.heats[chain.cooler].slope = 0;
    chain.heats[chain.plates[0]].slope = 0;
    const HydraulicState flow = chain.net.solveHydraulics(uniform(chain.net, 300));
    CHECK_THROWS_WITH(chain.net.solveTemperatures(flow, chain.heats, {}, 0),
                      Catch::Contains("nothing determines the steady temperature of node 'tcs supply'"));
}

TEST_CASE("Coolant from outside needs a temperature")
{
    Network net;
    net.addLoop({"town", water()});
    const NodeId in = addNode(net, "main"), out = addNode(net, "tap");
    fixPressure(net, in, 1e5);
    net.node(out).demand = 2;
    addBranch(net, "pipe", in, out, {quadratic("pipe", 0, 1e9)});
    const HydraulicState flow = net.solveHydraulics(uniform(net, 300));
    CHECK_THROWS_WITH(net.solveTemperatures(flow, noHeat(net), {}, 0),
                      "node 'main' takes 2 kg/s into the network at an unknown temperature. Fix its temperature.");
    fixTemperature(net, in, 288);
    CHECK(net.solveTemperatures(flow, noHeat(net), {}, 0).temperature[out] == 288);
}

TEST_CASE("An exchanger works in every combination of flow directions and stops without flow")
{
    for (double m1 : {1.0, -1.0})
        for (double m2 : {2.0, -2.0, 0.0}) {
            Network net;
            net.addLoop({"hot", glycol()});
            net.addLoop({"cold", water()});
            NodeId n[4];
            for (int i = 0; i < 4; ++i) {
                n[i] = addNode(net, "node " + std::to_string(i), i / 2);
                fixPressure(net, n[i], 0);
            }
            const BranchId b1 = addFixedFlow(net, "hot side", n[0], n[1], m1),
                           b2 = addFixedFlow(net, "cold side", n[2], n[3], m2);
            const NodeId in1 = m1 > 0 ? n[0] : n[1], in2 = m2 >= 0 ? n[2] : n[3];
            fixTemperature(net, in1, 330);
            fixTemperature(net, in2, 290);
            const ExchangerParameters p{"cdu", 6000, 1.5, 1.5, 0.8};
            net.addExchanger({p, b1, b2});
            const ThermalState s = net.solveTemperatures(net.solveHydraulics(uniform(net, 300)), noHeat(net), {}, 0);
            // Capacity flows take the mean specific heat between the two inlets.
            const double cp1 = (glycol()->enthalpy(330).value - glycol()->enthalpy(290).value) / 40;
            CHECK(s.exchangerHeat[0] ==
                  Approx(exchangerConductance(p, 1, std::abs(m2), cp1, 4180) * 40).epsilon(1e-13));
            CHECK(s.branchHeat[b1] == -s.exchangerHeat[0]);
            CHECK(s.branchHeat[b2] == s.exchangerHeat[0]);
        }
}

TEST_CASE("An endless exchanger brings the weaker side to the other's inlet temperature, never beyond")
{
    for (double m1 : {0.3, 1.0, 3.0}) {
        Network net;
        net.addLoop({"hot", glycol()});
        net.addLoop({"cold", water()});
        NodeId n[4];
        for (int i = 0; i < 4; ++i) {
            n[i] = addNode(net, "node " + std::to_string(i), i / 2);
            fixPressure(net, n[i], 0);
        }
        const BranchId b1 = addFixedFlow(net, "hot side", n[0], n[1], m1);
        const BranchId b2 = addFixedFlow(net, "cold side", n[2], n[3], 1);
        fixTemperature(net, n[0], 360);
        fixTemperature(net, n[2], 290);
        net.addExchanger({{"endless", 1e9, 1, 1, 0.8}, b1, b2});
        const ThermalState s = net.solveTemperatures(net.solveHydraulics(uniform(net, 300)), noHeat(net), {}, 0);
        CHECK(s.temperature[n[1]] >= 290 - 1e-6);
        CHECK(s.temperature[n[3]] <= 360 + 1e-6);
        const bool reached = std::abs(s.temperature[n[1]] - 290) < 1e-6 || std::abs(s.temperature[n[3]] - 360) < 1e-6;
        CHECK(reached);
    }
}

TEST_CASE("Flow that reverses leaves the transient balance closed")
{
    Chain c(0.003);
    std::vector<double> old = uniform(c.net, 300);
    for (int step = 0; step < 12; ++step) {
        c.net.branch(c.iso2).massFlow = 1.5 * std::cos(0.7 * step); // through zero and back
        const HydraulicState flow = c.net.solveHydraulics(old);
        const ThermalState s = c.net.solveTemperatures(flow, c.heats, old, 5);
        CHECK(sum(s.branchHeat) == Approx(sum(s.stored)).epsilon(1e-11));
        CHECK(s.newton.finalResidual <= 1e-12);
        old = s.temperature;
    }
}

TEST_CASE("Coolants outside their range and laws outside theirs are flagged")
{
    Ring r(0.5);
    std::vector<double> t{380.15, 300};
    const auto flags = r.net.flags(r.flow(), t);
    REQUIRE(flags.size() == 1);
    CHECK(flags[0].component == "cold");
    CHECK(flags[0].message == "107 degC is outside the 0 to 100 degC for which simple is known");
    QuadraticLossParameters p;
    p.quadratic = 1e9;
    p.maxFlow = 1e-4;
    r.net.branch(r.cooler).components = {makeQuadraticLoss("plate 12", p)};
    const auto both = r.net.flags(r.flow(), uniform(r.net, 300));
    REQUIRE(both.size() == 1);
    CHECK(both[0].component == "plate 12");
}

namespace {

// Its enthalpy jumps at 320 K, so no temperature gives what lies between.
class Boiling : public SimpleCoolant {
public:
    Boiling() : SimpleCoolant(1000, 1e-3, 4180) {}
    Property enthalpy(double t) const override { return {4180 * (t - 273.15) + (t > 320 ? 1e6 : 0), 4180}; }
};

} // namespace

TEST_CASE("Temperatures that do not converge are named with their residual")
{
    Network net;
    net.addLoop({"tcs", std::make_shared<Boiling>()});
    const NodeId in = addNode(net, "in"), out = addNode(net, "out");
    fixPressure(net, in, 0);
    fixPressure(net, out, 0);
    fixTemperature(net, in, 310);
    const BranchId b = addFixedFlow(net, "plate", in, out, 1);
    std::vector<BranchHeat> heats = noHeat(net);
    heats[b].heat = 3e5;
    const HydraulicState flow = net.solveHydraulics(uniform(net, 300));
    CHECK_THROWS_WITH(
        net.solveTemperatures(flow, heats, {}, 0),
        Catch::Contains("the temperatures did not converge in 50 Newton steps: node 'out' misses its heat "
                        "balance by"));
}
