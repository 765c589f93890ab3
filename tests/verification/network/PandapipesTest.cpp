// Cases of pandapipes with columns of OpenModelica (hydraulics, one pipe) and closed forms (pipes that lose heat).
// Source: reference/networks/pandapipes (BSD-3 licence), its test networks; water properties from IAPWS-95 at 1 bar.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/network/Support.h"

#include <catch2/catch.hpp>

using namespace test;

namespace {

constexpr double pi = 3.14159265358979323846;

// Pipes of 75 mm that lose 5 W/(m2 K) to 293 K, cp 4182: the heat transfer cases.
struct HeatNet {
    Network net;

    HeatNet() { net.addLoop({"heat", std::make_shared<SimpleCoolant>(998.2, 1e-3, 4182)}); }
    NodeId inlet(double temperature)
    {
        const NodeId id = addNode(net, "inlet");
        fixTemperature(net, id, temperature);
        return id;
    }
    BranchId pipe(NodeId from, NodeId to, double massFlow, double length)
    {
        const BranchId b = addFixedFlow(net, "pipe", from, to, massFlow);
        net.addLoss({b, 5 * pi * 0.075 * length, 293});
        return b;
    }
    // Flows are prescribed, so any node's pressure may be fixed.
    ThermalState solve()
    {
        for (std::size_t i = 0; i < net.nodes().size(); ++i) fixPressure(net, static_cast<NodeId>(i), 0);
        flow = net.solveHydraulics(uniform(net, 300));
        return net.solveTemperatures(flow, noHeat(net), {}, 0);
    }
    HydraulicState flow;
};

} // namespace

TEST_CASE("pandapipes one pipe: pressure drop within 3 %, outlet within 0.5 K")
{
    Network net;
    net.addLoop({"water at 355 K", std::make_shared<SimpleCoolant>(970.61, 3.4629e-4, 4198.2)});
    const NodeId in = addNode(net, "in"), out = addNode(net, "out");
    fixPressure(net, in, 3e5);
    fixTemperature(net, in, 363.15);
    net.node(out).demand = 3;
    const BranchId b = addBranch(net, "pipe", in, out, {makePipe("pipe", {100, 0.075, 0.025e-3, 0})});
    net.addLoss({b, 100 * pi * 0.075 * 100, 293.15});
    const HydraulicState flow = net.solveHydraulics(uniform(net, 355));
    const ThermalState heat = net.solveTemperatures(flow, noHeat(net), {}, 0);
    CHECK(flow.pressure[in] - flow.pressure[out] == Approx(5877).epsilon(0.03));
    CHECK(flow.massFlow[b] / (970.61 * pi * 0.075 * 0.075 / 4) == Approx(0.69999).epsilon(0.001));
    CHECK(heat.temperature[out] == Approx(351.406).margin(0.5).epsilon(0));
}

TEST_CASE("pandapipes strand net: pressures within 1 %, velocities within 0.05 m/s")
{
    struct Pipe {
        int from, to;
        double length, diameter, velocity;
    };
    const Pipe pipes[] = {{0, 1, 10, 0.2, 0.1773385884},      {0, 2, 5, 0.2, 0.1687619001},
                          {1, 3, 10000, 0.075, 0.1888696694}, {1, 4, 20, 0.15, 0.1893199563},
                          {2, 5, 8400, 0.5, 0.01562569979},   {4, 6, 5000, 0.075, 0.1269696196},
                          {5, 7, 500, 0.075, 0.1269691525},   {5, 8, 1700, 0.075, 0.1888670705}};
    const double sinks[] = {0, 1.389, 2.23, 0.833, 2.78, 1.67, 0.56, 0.56, 0.833};
    const double bar[] = {4,           3.999811563, 3.999913869, 3.274802237, 3.999204186,
                          3.999232104, 3.820878272, 3.981399513, 3.875980522};
    Network net;
    net.addLoop({"water at 20 degC", std::make_shared<SimpleCoolant>(998.2065, 1.0016e-3, 4184)});
    for (int i = 0; i < 9; ++i) net.node(addNode(net, "junction " + std::to_string(i))).demand = sinks[i];
    fixPressure(net, 0, 4e5);
    for (const Pipe& p : pipes)
        addBranch(net, "pipe", p.from, p.to, {makePipe("pipe", {p.length, p.diameter, 0.1e-3, 0})});
    const HydraulicState s = net.solveHydraulics(uniform(net, 293.15));
    for (int i = 0; i < 9; ++i) {
        INFO("junction " << i);
        CHECK(s.pressure[i] == Approx(bar[i] * 1e5).epsilon(0.01));
    }
    for (int b = 0; b < 8; ++b) {
        INFO("pipe " << b);
        const double area = pi * pipes[b].diameter * pipes[b].diameter / 4;
        CHECK(s.massFlow[b] / (998.2065 * area) == Approx(pipes[b].velocity).margin(0.05).epsilon(0));
    }
    // The drop of the longest pipe itself (72.5 kPa) is a sharper question than the pressure: friction within 3 %.
    CHECK(s.pressure[1] - s.pressure[3] == Approx((bar[1] - bar[3]) * 1e5).epsilon(0.03));
}

// The column is Colebrook's friction to 0.05 %; Churchill's is 0.85 % above it at these Reynolds numbers.
TEST_CASE("pandapipes T cross: pressure drops within 1 %, velocities within 0.05 m/s")
{
    Network net;
    net.addLoop({"water at 20 degC", std::make_shared<SimpleCoolant>(998.2065, 1.0016e-3, 4184)});
    for (int i = 0; i < 4; ++i)
        net.node(addNode(net, "junction " + std::to_string(i))).demand = i == 1 || i == 2 ? 1.33 : 0;
    fixPressure(net, 0, 6e5);
    const auto pipe = makePipe("pipe", {5000, 0.075, 0.1e-3, 0});
    addBranch(net, "pipe 0", 0, 3, {pipe});
    addBranch(net, "pipe 1", 1, 3, {pipe});
    addBranch(net, "pipe 2", 3, 2, {pipe});
    const HydraulicState s = net.solveHydraulics(uniform(net, 293.15));
    const double area = pi * 0.075 * 0.075 / 4, velocity[] = {0.6030893281, -0.3015741421, 0.3015741421};
    const double bar[] = {6, 2.101284634, 2.101284634, 2.947766275};
    for (int i = 1; i < 4; ++i) CHECK(6e5 - s.pressure[i] == Approx(6e5 - bar[i] * 1e5).epsilon(0.01));
    for (int b = 0; b < 3; ++b) CHECK(s.massFlow[b] / (998.2065 * area) == Approx(velocity[b]).margin(0.05).epsilon(0));
}

TEST_CASE("pandapipes one pipe that cools: the closed form every 1000 m")
{
    HeatNet h;
    NodeId at = h.inlet(330);
    for (int i = 0; i < 6; ++i) {
        const NodeId next = addNode(h.net, "after");
        h.pipe(at, next, 1, 1000);
        at = next;
    }
    const ThermalState s = h.solve();
    const double closedForm[] = {330, 320.9163141, 314.0627188, 308.8917155, 304.9902195, 302.0465604, 299.8255844};
    for (int i = 0; i < 7; ++i) CHECK(s.temperature[i] == Approx(closedForm[i]).margin(2e-6).epsilon(0));
}

TEST_CASE("pandapipes tees mix and part at the closed form's temperatures")
{
    SECTION("two inlets, one outlet")
    {
        HeatNet h;
        const NodeId a = h.inlet(350), b = h.inlet(350), tee = addNode(h.net, "tee"), out = addNode(h.net, "out");
        h.pipe(a, tee, 0.5, 2500);
        h.pipe(b, tee, 0.5, 2500);
        h.pipe(tee, out, 1, 2500);
        const ThermalState s = h.solve();
        CHECK(s.temperature[tee] == Approx(306.9365931).margin(2e-6).epsilon(0));
        CHECK(s.temperature[out] == Approx(299.891242).margin(2e-6).epsilon(0));
    }
    SECTION("one inlet, two outlets")
    {
        HeatNet h;
        const NodeId in = h.inlet(350), tee = addNode(h.net, "tee"), a = addNode(h.net, "a"), b = addNode(h.net, "b");
        h.pipe(in, tee, 2, 2500);
        h.pipe(tee, a, 1, 2500);
        h.pipe(b, tee, -1, 2500); // drawn against its flow
        const ThermalState s = h.solve();
        CHECK(s.temperature[tee] == Approx(333.0816228).margin(2e-6).epsilon(0));
        CHECK(s.temperature[a] == Approx(312.8192027).margin(2e-6).epsilon(0));
        CHECK(s.temperature[b] == Approx(312.8192027).margin(2e-6).epsilon(0));
    }
    SECTION("two inlets, two outlets")
    {
        HeatNet h;
        const NodeId cold = h.inlet(300), hot = h.inlet(350), cross = addNode(h.net, "cross"),
                     out = addNode(h.net, "out");
        const BranchId c = h.pipe(cold, cross, 1, 2500), w = h.pipe(hot, cross, 1, 2500);
        h.pipe(cross, out, 2, 5000);
        const ThermalState s = h.solve();
        CHECK(h.net.outletTemperature(c, h.flow, s) == Approx(296.4612974).margin(2e-6).epsilon(0));
        CHECK(h.net.outletTemperature(w, h.flow, s) == Approx(321.1848506).margin(2e-6).epsilon(0));
        CHECK(s.temperature[cross] == Approx(308.823074).margin(2e-6).epsilon(0));
        CHECK(s.temperature[out] == Approx(300.8240523).margin(2e-6).epsilon(0));
    }
    SECTION("a mesh with one load")
    {
        HeatNet h;
        const NodeId in = h.inlet(350), n1 = addNode(h.net, "1"), n2 = addNode(h.net, "2"), n3 = addNode(h.net, "3");
        h.pipe(in, n1, 1, 2500);
        h.pipe(n1, n2, 0.606421, 2500);
        h.pipe(n1, n3, 0.393579, 2500);
        h.pipe(n3, n2, 0.393579, 2500);
        const ThermalState s = h.solve();
        CHECK(s.temperature[n3] == Approx(297.708615).margin(1e-5).epsilon(0)); // flows have six figures
        CHECK(s.temperature[n2] == Approx(298.6604458).margin(1e-5).epsilon(0));
    }
}

TEST_CASE("pandapipes heat exchanger: 20 kW out of 1 kg/s")
{
    Network net;
    net.addLoop({"water", std::make_shared<SimpleCoolant>(1000, 1e-3, 4190)});
    const NodeId in = addNode(net, "in"), out = addNode(net, "out");
    fixPressure(net, out, 0);
    fixPressure(net, in, 0);
    fixTemperature(net, in, 330);
    const BranchId b = addFixedFlow(net, "exchanger", in, out, 1000 * 0.22760187 * 0.004417865);
    std::vector<BranchHeat> heats = noHeat(net);
    heats[b].heat = -20000;
    const ThermalState s = net.solveTemperatures(net.solveHydraulics(uniform(net, 330)), heats, {}, 0);
    CHECK(s.temperature[out] == Approx(325.252907).margin(1e-5).epsilon(0));
}
