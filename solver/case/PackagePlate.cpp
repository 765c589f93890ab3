// [cold-plate] with its coolant: geometry, zones, boundaries.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/PackageBuild.h"

#include <algorithm>
#include <fmt/format.h>

namespace coldloop::case_file {

namespace {

constexpr double acrossFins = 100; // resistance across fins over that along them: no flow worth mention
constexpr double mixing = 1e4;     // conductivity along the fins' height: the coolant there has one temperature

meshes::PlateKind kindOf(const std::string& recipe)
{
    return recipe == "split-flow"   ? meshes::PlateKind::split
           : recipe == "serpentine" ? meshes::PlateKind::serpentine
           : recipe == "pin-fin"    ? meshes::PlateKind::pins
                                    : meshes::PlateKind::straight;
}

// Keys that the recipe does not have read as 0 and "".
meshes::Plate plateOf(const PackageBuild& p)
{
    const Record& r = p.plate;
    meshes::Plate plate;
    plate.kind = kindOf(r.text("recipe"));
    plate.length = r.has("length") ? r.number("length") : p.geometry.substrate.length;
    plate.width = r.has("width") ? r.number("width") : p.geometry.substrate.width;
    plate.base = r.number("base-thickness");
    plate.height = r.number("fin-height");
    plate.cover = r.number("cover-thickness");
    plate.finnedLength = r.number("finned-length");
    plate.finnedWidth = r.number("finned-width");
    plate.porous = r.text("fins") == "porous";
    if (r.text("fins") == "upscaled") plate.lump = r.count("channels-in-one");
    plate.gap = r.number("channel-gap");
    plate.fin = r.number("fin-thickness");
    plate.slot = r.number("slot");
    plate.passes = r.count("passes");
    plate.pin = r.number("pin");
    plate.pitchAlong = r.number("pitch-along");
    plate.pitchAcross = r.number("pitch-across");
    plate.staggered = r.text("arrangement") == "staggered";
    plate.cellsGap = std::max(1, r.count("cells-gap"));
    plate.cellsFin = std::max(1, r.count("cells-fin"));
    plate.cellsHeight = std::max(1, r.count("cells-height"));
    return plate;
}

// What the porous fins need, and what goes with resolved ones only.
void checkFins(const PackageBuild& p)
{
    for (const char* key : {"darcy", "base-coefficient"})
        if (p.plate.has(key) != p.flow->porous)
            p.build.errors.add(
                p.flow->porous ? p.plate["fins"].place : p.plate[key].place,
                p.flow->porous
                    ? fmt::format("cold-plate.fins = porous needs {}. Add it", p.plate.full(key))
                    : fmt::format("{} is of porous fins. Remove it, or write fins = \"porous\"", p.plate.full(key)));
}

void addFinArray(const PackageBuild& p, const Record& coolant)
{
    const Record* const metal = Catalogue(p.build.library, p.build.errors).entry(p.plate, "material");
    if (!metal) return;
    p.build.model.fins = {*p.flow,
                          coolantMaterial(p.build, coolant),
                          solidMaterial(p.build, *metal),
                          p.plate.number("volume-flow"),
                          p.plate.number("inlet-temperature"),
                          p.power};
}

void addCoolantZones(const PackageBuild& p)
{
    const Record* const coolant = Catalogue(p.build.library, p.build.errors).entry(p.plate, "coolant");
    if (!coolant) return;
    for (const char* zone : {meshes::coolantZone, meshes::finsZone, meshes::finEndsZone}) {
        const bool fins = std::string(zone) == meshes::finsZone, ends = std::string(zone) == meshes::finEndsZone;
        const bool lumped = p.flow->lump > 0;
        if ((fins && !p.flow->porous && !lumped) || (ends && !lumped) || p.hasZone(zone)) continue;
        cht::ZoneMaterial material = coolantMaterial(p.build, *coolant);
        material.zone = zone;
        if (fins && p.flow->porous) {
            const double darcy = p.plate.number("darcy"), forchheimer = p.plate.number("forchheimer");
            material.darcy = {darcy, acrossFins * darcy, darcy};
            material.forchheimer = {forchheimer, acrossFins * forchheimer, forchheimer};
            material.conductivityShape[2][2] = mixing;
        }
        p.build.model.physics.zones.push_back(std::move(material));
    }
    if (p.flow->lump > 0) addFinArray(p, *coolant);
    if (!p.flow->porous) return;
    p.build.model.physics.contacts.push_back({plateZone, meshes::finsZone, 1 / p.plate.number("base-coefficient")});
}

bool hasBoundary(const PackageBuild& p, const std::string& patch)
{
    const std::vector<cht::Boundary>& given = p.build.model.physics.boundaries;
    return std::any_of(given.begin(), given.end(), [&](const cht::Boundary& b) { return b.patch == patch; });
}

void addBoundary(const PackageBuild& p, const cht::Boundary& boundary)
{
    p.build.model.physics.boundaries.push_back(boundary);
    p.build.model.places["boundaries." + boundary.patch] = p.plate.place.text();
}

void addThrough(const PackageBuild& p)
{
    if (!hasBoundary(p, "inlet")) {
        cht::Boundary inlet;
        inlet.patch = "inlet";
        inlet.flow = cht::FlowBoundary::inlet;
        inlet.thermal = cht::ThermalBoundary::inlet;
        inlet.temperature = p.plate.number("inlet-temperature");
        p.build.model.volumeFlows.push_back({"inlet", p.plate.number("volume-flow")});
        addBoundary(p, inlet);
    }
    if (hasBoundary(p, "outlet")) return;
    cht::Boundary outlet;
    outlet.patch = "outlet";
    outlet.flow = cht::FlowBoundary::outlet;
    outlet.thermal = cht::ThermalBoundary::outlet;
    outlet.temperature = p.plate.number("inlet-temperature");
    addBoundary(p, outlet);
}

} // namespace

void buildPackagePlate(PackageBuild& p)
{
    if (!p.plate.given || p.plate.text("recipe") == "convection") return;
    p.flow = plateOf(p);
    checkFins(p);
    for (const meshes::PackageFault& fault : meshes::plateFaults(*p.flow)) {
        const Value& value = p.plate[fault.part];
        p.build.errors.add(value.place.source.empty() ? p.plate.place : value.place,
                           fmt::format("{} {}", p.plate.full(fault.part), fault.message));
    }
}

void buildPackageCoolant(const PackageBuild& p)
{
    if (!p.plate.given) return;
    if (p.flow) {
        addCoolantZones(p);
        return addThrough(p);
    }
    if (hasBoundary(p, topPatch))
        return p.build.errors.add(p.plate.place, fmt::format("cold-plate and boundaries.{} both say what is on the "
                                                             "package's upper side. Keep one of them",
                                                             topPatch));
    cht::Boundary top;
    top.patch = topPatch;
    top.thermal = cht::ThermalBoundary::convection;
    top.temperature = p.plate.number("coolant-temperature");
    top.heatTransfer = p.plate.number("heat-transfer-coefficient");
    addBoundary(p, top);
}

} // namespace coldloop::case_file
