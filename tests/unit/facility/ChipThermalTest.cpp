// The two-state chip against a fine Runge-Kutta solution, its balances, its governor.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/ChipThermal.h"
#include "solver/core/Error.h"
#include "solver/core/Property.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace coldloop;
using namespace coldloop::facility;

namespace {

workload::ChipParameters gpu()
{
    workload::ChipParameters chip;
    chip.name = "test-gpu";
    chip.thermalDesignPower = 1200;
    chip.idlePower = 145;
    chip.idleTemperature = zeroCelsius + 33;
    chip.leakageShare = 0.15;
    chip.leakageReference = zeroCelsius + 65;
    chip.leakageExponent = 0.0175;
    chip.maxClock = 1965e6;
    chip.flatVoltageClock = 900e6;
    chip.minVoltage = 0.67;
    chip.maxVoltage = 1.075;
    chip.governor = {true, zeroCelsius + 85, zeroCelsius + 90, zeroCelsius + 95, 0.05, 0.5, 3, 0.1};
    return chip;
}

constexpr ChipThermal thermal{0.008, 0.021, 3, 250};

// Classical Runge-Kutta of the same two equations with the full non-linear P(T).
ChipState rungeKutta(const workload::ChipParameters& chip, const ChipRequest& request, double inlet, double duration,
                     ChipState s)
{
    constexpr double dt = 5e-5;
    const auto slope = [&](double die, double plate, double& ddie, double& dplate) {
        const double flow = (die - plate) / thermal.dieResistance;
        ddie = (chipPower(chip, request, s.governor, die).power - flow) / thermal.dieCapacity;
        dplate = (flow - (plate - inlet) / thermal.plateResistance) / thermal.plateCapacity;
    };
    const long steps = std::lround(duration / dt);
    for (long i = 0; i < steps; ++i) {
        double a1, b1, a2, b2, a3, b3, a4, b4;
        slope(s.die, s.plate, a1, b1);
        slope(s.die + dt / 2 * a1, s.plate + dt / 2 * b1, a2, b2);
        slope(s.die + dt / 2 * a2, s.plate + dt / 2 * b2, a3, b3);
        slope(s.die + dt * a3, s.plate + dt * b3, a4, b4);
        s.die += dt / 6 * (a1 + 2 * a2 + 2 * a3 + a4);
        s.plate += dt / 6 * (b1 + 2 * b2 + 2 * b3 + b4);
    }
    return s;
}

ChipRequest at(double utilisation)
{
    ChipRequest request;
    request.utilisation = utilisation;
    return request;
}

} // namespace

TEST_CASE("a steady chip satisfies T = Tin + R P(T)")
{
    const double inlet = zeroCelsius + GENERATE(20, 40, 50, 54, 57);
    const ChipSteady steady = steadyChip(gpu(), thermal, at(1), inlet);
    const double power = chipPower(gpu(), at(1), steady.state.governor, steady.state.die).power;
    CHECK(steady.state.die == Approx(inlet + (thermal.dieResistance + thermal.plateResistance) * power).epsilon(1e-11));
    CHECK(steady.state.plate == Approx(inlet + thermal.plateResistance * power).epsilon(1e-11));
    CHECK(steady.power == power);

    const double d = 1e-3; // the slope that the network's Newton uses
    const double numeric =
        (steadyChip(gpu(), thermal, at(1), inlet + d).power - steadyChip(gpu(), thermal, at(1), inlet - d).power) /
        (2 * d);
    CHECK(steady.powerByInlet == Approx(numeric).epsilon(1e-3));
}

TEST_CASE("without leakage and governor an interval of any length is exact")
{
    workload::ChipParameters chip = gpu();
    chip.leakageShare = 0;
    chip.governor.present = false;
    const double inlet = zeroCelsius + 40;
    const ChipState start{inlet + 5, inlet + 2, {}};
    ChipState once = start, often = start;
    ChipStep sums, many;
    advanceChip(chip, thermal, at(0.9), inlet, 2.0, once, sums);
    for (int i = 0; i < 40; ++i) advanceChip(chip, thermal, at(0.9), inlet, 0.05, often, many);
    const ChipState reference = rungeKutta(chip, at(0.9), inlet, 2.0, start);
    CHECK(once.die == Approx(reference.die).epsilon(1e-10));
    CHECK(once.plate == Approx(reference.plate).epsilon(1e-10));
    CHECK(often.die == Approx(once.die).epsilon(1e-12));
    CHECK(many.heat == Approx(sums.heat).epsilon(1e-10));
}

TEST_CASE("leakage and a clock that follows temperature stay within 2 mK of the full equations")
{
    const double inlet = zeroCelsius + GENERATE(30, 52);
    const ChipState start{inlet + 20, inlet + 15, {}};
    ChipState state = start;
    ChipStep sums;
    for (int i = 0; i < 30; ++i) advanceChip(gpu(), thermal, at(1), inlet, 0.1, state, sums);
    const ChipState reference = rungeKutta(gpu(), at(1), inlet, 3.0, start);
    CHECK(std::abs(state.die - reference.die) < 2e-3);
    CHECK(std::abs(state.plate - reference.plate) < 2e-3);
}

TEST_CASE("energy in is energy stored and given, to rounding")
{
    const double inlet = zeroCelsius + 53;
    ChipState state{inlet + 33, inlet + 20, {}};
    const ChipState start = state;
    ChipStep sums;
    for (const double dt : {0.1, 0.033, 1e-6, 0.1, 0.5}) advanceChip(gpu(), thermal, at(1), inlet, dt, state, sums);
    const double stored =
        thermal.dieCapacity * (state.die - start.die) + thermal.plateCapacity * (state.plate - start.plate);
    CHECK(std::abs(sums.energy - stored - sums.heat) < 1e-11 * sums.energy);
}

TEST_CASE("the heat's sensitivity to the inlet temperature is carried through the intervals")
{
    workload::ChipParameters chip = gpu();
    chip.governor.present = false;
    const auto heatAt = [&](double inlet, double* sensitivity) {
        ChipState state{zeroCelsius + 60, zeroCelsius + 52, {}};
        ChipStep sums;
        for (int i = 0; i < 10; ++i) advanceChip(chip, thermal, at(0.8), inlet, 0.1, state, sums);
        if (sensitivity) *sensitivity = sums.heatByInlet;
        return sums.heat;
    };
    double sensitivity = 0;
    heatAt(zeroCelsius + 40, &sensitivity);
    const double numeric = (heatAt(zeroCelsius + 40.1, nullptr) - heatAt(zeroCelsius + 39.9, nullptr)) / 0.2;
    CHECK(sensitivity == Approx(numeric).epsilon(1e-3));
}

TEST_CASE("the governor cuts the clock, then halves it, then shuts the chip off")
{
    const auto steady = [](double inletCelsius) {
        return steadyChip(gpu(), thermal, at(1), zeroCelsius + inletCelsius);
    };
    CHECK(steady(40).clock == 1);
    const ChipSteady cut = steady(54);
    CHECK(cut.clock < 0.999);
    CHECK(cut.clock > 0.5);
    CHECK(cut.state.die > zeroCelsius + 85);
    CHECK(cut.state.die < zeroCelsius + 90);
    const ChipSteady slow = steady(74);
    CHECK(slow.state.governor.slowdown);
    CHECK_FALSE(slow.state.governor.shutdown);
    CHECK(slow.clock <= 0.5);
    const ChipSteady off = steady(95);
    CHECK(off.state.governor.shutdown);
    CHECK(off.power == 0);
}

TEST_CASE("an ungoverned chip with leakage finds its stable temperature, or runs away by name")
{
    ChipRequest request = at(1);
    request.governed = false;
    const ChipSteady stable = steadyChip(gpu(), thermal, request, zeroCelsius + 50);
    CHECK(stable.state.die < zeroCelsius + 100);
    CHECK(stable.clock == 1);
    // Beyond its shutdown temperature leakage grows no further, so the question still has an answer.
    const ChipThermal poor{0.05, 0.15, 3, 250};
    const ChipSteady hot = steadyChip(gpu(), poor, request, zeroCelsius + 50);
    CHECK(hot.power == Approx(workload::power(gpu(), 1, 1, zeroCelsius + 95).value));
    CHECK(hot.state.die == Approx(zeroCelsius + 50 + 0.2 * hot.power));
    workload::ChipParameters limitless = gpu();
    limitless.governor.present = false;
    CHECK_THROWS_WITH(steadyChip(limitless, poor, request, zeroCelsius + 50),
                      Catch::Contains("chip 'test-gpu' runs away") && Catch::Contains("Lower the inlet temperature"));
}

TEST_CASE("throttled time counts intervals with the clock cut by more than 0.1 %")
{
    const double inlet = zeroCelsius + 54;
    ChipState hot = steadyChip(gpu(), thermal, at(1), inlet).state;
    ChipStep sums;
    for (int i = 0; i < 10; ++i) advanceChip(gpu(), thermal, at(1), inlet, 0.1, hot, sums);
    CHECK(sums.throttled == Approx(1.0));
    CHECK(sums.clockTime < 1.0);
    ChipState cool{zeroCelsius + 40, zeroCelsius + 40, {}};
    ChipStep none;
    advanceChip(gpu(), thermal, at(1), zeroCelsius + 30, 0.1, cool, none);
    CHECK(none.throttled == 0);
    CHECK(none.clockTime == Approx(0.1));
}

TEST_CASE("a chip that shut down is remembered at its shutdown temperature, though it is cold now")
{
    const ChipSteady off = steadyChip(gpu(), {0.05, 0.15, 3, 250}, at(1), zeroCelsius + 40);
    REQUIRE(off.state.governor.shutdown);
    CHECK(off.state.die == Approx(zeroCelsius + 40));
    CHECK(off.peak == Approx(zeroCelsius + 95));
}
