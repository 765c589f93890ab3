// Fully developed heat transfer between parallel plates in a short periodic piece, hydraulic diameter 4 x half height:
// Nu = 140/17 with a uniform flux from both plates, 7.5407 with both of one temperature (R. K. Shah, A. L. London, Laminar
// Flow Forced Convection in Ducts, 1978).
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Error.h"
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace coldloop;
using Catch::Matchers::Contains;
using meshes::Side;

namespace {

constexpr double half = 0.5e-3, length = 1e-3, velocity = 0.1;                              // [m], [m/s]
constexpr double density = 1000, specificHeat = 4000, viscosity = 1e-3, conductivity = 0.6; // Re 200, Pe 1333

meshes::BlockGrid plates(int cells)
{
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{length, 4, 1}};
    grid.axes[1].segments = {{half, 1, 1}};
    grid.axes[2].segments = {{half, cells, 1}};
    grid.zones = {"water"};
    grid.patches = {{"in", "water", Side::xMin, meshes::PatchKind::cyclic, "out"},
                    {"out", "water", Side::xMax, meshes::PatchKind::cyclic, "in"},
                    {"plate", "water", Side::zMax},
                    {"middle", "water", Side::zMin},
                    {"middle", "water", Side::yMin},
                    {"middle", "water", Side::yMax}};
    return grid;
}

cht::Physics model(const cht::Boundary& plate, const cht::Periodic& periodic)
{
    cht::Physics physics;
    physics.zones = {test::fluid("water", density, specificHeat, viscosity, conductivity)};
    physics.boundaries = {plate, test::symmetry("middle")};
    physics.periodic = {periodic};
    physics.periodic[0].meanVelocity = velocity;
    return physics;
}

struct Developed {
    double nusselt = 0, bulk = 0;
    cht::Solution solution;
};

Developed solve(const cht::Physics& physics, int cells)
{
    const auto solver = test::solverOn(plates(cells));
    Developed result;
    result.solution = solver->solve(physics, test::tight());
    const double x = test::layer(result.solution.cells, length / 2);
    result.bulk = test::section(result.solution.cells, "water", x).bulkTemperature;
    const test::Strip wall = test::strip(solver->patch("plate"), x);
    result.nusselt = wall.heatFlux * 4 * half / (conductivity * (wall.temperature - result.bulk));
    return result;
}

} // namespace

TEST_CASE("A periodic piece with uniform heat flux finds its rise of temperature and the exact Nusselt number")
{
    const double flux = 1e4, rise = flux * length / (density * velocity * half * specificHeat);
    const double given = GENERATE_COPY(0.0, rise);
    const cht::Periodic periodic{"in", 0, 0, given, false};
    const Developed result = solve(model(test::heated("plate", flux), periodic), 40);
    INFO("Nu " << result.nusselt);
    CHECK(result.nusselt == Approx(140.0 / 17).epsilon(0.002));
    CHECK(result.solution.enthalpyRise == Approx(flux * length * half).epsilon(1e-8));
    CHECK(result.solution.energyImbalance < 1e-8);
}

TEST_CASE("A rise of temperature that does not fit the heat is an error with both")
{
    CHECK_THROWS_WITH(solve(model(test::heated("plate", 1e4), {"in", 0, 0, 1, false}), 4),
                      Contains("0.005 W are given") && Contains("0.1 W away"));
}

TEST_CASE("A periodic piece between plates of one temperature has the exact Nusselt number")
{
    const Developed result = solve(model(test::held("plate", 350), {"in", 0, 0, 0, true}), 40);
    INFO("Nu " << result.nusselt << ", " << result.solution.records.back().iterations << " turns");
    CHECK(result.nusselt == Approx(7.5407).epsilon(0.002));
    CHECK(result.solution.energyImbalance < 1e-8);
    CHECK(result.solution.records.back().iterations < 20);
}
