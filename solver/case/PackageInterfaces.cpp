// The interfaces of a package: bumps under dies and stacks, interface materials above them and above the lid.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/PackageBuild.h"

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

void buildPackageInterfaces(PackageBuild& p)
{
    const meshes::Package& g = p.geometry;
    const std::string below = g.interposer.present() ? zone_name::interposer : zone_name::substrate;
    const double bumps = p.entry.number("bump-resistance");
    for (const std::vector<meshes::Tile>* tiles : {&g.dies, &g.stacks})
        for (const meshes::Tile& tile : *tiles) addContact(p, tile.name, below, bumps);
    const std::string above = p.above();
    if (!above.empty()) {
        const Span first = interfaceSpan(p, "tim1");
        for (const meshes::Tile& die : g.dies) addContact(p, die.name + meshes::bulkSuffix, above, first.value);
        for (const meshes::Tile& stack : g.stacks) addContact(p, stack.name, above, first.value);
        if (g.interposer.present() && g.mould) addContact(p, zone_name::mould, above, first.value);
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
