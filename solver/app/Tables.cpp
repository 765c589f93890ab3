// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/app/Tables.h"

#include "solver/core/Property.h"

#include <fmt/format.h>

#include <cmath>

namespace coldloop::app {

std::string chainTable(const facility::Snapshot& steady)
{
    const auto v = [&](const char* name) { return facility::total(steady, name); };
    const auto celsius = [&](const char* name) { return v(name) - zeroCelsius; };
    const auto kilowatt = [&](const char* name) { return v(name) / 1e3; };
    std::string text;
    const auto row = [&](const char* part, const std::string& what) {
        text += fmt::format("  {:<18}{}\n", part, what);
    };
    row("hottest GPU",
        fmt::format("{:.1f} degC, {:.0f} throttled", celsius("max_junction_temperature"), v("throttled_chips")));
    row("resolved rack", fmt::format("{:.1f} L/min, {:.1f} kPa", v("rack_flow") * 6e4, v("rack_pressure_drop") / 1e3));
    row("TCS loop",
        fmt::format("supply {:.2f} degC, return {:.2f} degC, {:.2f} kg/s, pumps {:.1f} kW at {:.0f} % speed",
                    celsius("tcs_supply_temperature"), celsius("tcs_return_temperature"), v("tcs_mass_flow"),
                    kilowatt("tcs_pump_power"), 100 * v("tcs_pump_speed")));
    row("CDU",
        fmt::format("{:.1f} kW, facility valve {:.0f} % open", kilowatt("cdu_duty"), 100 * v("cdu_valve_opening")));
    row("FWS loop", fmt::format("supply {:.2f} degC, return {:.2f} degC, {:.2f} kg/s, pumps {:.1f} kW",
                                celsius("fws_supply_temperature"), celsius("fws_return_temperature"),
                                v("fws_mass_flow"), kilowatt("fws_pump_power")));
    row("tower",
        fmt::format("leaving {:.2f} degC, approach {:.2f} K, range {:.2f} K, {:.1f} kW, fans {:.1f} kW, pump {:.1f} kW",
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

std::string zoomTable(const std::vector<facility::ZoomedPlate>& plates)
{
    if (plates.empty()) return "";
    std::string text = "Cold plates again in 3-D, steady state at TDP, reduced model and 3-D without the plate's own "
                       "spread:\n";
    text += fmt::format("  {:<24}{:>7}{:>7}{:>8}{:>10}{:>9}{:>8}{:>8}{:>10}{:>8}{:>8}{:>9}\n", "where", "flow", "inlet",
                        "power", "junction:", "reduced", "3-D", "differs", "fins: fit", "3-D", "differs", "energy");
    text += fmt::format("  {:<24}{:>7}{:>7}{:>8}{:>10}{:>9}{:>8}{:>8}{:>10}{:>8}{:>8}{:>9}\n", "", "L/min", "degC", "W",
                        "in rack", "degC", "degC", "K", "kPa", "kPa", "%", "rel.");
    for (const facility::ZoomedPlate& p : plates)
        text += fmt::format(
            "  {:<24}{:>7.3f}{:>7.1f}{:>8.1f}{:>10.2f}{:>9.2f}{:>8.2f}{:>+8.2f}{:>10.2f}{:>8.2f}{:>+8.2f}{:>9.0e}\n",
            fmt::format("rack {:>2} tray {:>2} slot {:>2}", p.place.rack, p.place.tray, p.place.slot),
            p.volumeFlow * 6e4, p.inlet - zeroCelsius, p.power, p.junction - zeroCelsius,
            p.junctionReduced - zeroCelsius, p.junction3d - zeroCelsius, p.junctionDifference(),
            p.finPressureDrop / 1e3, p.finPressureDrop3d / 1e3, 100 * p.pressureDropDifference(), p.energyImbalance);
    return text;
}

namespace {

// " 3 plates solved again in 3-D: ..." with the largest differences; empty without any.
std::string zoomSentence(const std::vector<facility::ZoomedPlate>& plates)
{
    if (plates.empty()) return "";
    double junction = 0, pressure = 0;
    for (const facility::ZoomedPlate& p : plates) {
        if (std::abs(p.junctionDifference()) > std::abs(junction)) junction = p.junctionDifference();
        if (std::abs(p.pressureDropDifference()) > std::abs(pressure)) pressure = p.pressureDropDifference();
    }
    return fmt::format(" {} solved again in 3-D: the reduced model differs by at most {:+.2f} K and {:+.1f} % of the "
                       "fins' pressure drop.",
                       plates.size() == 1 ? "One plate" : fmt::format("{} plates", plates.size()), junction,
                       100 * pressure);
}

std::string againstLimit(double margin)
{
    if (std::abs(margin) < 0.05) return "at its limit";
    return margin > 0 ? fmt::format("{:.1f} K below its limit", margin)
                      : fmt::format("{:.1f} K above its limit", -margin);
}

// The limits of chips as the placeholders have them: "85 degC, 90 degC, 95 degC".
std::string placeholderLimits(const std::vector<Placeholder>& placeholders)
{
    std::string limits;
    for (const Placeholder& p : placeholders)
        for (const std::string key : {"max-operating-temperature", "slowdown-temperature", "shutdown-temperature"})
            if (p.name.size() > key.size() && p.name.compare(p.name.size() - key.size(), key.size(), key) == 0)
                limits += (limits.empty() ? "" : ", ") + p.value;
    return limits;
}

// What the job of the transient did.
std::string jobSentence(const facility::Outcome& outcome)
{
    const double slowdown = facility::quantity(outcome, "job_slowdown");
    if (!std::isnan(outcome.jobStoppedAt))
        return fmt::format("; the job stops at {:.1f} s, when a GPU shuts down", outcome.jobStoppedAt);
    return std::isnan(slowdown) ? "" : fmt::format("; the job runs {:.1f} % slower", 100 * slowdown);
}

} // namespace

std::string verdict(const case_file::LoadedCase& loaded, const facility::Outcome& outcome)
{
    const auto v = [&](const char* name) { return facility::quantity(outcome, name); };
    const double steadyHottest = v("steady_max_junction_temperature"), hottest = v("max_junction_temperature");
    std::string text = fmt::format("at TDP {:.0f} of {:.0f} GPUs throttle, hottest {:.1f} degC",
                                   v("steady_throttled_chips"), v("chips"), steadyHottest - zeroCelsius);
    if (loaded.parameters.transient)
        text += fmt::format("; in the transient {:.0f}, hottest {:.1f} degC", v("transient_throttled_chips"),
                            v("transient_max_junction_temperature") - zeroCelsius);
    text += jobSentence(outcome);
    if (v("shutdown_chips") > 0) text += fmt::format("; {:.0f} GPUs shut down", v("shutdown_chips"));
    text += fmt::format(". The hottest GPU, {:.1f} degC, is {}. Energy closes to {:.1e}, mass to {:.1e}.",
                        hottest - zeroCelsius, againstLimit(v("min_thermal_margin")), outcome.energyImbalance,
                        outcome.massImbalance);
    text += zoomSentence(outcome.zoomed);
    const std::string limits = placeholderLimits(loaded.placeholders);
    if (!limits.empty()) text += fmt::format(" The limits {} are placeholders.", limits);
    if (!loaded.placeholders.empty())
        text +=
            fmt::format(" {} numbers have no public source (summary.json, placeholders).", loaded.placeholders.size());
    return text;
}

} // namespace coldloop::app
