// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/plant/Chiller.h"

#include "solver/core/Error.h"
#include "solver/core/Property.h"

#include <algorithm>
#include <fmt/format.h>

namespace coldloop::plant {

namespace {

constexpr double evaporatorApproach = 2;     // leaving water - Tevap [K]
constexpr double condenserApproachAir = 12;  // Tcond - air [K]
constexpr double condenserApproachWater = 2; // Tcond - leaving condenser water [K]
constexpr double minLift = 10;               // Tcond - Tevap [K]
constexpr double maxCopAir = 8, maxCopWater = 15;

double biquadratic(const std::array<double, 6>& c, double evaporator, double condenser)
{
    const double e = evaporator - zeroCelsius, k = condenser - zeroCelsius;
    return c[0] + c[1] * e + c[2] * e * e + c[3] * k + c[4] * k * k + c[5] * e * k;
}

// Power by the three curves [W]; below the least part load the machine runs at it for a part of the time.
double curvePower(const ChillerParameters& p, double leaving, double condenser, double available, double load)
{
    const double partLoad = load / available, running = std::max(partLoad, p.minPartLoad);
    const double eirPlr = p.partLoadCurve[0] + running * (p.partLoadCurve[1] + running * p.partLoadCurve[2]);
    const double cycling = running > 0 ? partLoad / running : 0;
    return available * biquadratic(p.eirCurve, leaving, condenser) * eirPlr * cycling / p.ratedCop;
}

double condensing(const ChillerParameters& p, double condenser, double rejected, double capacityFlow)
{
    return p.airCooled ? condenser + condenserApproachAir
                       : condenser + rejected / capacityFlow + condenserApproachWater;
}

// Power beyond the curves [W]. eta is the Carnot fraction that the curves have at their edge at the same load, so power
// is continuous there. With P = load lift / (eta Tevap) and a water-cooled lift that contains P / capacityFlow, P is
// the solution of a linear equation.
double carnotPower(const ChillerParameters& p, double leaving, double condenser, double edgeLeaving,
                   double edgeCondenser, double available, double load, double capacityFlow)
{
    const double edgePower = curvePower(p, edgeLeaving, edgeCondenser, available, load);
    const double edgeEvaporating = edgeLeaving - evaporatorApproach;
    const double edgeLift =
        std::max(minLift, condensing(p, edgeCondenser, load + edgePower, capacityFlow) - edgeEvaporating);
    const double eta = load / edgePower * edgeLift / edgeEvaporating;

    const double evaporating = leaving - evaporatorApproach;
    const double lossPerLift = load / (eta * evaporating); // [W/K]
    const double liftWithoutPower = condensing(p, condenser, load, capacityFlow) - evaporating;
    const double feedback = p.airCooled ? 0 : lossPerLift / capacityFlow;
    if (feedback >= 1)
        throw SolveError(fmt::format("chiller '{}': condenser water of {:.3g} kW/K cannot carry {:.3g} kW. Raise the "
                                     "condenser flow",
                                     p.name, capacityFlow / 1e3, load / 1e3));
    const double power = lossPerLift * std::max(minLift, liftWithoutPower / (1 - feedback));
    return std::max(power, load / (p.airCooled ? maxCopAir : maxCopWater));
}

} // namespace

ChillerState chiller(const ChillerParameters& p, double leaving, double condenser, double requested,
                     double condenserCapacityFlow)
{
    expects(requested >= 0, "chiller: the requested load may not be negative");
    const double edgeLeaving = std::clamp(leaving, p.minLeaving, p.maxLeaving);
    const double edgeCondenser = std::clamp(condenser, p.minCondenser, p.maxCondenser);
    ChillerState state;
    state.available = p.ratedCapacity * std::max(0.0, biquadratic(p.capacityCurve, edgeLeaving, edgeCondenser));
    state.load = std::min(requested, p.maxPartLoad * state.available);
    if (state.load <= 0) return state;
    if (!p.airCooled && !(condenserCapacityFlow > 0))
        throw SolveError(fmt::format("chiller '{}': a load of {:.3g} kW without condenser water. Give it condenser "
                                     "flow",
                                     p.name, state.load / 1e3));
    state.beyondCurve = leaving != edgeLeaving || condenser != edgeCondenser;
    state.power = state.beyondCurve ? carnotPower(p, leaving, condenser, edgeLeaving, edgeCondenser, state.available,
                                                  state.load, condenserCapacityFlow)
                                    : curvePower(p, leaving, condenser, state.available, state.load);
    if (!(state.power > 0))
        throw SolveError(fmt::format("chiller '{}': its curves give no positive power at {:.1f} degC leaving and "
                                     "{:.1f} degC condenser temperature. Correct the coefficients or the range",
                                     p.name, leaving - zeroCelsius, condenser - zeroCelsius));
    state.cop = state.load / state.power;
    state.heatRejected = state.load + state.power;
    state.partLoad = state.load / state.available;
    return state;
}

} // namespace coldloop::plant
