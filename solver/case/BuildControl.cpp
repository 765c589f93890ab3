// Time, numerics, monitors and output of a 3-D model.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/BuildModel.h"
#include "solver/case/Model3d.h"
#include "solver/core/Error.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <sstream>

namespace coldloop::case_file {

namespace {

constexpr double stepsPerCheckpoint = 20; // where the case does not say

void buildTime(ModelBuild& build)
{
    const Record& record = build.records.at("time");
    if (!record.given) return;
    model::Transient transient;
    transient.end = record.number("end");
    transient.step = record.number("step");
    transient.steadyStart = record.text("start") == "steady";
    transient.startPower = record.number("start-power");
    transient.flow = record.text("flow") == "transient";
    if (record.has("write-interval")) transient.writeInterval = record.number("write-interval");
    transient.checkpointInterval =
        record.has("checkpoint-interval") ? record.number("checkpoint-interval") : stepsPerCheckpoint * transient.step;
    if (record.sound && transient.step > transient.end)
        build.fail(record, "step", "is longer than the end. Shorten the step or move the end");
    if (!transient.steadyStart && transient.startPower != 1)
        build.fail(record, "start-power", "is of a steady start, and this one is from rest. Remove it");
    for (const cht::ZoneMaterial& zone : build.model.physics.zones)
        if (transient.flow && zone.fluid && zone.regime != cht::Regime::laminar)
            build.fail(
                record, "flow",
                fmt::format("is for laminar flow, and zone '{}' is or may be turbulent. Write flow = \"steady\", "
                            "or its regime = \"laminar\"",
                            zone.zone));
    const Record& physics = build.records.at("physics");
    const bool known = physics.has("initial-temperature") ||
                       std::any_of(build.model.physics.boundaries.begin(), build.model.physics.boundaries.end(),
                                   [](const cht::Boundary& b) {
                                       return b.thermal == cht::ThermalBoundary::inlet ||
                                              b.thermal == cht::ThermalBoundary::fixedTemperature;
                                   });
    if (!transient.steadyStart && !known)
        build.errors.add(record.place,
                         "time: a start from rest needs a temperature. Add initial-temperature to [physics]");
    for (const Record& map : build.records.list("power-maps"))
        if (map.has("load-case"))
            build.fail(map, "load-case", "is a steady state, and this case has [time]. Remove one of them");
    build.model.transient = transient;
}

void buildNumerics(ModelBuild& build)
{
    const Record& record = build.records.at("numerics");
    cht::Tolerances& t = build.model.tolerances;
    t.flow = t.energy = record.number("tolerance");
    t.temperatureError = record.number("temperature-error");
    t.pressureDropError = record.number("pressure-drop-error");
    t.maxFlowIterations = record.count("flow-iterations");
    t.maxEnergyIterations = record.count("energy-iterations");
    t.maxCouplingIterations = record.count("coupling-iterations");
    build.model.physics.upwindEnthalpy = record.text("convection") == "upwind";
    try {
        t.petscOptions = petscOptions(record.text("petsc"));
    } catch (const InputError& error) {
        build.fail(record, "petsc", error.what());
    }
}

Kind kindOf(model::Watched watched)
{
    switch (watched) {
    case model::Watched::pressure: return Kind::pressureDifference;
    case model::Watched::velocity: return Kind::velocity;
    case model::Watched::heat: return Kind::power;
    case model::Watched::massFlow: return Kind::massFlow;
    case model::Watched::temperature:
    case model::Watched::minTemperature:
    case model::Watched::meanTemperature:
    case model::Watched::maxTemperature: break;
    }
    return Kind::temperature;
}

void readStop(ModelBuild& build, const Record& record, const char* key, Kind kind, std::optional<double>& stop)
{
    if (!record.has(key) || record.text(key).empty()) return;
    try {
        stop = parseQuantity(record.text(key), kind);
    } catch (const InputError& error) {
        build.errors.add(record[key].place,
                         fmt::format("{} = \"{}\": {}", record.full(key), record.text(key), error.what()));
    }
}

void buildMonitor(ModelBuild& build, const std::string& name, const Record& record)
{
    using model::MonitorKind;
    using model::Watched;
    static const std::map<std::string, Watched> values = {{"temperature", Watched::temperature},
                                                          {"pressure", Watched::pressure},
                                                          {"velocity", Watched::velocity},
                                                          {"mean-temperature", Watched::meanTemperature},
                                                          {"max-temperature", Watched::maxTemperature},
                                                          {"min-temperature", Watched::minTemperature},
                                                          {"heat", Watched::heat},
                                                          {"mass-flow", Watched::massFlow},
                                                          {"mean-pressure", Watched::pressure}};
    const std::string& kind = record.text("kind");
    model::Monitor monitor;
    monitor.name = name;
    monitor.kind = kind == "probe" ? MonitorKind::probe : kind == "patch" ? MonitorKind::patch : MonitorKind::zone;
    const auto watched = values.find(record.text(kind == "probe" ? "field" : "value"));
    if (watched != values.end()) monitor.watched = watched->second;
    if (kind == "probe" && record["at"].numbers.size() == 3)
        std::copy_n(record["at"].numbers.begin(), 3, monitor.at.begin());
    if (kind == "patch") monitor.of = record.text("patch");
    if (kind == "zone") monitor.of = record.text("zone");
    const bool ofPatches = monitor.watched == Watched::heat || monitor.watched == Watched::massFlow ||
                           monitor.watched == Watched::pressure;
    if (kind == "zone" && ofPatches && record.sound)
        build.fail(record, "value", "is of patches. Write one of mean-temperature, max-temperature, min-temperature");
    const Kind unit = kindOf(monitor.watched);
    readStop(build, record, "stop-above", unit, monitor.stopAbove);
    readStop(build, record, "stop-below", unit, monitor.stopBelow);
    readStop(build, record, "stop-change", unit == Kind::temperature ? Kind::temperatureDifference : unit,
             monitor.stopSettled);
    build.model.monitors.push_back(std::move(monitor));
}

bool startsOption(const std::string& word) { return word.size() > 1 && word[0] == '-' && std::isalpha(word[1]); }

} // namespace

std::vector<std::string> petscOptions(const std::string& text)
{
    std::vector<std::string> options;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        if (startsOption(word)) {
            for (const char* bare : {"-ksp_", "-pc_", "-snes_", "-mat_solver"})
                if (word.compare(0, std::string(bare).size(), bare) == 0)
                    throw InputError(fmt::format("the option {} is read by no solver. Write -flow_{} or -energy_{}",
                                                 word, word.substr(1), word.substr(1)));
            options.push_back(word);
        } else if (options.empty()) {
            throw InputError(
                fmt::format("\"{}\" is no option: options begin with -, for example -flow_ksp_monitor", word));
        } else {
            options.back() += " " + word;
        }
    }
    return options;
}

void buildControl(ModelBuild& build)
{
    buildTime(build);
    buildNumerics(build);
    for (const auto& [name, record] : build.records.names("monitors")) {
        build.model.places["monitors." + name] = record.place.text();
        buildMonitor(build, name, record);
    }
    build.model.writeFields = build.records.at("output")["fields"].flag;
}

} // namespace coldloop::case_file
