// Boundary conditions and laws of the energy equation against exact solutions in one dimension.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Transform.h"
#include "solver/core/Error.h"
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <string>

using namespace coldloop;
using Catch::Matchers::Contains;
using meshes::Side;

namespace {

constexpr double length = 10e-3, conductivity = 5; // [m], [W/(m K)]
constexpr double stefanBoltzmann = 5.670374419e-8;

meshes::BlockGrid bar(int cells)
{
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{length, cells, 2}};
    grid.axes[1].segments = grid.axes[2].segments = {{2e-3, 2, 1}};
    grid.zones = {"solid"};
    grid.patches = {{"left", "solid", Side::xMin}, {"right", "solid", Side::xMax}};
    return grid;
}

cht::Physics model(std::vector<cht::Boundary> boundaries)
{
    cht::Physics physics;
    physics.zones = {test::solid("solid", {conductivity, conductivity, conductivity})};
    physics.boundaries = std::move(boundaries);
    return physics;
}

cht::Boundary exchange(double heatTransfer, double emissivity, double ambient)
{
    cht::Boundary boundary;
    boundary.patch = "right";
    boundary.thermal = cht::ThermalBoundary::convection;
    boundary.heatTransfer = heatTransfer;
    boundary.emissivity = emissivity;
    boundary.temperature = ambient;
    return boundary;
}

double mean(const cht::SurfaceField& field)
{
    double sum = 0, area = 0;
    for (std::size_t f = 0; f < field.area.size(); ++f) {
        sum += field.area[f] * field.temperature[f];
        area += field.area[f];
    }
    return sum / area;
}

double heat(const cht::SurfaceField& field)
{
    double sum = 0;
    for (double h : field.heat) sum += h;
    return sum;
}

} // namespace

TEST_CASE("A wall that radiates and convects comes to the temperature of its balance")
{
    const double flux = 20e3, ambient = 290, h = GENERATE(0.0, 40.0), emissivity = 0.8; // [W/m^2], [K]
    const bool tetrahedra = GENERATE(false, true);
    double low = ambient, high = 3000; // of the wall
    for (int i = 0; i < 200; ++i) {
        const double t = (low + high) / 2;
        const double out = h * (t - ambient) + emissivity * stefanBoltzmann * (std::pow(t, 4) - std::pow(ambient, 4));
        (out > flux ? high : low) = t;
    }
    meshes::PolyMesh mesh = meshes::makeBlockMesh(bar(8));
    if (tetrahedra) mesh = meshes::tetrahedra(mesh);
    const auto solver = cht::loadOpenFoam()(std::move(mesh));
    const cht::Solution solution =
        solver->solve(model({test::heated("left", flux), exchange(h, emissivity, ambient)}), test::tight());
    INFO("h " << h << ", tetrahedra " << tetrahedra << ": " << solution.records[0].iterations << " Newton steps");
    CHECK(mean(solver->patch("right")) == Approx(low).epsilon(1e-9));
    CHECK(mean(solver->patch("left")) == Approx(low + flux * length / conductivity).epsilon(1e-9));
    CHECK(heat(solver->patch("right")) == Approx(-flux * 4e-6).epsilon(1e-9));
    CHECK(solution.energyImbalance < 1e-8);
    CHECK(solution.records[0].iterations <= 12);
}

TEST_CASE("Convection alone is linear: one Newton step, exact on any mesh")
{
    const double flux = 1e4, ambient = 300, h = 200;
    meshes::PolyMesh mesh = meshes::tetrahedra(meshes::perturbed(meshes::makeBlockMesh(bar(6)), 0.2, 3));
    const auto solver = cht::loadOpenFoam()(std::move(mesh));
    const cht::Solution solution =
        solver->solve(model({test::heated("left", flux), exchange(h, 0, ambient)}), test::tight());
    for (std::size_t c = 0; c < solution.cells.volume.size(); ++c) {
        const double exact = ambient + flux / h + flux * (length - solution.cells.centre[c][0]) / conductivity;
        CHECK(solution.cells.temperature[c] == Approx(exact).epsilon(1e-8));
    }
    CHECK(solution.maxTemperature == Approx(ambient + flux / h + flux * length / conductivity).epsilon(1e-8));
}

// With k = k0 (1 + b (T - T0)) the integral of k dT is linear in x (Kirchhoff 1894).
TEST_CASE("A conductivity that falls with temperature gives Kirchhoff's profile, with second order")
{
    const double cold = 300, hot = 500, b = -3e-3;
    const auto integral = [&](double t) { return conductivity * ((t - cold) + 0.5 * b * (t - cold) * (t - cold)); };
    cht::Physics physics = model({test::held("left", hot), test::held("right", cold)});
    physics.zones[0].conductivity = cht::Law([&](double t) { return conductivity * (1 + b * (t - cold)); });
    physics.zones[0].conductivityShape = cht::isotropic;
    const double exactHeat = integral(hot) / length * 4e-6;
    double former = 0, order = 0;
    for (int cells : {10, 20, 40, 80}) {
        const auto solver = test::solverOn(bar(cells));
        const cht::Solution solution = solver->solve(physics, test::tight());
        double error = 0;
        for (std::size_t c = 0; c < solution.cells.volume.size(); ++c) {
            const double wanted = integral(hot) * (1 - solution.cells.centre[c][0] / length);
            error = std::max(error, std::abs(integral(solution.cells.temperature[c]) - wanted) / integral(hot));
        }
        order = test::order(former, error);
        UNSCOPED_INFO(cells << ": error " << error << ", order " << order << ", " << solution.records[0].iterations
                            << " Newton steps");
        former = error;
        CHECK(solution.records[0].iterations <= 12);
        CHECK(solution.energyImbalance < 1e-8);
        if (cells == 80) CHECK(heat(solver->patch("left")) == Approx(exactHeat).epsilon(1e-3));
    }
    CHECK(order >= 1.9);
}

// Plug flow that is heated evenly rises in a straight line: the scheme of second order is exact on it, with upwind
// differences a cell has the temperature that the coolant leaves it with.
TEST_CASE("Convection of heat is of second order, or upwind where asked for")
{
    constexpr double velocity = 0.5, capacity = 1000 * 4000, source = 1e8;
    meshes::BlockGrid grid = bar(10);
    grid.zones = {"coolant"};
    grid.patches = {{"inlet", "coolant", Side::xMin}, {"outlet", "coolant", Side::xMax}};
    for (Side side : {Side::yMin, Side::yMax, Side::zMin, Side::zMax})
        grid.patches.push_back({"slip" + std::to_string(int(side)), "coolant", side, meshes::PatchKind::symmetry});
    cht::Physics physics;
    physics.zones = {test::fluid("coolant", 1000, 4000, 1e-3, 1e-9)};
    physics.zones[0].heatSource = source;
    physics.boundaries = {test::inlet("inlet", velocity, 300), test::outlet("outlet")};
    physics.upwindEnthalpy = GENERATE(false, true);
    const auto solver = test::solverOn(grid);
    const cht::Solution solution = solver->solve(physics, test::tight());
    const double slope = source / capacity / velocity; // [K/m]
    for (std::size_t c = 0; c < solution.cells.volume.size(); ++c) {
        const double half = physics.upwindEnthalpy ? solution.cells.volume[c] / 1e-6 / 2 : 0; // cells of 1 mm x 1 mm
        const double wanted = slope * (solution.cells.centre[c][0] + half);
        CHECK(solution.cells.temperature[c] - 300 == Approx(wanted).epsilon(1e-6));
    }
    CHECK(solution.enthalpyRise == Approx(source * length * 4e-6).epsilon(1e-9));
}

TEST_CASE("Numbers that are none are errors with their place")
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const auto solver = test::solverOn(bar(4));
    SECTION("a source")
    {
        cht::Physics physics = model({test::held("left", 300)});
        physics.zones[0].heatField = [&](const cht::Vec3& x, double) { return x[0] > 8e-3 ? nan : 0; };
        CHECK_THROWS_WITH(solver->solve(physics, {}), Contains("heat source in zone 'solid' at (0.008"));
    }
    SECTION("a conductivity")
    {
        cht::Physics physics = model({test::held("left", 300), test::heated("right", 1e6)});
        physics.zones[0].conductivity = cht::Law([](double t) { return 5 - 0.1 * (t - 300); });
        physics.zones[0].conductivityShape = cht::isotropic;
        CHECK_THROWS_WITH(solver->solve(physics, {}), Contains("zone 'solid'"));
    }
    SECTION("a boundary")
    {
        cht::Boundary boundary = test::held("left", 300);
        boundary.temperatureField = [&](const cht::Vec3&, double) { return nan; };
        CHECK_THROWS_WITH(solver->solve(model({boundary}), {}), Contains("temperature of patch 'left' is nan"));
    }
}

TEST_CASE("Temperatures beyond the range of a material's laws are flagged")
{
    cht::Physics physics = model({test::held("left", 300), test::held("right", 400)});
    physics.zones[0].maxTemperature = 350;
    const cht::Solution solution = test::solverOn(bar(4))->solve(physics, {});
    REQUIRE(solution.flags.size() == 1);
    CHECK_THAT(solution.flags[0], Contains("zone 'solid'") && Contains("leave the range"));
}
