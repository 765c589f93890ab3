// The stack of a package and the base on it, read and checked.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/PackageBuild.h"
#include "solver/core/Error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace coldloop::case_file {

namespace {

meshes::Slab slabOf(const PackageBuild& p, const std::string& name)
{
    const std::string thickness = name + "-thickness", material = name + "-material";
    const std::vector<double>& extent = p.entry[name].numbers;
    if (extent.size() != 2) return {};
    for (const std::string& key : {thickness, material})
        if (!p.entry.has(key))
            p.fail(p.entry, name, fmt::format("needs {}. Add it, or remove {}", p.entry.full(key), name));
    return {extent[0], extent[1], p.entry.number(thickness)};
}

std::vector<std::string> stackNames(const PackageBuild& p)
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < p.entry["stacks"].numbers.size() / 4; ++i)
        names.push_back(fmt::format("hbm-{}", i + 1));
    return names;
}

void readGeometry(PackageBuild& p)
{
    meshes::Package& g = p.geometry;
    g.substrate = slabOf(p, "substrate");
    g.interposer = slabOf(p, "interposer");
    g.lid = slabOf(p, "lid");
    g.dies = readTiles(p, "dies", p.entry["die-names"].texts);
    if (p.entry.has("stacks")) g.stacks = readTiles(p, "stacks", stackNames(p));
    g.dieThickness = p.entry.number("die-thickness");
    g.activeThickness = p.entry.number("active-thickness");
    g.mould = p.entry.has("mould-material");
    g.stiffenerWidth = p.entry.number("stiffener-width");
    g.stiffenerThickness = p.entry.number("stiffener-thickness");
    if (p.entry.has("stacks") && !p.entry.has("stack-material"))
        p.fail(p.entry, "stacks", "needs stack-material. Add it, or remove the stacks");
    if (p.entry.has("stiffener-width") && !(p.entry.has("stiffener-thickness") && p.entry.has("stiffener-material")))
        p.fail(p.entry, "stiffener-width", "needs stiffener-thickness and stiffener-material. Add them, or remove it");
}

void checkGeometry(const PackageBuild& p)
{
    for (const meshes::PackageFault& fault : meshes::packageFaults(p.geometry)) {
        const std::string key = fault.part == "active"      ? "active-thickness"
                                : fault.part == "stiffener" ? "stiffener-width"
                                                            : fault.part;
        p.build.errors.add(p.entry[key].place, fmt::format("{}: {}", p.entry.full(key), fault.message));
    }
}

// The cold plate's base, centred on the package; it must reach over everything that it cools.
void readBase(PackageBuild& p)
{
    if (!p.plate.given || !p.plate.sound || !(p.plate.number("base-thickness") > 0)) return;
    const meshes::Package& g = p.geometry;
    p.base = {p.plate.has("length") ? p.plate.number("length") : g.substrate.length,
              p.plate.has("width") ? p.plate.number("width") : g.substrate.width, p.plate.number("base-thickness")};
    const meshes::Tile base = meshes::tileOf(p.base, plateZone);
    std::vector<std::string> bare;
    for (const std::vector<meshes::Tile>* tiles : {&g.dies, &g.stacks})
        for (const meshes::Tile& tile : *tiles)
            if (!meshes::holds(base, tile)) bare.push_back(tile.name);
    if (!bare.empty())
        p.build.fail(p.plate, p.plate.has("width") ? "width" : "recipe",
                     fmt::format("leaves {} of {} uncovered: the plate is {:.6g} x {:.6g} mm. Enlarge it",
                                 fmt::join(bare, ", "), p.entry.name, 1e3 * p.base.length, 1e3 * p.base.width));
}

} // namespace

std::vector<meshes::Tile> readTiles(const PackageBuild& package, const std::string& key,
                                    const std::vector<std::string>& names)
{
    const std::vector<double>& n = package.entry[key].numbers;
    std::vector<meshes::Tile> tiles;
    if (n.size() != 4 * names.size() || n.empty()) {
        package.build.errors.add(package.entry[key].place,
                                 fmt::format("{} has {} values for {} parts. Give x, y, length and width of each",
                                             package.entry.full(key), n.size(), names.size()));
        return tiles;
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        tiles.push_back({names[i], n[4 * i], n[4 * i + 1], n[4 * i + 2], n[4 * i + 3]});
        if (!(tiles.back().length > 0 && tiles.back().width > 0))
            package.build.errors.add(package.entry[key].place, fmt::format("{}: '{}' has no size. Give a length and a "
                                                                           "width above 0",
                                                                           package.entry.full(key), names[i]));
    }
    return tiles;
}

void buildPackageGeometry(PackageBuild& p)
{
    const std::size_t before = p.build.errors.count();
    readGeometry(p);
    if (p.build.errors.count() == before) checkGeometry(p);
    readBase(p);
}

} // namespace coldloop::case_file
