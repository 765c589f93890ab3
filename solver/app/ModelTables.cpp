// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/app/ModelTables.h"

#include "solver/core/Property.h"

#include <fmt/format.h>

#include <cmath>
#include <map>

namespace coldloop::app {

namespace {

struct Shown {
    const char* label;
    const char* unit;
    double factor, offset; // shown = factor * (SI + offset)
    int digits;            // significant
};

// What is printed of the quantities, and how.
const std::pair<const char*, Shown> shownQuantities[] = {
    {"max_temperature", {"highest temperature", "degC", 1, -zeroCelsius, 6}},
    {"max_junction_temperature", {"highest where heated", "degC", 1, -zeroCelsius, 6}},
    {"heat", {"heat put in", "W", 1, 0, 6}},
    {"heat_to_coolant", {"heat to the coolant", "W", 1, 0, 6}},
    {"heat_stored", {"heat being stored", "W", 1, 0, 4}},
    {"thermal_resistance", {"thermal resistance", "K/W", 1, 0, 5}},
    {"coolant_inlet_temperature", {"coolant in", "degC", 1, -zeroCelsius, 6}},
    {"coolant_outlet_temperature", {"coolant out", "degC", 1, -zeroCelsius, 6}},
    {"mass_flow", {"mass flow", "kg/s", 1, 0, 5}},
    {"volume_flow", {"volume flow", "L/min", 6e4, 0, 5}},
    {"pressure_drop", {"pressure drop", "kPa", 1e-3, 0, 5}},
    {"pumping_power", {"pumping power", "W", 1, 0, 4}},
    {"max_velocity", {"highest velocity", "m/s", 1, 0, 4}}};

double celsius(double kelvin) { return kelvin - zeroCelsius; }

std::string orDash(double value, const char* format)
{
    return std::isfinite(value) ? fmt::format(fmt::runtime(format), value) : "-";
}

} // namespace

std::string figuresTable(const model::Outcome& outcome)
{
    std::string text;
    for (const auto& [name, shown] : shownQuantities) {
        const double value = model::quantity(outcome.quantities, name);
        if (std::isfinite(value))
            text += fmt::format("  {:<24}{:>12.{}g} {}\n", shown.label, shown.factor * (value + shown.offset),
                                shown.digits, shown.unit);
    }
    return text;
}

std::string zonesTable(const model::Outcome& outcome)
{
    std::string text = fmt::format("  {:<16}{:>10}{:>12}{:>10}{:>10}{:>10}{:>12}\n", "zone", "cells", "volume",
                                   "coldest", "mean", "hottest", "source");
    text += fmt::format("  {:<16}{:>10}{:>12}{:>10}{:>10}{:>10}{:>12}\n", "", "", "mm3", "degC", "degC", "degC", "W");
    for (const model::ZoneRow& row : outcome.zones)
        text +=
            fmt::format("  {:<16}{:>10}{:>12.5g}{:>10}{:>10}{:>10}{:>12.5g}\n", row.name, row.cells, row.volume * 1e9,
                        orDash(celsius(row.minTemperature), "{:.2f}"), orDash(celsius(row.meanTemperature), "{:.2f}"),
                        orDash(celsius(row.maxTemperature), "{:.2f}"), row.heatSource);
    return text;
}

std::string monitorsTable(const model::Outcome& outcome)
{
    std::string text;
    for (const Quantity& each : outcome.monitors) {
        const bool temperature = each.unit == "K";
        text += fmt::format("  {:<24}{:>12} {}\n", each.name,
                            orDash(temperature ? celsius(each.value) : each.value, "{:.6g}"),
                            temperature ? "degC" : each.unit);
    }
    return text;
}

std::string patchesTable(const model::Outcome& outcome)
{
    std::string text = fmt::format("  {:<16}{:>12}{:>12}{:>14}{:>10}{:>10}{:>12}\n", "patch", "area", "heat in",
                                   "flow in", "mean", "hottest", "pressure");
    text +=
        fmt::format("  {:<16}{:>12}{:>12}{:>14}{:>10}{:>10}{:>12}\n", "", "mm2", "W", "kg/s", "degC", "degC", "kPa");
    for (const model::PatchRow& row : outcome.patches)
        text += fmt::format("  {:<16}{:>12.5g}{:>12.5g}{:>14.5g}{:>10}{:>10}{:>12.5g}\n", row.name, row.area * 1e6,
                            row.heat, row.massFlow, orDash(celsius(row.meanTemperature), "{:.2f}"),
                            orDash(celsius(row.maxTemperature), "{:.2f}"), row.meanPressure / 1e3);
    return text;
}

std::string convergenceTable(const model::Outcome& outcome)
{
    std::string text;
    for (const ConvergenceRecord& record : outcome.convergence)
        text += fmt::format("  {:<12} {:>4} iterations, {:>5} linear, residual {:.1e} -> {:.1e}, {:.1f} s\n",
                            record.solve, record.iterations, record.linearIterations, record.initialResidual,
                            record.finalResidual, record.seconds);
    return text;
}

std::string loadCasesTable(const model::Outcome& outcome)
{
    std::string text =
        fmt::format("  {:<16}{:>12}{:>12}{:>12}{:>12}\n", "load case", "heat", "hottest", "resistance", "coolant out");
    text += fmt::format("  {:<16}{:>12}{:>12}{:>12}{:>12}\n", "", "W", "degC", "K/W", "degC");
    for (const model::LoadCaseRow& row : outcome.loadCases) {
        const auto v = [&](const char* name) { return model::quantity(row.quantities, name); };
        text += fmt::format("  {:<16}{:>12.6g}{:>12}{:>12}{:>12}\n", row.name, v("heat"),
                            orDash(celsius(v("max_temperature")), "{:.3f}"), orDash(v("thermal_resistance"), "{:.5g}"),
                            orDash(celsius(v("coolant_outlet_temperature")), "{:.3f}"));
    }
    return text;
}

std::string levelsTable(const model::Outcome& outcome)
{
    std::string text;
    for (const model::GridConvergence& g : outcome.gridConvergence) {
        text += fmt::format("  {} [{}]:", g.quantity, g.unit);
        for (std::size_t i = 0; i < g.values.size(); ++i)
            text += fmt::format(" {:.7g} ({:.0f} cells)", g.values[i], g.cells[i]);
        text +=
            fmt::format("\n    observed order {}, extrapolated {:.7g}, uncertainty {:.2g} {} (GCI {:.2g} %, factor of "
                        "safety {:g}){}\n",
                        orDash(g.observedOrder, "{:.2f}"), g.extrapolated, g.uncertainty, g.unit, 100 * g.index,
                        g.safetyFactor, g.note.empty() ? "" : ": " + g.note);
    }
    return text;
}

std::string verdict(const model::Outcome& outcome)
{
    const auto v = [&](const char* name) { return model::quantity(outcome.quantities, name); };
    std::string text = fmt::format("the hottest point is at {:.3f} degC", celsius(v("max_temperature")));
    if (std::isfinite(v("thermal_resistance"))) text += fmt::format(", {:.5g} K/W", v("thermal_resistance"));
    if (std::isfinite(v("pressure_drop")))
        text += fmt::format("; {:.4g} kPa drive {:.4g} L/min", v("pressure_drop") / 1e3, v("volume_flow") * 6e4);
    text += fmt::format(". Energy closes to {:.1e}, mass to {:.1e}.", outcome.energyImbalance, outcome.massImbalance);
    if (outcome.flags.size() > 0) text += fmt::format(" {} notes above.", outcome.flags.size());
    return text;
}

} // namespace coldloop::app
