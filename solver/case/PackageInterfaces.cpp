// The interfaces of a package: bumps under dies and stacks, interface materials above them and above the lid.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/PackageBuild.h"
#include "solver/case/UnitTable.h"
#include "solver/core/Error.h"

#include <algorithm>
#include <fmt/format.h>

namespace coldloop::case_file {

namespace {

namespace zone_name = meshes::zone_name;

struct Span {
    double low = 0, value = 0, high = 0;
};

// Of a placeholder its range, else the value alone.
Span spanOf(const Record& record, const std::string& key, Kind kind)
{
    const Value& value = record[key];
    if (!value.placeholder || value.low.empty() || value.high.empty())
        return {value.number, value.number, value.number};
    return {parseQuantity(value.low, kind), value.number, parseQuantity(value.high, kind)};
}

// Area resistance [m^2 K/W] = bond line / conductivity + contact resistance, the range from those of the three.
Span interfaceSpan(const PackageBuild& p, const std::string& name)
{
    const Record* const material = Catalogue(p.build.library, p.build.errors).entry(p.entry, name);
    if (!material) return {};
    const std::string thickness = name + "-thickness", contact = name + "-contact-resistance";
    p.depends(p.entry, {thickness, contact});
    p.depends(*material, {"conductivity"});
    const Span t = spanOf(p.entry, thickness, Kind::length);
    const Span r = spanOf(p.entry, contact, Kind::areaResistance);
    const Span k = spanOf(*material, "conductivity", Kind::conductivity);
    return {t.low / k.high + r.low, t.value / k.value + r.value, t.high / k.low + r.high};
}

void addContact(const PackageBuild& p, const std::string& a, const std::string& b, double value)
{
    std::vector<cht::ContactResistance>& contacts = p.build.model.physics.contacts;
    const bool own = std::any_of(contacts.begin(), contacts.end(), [&](const cht::ContactResistance& c) {
        return (c.zoneA == a && c.zoneB == b) || (c.zoneA == b && c.zoneB == a);
    });
    if (own || !(value > 0)) return;
    contacts.push_back({a, b, value});
    p.build.model.places[fmt::format("contacts.{}", contacts.size())] = p.entry.place.text();
}

// What the first interface joins, each with its extents: dies, stacks, what is around them.
std::vector<meshes::Tile> joined(const PackageBuild& p)
{
    const meshes::Package& g = p.geometry;
    std::vector<meshes::Tile> tiles;
    for (meshes::Tile die : g.dies) {
        die.name += meshes::bulkSuffix;
        tiles.push_back(die);
    }
    tiles.insert(tiles.end(), g.stacks.begin(), g.stacks.end());
    if (g.interposer.present() && g.mould) tiles.push_back(meshes::tileOf(g.interposer, zone_name::mould));
    return tiles;
}

double commonArea(const meshes::Tile& a, const meshes::Tile& b)
{
    const double x = std::min(a.x + a.length, b.x + b.length) - std::max(a.x, b.x);
    const double y = std::min(a.y + a.width, b.y + b.width) - std::max(a.y, b.y);
    return x > 0 && y > 0 ? x * y : 0;
}

// How much of `tile`, one of joined(), is below `patch`: of the mould what dies and stacks leave of it.
double areaBelow(const PackageBuild& p, const meshes::Tile& patch, const meshes::Tile& tile)
{
    double area = commonArea(patch, tile);
    if (tile.name == zone_name::mould)
        for (const std::vector<meshes::Tile>* tiles : {&p.geometry.dies, &p.geometry.stacks})
            for (const meshes::Tile& part : *tiles) area -= commonArea(patch, part);
    return area;
}

// Each part against the zones above it that share faces with it.
void addFirstInterface(const PackageBuild& p, double value)
{
    for (const meshes::Tile& tile : joined(p)) {
        const double whole = areaBelow(p, tile, tile), some = 1e-9 * whole;
        double rest = whole;
        for (std::size_t i = 0; i < p.timPatches.size(); ++i) {
            const double area = areaBelow(p, p.timPatches[i], tile);
            rest -= area;
            if (area > some) addContact(p, tile.name, p.timPatches[i].name, p.timResistances[i]);
        }
        if (rest > some) addContact(p, tile.name, p.above(), value);
    }
}

void state(const PackageBuild& p, const std::string& name, const Span& span)
{
    std::vector<Quantity>& stated = p.build.model.stated;
    stated.push_back({name + "_resistance", span.value, "m2 K/W"});
    stated.push_back({name + "_resistance_low", span.low, "m2 K/W"});
    stated.push_back({name + "_resistance_high", span.high, "m2 K/W"});
}

// What the first interface's range means at the mean flux of the die with the highest one.
double dieUncertainty(const PackageBuild& p, const Span& span)
{
    double flux = 0;
    for (std::size_t i = 0; i < p.geometry.dies.size(); ++i) {
        const meshes::Tile& die = p.geometry.dies[i];
        flux = std::max(flux, p.diePowers[i] / (die.length * die.width));
    }
    return flux * (1 - p.section.number("board-share")) * (span.high - span.low) / 2;
}

} // namespace

void buildPackageTimMap(PackageBuild& p)
{
    const std::filesystem::path file = p.build.file(p.section, "tim1-map", "package");
    if (file.empty()) return;
    if (p.above().empty())
        return p.build.fail(p.section, "tim1-map",
                            "is of an interface, and nothing lies on the dies. Give the cold plate "
                            "a base-thickness");
    const bool lid = p.geometry.lid.present();
    const meshes::Tile above = meshes::tileOf(lid ? p.geometry.lid : p.base, p.above());
    try {
        for (const TableRow& row : readUnitTable(file, {{"name", Kind::dimensionless, true},
                                                        {"x", Kind::length},
                                                        {"y", Kind::length},
                                                        {"width", Kind::length},
                                                        {"height", Kind::length},
                                                        {"resistance", Kind::areaResistance}})) {
            const std::vector<double>& n = row.numbers;
            const meshes::Tile tile{"tim1-" + row.texts[0], n[1], n[2], n[3], n[4]};
            const auto refuse = [&](const std::string& why) {
                p.build.fail(p.section, "tim1-map", fmt::format("line {}, '{}': {}", row.line, row.texts[0], why));
            };
            if (!(n[3] > 0 && n[4] > 0 && n[5] >= 0))
                refuse("needs a size above 0 and a resistance of at least 0");
            else if (!meshes::holds(above, tile))
                refuse("leaves what lies on the interface. Move it");
            for (const meshes::Tile& other : p.timPatches)
                if (other.name == tile.name || meshes::overlap(other, tile))
                    refuse(fmt::format("overlaps or is called like '{}'. Change one of them", other.name));
            p.timPatches.push_back(tile);
            p.timResistances.push_back(n[5]);
        }
    } catch (const InputError& error) {
        for (const std::string& message : error.messages())
            p.build.errors.add(p.section["tim1-map"].place, p.section.full("tim1-map") + ": " + message);
    }
}

void buildPackageInterfaces(PackageBuild& p)
{
    const meshes::Package& g = p.geometry;
    const std::string below = g.interposer.present() ? zone_name::interposer : zone_name::substrate;
    const double bumps = p.entry.number("bump-resistance");
    for (const std::vector<meshes::Tile>* tiles : {&g.dies, &g.stacks})
        for (const meshes::Tile& tile : *tiles) addContact(p, tile.name, below, bumps);
    if (!p.above().empty()) {
        const Span first = interfaceSpan(p, "tim1");
        addFirstInterface(p, first.value);
        state(p, "tim1", first);
        p.build.model.stated.push_back({"tim1_temperature_uncertainty", dieUncertainty(p, first), "K"});
    }
    if (!g.lid.present() || !p.base.present()) return;
    if (!p.entry.has("tim2") || !p.entry.has("tim2-thickness") || !p.entry.has("tim2-contact-resistance"))
        return p.fail(
            p.entry, "lid",
            "has a cold plate on it and nothing between. Add tim2, tim2-thickness and tim2-contact-resistance");
    const Span second = interfaceSpan(p, "tim2");
    addContact(p, zone_name::lid, plateZone, second.value);
    state(p, "tim2", second);
}

} // namespace coldloop::case_file
