// What a steady solve tells after each turn of flow and energy, and how that can end it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace coldloop;
using meshes::Side;

namespace {

meshes::BlockGrid channel()
{
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{10e-3, 20, 1}};
    grid.axes[1].segments = {{1e-3, 1, 1}};
    grid.axes[2].segments = {{1e-3, 8, 1}};
    grid.zones = {"oil"};
    grid.patches = {{"inlet", "oil", Side::xMin}, {"outlet", "oil", Side::xMax}, {"hot", "oil", Side::zMax}};
    return grid;
}

cht::Physics oil()
{
    cht::Physics physics;
    physics.zones = {test::fluid("oil", 900, 2000, 1e-2, 0.15)};
    physics.zones[0].viscosity = cht::Law([](double t) { return 1e-2 * std::exp(-0.02 * (t - 300)); });
    physics.boundaries = {test::inlet("inlet", 0.01, 300), test::outlet("outlet"), test::heated("hot", 5e3)};
    return physics;
}

} // namespace

TEST_CASE("A steady solve tells its state after each turn, the last of them that of its end")
{
    const auto solver = test::solverOn(channel());
    std::vector<double> drops;
    double hottest = 0;
    solver->onIteration([&](const cht::Solution& present) {
        drops.push_back(present.pressureDrop);
        const std::vector<double> hot = solver->patch("hot").temperature;
        hottest = *std::max_element(hot.begin(), hot.end());
        return true;
    });
    const cht::Solution solution = solver->solve(oil(), {});
    REQUIRE(drops.size() > 2);
    CHECK(drops.front() > 1.02 * drops.back()); // with the viscosity of the inlet's temperature
    CHECK(drops.back() == Approx(solution.pressureDrop));
    CHECK(hottest == Approx(solution.maxTemperature));
    CHECK(solution.flags.empty());
}

TEST_CASE("A steady solve ends when it is told to, and says so")
{
    const auto solver = test::solverOn(channel());
    int turns = 0;
    solver->onIteration([&](const cht::Solution&) { return ++turns < 2; });
    const cht::Solution solution = solver->solve(oil(), {});
    CHECK(turns == 2);
    REQUIRE(solution.flags.size() == 1);
    CHECK_THAT(solution.flags[0], Catch::Contains("was ended by what follows it"));
    CHECK(solver->solve(oil(), {}).flags.size() == 1); // the third turn of all
    solver->onIteration(nullptr);
    CHECK(solver->solve(oil(), {}).flags.empty());
}
