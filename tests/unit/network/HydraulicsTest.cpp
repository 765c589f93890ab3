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
