// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Package.h"

#include <fmt/format.h>

namespace coldloop::meshes {

namespace {

// Cells along z. Half of the heat's way through a layer is one cell's half: what a layer adds does not depend on them
// where heat runs straight up; they resolve how it spreads.
constexpr int substrateLayers = 3, interposerLayers = 1, dieLayers = 4, lidLayers = 4;
constexpr double slack = 1e-9; // [m]

Brick brickOf(const std::string& zone, const Tile& tile, double low, double high, int layers)
{
    return {zone, {tile.x, tile.y, low}, {tile.x + tile.length, tile.y + tile.width, high}, {1, 1, layers}};
}

std::string extents(const Tile& tile)
{
    return fmt::format("'{}' (x = {:.6g} to {:.6g} mm, y = {:.6g} to {:.6g} mm)", tile.name, 1e3 * tile.x,
                       1e3 * (tile.x + tile.length), 1e3 * tile.y, 1e3 * (tile.y + tile.width));
}

class Faults {
public:
    explicit Faults(const Package& package) : package_(package) {}

    std::vector<PackageFault> result()
    {
        const Tile substrate = tileOf(package_.substrate, zone_name::substrate);
        const Tile below =
            package_.interposer.present() ? tileOf(package_.interposer, zone_name::interposer) : substrate;
        if (package_.interposer.present()) inside("interposer", below, substrate);
        tiles("dies", package_.dies, below);
        tiles("stacks", package_.stacks, below);
        for (std::size_t i = 0; i < package_.dies.size(); ++i) {
            apart("dies", package_.dies, i + 1, package_.dies[i]);
            apart("stacks", package_.stacks, 0, package_.dies[i]);
        }
        for (std::size_t i = 0; i < package_.stacks.size(); ++i)
            apart("stacks", package_.stacks, i + 1, package_.stacks[i]);
        if (!(package_.activeThickness < package_.dieThickness))
            faults_.push_back(
                {"active", fmt::format("the active layer of {:.6g} mm is not thinner than the die of {:.6g} "
                                       "mm. Correct one of them",
                                       1e3 * package_.activeThickness, 1e3 * package_.dieThickness)});
        frame(below);
        return std::move(faults_);
    }

private:
    void inside(const char* part, const Tile& inner, const Tile& outer)
    {
        if (!holds(outer, inner))
            faults_.push_back(
                {part, fmt::format("{} leaves {}. Move it, or enlarge what is below", extents(inner), extents(outer))});
    }

    void tiles(const char* part, const std::vector<Tile>& tiles, const Tile& below)
    {
        for (const Tile& tile : tiles) {
            inside(part, tile, below);
            if (package_.lid.present() && !holds(tileOf(package_.lid, zone_name::lid), tile))
                faults_.push_back({part, fmt::format("{} is not under {}. Enlarge the lid", extents(tile),
                                                     extents(tileOf(package_.lid, zone_name::lid)))});
        }
    }

    void apart(const char* part, const std::vector<Tile>& others, std::size_t first, const Tile& tile)
    {
        for (std::size_t i = first; i < others.size(); ++i)
            if (overlap(tile, others[i]))
                faults_.push_back(
                    {part, fmt::format("{} overlaps {}. Move one of them", extents(tile), extents(others[i]))});
    }

    void frame(const Tile& below)
    {
        if (!(package_.stiffenerWidth > 0)) return;
        Slab hole = package_.substrate;
        hole.length -= 2 * package_.stiffenerWidth;
        hole.width -= 2 * package_.stiffenerWidth;
        const Tile inner = tileOf(hole, "opening of the stiffener");
        const double room = heightsOf(package_).top - package_.substrate.thickness;
        if (package_.stiffenerThickness > room + slack)
            faults_.push_back(
                {"stiffener", fmt::format("the stiffener of {:.6g} mm is higher than interposer and dies, "
                                          "{:.6g} mm. Correct its thickness",
                                          1e3 * package_.stiffenerThickness, 1e3 * room)});
        if (package_.interposer.present()) inside("stiffener", below, inner);
        for (const std::vector<Tile>* tiles : {&package_.dies, &package_.stacks})
            for (const Tile& tile : *tiles) inside("stiffener", tile, inner);
    }

    const Package& package_;
    std::vector<PackageFault> faults_;
};

} // namespace

bool holds(const Tile& outer, const Tile& inner)
{
    return inner.x >= outer.x - slack && inner.y >= outer.y - slack &&
           inner.x + inner.length <= outer.x + outer.length + slack &&
           inner.y + inner.width <= outer.y + outer.width + slack;
}

bool overlap(const Tile& a, const Tile& b)
{
    return a.x + a.length > b.x + slack && b.x + b.length > a.x + slack && a.y + a.width > b.y + slack &&
           b.y + b.width > a.y + slack;
}

Tile tileOf(const Slab& slab, const std::string& name)
{
    return {name, -slab.length / 2, -slab.width / 2, slab.length, slab.width};
}

StackHeights heightsOf(const Package& package)
{
    StackHeights at;
    at.dies = package.substrate.thickness + package.interposer.thickness;
    at.top = at.dies + package.dieThickness;
    at.lid = at.top + package.lid.thickness;
    return at;
}

std::vector<Brick> packageBricks(const Package& package)
{
    const StackHeights at = heightsOf(package);
    const double base = package.substrate.thickness, active = at.dies + package.activeThickness;
    const Tile substrate = tileOf(package.substrate, zone_name::substrate);
    std::vector<Brick> bricks{brickOf(zone_name::substrate, substrate, 0, base, substrateLayers)};
    if (package.stiffenerWidth > 0) {
        const double rim = package.stiffenerWidth, high = base + package.stiffenerThickness;
        const double x = substrate.x, y = substrate.y, inner = substrate.width - 2 * rim;
        for (const Tile& bar : {Tile{"", x, y, substrate.length, rim}, Tile{"", x, -y - rim, substrate.length, rim},
                                Tile{"", x, y + rim, rim, inner}, Tile{"", -x - rim, y + rim, rim, inner}})
            bricks.push_back(brickOf(zone_name::stiffener, bar, base, high, 1));
    }
    const Tile interposer = tileOf(package.interposer, zone_name::interposer);
    if (package.interposer.present()) {
        bricks.push_back(brickOf(zone_name::interposer, interposer, base, at.dies, interposerLayers));
        if (package.mould) bricks.push_back(brickOf(zone_name::mould, interposer, at.dies, at.top, 1));
    }
    for (const Tile& stack : package.stacks) bricks.push_back(brickOf(stack.name, stack, at.dies, at.top, dieLayers));
    for (const Tile& die : package.dies) {
        bricks.push_back(brickOf(die.name, die, at.dies, active, 1));
        bricks.push_back(brickOf(die.name + bulkSuffix, die, active, at.top, dieLayers));
    }
    if (package.lid.present())
        bricks.push_back(brickOf(zone_name::lid, tileOf(package.lid, zone_name::lid), at.top, at.lid, lidLayers));
    return bricks;
}

std::vector<PackageFault> packageFaults(const Package& package) { return Faults(package).result(); }

} // namespace coldloop::meshes
