// The rack from its catalogue entry and those that it refers to.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/Build.h"

#include <cmath>
#include <fmt/format.h>

namespace coldloop::case_file {

namespace {

// A plate entry of the wanted model, or nullptr with an error.
const Record* plateOfModel(const Record& rack, const std::string& key, const std::string& model,
                           const Catalogue& catalogue)
{
    const Record* const plate = catalogue.entry(rack, key);
    if (!plate || plate->text("model") == model) return plate;
    catalogue.check(
        false, rack, key,
        fmt::format("is of model \"{}\", but \"{}\" is needed here. Name another plate", plate->text("model"), model));
    return nullptr;
}

void buildSuperchip(const Record& rack, facility::RackParameters& parameters, const Catalogue& catalogue)
{
    const Record* const superchip = catalogue.entry(rack, "superchip");
    if (!superchip) return;
    parameters.gpusPerSuperchip = superchip->count("gpus");
    if (const Record* const gpu = catalogue.entry(*superchip, "gpu")) parameters.gpu = buildChip(*gpu, catalogue);
    if (const Record* const cpu = catalogue.entry(*superchip, "cpu")) parameters.cpu = buildChip(*cpu, catalogue);
    const double sum =
        parameters.gpusPerSuperchip * parameters.gpu.thermalDesignPower + parameters.cpu.thermalDesignPower;
    const double stated = superchip->number("thermal-design-power");
    catalogue.check(std::abs(sum - stated) <= 0.01 * stated, *superchip, "thermal-design-power",
                    fmt::format("is not the sum of its chips, {:.6g} W. Correct one of them", sum));
}

void buildTrayHydraulics(const Record& rack, facility::RackParameters& parameters, const Catalogue& catalogue)
{
    if (const Record* const coupling = catalogue.entry(rack, "quick-disconnect"))
        parameters.quickDisconnectKv = coupling->number("kv");
    if (const Record* const manifold = catalogue.entry(rack, "manifold")) {
        parameters.manifoldDiameter = manifold->number("diameter");
        parameters.manifoldLength = manifold->number("length");
        parameters.manifoldRoughness = manifold->number("roughness");
    }
    parameters.hoseLength = rack.number("hose-length");
    parameters.hoseDiameter = rack.number("hose-diameter");
    parameters.hoseRoughness = rack.number("hose-roughness");
    parameters.trayVolume = rack.number("tray-volume");
    parameters.manifoldVolume = rack.number("manifold-volume");
    parameters.metalCapacity = rack.number("metal-mass") * rack.number("metal-specific-heat");
    parameters.maxFlow = rack.number("max-flow");
    parameters.trayMaxPressureDrop = rack.number("tray-max-pressure-drop");
}

} // namespace

facility::RackParameters buildRack(const Record& rack, const Catalogue& catalogue)
{
    facility::RackParameters parameters;
    parameters.name = rack.name;
    for (const std::string& tray : rack["trays"].texts)
        parameters.trays.push_back(tray == "switch" ? facility::TrayKind::switchTray : facility::TrayKind::compute);
    parameters.superchips = rack.count("superchips-per-tray");
    parameters.switchesPerTray = rack.count("switches-per-tray");
    buildSuperchip(rack, parameters, catalogue);
    if (const Record* const chip = catalogue.entry(rack, "switch-chip"))
        parameters.switchAsic = buildChip(*chip, catalogue);
    if (const Record* const plate = plateOfModel(rack, "gpu-plate", "microchannel", catalogue))
        parameters.gpuPlate = buildResolvedPlate(*plate, catalogue);
    if (const Record* const plate = plateOfModel(rack, "cpu-plate", "lumped", catalogue))
        parameters.cpuPlate = buildLumpedPlate(*plate, catalogue);
    if (const Record* const plate = plateOfModel(rack, "switch-plate", "lumped", catalogue))
        parameters.switchPlate = buildLumpedPlate(*plate, catalogue);
    parameters.otherTrayHeat = rack.number("other-tray-heat");
    parameters.airHeat = rack.number("air-heat");
    parameters.ratedPower = rack.number("rated-power");
    buildTrayHydraulics(rack, parameters, catalogue);
    parameters.width = rack.number("width");
    parameters.depth = rack.number("depth");
    parameters.height = rack.number("height");
    return parameters;
}

} // namespace coldloop::case_file
