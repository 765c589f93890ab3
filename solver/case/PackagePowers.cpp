// The powers of a package's dies and memory stacks, how they are spread, and the path through the board.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/PackageBuild.h"
#include "solver/case/UnitTable.h"
#include "solver/core/Error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace coldloop::case_file {

namespace {

double sumOf(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

// Stacks as the chip says, dies what is left by shares or areas; all in proportion where the case gives the power.
void sharePower(PackageBuild& p)
{
    const std::vector<meshes::Tile>&dies = p.geometry.dies, &stacks = p.geometry.stacks;
    const double rated = p.chip.number("thermal-design-power");
    p.power = p.section.has("power") ? p.section.number("power") : rated;
    p.stackPowers = p.chip["stack-powers"].numbers;
    if (!p.chip.has("stack-powers")) p.stackPowers.assign(stacks.size(), 0);
    if (p.stackPowers.size() != stacks.size())
        return p.fail(p.chip, "stack-powers",
                      fmt::format("has {} values, but {} has {} stacks. Give one for each", p.stackPowers.size(),
                                  p.entry.name, stacks.size()));
    const double left = rated - sumOf(p.stackPowers);
    if (!(left >= 0))
        return p.fail(p.chip, "stack-powers", "is more than the thermal design power. Correct one of them");
    std::vector<double> shares = p.chip["die-shares"].numbers;
    if (!p.chip.has("die-shares"))
        for (const meshes::Tile& die : dies) shares.push_back(die.length * die.width);
    else if (shares.size() != dies.size() || std::abs(sumOf(shares) - 1) > 1e-6)
        return p.fail(p.chip, "die-shares",
                      fmt::format("must be one share for each of {} dies and sum to 1. Correct it", dies.size()));
    const double total = sumOf(shares);
    for (double& power : p.stackPowers) power *= p.power / rated;
    for (const double share : shares) p.diePowers.push_back(left * p.power / rated * share / total);
    p.depends(p.chip, {"stack-powers", "die-shares"});
    if (!p.section.has("power")) p.depends(p.chip, {"thermal-design-power"});
}

void addMap(const PackageBuild& p, const std::string& zone, std::vector<cht::PowerRectangle> rectangles)
{
    cht::PowerMap map;
    map.zone = zone;
    map.rectangles = std::move(rectangles);
    std::vector<cht::PowerMap>& maps = p.build.model.physics.powerMaps;
    maps.push_back(std::move(map));
    p.build.model.mapLoadCases.push_back("");
    p.build.model.places[fmt::format("power-maps.{}", maps.size())] = p.section.place.text();
}

void addEvenly(const PackageBuild& p, const std::vector<meshes::Tile>& tiles, const std::vector<double>& powers)
{
    for (std::size_t i = 0; i < tiles.size(); ++i) p.build.model.zonePowers.push_back({tiles[i].name, powers[i]});
}

// The blocks of the entry, each in shares of a die; an error where they are no floorplan.
std::vector<meshes::Tile> blocksOf(const PackageBuild& p)
{
    if (!p.entry.has("blocks") || !p.entry.has("block-names") || !p.entry.has("block-shares")) {
        p.build.fail(
            p.section, "power-map",
            fmt::format("needs block-names, blocks and block-shares, which {} does not have. Write \"uniform\", "
                        "or give a file",
                        p.entry.name));
        return {};
    }
    const std::vector<meshes::Tile> blocks = readTiles(p, "blocks", p.entry["block-names"].texts);
    const std::vector<double>& shares = p.entry["block-shares"].numbers;
    if (shares.size() != p.entry["block-names"].texts.size() || std::abs(sumOf(shares) - 1) > 1e-6)
        p.fail(p.entry, "block-shares", "must be one share for each block and sum to 1. Correct it");
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (!meshes::holds({"die", 0, 0, 1, 1}, blocks[i]))
            p.fail(p.entry, "blocks", fmt::format("has block '{}' beyond the die. Keep it in 0 .. 1", blocks[i].name));
        for (std::size_t j = i + 1; j < blocks.size(); ++j)
            if (meshes::overlap(blocks[i], blocks[j]))
                p.fail(p.entry, "blocks",
                       fmt::format("has blocks '{}' and '{}' that overlap. Move one", blocks[i].name, blocks[j].name));
    }
    p.depends(p.entry, {"blocks", "block-shares"});
    return blocks;
}

void addBlocks(const PackageBuild& p)
{
    const std::vector<meshes::Tile> blocks = blocksOf(p);
    const std::vector<double>& shares = p.entry["block-shares"].numbers;
    if (blocks.size() != shares.size()) return;
    for (std::size_t d = 0; d < p.geometry.dies.size(); ++d) {
        const meshes::Tile& die = p.geometry.dies[d];
        std::vector<cht::PowerRectangle> rectangles;
        for (std::size_t b = 0; b < blocks.size(); ++b)
            rectangles.push_back({die.name + " " + blocks[b].name, die.x + blocks[b].x * die.length,
                                  die.y + blocks[b].y * die.width, blocks[b].length * die.length,
                                  blocks[b].width * die.width, p.diePowers[d] * shares[b]});
        addMap(p, die.name, std::move(rectangles));
    }
}

// Each rectangle to the die or stack that it lies in.
void addFile(PackageBuild& p)
{
    const std::filesystem::path file = p.build.file(p.section, "file", "package");
    if (file.empty()) return;
    std::vector<meshes::Tile> parts = p.geometry.dies;
    parts.insert(parts.end(), p.geometry.stacks.begin(), p.geometry.stacks.end());
    std::vector<std::vector<cht::PowerRectangle>> maps(parts.size());
    for (const cht::PowerRectangle& r : readPowerRectangles(p.build, p.section, file)) {
        const auto part = std::find_if(parts.begin(), parts.end(), [&](const meshes::Tile& tile) {
            return meshes::holds(tile, {r.name, r.x, r.y, r.width, r.height});
        });
        if (part == parts.end())
            p.build.fail(p.section, "file",
                         fmt::format("has rectangle '{}' (x = {:.6g} to {:.6g} mm, y = {:.6g} to {:.6g} mm from the "
                                     "package's centre), which lies in no die or memory stack. Move it into one",
                                     r.name, 1e3 * r.x, 1e3 * (r.x + r.width), 1e3 * r.y, 1e3 * (r.y + r.height)));
        else
            maps[static_cast<std::size_t>(part - parts.begin())].push_back(r);
    }
    double total = 0;
    for (const auto& map : maps)
        for (const cht::PowerRectangle& r : map) total += r.power;
    if (p.section.has("power") && !(total > 0))
        p.build.fail(p.section, "power", "cannot be spread over a map whose powers sum to 0 W. Correct the map");
    const double factor = p.section.has("power") && total > 0 ? p.section.number("power") / total : 1;
    p.power = factor * total;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        double power = 0;
        for (cht::PowerRectangle& r : maps[i]) power += r.power *= factor;
        if (i < p.diePowers.size()) p.diePowers[i] = power;
        if (!maps[i].empty()) addMap(p, parts[i].name, std::move(maps[i]));
    }
}

void addBoard(const PackageBuild& p)
{
    const std::vector<cht::Boundary>& given = p.build.model.physics.boundaries;
    if (std::any_of(given.begin(), given.end(), [](const cht::Boundary& b) { return b.patch == boardPatch; })) return;
    cht::Boundary board;
    board.patch = boardPatch;
    board.thermal = cht::ThermalBoundary::heatFlux;
    p.build.model.physics.boundaries.push_back(board);
    p.build.model.patchPowers.push_back({boardPatch, -p.section.number("board-share") * p.power});
    p.build.model.places[std::string("boundaries.") + boardPatch] = p.section.place.text();
}

} // namespace

void buildPackagePowers(PackageBuild& p)
{
    const std::size_t before = p.build.errors.count();
    sharePower(p);
    if (p.build.errors.count() > before) return;
    const std::string& spread = p.section.text("power-map");
    if (p.section.has("file") != (spread == "file"))
        return p.build.fail(p.section, p.section.has("file") ? "file" : "power-map",
                            "does not fit: power-map = \"file\", and only that, has a file");
    if (spread == "none") {
        p.diePowers.assign(p.diePowers.size(), 0);
        p.power = 0;
        for (const cht::PowerMap& map : p.build.model.physics.powerMaps)
            for (const cht::PowerRectangle& r : map.rectangles) p.power += r.power;
    }
    if (spread == "uniform" || spread == "blocks") addEvenly(p, p.geometry.stacks, p.stackPowers);
    if (spread == "uniform") addEvenly(p, p.geometry.dies, p.diePowers);
    if (spread == "blocks") addBlocks(p);
    if (spread == "file") addFile(p);
    addBoard(p);
}

} // namespace coldloop::case_file
