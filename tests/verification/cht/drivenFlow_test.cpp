// Plane channels in a short periodic piece: Poiseuille flow of given gradient and of given mean velocity, and flow whose
// viscosity follows the temperature. With a wall at 0 and one at h, gradient G and a linear temperature across:
//
//     mu du/dy = tau - G y,   u(0) = u(h) = 0   =>   u(y) = int_0^y (tau - G s) / mu(s) ds,   tau by u(h) = 0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace coldloop;
using meshes::Side;

namespace {

constexpr double height = 1e-3, length = 0.5e-3;                             // [m]
constexpr double density = 1000, viscosity = 1e-3, gradient = 120;           // [kg/m^3], [Pa s], [Pa/m]
constexpr double poiseuille = gradient * height * height / (12 * viscosity); // mean velocity [m/s]

meshes::BlockGrid channel(int cells)
{
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{length, 4, 1}};
    grid.axes[1].segments = {{length, 1, 1}};
    grid.axes[2].segments = {{height, cells, 1}};
    grid.zones = {"water"};
    grid.patches = {{"in", "water", Side::xMin, meshes::PatchKind::cyclic, "out"},
                    {"out", "water", Side::xMax, meshes::PatchKind::cyclic, "in"},
                    {"cold", "water", Side::zMin},
                    {"hot", "water", Side::zMax},
                    {"sides", "water", Side::yMin},
                    {"sides", "water", Side::yMax}};
    return grid;
}

cht::Physics model(double coldWall, double hotWall)
{
    cht::Physics physics;
    physics.zones = {test::fluid("water", density, 4000, viscosity, 0.6)};
    physics.boundaries = {test::held("cold", coldWall), test::held("hot", hotWall), test::symmetry("sides")};
    physics.periodic = {{"in"}};
    return physics;
}

double meanVelocity(const cht::Solution& solution) { return solution.massFlow / (density * height * length); }

double thinning(double t) { return viscosity * std::exp(-0.02 * (t - 300)); } // [Pa s]

// Mean velocity by the equations above, midpoint rule.
double meanOfThinning(double coldWall, double hotWall)
{
    constexpr int n = 20000;
    const double h = height / n;
    auto mu = [&](double y) { return thinning(coldWall + (hotWall - coldWall) * y / height); };
    double one = 0, first = 0, mean = 0, u = 0;
    for (int i = 0; i < n; ++i) {
        one += h / mu((i + 0.5) * h);
        first += h * (i + 0.5) * h / mu((i + 0.5) * h);
    }
    const double stress = gradient * first / one;
    for (int i = 0; i < n; ++i) {
        const double y = (i + 0.5) * h, rise = h * (stress - gradient * y) / mu(y);
        mean += (u + rise / 2) / n;
        u += rise;
    }
    return mean;
}

} // namespace

TEST_CASE("A periodic piece driven by a gradient has Poiseuille's mean velocity, with second order")
{
    cht::Physics physics = model(300, 300);
    physics.periodic[0].pressureGradient = gradient;
    double error[2];
    for (int i = 0; i < 2; ++i) {
        const cht::Solution solution = test::solverOn(channel(24 << i))->solve(physics, test::tight());
        error[i] = meanVelocity(solution) / poiseuille - 1;
        CHECK(solution.pressureDrop == Approx(gradient * length));
    }
    INFO("errors " << error[0] << " " << error[1]);
    CHECK(std::abs(error[1]) < 0.001); // 2 / cells^2
    CHECK(test::order(error[0], error[1]) > 1.9);
}

TEST_CASE("A periodic piece of given mean velocity finds Poiseuille's gradient")
{
    cht::Physics physics = model(300, 300);
    physics.periodic[0].meanVelocity = poiseuille;
    const cht::Solution solution = test::solverOn(channel(32))->solve(physics, {});
    CHECK(meanVelocity(solution) == Approx(poiseuille).epsilon(1e-5));
    CHECK(solution.pressureDrop == Approx(gradient * length).epsilon(0.002));
}

TEST_CASE("Viscosity that follows the temperature across a channel gives the exact mean velocity")
{
    cht::Physics physics = model(300, 380); // viscosity falls to a fifth
    physics.periodic[0].pressureGradient = gradient;
    physics.zones[0].viscosity = cht::Law(thinning);
    const cht::Solution solution = test::solverOn(channel(48))->solve(physics, {});
    CHECK(meanVelocity(solution) == Approx(meanOfThinning(300, 380)).epsilon(0.002));
}

// The flow must be right at the temperatures that it brings about, in a few turns.
TEST_CASE("Flow and temperature agree where the viscosity follows the temperature along a heated channel")
{
    meshes::BlockGrid grid = channel(16);
    grid.axes[0].segments = {{20 * height, 40, 1}};
    grid.patches[0] = {"in", "water", Side::xMin};
    grid.patches[1] = {"out", "water", Side::xMax};
    cht::Physics physics = model(300, 300);
    physics.periodic.clear();
    physics.zones[0].viscosity = cht::Law(thinning);
    physics.boundaries = {test::inlet("in", 0.01, 300), test::outlet("out"), test::heated("hot", 4e4),
                          test::symmetry("sides")};
    const cht::Solution solution = test::solverOn(grid)->solve(physics, {});
    double last = 1;
    int turns = 0;
    for (const cht::SolveRecord& record : solution.records)
        if (record.equation == "flow") {
            last = record.initialResidual;
            ++turns;
        }
    CHECK(last <= 1e-5);
    CHECK(turns <= 10);
    physics.zones[0].viscosity = viscosity;
    const cht::Solution thick = test::solverOn(grid)->solve(physics, {});
    CHECK(solution.pressureDrop < 0.8 * thick.pressureDrop);
}
