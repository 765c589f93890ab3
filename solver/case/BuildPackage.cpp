// [package] to mesh, materials, boundaries and sensors.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/PackageBuild.h"

#include "solver/core/Error.h"

#include <algorithm>
#include <fmt/format.h>

namespace coldloop::case_file {

namespace {

namespace zone_name = meshes::zone_name;

void addZone(const PackageBuild& p, const std::string& zone, const Record& from, const std::string& key)
{
    if (p.hasZone(zone)) return;
    const Record* const solid = Catalogue(p.build.library, p.build.errors).entry(from, key);
    if (!solid) return;
    p.build.model.physics.zones.push_back(solidMaterial(p.build, *solid));
    p.build.model.physics.zones.back().zone = zone;
}

void addZones(const PackageBuild& p)
{
    const meshes::Package& g = p.geometry;
    addZone(p, zone_name::substrate, p.entry, "substrate-material");
    if (g.stiffenerWidth > 0) addZone(p, zone_name::stiffener, p.entry, "stiffener-material");
    if (g.interposer.present()) addZone(p, zone_name::interposer, p.entry, "interposer-material");
    if (g.interposer.present() && g.mould) addZone(p, zone_name::mould, p.entry, "mould-material");
    for (const meshes::Tile& die : g.dies)
        for (const std::string& zone : {die.name, die.name + meshes::bulkSuffix})
            addZone(p, zone, p.entry, "die-material");
    for (const meshes::Tile& stack : g.stacks) addZone(p, stack.name, p.entry, "stack-material");
    if (g.lid.present()) addZone(p, zone_name::lid, p.entry, "lid-material");
    if (p.base.present()) addZone(p, plateZone, p.plate, "material");
    if (p.flow && p.flow->lump > 0) addZone(p, meshes::finMetalZone, p.plate, "material");
    for (const meshes::Tile& patch : p.timPatches)
        g.lid.present() ? addZone(p, patch.name, p.entry, "lid-material") : addZone(p, patch.name, p.plate, "material");
}

// Columns of history.csv and entries of `monitors` in summary.json: each die's hottest spot and mean, the memory stacks,
// the centre of the package's upper side.
void addSensors(const PackageBuild& p)
{
    using model::Watched;
    std::vector<model::Monitor>& monitors = p.build.model.monitors;
    const auto ofZone = [&](const std::string& name, const std::string& zone, Watched watched) {
        model::Monitor monitor;
        monitor.name = name;
        monitor.of = zone;
        monitor.watched = watched;
        monitors.push_back(monitor);
        p.build.model.places["monitors." + name] = p.section.place.text();
    };
    for (const std::vector<meshes::Tile>* tiles : {&p.geometry.dies, &p.geometry.stacks})
        for (const meshes::Tile& tile : *tiles) {
            ofZone(tile.name + ".max", tile.name, Watched::maxTemperature);
            ofZone(tile.name + ".mean", tile.name, Watched::meanTemperature);
        }
    model::Monitor centre;
    centre.name = "case";
    centre.kind = model::MonitorKind::probe;
    const double highest =
        p.geometry.lid.present() ? p.geometry.lid.thickness : p.geometry.dieThickness - p.geometry.activeThickness;
    centre.at = {0, 0, meshes::heightsOf(p.geometry).lid - highest / 8}; // of four layers the uppermost
    centre.watched = Watched::temperature;
    monitors.push_back(centre);
}

void noteStack(const PackageBuild& p)
{
    p.depends(p.entry, {"dies", "die-thickness", "active-thickness", "stacks", "interposer", "interposer-thickness",
                        "bump-resistance", "substrate", "substrate-thickness", "stiffener-width", "stiffener-thickness",
                        "lid", "lid-thickness"});
}

} // namespace

void PackageBuild::fail(const Record& record, const std::string& key, const std::string& message) const
{
    build.errors.add(record[key].place, fmt::format("{} = {} {}", record.full(key), shown(record[key]), message));
}

void PackageBuild::depends(const Record& record, const std::vector<std::string>& keys) const
{
    for (const Placeholder& placeholder : record.placeholders())
        if (std::any_of(keys.begin(), keys.end(),
                        [&](const std::string& key) { return record.full(key) == placeholder.name; }))
            build.placeholders.push_back(placeholder);
}

std::string PackageBuild::above() const
{
    return geometry.lid.present() ? zone_name::lid : base.present() ? plateZone : "";
}

bool PackageBuild::hasZone(const std::string& name) const
{
    const auto& zones = build.records.names("zones");
    return std::any_of(zones.begin(), zones.end(), [&](const auto& zone) { return zone.first == name; });
}

void buildPackage(ModelBuild& build)
{
    const Record& section = build.records.at("package");
    const Record& plate = build.records.at("cold-plate");
    if (!section.given) {
        if (plate.given)
            build.errors.add(plate.place,
                             "cold-plate cools a package, and the case has none. Add [package], or remove it");
        return;
    }
    const Record& mesh = build.records.at("mesh");
    const std::pair<const char*, bool> rivals[] = {{"recipe", mesh.has("recipe")},
                                                   {"file", mesh.has("file")},
                                                   {"symmetry-factor", mesh.number("symmetry-factor") != 1},
                                                   {"tetrahedra", mesh["tetrahedra"].flag}};
    for (const auto& [key, there] : rivals)
        if (there && mesh.given)
            build.fail(mesh, key,
                       "does not go with [package], which makes its own mesh of the whole. Keep one of them");
    if (!section.sound || !plate.sound) return;
    const Catalogue catalogue(build.library, build.errors);
    const Record* const chip = catalogue.entry(section, "chip");
    if (!chip) return;
    if (!chip->has("package"))
        return build.fail(section, "chip",
                          fmt::format("has no package in the catalogue. Add the key package to chips/{}", chip->name));
    const Record* const entry = catalogue.entry(*chip, "package");
    if (!entry) return;
    const std::size_t before = build.errors.count();
    PackageBuild package{build, section, plate, *chip, *entry};
    buildPackageGeometry(package);
    buildPackagePlate(package);
    buildPackageTimMap(package);
    buildPackagePowers(package);
    if (build.errors.count() > before) return;
    addZones(package);
    buildPackageInterfaces(package);
    buildPackageCoolant(package);
    addSensors(package);
    noteStack(package);
    try {
        buildPackageMesh(package);
    } catch (const InputError& error) {
        for (const std::string& message : error.messages()) build.errors.add(section.place, message);
    }
}

} // namespace coldloop::case_file
