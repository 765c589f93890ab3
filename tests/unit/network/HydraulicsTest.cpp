// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/network/Support.h"

#include "solver/core/Error.h"

#include <catch2/catch.hpp>

using namespace test;

namespace {

// A pump, a supply and a return node, `count` plates in parallel.
Network plates(int count, std::shared_ptr<Component> pump)
{
    Network net;
    net.addLoop({"tcs", water()});
    const NodeId supply = addNode(net, "supply"), back = addNode(net, "return");
    fixPressure(net, back, 1e5);
    addBranch(net, "pump", back, supply, {std::move(pump)});
    for (int i = 0; i < count; ++i)
        addBranch(net, "plate " + std::to_string(i), supply, back, {quadratic("plate", 1e12, 1e10 * (i + 1))});
    return net;
}

} // namespace

TEST_CASE("Flow through parallel plates balances mass and pressure to rounding")
{
    const Network net = plates(5, parabolicPump("pump", 2e5, 2e-3));
    const HydraulicState s = net.solveHydraulics(uniform(net, 300));
    CHECK(s.massImbalanceRelative <= 1e-12);
    CHECK(s.newton.finalResidual <= 1e-12);
    CHECK(s.newton.iterations <= 20);
    double sum = 0;
    for (int i = 1; i <= 5; ++i) {
        sum += s.massFlow[i];
        const double q = s.massFlow[i] / 1000;
        CHECK(s.pressure[0] - s.pressure[1] == Approx(1e9 * q + 1e13 * i * q * q).epsilon(1e-11));
    }
    CHECK(sum == Approx(s.massFlow[0]).epsilon(1e-12));
    const double q = s.massFlow[0] / 1000;
    CHECK(s.pressure[0] - s.pressure[1] == Approx(2e5 * (1 - q * q / 4e-6)).epsilon(1e-3)); // the table's interpolation
    const HydraulicState again = net.solveHydraulics(uniform(net, 300), &s);
    CHECK(again.newton.iterations == 0);
    CHECK(again.massFlow == s.massFlow);
}

TEST_CASE("Fixed flow states the rise that it needs")
{
    Network net;
    net.addLoop({"tcs", water()});
    const NodeId supply = addNode(net, "supply"), back = addNode(net, "return");
    fixPressure(net, back, 1e5);
    const BranchId pump = addFixedFlow(net, "pump", back, supply, 2);
    addBranch(net, "plate", supply, back, {quadratic("plate", 0, 1e10)});
    const HydraulicState s = net.solveHydraulics(uniform(net, 300));
    CHECK(s.massFlow[1] == Approx(2).epsilon(1e-13));
    CHECK(s.requiredRise[pump] == Approx(1e10 * 1000 * 4e-6).epsilon(1e-12));
    CHECK(s.requiredRise[1] == 0);
    net.branch(pump).massFlow = -1; // values may change, also the direction
    const HydraulicState reversed = net.solveHydraulics(uniform(net, 300), &s);
    CHECK(reversed.requiredRise[pump] == Approx(-1e10 * 1000 * 1e-6).epsilon(1e-12));
    net.branch(pump).components = {makeFlowCoefficient("filter", 1e-4)}; // a filter in the same branch adds its loss
    const HydraulicState filtered = net.solveHydraulics(uniform(net, 300));
    CHECK(filtered.requiredRise[pump] == Approx(reversed.requiredRise[pump] - 1 / (1000 * 1e-8)).epsilon(1e-10));
}

TEST_CASE("A fixed flow may be turned into a free one between solves")
{
    Network net = plates(3, parabolicPump("pump", 2e5, 2e-3));
    const HydraulicState free = net.solveHydraulics(uniform(net, 300));
    net.branch(0).fixedFlow = true;
    net.branch(0).massFlow = free.massFlow[0];
    const HydraulicState held = net.solveHydraulics(uniform(net, 300));
    CHECK(held.requiredRise[0] == Approx(0).margin(1e-5)); // the pump's own rise is just enough
    net.branch(0).fixedFlow = false;
    CHECK(net.solveHydraulics(uniform(net, 300)).massFlow[2] == Approx(free.massFlow[2]).epsilon(1e-11));
}

TEST_CASE("Pumps in parallel share the flow, a weak one is pushed back")
{
    Network net;
    net.addLoop({"tcs", water()});
    const NodeId supply = addNode(net, "supply"), back = addNode(net, "return");
    fixPressure(net, back, 0);
    const auto strong = parabolicPump("strong", 2e5, 4e-3), weak = parabolicPump("weak", 2e5, 4e-3);
    addBranch(net, "strong", back, supply, {strong, makeFlowCoefficient("valve", 1e-4)});
    addBranch(net, "weak", back, supply, {weak, makeFlowCoefficient("valve", 1e-4)});
    addBranch(net, "plate", supply, back, {quadratic("plate", 0, 2e8)});
    HydraulicState s = net.solveHydraulics(uniform(net, 300));
    CHECK(s.massFlow[0] == Approx(s.massFlow[1]).epsilon(1e-12));
    weak->setSpeed(0.5);
    s = net.solveHydraulics(uniform(net, 300), &s);
    CHECK(s.massFlow[1] < 0);
    CHECK(s.massFlow[0] + s.massFlow[1] == Approx(s.massFlow[2]).epsilon(1e-12));
    const double dp = s.pressure[supply];
    CHECK(dp ==
          Approx(0.25 * 2e5 + s.massFlow[1] * s.massFlow[1] / (1000 * 1e-8)).epsilon(1e-10)); // rise held at zero flow
}

TEST_CASE("A valve that is nearly shut and branches at rest do not hinder convergence")
{
    Network net = plates(4, parabolicPump("pump", 2e5, 2e-3));
    const auto valve = std::make_shared<ControlValve>("valve", 1e-4, false, 50, 1e-6);
    net.branch(2).components.push_back(valve);
    const NodeId a = addNode(net, "a"), b = addNode(net, "b"), end = addNode(net, "dead end");
    addBranch(net, "bridge left", 0, a, {quadratic("pipe", 0, 1e8)});
    addBranch(net, "bridge right", 0, b, {quadratic("pipe", 0, 1e8)});
    const BranchId bridge = addBranch(net, "bridge", a, b, {quadratic("pipe", 0, 1e8)}); // no flow by symmetry
    addBranch(net, "bridge out 1", a, 1, {quadratic("pipe", 0, 1e9)});
    addBranch(net, "bridge out 2", b, 1, {quadratic("pipe", 0, 1e9)});
    const BranchId dead = addBranch(net, "dead branch", a, end, {makePipe("stub", {1, 0.02, 0, 0})});
    HydraulicState s = net.solveHydraulics(uniform(net, 300));
    for (double opening : {1.0, 0.3, 0.0, 1.0}) {
        valve->setOpening(opening);
        s = net.solveHydraulics(uniform(net, 300), &s);
        CHECK(s.newton.iterations <= 25);
        CHECK(s.massImbalanceRelative <= 1e-12);
        CHECK(std::abs(s.massFlow[bridge]) < 1e-10);
        CHECK(std::abs(s.massFlow[dead]) < 1e-12);
        CHECK(s.massFlow[2] > 0);
    }
    valve->setOpening(0);
    s = net.solveHydraulics(uniform(net, 300));
    CHECK(s.massFlow[2] == Approx(1e-10 * std::sqrt(1000 * (s.pressure[0] - s.pressure[1]))).epsilon(0.02));
}

TEST_CASE("A network without drive comes to rest")
{
    Network net = plates(3, quadratic("still pump", 0, 1e10));
    net.branch(0).massFlow = 1; // the start value, not a prescription
    const HydraulicState s = net.solveHydraulics(uniform(net, 300));
    for (double m : s.massFlow) CHECK(std::abs(m) < 1e-9);
}

TEST_CASE("An open network takes its demands from its reservoirs")
{
    Network net;
    net.addLoop({"town", water()});
    const NodeId high = addNode(net, "high"), low = addNode(net, "low"), tap = addNode(net, "tap");
    fixPressure(net, high, 3e5);
    fixPressure(net, low, 2.5e5);
    net.node(tap).demand = 4;
    addBranch(net, "from high", high, tap, {quadratic("pipe", 0, 1e7)});
    addBranch(net, "from low", low, tap, {quadratic("pipe", 0, 1e7)});
    const HydraulicState s = net.solveHydraulics(uniform(net, 300));
    CHECK(s.massFlow[0] + s.massFlow[1] == Approx(4).epsilon(1e-13));
    CHECK(s.massFlow[0] * s.massFlow[0] - s.massFlow[1] * s.massFlow[1] ==
          Approx(5e4 / 1e4).epsilon(1e-11)); // 1e4 Pa/(kg/s)^2
    CHECK(s.massImbalanceRelative <= 1e-12);
}

namespace {

// Jumps by 1 MPa at 1 kg/s: no flow balances a pressure inside the jump.
class Jump : public Component {
public:
    Jump() : Component("jump") {}
    Property pressureLoss(double m, const FluidState&) const override { return {m + (m > 1 ? 1e6 : 0), 1}; }
};

} // namespace

TEST_CASE("Flow that does not converge is named with its residual")
{
    Network net;
    net.addLoop({"tcs", water()});
    const NodeId a = addNode(net, "a"), b = addNode(net, "b");
    fixPressure(net, a, 5e5);
    fixPressure(net, b, 0);
    addBranch(net, "leaky valve", a, b, {std::make_shared<Jump>()});
    CHECK_THROWS_AS(net.solveHydraulics(uniform(net, 300)), SolveError);
    CHECK_THROWS_WITH(net.solveHydraulics(uniform(net, 300)),
                      Catch::Contains("the flow did not converge in 100 Newton steps: branch 'leaky valve' misses its "
                                      "pressure balance by"));
}

TEST_CASE("A branch without components joins its nodes without loss")
{
    Network net = plates(2, parabolicPump("pump", 2e5, 2e-3));
    const NodeId end = addNode(net, "end");
    addBranch(net, "joint", 0, end, {});
    addBranch(net, "far plate", end, 1, {quadratic("plate", 1e12, 1e10)});
    const HydraulicState s = net.solveHydraulics(uniform(net, 300));
    CHECK(s.pressure[end] - s.pressure[0] == Approx(0).margin(1e-6));
    CHECK(s.massFlow[3] == Approx(s.massFlow[1]).epsilon(1e-9)); // as the same plate before the joint
    CHECK(s.massFlow[4] == Approx(s.massFlow[3]).epsilon(1e-12));
}
