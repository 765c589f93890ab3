// Laminar flow over a backward-facing step of expansion ratio 2: parabolic profile 20 step heights upstream, outlet 60
// downstream. The length of the recirculation behind the step, in step heights, at Re = u_mean 2 h / nu.
// Source: E. Erturk, Computers & Fluids 37 (2008) 633-655: 2.922 at Re 100, 8.237 at Re 400, 11.834 at Re 800.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/Loader.h"
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>

using namespace coldloop;
using Catch::Matchers::Contains;

namespace {

constexpr double step = 1e-3, viscosity = 1e-3, density = 1000; // [m], [Pa s], [kg/m^3]

meshes::BlockGrid backwardFacingStep(double length, int cells, int cellsHigh) // `length` in steps, `cellsHigh` each
{
    meshes::BlockGrid grid;
    grid.axes[0].start = -20 * step;
    grid.axes[0].segments = {{0, 60, 0.05}, {length * step, cells, 12}};
    grid.axes[1].segments = {{step, 1, 1}};
    grid.axes[2].segments = {{step, cellsHigh, 1}, {2 * step, cellsHigh, 1}};
    grid.zones = {"", "water", "channel", "water"}; // two zones of one coolant: the step's face is no inlet
    using meshes::Side;
    grid.patches = {{"inlet", "channel", Side::xMin}, {"outlet", "water", Side::xMax},
                    {"sides", "water", Side::yMin},   {"sides", "water", Side::yMax},
                    {"sides", "channel", Side::yMin}, {"sides", "channel", Side::yMax}};
    return grid;
}

cht::Physics flowOverStep(double reynolds)
{
    const double velocity = reynolds * viscosity / (density * 2 * step);
    cht::Physics physics;
    physics.zones = {test::fluid("water", density, 4000, viscosity, 0.6),
                     test::fluid("channel", density, 4000, viscosity, 0.6)};
    cht::Boundary inlet = test::inlet("inlet", 0, 300);
    inlet.velocityField = [=](const cht::Vec3& x, double) {
        const double y = (x[2] - step) / step;
        return cht::Vec3{6 * velocity * y * (1 - y), 0, 0};
    };
    physics.boundaries = {inlet, test::outlet("outlet"), test::symmetry("sides")};
    return physics;
}

// Where the velocity next to the floor turns from backwards to forwards [m].
double reattachment(const cht::CellField& cells)
{
    double lowest = step; // centre of the cells next to the floor
    for (const auto& centre : cells.centre) lowest = std::min(lowest, centre[2]);
    std::map<double, double> floor; // velocity by x
    for (std::size_t c = 0; c < cells.volume.size(); ++c)
        if (cells.centre[c][0] > 0 && cells.centre[c][2] < 1.5 * lowest)
            floor[cells.centre[c][0]] = cells.velocity[c][0];
    double x = 0, u = 0, last = 0;
    for (const auto& [xNext, uNext] : floor) {
        if (u < 0 && uNext >= 0) last = x + (xNext - x) * u / (u - uNext);
        x = xNext;
        u = uNext;
    }
    return last;
}

} // namespace

TEST_CASE("The recirculation behind a step has the published length", "[slow]")
{
    struct Case {
        double reynolds, published, outlet; // in steps
        int cells, cellsHigh;
    };
    for (const Case& flow : {Case{100, 2.922, 30, 200, 40}, {400, 8.237, 30, 240, 48}, {800, 11.834, 60, 480, 60}}) {
        const auto solver = test::solverOn(backwardFacingStep(flow.outlet, flow.cells, flow.cellsHigh));
        INFO("Re " << flow.reynolds);
        const cht::Solution solution = solver->solve(flowOverStep(flow.reynolds), {});
        INFO(reattachment(solution.cells) / step << " h after " << solution.records[0].iterations << " iterations, "
                                                 << solution.records[0].linearIterations << " linear");
        CHECK(reattachment(solution.cells) / step == Approx(flow.published).epsilon(0.01));
        CHECK(solution.massImbalance < 1e-9);
    }
}

TEST_CASE("Coolant that comes back in through an outlet is an error")
{
    const auto solver = test::solverOn(backwardFacingStep(2, 30, 24));
    CHECK_THROWS_WITH(solver->solve(flowOverStep(100), {}), Contains("come back in through outlet 'outlet'"));
}

TEST_CASE("What comes back in through an outlet takes the temperature that is stated, and is told of")
{
    cht::Physics physics = flowOverStep(100);
    for (cht::Boundary& boundary : physics.boundaries)
        if (boundary.flow == cht::FlowBoundary::outlet) boundary.temperature = 320;
    const cht::Solution solution = test::solverOn(backwardFacingStep(2, 30, 24))->solve(physics, {});
    const auto told = std::find_if(solution.flags.begin(), solution.flags.end(), [](const std::string& flag) {
        return flag.find("come back in through") != std::string::npos;
    });
    REQUIRE(told != solution.flags.end());
    CHECK_THAT(*told, Contains("kg/s") && Contains("m^2 of outlet 'outlet'"));
    const auto [low, high] = std::minmax_element(solution.cells.temperature.begin(), solution.cells.temperature.end());
    CHECK(*low == Approx(300).margin(0.1));
    CHECK(*high > 305); // drawn in from behind the outlet
    CHECK(*high < 320.1);
    CHECK(solution.energyImbalance < 1e-6);
}
