// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/workload/Chip.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace coldloop;
using namespace coldloop::workload;

namespace {

// The numbers that this project assumes for a Blackwell GPU of a GB200.
ChipParameters blackwell()
{
    ChipParameters chip;
    chip.name = "blackwell";
    chip.thermalDesignPower = 1200;
    chip.idlePower = 145;
    chip.idleTemperature = zeroCelsius + 35;
    chip.leakageShare = 0.15;
    chip.leakageReference = zeroCelsius + 65;
    chip.leakageExponent = 0.0175;
    chip.maxClock = 1965e6;
    chip.flatVoltageClock = 900e6;
    chip.minVoltage = 0.67;
    chip.maxVoltage = 1.05;
    chip.governor.present = true;
    chip.governor.maxOperating = zeroCelsius + 85;
    chip.governor.slowdown = zeroCelsius + 90;
    chip.governor.shutdown = zeroCelsius + 95;
    chip.governor.clockCutPerKelvin = 0.05;
    chip.governor.hysteresis = 3;
    return chip;
}

double celsius(double t) { return t + zeroCelsius; }

} // namespace

TEST_CASE("a chip at full work and reference temperature draws its design power", "[chip]")
{
    const ChipParameters chip = blackwell();
    CHECK(power(chip, 1, 1, celsius(65)).value == Approx(1200).epsilon(1e-14));
    // Idle at its own temperature draws the idle power, whatever the clock.
    CHECK(power(chip, 0, 0.5, celsius(35)).value == Approx(145).epsilon(1e-14));
    CHECK(leakage(chip, celsius(65)).value == Approx(180));
    CHECK(leakage(chip, celsius(85)).value == Approx(180 * std::exp(0.35)));
    CHECK(power(chip, 1, 0, celsius(65)).value == 0);
}

TEST_CASE("dynamic power follows clock and voltage", "[chip]")
{
    const ChipParameters chip = blackwell();
    CHECK(dynamicFactor(chip, 1).value == Approx(1).epsilon(1e-14));
    // 982.5 MHz: V = 0.67 + 0.38 (982.5 - 900) / (1965 - 900) = 0.69943662 V.
    CHECK(dynamicFactor(chip, 0.5).value == Approx(0.5 * std::pow(0.69943662 / 1.05, 2)).epsilon(1e-6));
    // Below 900 MHz the voltage is flat, so power is proportional to the clock.
    CHECK(dynamicFactor(chip, 0.2).value == Approx(0.2 * std::pow(0.67 / 1.05, 2)).epsilon(1e-12));
    for (double clock : {0.2, 0.4, 0.5, 0.8, 1.0}) {
        const double slope = (dynamicFactor(chip, clock + 1e-6).value - dynamicFactor(chip, clock - 1e-6).value) / 2e-6;
        CHECK(dynamicFactor(chip, clock).derivative == Approx(slope).epsilon(1e-6));
    }
    ChipParameters plain = chip;
    plain.maxClock = plain.flatVoltageClock = plain.minVoltage = plain.maxVoltage = 0;
    CHECK(dynamicFactor(plain, 0.5).value == 0.5);
}

TEST_CASE("power's derivative by temperature matches finite differences", "[chip]")
{
    const ChipParameters chip = blackwell();
    for (double t : {20.0, 65.0, 90.0}) {
        const double slope =
            (power(chip, 0.8, 0.7, celsius(t) + 1e-3).value - power(chip, 0.8, 0.7, celsius(t) - 1e-3).value) / 2e-3;
        CHECK(power(chip, 0.8, 0.7, celsius(t)).derivative == Approx(slope).epsilon(1e-6));
        CHECK(slope > 0);
    }
}

TEST_CASE("a power is turned into the utilisation that draws it", "[chip]")
{
    const ChipParameters chip = blackwell();
    for (double watts : {400.0, 1000.0, 1200.0, 1300.0})
        CHECK(power(chip, utilisationOfPower(chip, watts), 1, celsius(65)).value == Approx(watts).epsilon(1e-13));
    CHECK(utilisationOfPower(chip, 50) == 0);
    ChipParameters alwaysOn; // no idle power, no leakage
    alwaysOn.thermalDesignPower = 300;
    CHECK(power(alwaysOn, utilisationOfPower(alwaysOn, 150), 1, celsius(50)).value == Approx(150));
}

TEST_CASE("idle power below the idle leakage leaves no negative rest", "[chip]")
{
    ChipParameters chip = blackwell();
    chip.idlePower = 50; // leakage alone at 35 degC is 106 W
    CHECK(restPower(chip) == 0);
    CHECK(power(chip, 1, 1, celsius(65)).value == Approx(1200));
}

TEST_CASE("the governor cuts the clock in proportion above the operating limit", "[governor]")
{
    const GovernorParameters governor = blackwell().governor;
    const GovernorState free;
    CHECK(allowedClock(governor, free, celsius(85)).value == 1);
    CHECK(allowedClock(governor, free, celsius(87)).value == Approx(0.90).epsilon(1e-12));
    CHECK(allowedClock(governor, free, celsius(87)).derivative == -0.05);
    CHECK(allowedClock(governor, free, celsius(120)).value == 0.1);
    CHECK(allowedClock(governor, free, celsius(120)).derivative == 0);
    for (double t : {80.0, 86.0, 89.5, 110.0}) {
        const double above = allowedClock(governor, free, celsius(t) + 1e-4).value;
        const double slope = (above - allowedClock(governor, free, celsius(t) - 1e-4).value) / 2e-4;
        CHECK(allowedClock(governor, free, celsius(t)).derivative == Approx(slope).margin(1e-9));
    }
    CHECK(allowedClock(GovernorParameters{}, free, celsius(200)).value == 1);
}

TEST_CASE("hardware slowdown latches at its limit and is released with hysteresis", "[governor]")
{
    const GovernorParameters governor = blackwell().governor;
    GovernorState state = updated(governor, {}, celsius(89.99));
    CHECK_FALSE(state.slowdown);
    state = updated(governor, state, celsius(90));
    REQUIRE(state.slowdown);
    CHECK(allowedClock(governor, state, celsius(86)).value == 0.5);
    state = updated(governor, state, celsius(87.01));
    CHECK(state.slowdown);
    state = updated(governor, state, celsius(86.99));
    CHECK_FALSE(state.slowdown);
    CHECK_FALSE(state.shutdown);
}

TEST_CASE("shutdown latches for good", "[governor]")
{
    const GovernorParameters governor = blackwell().governor;
    GovernorState state = updated(governor, {}, celsius(95));
    REQUIRE(state.shutdown);
    state = updated(governor, state, celsius(30));
    CHECK(state.shutdown);
    CHECK(allowedClock(governor, state, celsius(30)).value == 0);
    CHECK_FALSE(updated(GovernorParameters{}, {}, celsius(200)).shutdown);
}

TEST_CASE("kinds of chips have names", "[chip]")
{
    CHECK(toString(ChipKind::gpu) == "gpu");
    CHECK(toString(ChipKind::cpu) == "cpu");
    CHECK(toString(ChipKind::switchAsic) == "switch");
}
