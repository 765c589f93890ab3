// A stirred volume that is flushed: T = Tin + (T0 - Tin) exp(-t / tau), tau = M / m, and the order of the time step.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/network/Support.h"

#include <catch2/catch.hpp>

using namespace test;

namespace {

// Temperature after 100 s with `steps` steps; tau = 50 s.
double flushed(int steps)
{
    Network net;
    net.addLoop({"water", water()});
    const NodeId in = addNode(net, "in"), tank = addNode(net, "tank", 0, 0.1);
    fixPressure(net, in, 0);
    fixPressure(net, tank, 0);
    fixTemperature(net, in, 350);
    addFixedFlow(net, "flush", in, tank, 2);
    const HydraulicState flow = net.solveHydraulics(uniform(net, 300));
    std::vector<double> t = uniform(net, 300);
    for (int i = 0; i < steps; ++i) t = net.solveTemperatures(flow, noHeat(net), t, 100.0 / steps).temperature;
    return t[tank];
}

} // namespace

TEST_CASE("Implicit Euler gives its own closed form and the first order")
{
    const double exact = 350 - 50 * std::exp(-2.0);
    for (int steps : {10, 100})
        CHECK(flushed(steps) == Approx(350 - 50 * std::pow(1 + 2.0 / steps, -steps)).epsilon(1e-12));
    const double coarse = std::abs(flushed(200) - exact), fine = std::abs(flushed(400) - exact);
    const double order = std::log2(coarse / fine);
    CHECK(order > 0.98);
    CHECK(order < 1.02);
}
