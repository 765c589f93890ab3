// The sections of a case to facility::Parameters.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/Build.h"
#include "solver/case/NvidiaSmi.h"

#include "solver/core/Error.h"

#include <fmt/format.h>
#include <set>

namespace coldloop::case_file {

const Record* Catalogue::entry(const Record& from, const std::string& key) const
{
    const Key* const declared = from.section->find(key);
    const Entry* const entry = library_.use(declared->group, from[key], from.full(key), errors_);
    return entry ? &entry->record : nullptr;
}

void Catalogue::check(bool good, const Record& record, const std::string& key, const std::string& message) const
{
    if (!good && record.sound)
        errors_.add(record[key].place, fmt::format("{} = {} {}", record.full(key), shown(record[key]), message));
}

int pumpsRunning(const Record& tcs, const Record& cdu)
{
    return tcs.has("pumps-running") ? tcs.count("pumps-running") : cdu.count("pumps-running");
}

std::filesystem::path traceFile(const Record& workload, const std::filesystem::path& folder)
{
    return (folder / workload.text("file")).lexically_normal(); // an absolute file stays itself
}

namespace {

void buildTcs(const Record& tcs, const Record& racks, facility::TcsParameters& parameters, const Catalogue& catalogue)
{
    if (const Record* const coolant = catalogue.entry(tcs, "coolant"))
        parameters.coolant = buildCoolant(*coolant, catalogue);
    if (const Record* const cdu = catalogue.entry(tcs, "cdu")) {
        const int running = pumpsRunning(tcs, *cdu);
        parameters.cdu = buildCdu(*cdu, running, catalogue);
        const int installed = parameters.cdu.pumpsInstalled;
        catalogue.check(
            running <= installed, tcs.has("pumps-running") ? tcs : *cdu, "pumps-running",
            fmt::format("is more than the {} pumps of {}. Write at most {}", installed, cdu->name, installed));
    }
    parameters.supplySetpoint = tcs.number("supply-setpoint");
    parameters.rackFlow = racks.number("flow");
    parameters.pipingLinear = tcs.number("piping-linear");
    parameters.pipingQuadratic = tcs.number("piping-quadratic");
    parameters.volume = tcs.number("volume");
    parameters.referencePressure = tcs.number("reference-pressure");
}

void buildFws(const Record& fws, double ratedPower, facility::FwsParameters& parameters, const Catalogue& catalogue)
{
    if (const Record* const coolant = catalogue.entry(fws, "coolant"))
        parameters.coolant = buildCoolant(*coolant, catalogue);
    parameters.flow = fws.number("flow");
    parameters.volume = fws.number("volume-per-power") * ratedPower;
    parameters.valveOpenPressureDrop = fws.number("valve-open-pressure-drop");
    parameters.pipingPressureDrop = fws.number("piping-pressure-drop");
    parameters.pumpEfficiency = fws.number("pump-efficiency");
    parameters.minValveOpening = fws.number("minimum-valve-opening");
}

void buildPlant(const Record& plant, facility::PlantParameters& parameters, const Catalogue& catalogue)
{
    if (const Record* const tower = catalogue.entry(plant, "tower")) parameters.tower = buildTower(*tower, catalogue);
    parameters.towerWaterRatio = plant.number("tower-water-ratio");
    parameters.condenserFlow = plant.number("condenser-flow");
    parameters.condenserPressureDrop = plant.number("condenser-pressure-drop");
    parameters.condenserPumpEfficiency = plant.number("condenser-pump-efficiency");
    parameters.condenserVolume = plant.number("condenser-volume");
    parameters.isolatingApproach = plant.number("isolating-approach");
    parameters.isolatingDuty = plant.number("isolating-duty");
    parameters.isolatingPressureDrop = plant.number("isolating-pressure-drop");
    parameters.cyclesOfConcentration = plant.number("cycles-of-concentration");
    parameters.trim = plant["trim"].flag;
    if (const Record* const chiller = catalogue.entry(plant, "trim-chiller"))
        parameters.trimChiller = buildChiller(*chiller, catalogue);
    parameters.trimChillers = plant.count("trim-chillers");
    parameters.trimSetpoint = plant.number("trim-setpoint");
    if (const Record* const chiller = catalogue.entry(plant, "room-chiller")) {
        parameters.roomChiller = buildChiller(*chiller, catalogue);
        catalogue.check(parameters.roomChiller.airCooled, plant, "room-chiller",
                        "is water-cooled, and no condenser water reaches the room's coil. Write an air-cooled chiller");
    }
    parameters.roomChillers = plant.count("room-chillers");
    parameters.roomChilledWater = plant.number("room-chilled-water");
}

workload::TrainingParameters buildTraining(const Record& record, const Catalogue& catalogue)
{
    workload::TrainingParameters training;
    training.period = record.number("period");
    training.computeShare = record.number("compute-share");
    training.computePower = record.number("compute-power");
    training.communicationPower = record.number("communication-power");
    training.checkpointDuration = record.number("checkpoint-duration");
    training.checkpointInterval = record.number("checkpoint-interval");
    catalogue.check(training.communicationPower <= training.computePower, record, "communication-power",
                    "is above compute-power. Swap them");
    return training;
}

void buildWorkload(const Record& record, const std::filesystem::path& folder, facility::WorkloadParameters& parameters,
                   const Catalogue& catalogue)
{
    if (record.text("kind") == "training") parameters.training = buildTraining(record, catalogue);
    if (record.text("kind") != "imported" || record.text("file").empty()) return;
    try {
        parameters.imported = readNvidiaSmi(traceFile(record, folder).string());
    } catch (const InputError& error) {
        for (const std::string& message : error.messages())
            catalogue.errors().add(record["file"].place, record.full("file") + ": " + message);
    }
}

std::vector<facility::Restriction> buildRestrictions(const std::vector<Record>& records, std::size_t trays,
                                                     const Catalogue& catalogue)
{
    std::vector<facility::Restriction> result;
    std::set<int> seen;
    for (const Record& record : records) {
        facility::Restriction restriction;
        restriction.kv = record.number("quick-disconnect-kv");
        for (const double number : record["trays"].numbers) {
            const int tray = static_cast<int>(number);
            restriction.trays.push_back(tray);
            catalogue.check(trays == 0 || (tray >= 1 && tray <= static_cast<int>(trays)), record, "trays",
                            fmt::format("has tray {}, but the rack has trays 1 to {} from the bottom. Name one of them",
                                        tray, trays));
            catalogue.check(seen.insert(tray).second, record, "trays",
                            fmt::format("names tray {} twice. A tray has one restriction: drop one of them", tray));
        }
        result.push_back(std::move(restriction));
    }
    return result;
}

facility::TransientParameters buildTransient(const Record& record, const Catalogue& catalogue)
{
    const facility::TransientParameters transient{record.number("duration"), record.number("step"),
                                                  record.number("checkpoint-interval")};
    catalogue.check(transient.step <= transient.duration, record, "step",
                    "is longer than the duration. Shorten the step or lengthen the duration");
    return transient;
}

} // namespace

facility::Parameters buildParameters(const CaseRecords& records, const std::filesystem::path& folder,
                                     const Catalogue& catalogue)
{
    facility::Parameters parameters;
    parameters.title = records.at("").text("title");
    const Record& racks = records.at("racks");
    if (const Record* const rack = catalogue.entry(racks, "type")) parameters.rack = buildRack(*rack, catalogue);
    parameters.racks = racks.count("count");
    parameters.resistanceSpread = racks.number("resistance-spread");
    parameters.seed = static_cast<std::uint64_t>(racks.number("seed"));
    parameters.restrictions = buildRestrictions(records.restrictions, parameters.rack.trays.size(), catalogue);
    buildTcs(records.at("tcs"), racks, parameters.tcs, catalogue);
    buildFws(records.at("fws"), parameters.racks * parameters.rack.ratedPower, parameters.fws, catalogue);
    buildPlant(records.at("plant"), parameters.plant, catalogue);
    const Record& room = records.at("room");
    parameters.room = {room.number("dew-point"), room.number("dew-point-margin")};
    const Record& weather = records.at("weather");
    parameters.weather = {weather.number("wet-bulb"), weather.number("dry-bulb")};
    catalogue.check(parameters.weather.wetBulb <= parameters.weather.dryBulb, weather, "wet-bulb",
                    "is above the dry bulb, which air cannot have. Swap them");
    buildWorkload(records.at("workload"), folder, parameters.workload, catalogue);
    if (records.at("transient").given) parameters.transient = buildTransient(records.at("transient"), catalogue);
    parameters.nominal.supplyTemperature = records.at("nominal").number("supply-temperature");
    parameters.zoom = buildZoom(records.at("zoom"), parameters, catalogue);
    return parameters;
}

} // namespace coldloop::case_file
