// The mesh of a package with its cold plate, and the names of its patches.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/BrickDrawing.h"
#include "solver/case/PackageBuild.h"

#include <algorithm>
#include <iterator>

namespace coldloop::case_file {

namespace {

using meshes::Side;
namespace zone_name = meshes::zone_name;

// The zones whose upper side is the model's.
std::vector<std::string> topZones(const PackageBuild& p)
{
    if (p.base.present()) return {plateZone};
    if (p.geometry.lid.present()) return {zone_name::lid};
    std::vector<std::string> zones;
    for (const meshes::Tile& die : p.geometry.dies) zones.push_back(die.name + meshes::bulkSuffix);
    for (const meshes::Tile& stack : p.geometry.stacks) zones.push_back(stack.name);
    if (p.geometry.interposer.present() && p.geometry.mould) zones.push_back(zone_name::mould);
    return zones;
}

// What stands on the substrate: interposer, or the box around the dies and stacks.
meshes::Tile boardShadow(const PackageBuild& p)
{
    if (p.geometry.interposer.present()) return meshes::tileOf(p.geometry.interposer, zone_name::interposer);
    const meshes::Tile& first = p.geometry.dies.front();
    double low[2] = {first.x, first.y}, high[2] = {first.x, first.y};
    for (const std::vector<meshes::Tile>* tiles : {&p.geometry.dies, &p.geometry.stacks})
        for (const meshes::Tile& tile : *tiles) {
            low[0] = std::min(low[0], tile.x);
            low[1] = std::min(low[1], tile.y);
            high[0] = std::max(high[0], tile.x + tile.length);
            high[1] = std::max(high[1], tile.y + tile.width);
        }
    return {boardPatch, low[0], low[1], high[0] - low[0], high[1] - low[1]};
}

} // namespace

void buildPackageMesh(const PackageBuild& p)
{
    const Record& mesh = p.build.records.at("mesh");
    std::vector<meshes::Brick> bricks = meshes::packageBricks(p.geometry);
    std::vector<meshes::Brick> plan; // without what covers the dies
    const double dies = meshes::heightsOf(p.geometry).top;
    std::copy_if(bricks.begin(), bricks.end(), std::back_inserter(plan),
                 [dies](const meshes::Brick& brick) { return brick.lower[2] < dies; });
    const double top = meshes::heightsOf(p.geometry).lid;
    if (p.flow) {
        for (meshes::Brick& brick : meshes::plateBricks(*p.flow, top)) bricks.push_back(std::move(brick));
    } else if (p.base.present()) {
        const meshes::Tile base = meshes::tileOf(p.base, plateZone);
        bricks.push_back({plateZone,
                          {base.x, base.y, top},
                          {base.x + base.length, base.y + base.width, top + p.base.thickness},
                          {1, 1, 4}});
    }
    // The lowest fourth of what lies on the interface, so that its faces are those of zones of their own.
    const double interface = meshes::heightsOf(p.geometry).top;
    const double above = p.geometry.lid.present() ? p.geometry.lid.thickness : p.base.thickness;
    for (const meshes::Tile& tile : p.timPatches)
        bricks.push_back({tile.name,
                          {tile.x, tile.y, interface},
                          {tile.x + tile.length, tile.y + tile.width, interface + above / 4}});
    const meshes::Tile& die = p.geometry.dies.front();
    std::optional<double> fins; // where they are cut
    if (p.flow) fins = top + p.flow->base + p.flow->height / 2;
    p.build.model.drawing = meshes::drawnBricks(plan, bricks, die.y + die.width / 2, fins, p.entry.name);
    meshes::BlockGrid grid = meshes::gridOfBricks(bricks, p.section.number("cell-size"));
    if (p.flow) grid.patches = meshes::platePatches(*p.flow);
    if (!p.flow)
        for (const std::string& zone : topZones(p)) grid.patches.push_back({topPatch, zone, Side::zMax});
    const meshes::Tile shadow = boardShadow(p);
    grid.patches.push_back(
        {boardPatch, zone_name::substrate, Side::zMin, meshes::PatchKind::plain, "",
         meshes::Box{{shadow.x, shadow.y, -1}, {shadow.x + shadow.length, shadow.y + shadow.width, 1}}});
    const double fineness = mesh.number("fineness");
    p.build.model.mesh.words = "package " + p.entry.name;
    p.build.model.mesh.make = [grid = std::move(grid), fineness](double more) {
        return meshes::makeBlockMesh(meshes::refined(grid, fineness * more));
    };
}

} // namespace coldloop::case_file
