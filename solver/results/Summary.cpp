// summary.json: everything about a run that fits a page, for scripts and for the report. SI throughout.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/results/Fields.h"
#include "solver/results/Results.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>

namespace coldloop::results {

namespace {

using Json = nlohmann::ordered_json;

Json number(double value) // JSON has no "not a number"
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json quantity(double value, const std::string& unit) { return {{"value", number(value)}, {"unit", unit}}; }

Json joints(const std::vector<LedgerJoint>& ledger)
{
    Json list = Json::array();
    for (const LedgerJoint& joint : ledger) {
        Json terms = Json::array();
        for (const LedgerTerm& term : joint.terms)
            terms.push_back({{"name", term.name}, {"value", number(term.heatRate)}});
        list.push_back({{"joint", joint.name}, {"residual", number(joint.residual())}, {"terms", terms}});
    }
    return list;
}

Json plateCurve(const std::vector<facility::PlateCurvePoint>& points)
{
    Json list = Json::array();
    for (const facility::PlateCurvePoint& point : points)
        list.push_back({{"volume_flow", quantity(point.volumeFlow, "m3/s")},
                        {"inlet_temperature", quantity(point.inlet, "K")},
                        {"resistance", quantity(point.resistance, "K/W")},
                        {"plate_resistance", quantity(point.plateResistance, "K/W")},
                        {"fin_pressure_drop", quantity(point.finPressureDrop, "Pa")}});
    return list;
}

Json zoom(const std::vector<facility::ZoomedPlate>& plates)
{
    Json list = Json::array();
    for (const facility::ZoomedPlate& p : plates)
        list.push_back({{"name", facility::chipName(p.place)},
                        {"chip", p.place.number},
                        {"volume_flow", quantity(p.volumeFlow, "m3/s")},
                        {"inlet_temperature", quantity(p.inlet, "K")},
                        {"power", quantity(p.power, "W")},
                        {"junction_temperature", quantity(p.junction, "K")},
                        {"junction_temperature_reduced", quantity(p.junctionReduced, "K")},
                        {"junction_temperature_3d", quantity(p.junction3d, "K")},
                        {"junction_temperature_difference", quantity(p.junctionDifference(), "K")},
                        {"resistance_reduced", quantity(p.resistanceReduced, "K/W")},
                        {"resistance_3d", quantity(p.resistance3d, "K/W")},
                        {"resistance_difference", quantity(p.resistanceDifference(), "1")},
                        {"fin_pressure_drop", quantity(p.finPressureDrop, "Pa")},
                        {"fin_pressure_drop_3d", quantity(p.finPressureDrop3d, "Pa")},
                        {"fin_pressure_drop_difference", quantity(p.pressureDropDifference(), "1")},
                        {"energy", {{"imbalance_relative", number(p.energyImbalance)}}},
                        {"mass", {{"imbalance_relative", number(p.massImbalance)}}},
                        {"field", "fields/" + fileStem(facility::chipName(p.place)) + ".hdf"}});
    return list;
}

Json quantities(const std::vector<Quantity>& list)
{
    Json json = Json::object();
    for (const Quantity& each : list) json[each.name] = quantity(each.value, each.unit);
    return json;
}

Json convergence(const std::vector<ConvergenceRecord>& records)
{
    Json list = Json::array();
    for (const ConvergenceRecord& record : records) {
        Json entry = {{"solve", record.solve},
                      {"iterations", record.iterations},
                      {"initial_residual", number(record.initialResidual)},
                      {"final_residual", number(record.finalResidual)}};
        if (record.linearIterations > 0) entry["linear_iterations"] = record.linearIterations;
        if (record.seconds > 0) entry["seconds"] = record.seconds;
        for (const double residual : record.history) entry["history"].push_back(number(residual));
        list.push_back(entry);
    }
    return list;
}

// What facilities and 3-D models both have.
template <class Outcome>
void addCommon(Json& json, const Outcome& outcome)
{
    json["quantities"] = quantities(outcome.quantities);
    json["energy"]["imbalance_relative"] = number(outcome.energyImbalance);
    json["mass"]["imbalance_relative"] = number(outcome.massImbalance);
    json["convergence"] = convergence(outcome.convergence);
    for (const Flag& flag : outcome.flags)
        json["flags"].push_back({{"component", flag.component}, {"message", flag.message}});
}

void addOutcome(Json& json, const facility::Outcome& outcome)
{
    if (!std::isnan(outcome.jobStoppedAt)) json["job_stopped_at"] = quantity(outcome.jobStoppedAt, "s");
    addCommon(json, outcome);
    for (const facility::Event& event : outcome.events)
        json["events"].push_back(
            {{"time", quantity(event.time, "s")}, {"component", event.component}, {"message", event.message}});
    json["ledger"] = {{"unit", "W"}, {"steady", joints(outcome.steadyLedger)}, {"last", joints(outcome.last.ledger)}};
    json["plate_curve"] = plateCurve(outcome.plateCurve);
    json["zoom"] = zoom(outcome.zoomed);
}

Json gridConvergence(const model::GridConvergence& g)
{
    return {{"quantity", g.quantity},
            {"observed_order", number(g.observedOrder)},
            {"extrapolated", quantity(g.extrapolated, g.unit)},
            {"uncertainty", quantity(g.uncertainty, g.unit)},
            {"gci", number(g.index)},
            {"safety_factor", g.safetyFactor},
            {"cells", g.cells},
            {"values", g.values},
            {"note", g.note}};
}

Json zones(const std::vector<model::ZoneRow>& rows)
{
    Json list = Json::array();
    for (const model::ZoneRow& row : rows)
        list.push_back({{"name", row.name},
                        {"cells", row.cells},
                        {"volume", quantity(row.volume, "m3")},
                        {"min_temperature", quantity(row.minTemperature, "K")},
                        {"mean_temperature", quantity(row.meanTemperature, "K")},
                        {"max_temperature", quantity(row.maxTemperature, "K")},
                        {"heat_source", quantity(row.heatSource, "W")}});
    return list;
}

void addOutcome(Json& json, const model::Outcome& outcome)
{
    addCommon(json, outcome);
    for (const model::Event& event : outcome.events)
        json["events"].push_back(
            {{"time", quantity(event.time, "s")}, {"component", "model"}, {"message", event.message}});
    for (const model::PatchRow& row : outcome.patches)
        json["patches"].push_back({{"name", row.name},
                                   {"area", quantity(row.area, "m2")},
                                   {"heat", quantity(row.heat, "W")},
                                   {"mass_flow", quantity(row.massFlow, "kg/s")},
                                   {"mean_temperature", quantity(row.meanTemperature, "K")},
                                   {"max_temperature", quantity(row.maxTemperature, "K")},
                                   {"mean_pressure", quantity(row.meanPressure, "Pa")}});
    json["zones"] = zones(outcome.zones);
    json["monitors"] = quantities(outcome.monitors);
    for (const model::LoadCaseRow& row : outcome.loadCases)
        json["load_cases"].push_back({{"name", row.name},
                                      {"quantities", quantities(row.quantities)},
                                      {"zones", zones(row.zones)},
                                      {"monitors", quantities(row.monitors)},
                                      {"energy", {{"imbalance_relative", number(row.energyImbalance)}}},
                                      {"convergence", convergence(row.convergence)}});
    for (const model::LevelRow& row : outcome.levels)
        json["mesh_levels"].push_back({{"cells", row.cells}, {"quantities", quantities(row.quantities)}});
    for (const model::GridConvergence& each : outcome.gridConvergence)
        json["grid_convergence"].push_back(gridConvergence(each));
}

Json placeholders(const std::vector<Placeholder>& list)
{
    Json json = Json::array();
    for (const Placeholder& each : list)
        json.push_back(
            {{"name", each.name}, {"value", each.value}, {"low", each.low}, {"high", each.high}, {"note", each.note}});
    return json;
}

Json provenance(const Provenance& from)
{
    return {{"version", from.version},     {"commit", from.commit},    {"case_hash", from.caseHash},
            {"libraries", from.libraries}, {"ranks", from.ranks},      {"host", from.host},
            {"date", from.date},           {"compiler", from.compiler}};
}

} // namespace

std::string summaryJson(const Summary& summary)
{
    Json json;
    json["schema"] = fmt::format("coldloop-summary/{}", formatVersion);
    json["status"] = summary.status;
    json["message"] = summary.message;
    json["title"] = summary.title;
    json["quantities"] = Json::object();
    json["energy"] = {{"imbalance_relative", nullptr}};
    json["mass"] = {{"imbalance_relative", nullptr}};
    for (const char* list : {"convergence", "flags", "events"}) json[list] = Json::array();
    if (summary.kind == CaseKind::facility) {
        json["ledger"] = {{"unit", "W"}, {"steady", Json::array()}, {"last", Json::array()}};
        json["plate_curve"] = Json::array();
        json["zoom"] = Json::array();
    } else {
        for (const char* list : {"patches", "zones", "load_cases", "mesh_levels", "grid_convergence"})
            json[list] = Json::array();
        json["monitors"] = Json::object();
    }
    if (summary.outcome) addOutcome(json, *summary.outcome);
    if (summary.model) addOutcome(json, *summary.model);
    json["placeholders"] = placeholders(summary.placeholders);
    json["timing"] = Json::object();
    for (const auto& [phase, seconds] : summary.timing) json["timing"][phase] = number(seconds);
    json["peak_memory_bytes"] = static_cast<std::int64_t>(summary.peakMemoryBytes);
    if (summary.peakMemoryOfRanks.size() > 1) json["peak_memory_bytes_of_ranks"] = summary.peakMemoryOfRanks;
    json["provenance"] = provenance(summary.provenance);
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; // a title may be no UTF-8
}

} // namespace coldloop::results
