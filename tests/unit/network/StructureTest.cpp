// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/network/Support.h"

#include "solver/core/Error.h"

#include <catch2/catch.hpp>

using namespace test;
using Catch::Matchers::Contains;

namespace {

// Two nodes, a pump and a plate: sound but for what a test changes.
struct Small {
    Network net;
    NodeId a, b;

    explicit Small(bool reference = true)
    {
        net.addLoop({"tcs", water()});
        a = addNode(net, "a");
        b = addNode(net, "b");
        if (reference) fixPressure(net, a, 1e5);
        addBranch(net, "pump", a, b, {parabolicPump("pump", 1e5, 1e-3)});
        addBranch(net, "plate", b, a, {quadratic("plate", 0, 1e10)});
    }
    std::string fault() const
    {
        try {
            net.solveHydraulics(uniform(net, 300));
        } catch (const InputError& e) {
            return e.what();
        }
        return "none";
    }
};

} // namespace

TEST_CASE("A sound network has no structural fault") { CHECK(Small().fault() == "none"); }

TEST_CASE("A loop without pressure reference is named by its first node")
{
    CHECK(Small(false).fault() == "node 'a' of loop 'tcs' has no pressure reference. Fix the pressure of one node, for "
                                  "example at the expansion tank.");
    Small s;
    const NodeId c = addNode(s.net, "c");
    addFixedFlow(s.net, "in", s.b, c, 1);
    addFixedFlow(s.net, "out", c, s.a, 1);
    CHECK(s.fault() ==
          "node 'c' of loop 'tcs' has no pressure reference. Fix the pressure of one node, for example at the "
          "expansion tank; branches of fixed flow do not pass on pressure.");
}

TEST_CASE("A fixed flow into a dead end is named")
{
    Small s;
    const NodeId c = addNode(s.net, "c");
    addFixedFlow(s.net, "injector", s.b, c, 0.5);
    CHECK(s.fault() ==
          "branch 'injector' forces 0.5 kg/s into a dead end at node 'c'. Give the flow a way on, or fix a "
          "pressure there.");
}

TEST_CASE("Isolated parts and nodes are named")
{
    Small s;
    const NodeId lone = addNode(s.net, "lone");
    CHECK(s.fault() == "node 'lone' has no branch. Join it to its loop or remove it.");
    const NodeId other = addNode(s.net, "other");
    addBranch(s.net, "island", lone, other, {quadratic("pipe", 0, 1e9)});
    CHECK(s.fault() ==
          "node 'lone' is in an isolated part of loop 'tcs': no branch leads from it to node 'a'. Join them or "
          "make two loops.");
}

TEST_CASE("Coolants must exist and not mix")
{
    Small s;
    s.net.addLoop({"fws", water()});
    const NodeId f = addNode(s.net, "f", 1);
    addBranch(s.net, "leak", s.b, f, {quadratic("pipe", 0, 1e9)});
    CHECK(s.fault() ==
          "branch 'leak' joins node 'b' of loop 'tcs' to node 'f' of loop 'fws': coolants must not mix. Use an "
          "exchanger between two branches.");
    Small dry;
    dry.net.addLoop({"cw", nullptr});
    CHECK(dry.fault() == "loop 'cw' has no coolant. Give it one, for example pg25.");
    Small stray;
    stray.net.node(stray.a).loop = 3;
    CHECK(stray.fault() == "node 'a' belongs to loop number 3, which does not exist.");
}

TEST_CASE("Broken branches, exchangers and losses are named, all at once")
{
    Small s;
    addBranch(s.net, "ring", s.a, s.a, {quadratic("pipe", 0, 1e9)});
    addBranch(s.net, "stray", s.a, 77, {quadratic("pipe", 0, 1e9)});
    s.net.addExchanger({{"cdu", 1000, 1, 1, 0.8}, 0, 0});
    s.net.addExchanger({{"trim", 1000, 0, 1, 0.8}, 1, 9});
    s.net.addLoss({1, -5, 300});
    const std::string fault = s.fault();
    CHECK_THAT(fault, Contains("branch 'ring' joins node 'a' to itself."));
    CHECK_THAT(fault, Contains("branch 'stray' ends at a node that does not exist."));
    CHECK_THAT(fault,
               Contains("exchanger 'cdu': branch 'pump' already holds 'cdu'. Put each into a branch of its own."));
    CHECK_THAT(fault, Contains("exchanger 'trim': a side is a branch that does not exist."));
    CHECK_THAT(
        fault,
        Contains("exchanger 'trim': UA 1000 W/K must not be negative, rated flows 0 and 1 kg/s must be above zero."));
    CHECK_THAT(fault, Contains("branch 'plate': heat loss UA -5 W/K must not be negative"));
}

TEST_CASE("Node values that cannot be are named")
{
    Small s;
    s.net.node(s.a).volume = -1;
    fixTemperature(s.net, s.b, -3);
    CHECK_THAT(s.fault(), Contains("node 'a': volume -1 m3 and wall capacity 0 J/K must not be negative."));
    CHECK_THAT(s.fault(), Contains("node 'b': fixed temperature -3 K must be above zero."));
    s.net.node(s.a).volume = 0;
    s.net.node(s.b).fixedTemperature = false;
    s.net.node(s.b).demand = std::nan("");
    CHECK_THAT(s.fault(), Contains("node 'b': demand and pressure must be finite numbers."));
}

TEST_CASE("Branches without loss may not leave their flow undetermined")
{
    Small s;
    const NodeId c = addNode(s.net, "c");
    addBranch(s.net, "joint", s.b, c, {});
    CHECK(s.fault() == "none");
    addBranch(s.net, "second joint", c, s.b, {});
    CHECK(s.fault() == "branch 'second joint' has no component and closes a ring of such branches or joins two fixed "
                       "pressures: its flow is undetermined. Give it a loss.");
    Small t;
    fixPressure(t.net, t.b, 2e5);
    addBranch(t.net, "short cut", t.a, t.b, {});
    CHECK_THAT(t.fault(), Contains("branch 'short cut' has no component"));
}
