// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/app/Tables.h"

#include "solver/core/Property.h"

#include <fmt/format.h>

#include <cmath>

namespace coldloop::app {

namespace {

double value(const facility::Outcome& outcome, const std::string& name)
{
    for (const Quantity& quantity : outcome.quantities)
        if (quantity.name == name) return quantity.value;
    return std::nan("");
}

} // namespace

std::string chainTable(const facility::Snapshot& steady)
{
    const auto v = [&](const char* name) { return facility::total(steady, name); };
    const auto celsius = [&](const char* name) { return v(name) - zeroCelsius; };
    const auto kilowatt = [&](const char* name) { return v(name) / 1e3; };
    std::string text;
    const auto row = [&](const char* part, const std::string& what) { text += fmt::format("  {:<18}{}\n", part, what); };
    row("hottest GPU", fmt::format("{:.1f} degC, {:.0f} throttled", celsius("max_junction_temperature"), v("throttled_chips")));
    row("resolved rack", fmt::format("{:.1f} L/min, {:.1f} kPa", v("rack_flow") * 6e4, v("rack_pressure_drop") / 1e3));
    row("TCS loop", fmt::format("supply {:.2f} degC, return {:.2f} degC, {:.2f} kg/s, pumps {:.1f} kW at {:.0f} % speed",
                                celsius("tcs_supply_temperature"), celsius("tcs_return_temperature"), v("tcs_mass_flow"),
                                kilowatt("tcs_pump_power"), 100 * v("tcs_pump_speed")));
    row("CDU", fmt::format("{:.1f} kW, facility valve {:.0f} % open", kilowatt("cdu_duty"), 100 * v("cdu_valve_opening")));
    row("FWS loop", fmt::format("supply {:.2f} degC, return {:.2f} degC, {:.2f} kg/s, pumps {:.1f} kW",
                                celsius("fws_supply_temperature"), celsius("fws_return_temperature"), v("fws_mass_flow"),
                                kilowatt("fws_pump_power")));
    row("tower", fmt::format("leaving {:.2f} degC, approach {:.2f} K, range {:.2f} K, {:.1f} kW, fans {:.1f} kW, pump {:.1f} kW",
                             celsius("tower_leaving_temperature"), v("tower_approach"), v("tower_range"), kilowatt("tower_heat"),
                             kilowatt("tower_fan_power"), kilowatt("condenser_pump_power")));
    row("chillers", fmt::format("room coil {:.1f} kW, trim {:.1f} kW", kilowatt("room_chiller_power"),
                                kilowatt("trim_chiller_power")));
    row("site", fmt::format("IT {:.1f} kW, cooling {:.1f} kW, PUE {:.3f}, water {:.2f} m3/h", kilowatt("it_power"),
                            kilowatt("cooling_power"), v("pue"), v("water_use") * 3.6));
    return text;
}

std::string ledgerTable(const std::vector<LedgerJoint>& ledger)
{
    std::string text;
    for (const LedgerJoint& joint : ledger) {
        text += fmt::format("  {:<11}", joint.name);
        for (const LedgerTerm& term : joint.terms)
            if (term.heatRate != 0) text += fmt::format(" {:+.3f} {},", term.heatRate / 1e3, term.name);
        text += fmt::format(" residual {:.1e} kW\n", joint.residual() / 1e3);
    }
    return text;
}

std::string verdict(const case_file::LoadedCase& loaded, const facility::Outcome& outcome)
{
    const double throttled = value(outcome, "throttled_chips"), chips = value(outcome, "chips");
    const double slowdown = value(outcome, "job_slowdown"), margin = value(outcome, "min_thermal_margin");
    std::string text = fmt::format("{:.0f} of {:.0f} GPUs throttle; hottest {:.1f} degC, ", throttled, chips,
                                   value(outcome, "max_junction_temperature") - zeroCelsius);
    const double off = value(outcome, "shutdown_chips");
    if (off > 0) text = fmt::format("{:.0f} of {:.0f} GPUs shut down, ", off, chips) + text;
    text += margin >= 0 ? fmt::format("{:.1f} K below its limit", margin) : fmt::format("{:.1f} K above its limit", -margin);
    if (!std::isnan(outcome.jobStoppedAt))
        text += fmt::format("; the job stopped at {:.1f} s when a GPU shut down", outcome.jobStoppedAt);
    else if (!std::isnan(slowdown))
        text += fmt::format("; the job runs {:.1f} % slower", 100 * slowdown);
    text += fmt::format(". Energy closes to {:.1e}, mass to {:.1e}.", outcome.energyImbalance, outcome.massImbalance);
    std::string limits;
    const auto endsWith = [](const std::string& s, const char* tail) {
        const std::string t(tail);
        return s.size() >= t.size() && s.compare(s.size() - t.size(), t.size(), t) == 0;
    };
    for (const Placeholder& p : loaded.placeholders)
        for (const char* key : {"max-operating-temperature", "slowdown-temperature", "shutdown-temperature"})
            if (endsWith(p.name, key)) limits += (limits.empty() ? "" : ", ") + p.value;
    if (!limits.empty()) text += fmt::format(" The limits {} are placeholders.", limits);
    if (!loaded.placeholders.empty())
        text += fmt::format(" {} numbers have no public source (summary.json, placeholders).", loaded.placeholders.size());
    return text;
}

} // namespace coldloop::app
