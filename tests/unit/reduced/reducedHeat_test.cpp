// A plate of three layers along the coolant - die, base, coolant - as the full model, small enough for dense algebra.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Error.h"
#include "solver/reduced/Fleet.h"

#include <catch2/catch.hpp>

#include <Eigen/LU>
#include <unsupported/Eigen/MatrixFunctions>

#include <cmath>

using namespace coldloop;
using namespace coldloop::reduced;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr double litrePerMinute = 1e-3 / 60;

class Plate {
public:
    static constexpr int n = 40; // along the coolant
    std::vector<double> flows{0.4 * litrePerMinute, 0.8 * litrePerMinute, 1.6 * litrePerMinute, 3 * litrePerMinute};

    MatrixXd conduction(double flow) const
    {
        MatrixXd k = MatrixXd::Zero(3 * n, 3 * n);
        const auto couple = [&](int a, int b, double conductance) {
            k(a, a) += conductance;
            k(b, b) += conductance;
            k(a, b) -= conductance;
            k(b, a) -= conductance;
        };
        const double wall = 4 * std::pow(flow / litrePerMinute, 0.4), heatRate = 4.1e6 * flow; // [W/K]
        for (int i = 0; i < n; ++i) {
            couple(die(i), base(i), 8);
            couple(base(i), coolant(i), wall);
            if (i + 1 < n) couple(base(i), base(i + 1), 20);
            k(coolant(i), coolant(i)) += heatRate;
            if (i > 0) k(coolant(i), coolant(i - 1)) -= heatRate;
        }
        return k;
    }

    VectorXd capacity() const
    {
        VectorXd c(3 * n);
        c << VectorXd::Constant(n, 0.05), VectorXd::Constant(n, 2), VectorXd::Constant(n, 0.3);
        return c;
    }

    VectorXd heated(int from, int to) const
    {
        VectorXd b = VectorXd::Zero(3 * n);
        b.segment(from, to - from).setConstant(1.0 / (to - from));
        return b;
    }

    FullModel model() const
    {
        FullModel full;
        full.flows = flows;
        full.capacity = field(capacity());
        full.sourceNames = {"die-1", "die-2"};
        full.sources = {field(heated(5, 18)), field(heated(22, 36))};
        full.sensorNames = {"die-1", "die-2 hottest", "case"};
        full.sensors = {field(heated(5, 18)), field(heated(35, 36)), field(heated(n + n / 2, n + n / 2 + 1))};
        full.heatOut = [this](std::size_t flow, const Field& t) {
            return field(conduction(flows[flow]) * VectorXd::Map(t.data(), 3 * n));
        };
        full.response = [this](std::size_t flow, const Field& heat, double rate) {
            const MatrixXd shifted = conduction(flows[flow]) + rate * MatrixXd(capacity().asDiagonal());
            return field(shifted.lu().solve(VectorXd::Map(heat.data(), 3 * n)));
        };
        return full;
    }

    // of the sensors a time after `power` [W] came on [K above the inlet]
    VectorXd step(double flow, const VectorXd& power, double time) const
    {
        const FullModel full = model();
        VectorXd heat = VectorXd::Zero(3 * n), sensors(3);
        for (int s = 0; s < 2; ++s) heat += power[s] * VectorXd::Map(full.sources[s].data(), 3 * n);
        const MatrixXd k = conduction(flow), rates = capacity().cwiseInverse().asDiagonal() * k;
        const VectorXd end = k.lu().solve(heat), t = end - MatrixXd((-time * rates).exp()) * end;
        for (int s = 0; s < 3; ++s) sensors[s] = VectorXd::Map(full.sensors[s].data(), 3 * n).dot(t);
        return sensors;
    }

private:
    static int die(int i) { return i; }
    static int base(int i) { return n + i; }
    static int coolant(int i) { return 2 * n + i; }
    static Field field(const VectorXd& v) { return {v.data(), v.data() + v.size()}; }
};

const Plate threeLayers; // the models that it gives refer to it

const ReducedHeat& reducedPlate()
{
    static const ReducedHeat reducedOnce = reduce(threeLayers.model(), {0.1, 1, 10, 100}, 12);
    return reducedOnce;
}

const VectorXd power = (VectorXd(2) << 700, 500).finished(); // [W]

} // namespace

TEST_CASE("the steady response is that of the full model at the flows it was built on", "[reduced]")
{
    const ReducedHeat& plate = reducedPlate();
    for (const double flow : threeLayers.flows) {
        const VectorXd exact = threeLayers.step(flow, power, 1e6);
        const VectorXd found = plate.sensors(plate.steady(flow, power, 300), flow, power);
        for (int s = 0; s < 3; ++s) CHECK(found[s] - 300 == Approx(exact[s]).epsilon(1e-9));
    }
}

TEST_CASE("between those flows the steady response stays within 0.2 K at 1200 W", "[reduced]")
{
    const ReducedHeat& plate = reducedPlate();
    for (const double flow : {0.55, 1.1, 1.3, 2.2, 2.7}) {
        CAPTURE(flow);
        const double q = flow * litrePerMinute;
        const VectorXd exact = threeLayers.step(q, power, 1e6),
                       found = plate.sensors(plate.steady(q, power, 0), q, power);
        CHECK((found - exact).cwiseAbs().maxCoeff() < 0.2);
    }
}

TEST_CASE("a step of power is followed within 0.5 K after 10 ms, at flows it was not built on too", "[reduced]")
{
    const ReducedHeat& plate = reducedPlate();
    for (const double flow : {0.4, 1.1, 2.2})
        for (const double time : {0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 60.0}) {
            CAPTURE(flow, time);
            const double q = flow * litrePerMinute;
            const VectorXd state = plate.advanced(VectorXd::Zero(plate.states()), q, power, 0, time);
            const VectorXd error = plate.sensors(state, q, power) - threeLayers.step(q, power, time);
            CAPTURE(error.transpose());
            CHECK(error.cwiseAbs().maxCoeff() < 0.5);
        }
}

TEST_CASE("a warmer inlet warms everything by as much", "[reduced]")
{
    const ReducedHeat& plate = reducedPlate();
    const VectorXd none = VectorXd::Zero(2);
    for (const double flow : {0.4, 0.9, 3.0}) {
        const double q = flow * litrePerMinute;
        const VectorXd rise =
            plate.sensors(plate.steady(q, power, 301), q, power) - plate.sensors(plate.steady(q, power, 300), q, power);
        CHECK((rise - VectorXd::Ones(3)).cwiseAbs().maxCoeff() < 1e-10);
        const VectorXd held = plate.advanced(300 * plate.parts().ones, q, none, 300, 5);
        CHECK((plate.sensors(held, q, none).array() - 300).abs().maxCoeff() < 1e-10);
    }
}

TEST_CASE("every pole is stable on 200 flows in range", "[reduced]")
{
    const ReducedHeat& plate = reducedPlate();
    for (int i = 0; i < 200; ++i) REQUIRE(plate.slowestRate((0.4 + 2.6 * i / 199) * litrePerMinute) > 0);
    CHECK(plate.inRange(litrePerMinute));
    CHECK_FALSE(plate.inRange(4 * litrePerMinute));
}

TEST_CASE("an unstable or broken full model is refused", "[reduced]")
{
    FullModel unstable = threeLayers.model();
    const auto heatOut = unstable.heatOut;
    unstable.heatOut = [heatOut](std::size_t flow, const Field& t) {
        Field heat = heatOut(flow, t);
        for (double& h : heat) h = -h;
        return heat;
    };
    CHECK_THROWS_WITH(reduce(unstable, {1}, 6), Catch::Contains("unstable") && Catch::Contains("L/min"));
    FullModel broken = threeLayers.model();
    broken.response = [](std::size_t, const Field&, double) { return Field(3 * Plate::n, std::nan("")); };
    CHECK_THROWS_WITH(reduce(broken, {1}, 6), Catch::Contains("die-1"));
}

TEST_CASE("a fleet of plates steps as each plate alone", "[reduced]")
{
    const ReducedHeat& plate = reducedPlate();
    constexpr double dt = 0.5;
    const FleetStep step(plate, dt);
    constexpr int count = 37, steps = 20;
    std::vector<float> flow, inlet, powers, states(count * plate.states(), 0.0F), temperatures(count * 3);
    for (int i = 0; i < count; ++i) {
        flow.push_back(static_cast<float>((0.3 + 3.0 * i / count) * litrePerMinute)); // the first below the range
        inlet.push_back(300.0F + static_cast<float>(i % 5));
        powers.insert(powers.end(), {600.0F + static_cast<float>(i), 650.0F - static_cast<float>(i)});
        for (int s = 0; s < plate.states(); ++s)
            states[i * plate.states() + s] = static_cast<float>(300 * plate.parts().ones[s]);
    }
    const Fleet fleet{count, flow.data(), inlet.data(), powers.data(), states.data()};
    for (int n = 0; n < steps; ++n) step.advance(fleet);
    step.sensors(fleet, temperatures.data());
    for (int i = 0; i < count; ++i) {
        CAPTURE(i);
        const VectorXd p = (VectorXd(2) << powers[2 * i], powers[2 * i + 1]).finished();
        const VectorXd state = plate.advanced(300 * plate.parts().ones, flow[i], p, inlet[i], dt * steps);
        const VectorXd exact = plate.sensors(state, flow[i], p);
        for (int s = 0; s < 3; ++s) CHECK(temperatures[3 * i + s] == Approx(exact[s]).margin(0.02));
    }
}
