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
