// Chips and cold plates from their catalogue entries.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/Build.h"

#include <array>

namespace coldloop::case_file {

namespace {

// Keys that only make sense together: all or none.
template <std::size_t n>
bool together(const Record& record, const std::array<const char*, n>& keys, const char* what,
              const Catalogue& catalogue)
{
    bool any = false;
    for (const char* key : keys) any = any || record.has(key);
    for (const char* key : keys)
        if (any && !record.has(key))
            catalogue.errors().add(record.place, record.full(key) + " is missing: " + what +
                                                     " needs all of its keys. Add it, or remove the others");
    return any;
}

constexpr std::array leakageKeys = {"leakage-share", "leakage-reference-temperature", "leakage-exponent"};
constexpr std::array clockKeys = {"maximum-clock", "flat-voltage-clock", "minimum-voltage", "maximum-voltage"};
constexpr std::array governorKeys = {"max-operating-temperature",
                                     "slowdown-temperature",
                                     "shutdown-temperature",
                                     "clock-cut",
                                     "slowdown-clock",
                                     "minimum-clock",
                                     "hysteresis"};

workload::GovernorParameters buildGovernor(const Record& chip, const Catalogue& catalogue)
{
    workload::GovernorParameters governor;
    governor.present = true;
    governor.maxOperating = chip.number("max-operating-temperature");
    governor.slowdown = chip.number("slowdown-temperature");
    governor.shutdown = chip.number("shutdown-temperature");
    governor.clockCutPerKelvin = chip.number("clock-cut");
    governor.slowdownClock = chip.number("slowdown-clock");
    governor.hysteresis = chip.number("hysteresis");
    governor.minClock = chip.number("minimum-clock");
    catalogue.check(governor.maxOperating <= governor.slowdown, chip, "slowdown-temperature",
                    "is below the operating limit. Limits must rise: operating, slowdown, shutdown");
    catalogue.check(governor.slowdown < governor.shutdown, chip, "shutdown-temperature",
                    "is not above the slowdown temperature. Limits must rise: operating, slowdown, shutdown");
    return governor;
}

workload::ChipKind kindOf(const std::string& text)
{
    if (text == "cpu") return workload::ChipKind::cpu;
    return text == "switch" ? workload::ChipKind::switchAsic : workload::ChipKind::gpu;
}

} // namespace

workload::ChipParameters buildChip(const Record& record, const Catalogue& catalogue)
{
    workload::ChipParameters chip;
    chip.name = record.name;
    chip.kind = kindOf(record.text("kind"));
    chip.thermalDesignPower = record.number("thermal-design-power");
    chip.idlePower = record.number("idle-power");
    chip.idleTemperature = record.number("idle-temperature");
    catalogue.check(chip.idlePower <= chip.thermalDesignPower, record, "idle-power",
                    "is above the thermal design power. Correct one of them");
    together(record, leakageKeys, "leakage", catalogue);
    chip.leakageShare = record.number("leakage-share");
    chip.leakageReference = record.has("leakage-reference-temperature") ? record.number("leakage-reference-temperature")
                                                                        : chip.idleTemperature;
    chip.leakageExponent = record.number("leakage-exponent");
    // A chip without published clocks never changes its clock: only ratios of these enter, and they are 1.
    const bool clocked = together(record, clockKeys, "the clock", catalogue);
    chip.maxClock = clocked ? record.number("maximum-clock") : 1.0;
    chip.flatVoltageClock = clocked ? record.number("flat-voltage-clock") : 1.0;
    chip.minVoltage = clocked ? record.number("minimum-voltage") : 1.0;
    chip.maxVoltage = clocked ? record.number("maximum-voltage") : 1.0;
    catalogue.check(chip.flatVoltageClock <= chip.maxClock, record, "flat-voltage-clock",
                    "is above the maximum clock. Correct one of them");
    catalogue.check(chip.minVoltage <= chip.maxVoltage, record, "minimum-voltage",
                    "is above the maximum voltage. Swap them");
    if (together(record, governorKeys, "the clock governor", catalogue))
        chip.governor = buildGovernor(record, catalogue);
    return chip;
}

namespace {

materials::Solid buildSolid(const Record* record)
{
    if (!record) return {};
    return {record->name, record->number("conductivity"), record->number("density"), record->number("specific-heat")};
}

void checkGeometry(const Record& record, const cht::ColdPlateParameters& plate, const Catalogue& catalogue)
{
    catalogue.check(plate.dieLength <= plate.finnedLength, record, "die-length",
                    "is longer than the finned area. Dies must lie under the fins");
    catalogue.check(plate.dies * plate.dieWidth <= plate.finnedWidth, record, "die-width",
                    "times `dies` is wider than the finned area. Dies must lie under the fins");
    catalogue.check(plate.channelGap + plate.finThickness <= plate.dieWidth, record, "channel-gap",
                    "plus the fin is wider than a die: no channel would lie over it. Correct the geometry");
}

cht::ColdPlateParameters buildGeometry(const Record& record, const Catalogue& catalogue)
{
    cht::ColdPlateParameters plate;
    plate.name = record.name;
    plate.channelGap = record.number("channel-gap");
    plate.finThickness = record.number("fin-thickness");
    plate.finHeight = record.number("fin-height");
    plate.baseThickness = record.number("base-thickness");
    plate.finnedLength = record.number("finned-length");
    plate.finnedWidth = record.number("finned-width");
    plate.dieLength = record.number("die-length");
    plate.dieWidth = record.number("die-width");
    plate.dies = record.count("dies");
    plate.siliconThickness = record.number("silicon-thickness");
    plate.cells = record.count("cells");
    plate.base = buildSolid(catalogue.entry(record, "base"));
    plate.silicon = buildSolid(catalogue.entry(record, "silicon"));
    if (const Record* const interface = catalogue.entry(record, "interface-material"))
        if (interface->number("conductivity") > 0)
            plate.timResistance = record.number("interface-thickness") / interface->number("conductivity");
    checkGeometry(record, plate, catalogue);
    return plate;
}

} // namespace

facility::ResolvedPlateParameters buildResolvedPlate(const Record& record, const Catalogue& catalogue)
{
    facility::ResolvedPlateParameters plate;
    plate.geometry = buildGeometry(record, catalogue);
    plate.nominalFlow = record.number("nominal-flow");
    plate.sampleFlows = record["sample-flows"].numbers;
    plate.sampleTemperatures = record["sample-temperatures"].numbers;
    plate.plenumShare = record.number("plenum-share");
    plate.plateCapacity = record.number("plate-heat-capacity");
    plate.dieCapacity = record.number("die-heat-capacity");
    catalogue.check(plate.sampleFlows.size() >= 4, record, "sample-flows",
                    "has fewer than 4 flows. Add flows from 0.1 to 2 times nominal");
    catalogue.check(plate.sampleTemperatures.size() >= 2, record, "sample-temperatures",
                    "has fewer than 2 temperatures. Add one");
    return plate;
}

facility::LumpedPlateParameters buildLumpedPlate(const Record& record, const Catalogue&)
{
    return {record.name, record.number("resistance"), record.number("quadratic-loss"),
            record.number("plate-heat-capacity"), record.number("die-heat-capacity")};
}

} // namespace coldloop::case_file
