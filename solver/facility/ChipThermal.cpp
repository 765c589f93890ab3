// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/ChipThermal.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::facility {

using workload::ChipParameters;
using workload::GovernorState;

ChipPower chipPower(const ChipParameters& chip, const ChipRequest& request, const GovernorState& governor,
                    double temperature)
{
    if (governor.shutdown) return {0, 0, 0};
    if (request.fixedPower >= 0) return {request.fixedPower, 0, 1};
    if (!request.governed && chip.governor.present && temperature > chip.governor.shutdown)
        return {workload::power(chip, request.utilisation, 1, chip.governor.shutdown).value, 0, 1};
    const Property clock =
        request.governed ? workload::allowedClock(chip.governor, governor, temperature) : Property{1, 0};
    const Property power = workload::power(chip, request.utilisation, clock.value, temperature);
    double slope = power.derivative;
    if (clock.derivative != 0) {
        // P is affine in the dynamic factor: its slope by the clock is the dynamic power at full clock times d factor/dc.
        const double dynamic = workload::power(chip, request.utilisation, 1, temperature).value -
                               workload::power(chip, 0, 1, temperature).value;
        slope += dynamic * workload::dynamicFactor(chip, clock.value).derivative * clock.derivative;
    }
    return {power.value, slope, clock.value};
}

namespace {

// Root of T - inlet - R P(T) in [inlet, high], where it changes sign. Newton, bisection where Newton leaves the bracket.
double junctionInBracket(const ChipParameters& chip, double resistance, const ChipRequest& request,
                         const GovernorState& governor, double inlet, double high)
{
    double low = inlet, t = std::min(high, inlet + resistance * chipPower(chip, request, governor, inlet).power);
    for (int i = 0; i < 200; ++i) {
        const ChipPower p = chipPower(chip, request, governor, t);
        const double residual = t - inlet - resistance * p.power;
        if (std::abs(residual) < 1e-12 * t) return t;
        (residual < 0 ? low : high) = t;
        const double newton = t - residual / (1 - resistance * p.byTemperature);
        t = newton > low && newton < high ? newton : (low + high) / 2;
        if (high - low < 1e-13 * high) return t;
    }
    return t;
}

bool holdsBelow(const ChipParameters& chip, double resistance, const ChipRequest& request,
                const GovernorState& governor, double inlet, double limit)
{
    return limit > inlet && limit - inlet - resistance * chipPower(chip, request, governor, limit).power > 0;
}

// The first temperature, in steps of 5 K from the inlet, that the chip does not reach; `most` where there is none. Above
// the stable temperature of a leaking chip lies an unstable one, so the first change of sign is the one that counts.
double firstBound(const ChipParameters& chip, double resistance, const ChipRequest& request, double inlet, double most)
{
    double t = inlet + 5;
    while (t < most && !holdsBelow(chip, resistance, request, {}, inlet, t)) t += 5;
    return std::min(t, most);
}

} // namespace

ChipSteady steadyChip(const ChipParameters& chip, const ChipThermal& thermal, const ChipRequest& request, double inlet,
                      const GovernorState& atLeast)
{
    const double resistance = thermal.dieResistance + thermal.plateResistance;
    const auto& limits = chip.governor;
    constexpr double runaway = 1000; // [K]
    ChipSteady steady;
    GovernorState& latches = steady.state.governor;
    const bool governed = limits.present && request.governed && request.fixedPower < 0;
    double high = runaway;
    if (governed) {
        high = limits.slowdown;
        latches = atLeast;
        if (latches.slowdown || !holdsBelow(chip, resistance, request, latches, inlet, high)) {
            latches.slowdown = true;
            high = limits.shutdown;
            if (!holdsBelow(chip, resistance, request, latches, inlet, high)) latches.shutdown = true;
        }
    } else if ((high = firstBound(chip, resistance, request, inlet, runaway)) >= runaway) {
        throw SolveError(
            fmt::format("chip '{}' runs away: leakage outgrows the cooling at inlet {:.1f} degC and {:.4f} K/W. "
                        "Lower the inlet temperature or raise the flow.",
                        chip.name, inlet - zeroCelsius, resistance));
    }
    const double junction =
        latches.shutdown ? inlet : junctionInBracket(chip, resistance, request, latches, inlet, high);
    steady.cycles = latches.slowdown && !latches.shutdown && junction < limits.slowdown - limits.hysteresis;
    const ChipPower p = chipPower(chip, request, latches, junction);
    steady.state.die = junction;
    steady.peak = latches.shutdown ? std::max(limits.shutdown, inlet) : junction;
    steady.state.plate = inlet + (junction - inlet) * thermal.plateResistance / resistance;
    steady.power = p.power;
    steady.heat = (steady.state.plate - inlet) / thermal.plateResistance;
    steady.clock = p.clock;
    steady.powerByInlet = p.byTemperature / (1 - resistance * p.byTemperature);
    return steady;
}

namespace {

// (exp(x) - 1) / x and ((exp(x) - 1)/x - 1) / x, with their limits at 0.
double phi1(double x) { return std::abs(x) < 1e-8 ? 1 + x / 2 : std::expm1(x) / x; }
double phi2(double x) { return std::abs(x) < 1e-4 ? 0.5 + x / 6 + x * x / 24 : (phi1(x) - 1) / x; }

struct Matrix2 {
    double a, b, c, d;
};
struct Vector2 {
    double x, y;
};
Vector2 operator*(const Matrix2& m, const Vector2& v) { return {m.a * v.x + m.b * v.y, m.c * v.x + m.d * v.y}; }

// exp(A t), its integral and its double integral over t; the off-diagonals of A are positive, so its eigenvalues are
// real and distinct and each function of A is f(l1) Q1 + f(l2) Q2 with the spectral projectors Q.
struct Propagator {
    Matrix2 exponential{}, integral{}, doubleIntegral{};
    Propagator() = default;
    Propagator(const Matrix2& A, double t)
    {
        const double mean = (A.a + A.d) / 2, half = std::hypot((A.a - A.d) / 2, std::sqrt(A.b * A.c));
        const double l1 = mean + half, l2 = mean - half;
        const Matrix2 q1{(A.a - l2) / (l1 - l2), A.b / (l1 - l2), A.c / (l1 - l2), (A.d - l2) / (l1 - l2)};
        const auto combine = [&](double f1, double f2) {
            return Matrix2{f1 * q1.a + f2 * (1 - q1.a), (f1 - f2) * q1.b, (f1 - f2) * q1.c,
                           f1 * q1.d + f2 * (1 - q1.d)};
        };
        exponential = combine(std::exp(l1 * t), std::exp(l2 * t));
        integral = combine(t * phi1(l1 * t), t * phi1(l2 * t));
        doubleIntegral = combine(t * t * phi2(l1 * t), t * t * phi2(l2 * t));
    }
};

} // namespace

void advanceChip(const ChipParameters& chip, const ChipThermal& thermal, const ChipRequest& request, double inlet,
                 double dt, ChipState& state, ChipStep& step)
{
    const double gDie = 1 / thermal.dieResistance, gPlate = 1 / thermal.plateResistance;
    const double plateDrive = gPlate / thermal.plateCapacity;
    const Vector2 start{state.die, state.plate};
    double about = state.die; // die temperature about which P is linearised
    Vector2 end{}, sum{};
    ChipPower p;
    Propagator propagator;
    for (int iteration = 0; iteration < 6; ++iteration) {
        p = chipPower(chip, request, state.governor, about);
        const Matrix2 A{(p.byTemperature - gDie) / thermal.dieCapacity, gDie / thermal.dieCapacity,
                        gDie / thermal.plateCapacity, -(gDie + gPlate) / thermal.plateCapacity};
        const Vector2 b{(p.power - p.byTemperature * about) / thermal.dieCapacity, plateDrive * inlet};
        propagator = Propagator(A, dt);
        const Vector2 e = propagator.exponential * start, f = propagator.integral * b;
        end = {e.x + f.x, e.y + f.y};
        const Vector2 g = propagator.integral * start, h = propagator.doubleIntegral * b;
        sum = {g.x + h.x, g.y + h.y};
        const double mean = sum.x / dt;
        const bool settled = std::abs(mean - about) < 1e-6;
        if (settled || iteration == 5) break;
        about = mean;
    }
    step.energy += p.power * dt + p.byTemperature * (sum.x - about * dt);
    step.heat += (sum.y - inlet * dt) * gPlate;

    const Vector2 drive{0, plateDrive}, before{step.dieByInlet, step.plateByInlet};
    const Vector2 s = propagator.integral * before, r = propagator.doubleIntegral * drive;
    step.heatByInlet += (s.y + r.y - dt) * gPlate;
    const Vector2 u = propagator.exponential * before, v = propagator.integral * drive;
    step.dieByInlet = u.x + v.x;
    step.plateByInlet = u.y + v.y;

    state.die = end.x;
    state.plate = end.y;
    state.governor = workload::updated(chip.governor, state.governor, std::max(state.die, start.x));
    if (!request.governed || request.fixedPower >= 0) state.governor = {};
    step.peak = std::max({step.peak, state.die, start.x});
    const double clock = chipPower(chip, request, state.governor, state.die).clock;
    if (p.clock < throttledBelow) step.throttled += dt;
    step.clockTime += p.clock * dt;
    step.clock = clock;
}

} // namespace coldloop::facility
