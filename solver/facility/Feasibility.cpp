// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/Feasibility.h"

#include "solver/core/Error.h"
#include "solver/network/Exchanger.h"

#include <fmt/format.h>

namespace coldloop::facility {

namespace {

constexpr double referenceTemperature = zeroCelsius + 40; // at which ratings are taken [K]

double uaOf(const char* name, double duty, double approach, double c1, double c2)
{
    try {
        return network::uaOfApproach(duty, approach, c1, c2);
    } catch (const InputError& error) {
        throw InputError(fmt::format("{}: {}", name, error.what()));
    }
}

} // namespace

double cduUa(const Parameters& p)
{
    const CduParameters& cdu = p.tcs.cdu;
    return uaOf("CDU exchanger, from its catalogue entry's ratings", cdu.ratedCapacity, cdu.ratedApproach,
                cdu.ratedTcsFlow * p.tcs.coolant->specificHeat(referenceTemperature).value,
                cdu.ratedFwsFlow * p.fws.coolant->specificHeat(referenceTemperature).value);
}

double isolatingUa(const Parameters& p)
{
    const double cp = p.fws.coolant->specificHeat(referenceTemperature).value;
    return uaOf(
        "isolating exchanger, from plant.isolating-duty, plant.isolating-approach, fws.flow and plant.condenser-flow",
        p.plant.isolatingDuty, p.plant.isolatingApproach, p.fws.flow * cp, p.plant.condenserFlow * cp);
}

void requireFlowForHeat(const Parameters& p)
{
    const double heat = p.rack.ratedPower - p.rack.airHeat, flow = p.tcs.rackFlow;
    if (!(flow > 0))
        throw SolveError(fmt::format("TCS loop: a rack has {:.1f} kW of heat and no flow, its chips would burn. Give "
                                     "racks.flow a value above 0.",
                                     heat / 1e3));
    const double supply = p.tcs.supplySetpoint;
    const double rise =
        heat / (flow * p.tcs.coolant->density(supply).value * p.tcs.coolant->specificHeat(supply).value);
    const double room = p.tcs.coolant->maxTemperature() - supply;
    if (rise > room)
        throw SolveError(
            fmt::format("TCS loop: {:.3g} L/min carry a rack's {:.1f} kW only with a rise of {:.0f} K, and '{}' at "
                        "{:.1f} degC has {:.0f} K before it boils. Raise racks.flow.",
                        flow * 6e4, heat / 1e3, rise, p.tcs.coolant->name(), supply - zeroCelsius, room));
}

} // namespace coldloop::facility
