// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Recipes.h"

#include "solver/core/Error.h"
#include "tests/unit/meshes/Sound.h"

#include <catch2/catch.hpp>

using namespace coldloop;
using namespace coldloop::meshes;
using Catch::Matchers::Contains;

namespace {

// The coolant in one piece that reaches from inlet to outlet, and nothing else on those patches.
void requireOneChannel(const PolyMesh& mesh)
{
    const Adjacency graph = adjacency(mesh);
    const auto patch = [&](const std::string& name) {
        for (const MeshPatch& p : mesh.patches)
            if (p.name == name) return p;
        FAIL("no patch " << name);
        return MeshPatch{};
    };
    std::vector<char> seen(mesh.cells(), 0);
    std::vector<int> next{mesh.owner[patch("inlet").start]};
    seen[next[0]] = 1;
    while (!next.empty()) {
        const int c = next.back();
        next.pop_back();
        for (int i = graph.start[c]; i < graph.start[c + 1]; ++i)
            if (const int d = graph.cell[i]; !seen[d] && mesh.zone[d] == mesh.zone[c]) seen[d] = 1, next.push_back(d);
    }
    for (int c = 0; c < mesh.cells(); ++c) REQUIRE((mesh.zoneNames[mesh.zone[c]] == "coolant") == bool(seen[c]));
    for (const char* name : {"inlet", "outlet"})
        for (int f = patch(name).start; f < patch(name).start + patch(name).size; ++f) REQUIRE(seen[mesh.owner[f]]);
}

} // namespace

TEST_CASE("Every recipe makes a sound mesh of its standard values, on any fineness")
{
    for (const Recipe& recipe : recipes()) {
        CAPTURE(recipe.name);
        const BlockGrid grid = refined(makeRecipe(recipe.name, {}), 0.34);
        const PolyMesh mesh = makeBlockMesh(grid);
        test::requireSound(mesh);
        requireOneChannel(mesh);
        CHECK(test::patchAreas(mesh).at("heated") > 0);
        const PolyMesh finer = makeBlockMesh(refined(makeRecipe(recipe.name, {}), 0.5));
        CHECK(finer.cells() > 2 * mesh.cells());
        for (const auto& [zone, volume] : test::zoneVolumes(mesh))
            CHECK(test::zoneVolumes(finer).at(zone) == Approx(volume));
        CHECK(test::patchAreas(finer).at("inlet") == Approx(test::patchAreas(mesh).at("inlet")));
    }
}

TEST_CASE("A microchannel has the cells and sizes that it is given")
{
    const PolyMesh mesh = makeBlockMesh(makeRecipe("microchannel", {{"cells-along", 7}, {"above", 0}}));
    CHECK(mesh.cells() == 7 * 16 * 42);
    CHECK(test::zoneVolumes(mesh)["coolant"] == Approx(10e-3 * 28.5e-6 * 180e-6));
    CHECK(test::zoneVolumes(mesh)["solid"] == Approx(10e-3 * (50e-6 * 450e-6 - 28.5e-6 * 180e-6)));
    CHECK(test::patchAreas(mesh)["heated"] == Approx(10e-3 * 50e-6));
    CHECK(test::patchAreas(mesh)["symmetry"] == Approx(2 * 10e-3 * 450e-6));
}

TEST_CASE("A serpentine turns after each pass and ends where its last pass does")
{
    for (int passes = 1; passes <= 5; ++passes) {
        CAPTURE(passes);
        const RecipeValues values{{"passes", passes},        {"straight", 0.01},   {"channel-width", 0.002},
                                  {"channel-height", 0.003}, {"wall", 0.001},      {"margin", 0.004},
                                  {"cells-straight", 5},     {"cells-channel", 2}, {"cells-height", 2},
                                  {"cells-wall", 1},         {"cells-margin", 1},  {"cells-base", 1},
                                  {"cells-cover", 1}};
        const PolyMesh mesh = makeBlockMesh(makeRecipe("serpentine", values));
        test::requireSound(mesh);
        requireOneChannel(mesh);
        const double plan = passes * 0.014 * 0.002 + (passes - 1) * 0.002 * 0.001 + 2 * 0.004 * 0.002;
        CHECK(test::zoneVolumes(mesh)["coolant"] == Approx(plan * 0.003));
        CHECK(test::patchAreas(mesh)["inlet"] == Approx(0.002 * 0.003));
        CHECK(test::patchAreas(mesh)["outlet"] == Approx(0.002 * 0.003));
        CHECK(test::patchAreas(mesh)["heated"] == Approx(0.022 * (passes * 0.003 - 0.001 + 0.008)));
    }
}

TEST_CASE("Split flow has its ports on opposite sides or on the same")
{
    for (const int same : {0, 1}) {
        const PolyMesh mesh =
            makeBlockMesh(refined(makeRecipe("split-flow", {{"channels", 3}, {"outlet", same}, {"cover", 0}}), 0.5));
        test::requireSound(mesh);
        requireOneChannel(mesh);
        const double plan = 3 * 20e-3 * 1e-3 + 2 * 4e-3 * (3 * 1e-3 + 2 * 0.5e-3) + 2 * 2e-3 * 4e-3;
        CHECK(test::zoneVolumes(mesh)["coolant"] == Approx(plan * 2e-3));
        CHECK(test::patchAreas(mesh)["outlet"] == Approx(4e-3 * 2e-3));
    }
}

TEST_CASE("Pins stand in line or staggered")
{
    for (const int staggered : {0, 1}) {
        const PolyMesh mesh = makeBlockMesh(refined(makeRecipe("pin-fin", {{"arrangement", staggered}}), 0.5));
        requireOneChannel(mesh);
        const double plan = (4e-3 + 5 * 2e-3 + 1e-3 + 8e-3) * 1.5e-3 - 6 * 1e-3 * 0.5e-3;
        CHECK(test::zoneVolumes(mesh)["coolant"] == Approx(plan * 2e-3));
    }
}

TEST_CASE("Values that a recipe cannot use are named, all at once")
{
    CHECK_THROWS_WITH(recipeNamed("zigzag"), Contains("no recipe 'zigzag'. The recipes are: microchannel, serpentine"));
    CHECK_THROWS_WITH(
        makeRecipe("serpentine", {{"passes", 2.5}, {"wall", 0}, {"cover", -1}, {"walls", 1}}),
        Contains("passes (times that the channel crosses the plate) is 2.5. It must be a whole number not below 1") &&
            Contains("wall (solid between passes) is 0 m. It must be above 0 m") &&
            Contains("cover (solid over the channel) is -1 m. It must be not below 0 m") &&
            Contains("recipe serpentine takes no 'walls'"));
    CHECK_THROWS_WITH(makeRecipe("microchannel", {{"pitch", 50e-6}}), Contains("channels 5.7e-05 m wide do not fit"));
    CHECK_THROWS_WITH(makeRecipe("pin-fin", {{"pitch-across", 2e-3}}), Contains("above two pins"));
    CHECK_THROWS_WITH(makeRecipe("split-flow", {{"outlet", 2}}), Contains("outlet (opposite"));
    CHECK_THROWS_WITH(refined({}, 0), Contains("a fineness of 0 is not above 0"));
}
