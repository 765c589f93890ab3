// Conduction against exact solutions: contact resistance, anisotropic solids, heat sources.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Transform.h"
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace coldloop;
using meshes::Side;

namespace {

// A bar along x of zones "a" (to 1 mm) and "b" (to 3 mm) with graded cells, patches "left" and "right".
meshes::BlockGrid bar()
{
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{1e-3, 5, 3}, {3e-3, 7, 0.4}};
    grid.axes[1].segments = {{2e-3, 2, 1}};
    grid.axes[2].segments = {{1e-3, 1, 1}};
    grid.zones = {"a", "b"};
    grid.patches = {{"left", "a", Side::xMin}, {"right", "b", Side::xMax}};
    return grid;
}

// A solid box lx x ly with its lower left corner region cold and its right side heated: no symmetry to hide behind.
cht::Solution heatedBox(double lx, double ly, double kx, double ky, double heatFlux)
{
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{lx / 2, 8, 1}, {lx, 8, 1}};
    grid.axes[1].segments = {{ly / 2, 6, 1}, {ly, 6, 1}};
    grid.axes[2].segments = {{1e-3, 1, 1}};
    grid.zones = {"corner", "rest", "rest", "rest"};
    grid.patches = {{"cold", "corner", Side::yMin}, {"hot", "rest", Side::xMax}};
    cht::Physics physics;
    physics.zones = {test::solid("corner", {kx, ky, 1}), test::solid("rest", {kx, ky, 1})};
    physics.boundaries = {test::held("cold", 300), test::heated("hot", heatFlux)};
    return test::solverOn(grid)->solve(physics, test::tight());
}

} // namespace

TEST_CASE("A contact resistance adds up with the conductances beside it")
{
    const double ka = 400, kb = 10, resistance = 5e-6, left = 350, right = 300;
    const double exact = (left - right) / (1e-3 / ka + resistance + 2e-3 / kb); // [W/m^2]
    cht::Physics physics;
    physics.zones = {test::solid("a", {ka, ka, ka}), test::solid("b", {kb, kb, kb})};
    physics.boundaries = {test::held("left", left), test::held("right", right)};
    physics.contacts = {{"b", "a", resistance}};
    const auto solver = test::solverOn(bar());
    const cht::Solution solution = solver->solve(physics, test::tight());

    const cht::SurfaceField joint = solver->interface("a", "b");
    REQUIRE(joint.area.size() == 2);
    for (std::size_t f = 0; f < joint.area.size(); ++f) {
        CHECK(joint.heat[f] / joint.area[f] == Approx(exact).epsilon(1e-9));
        CHECK(joint.temperature[f] == Approx(left - exact * 1e-3 / ka).epsilon(1e-10));
        CHECK(joint.otherTemperature[f] == Approx(right + exact * 2e-3 / kb).epsilon(1e-10));
        CHECK(joint.temperature[f] - joint.otherTemperature[f] == Approx(exact * resistance).epsilon(1e-7));
    }
    const cht::SurfaceField reversed = solver->interface("b", "a");
    CHECK(reversed.heat[0] == Approx(-joint.heat[0]));
    CHECK(reversed.temperature[0] == joint.otherTemperature[0]);
    const cht::SurfaceField in = solver->patch("left"), out = solver->patch("right");
    CHECK(in.heat[0] + in.heat[1] == Approx(exact * 2e-6).epsilon(1e-9));
    CHECK(out.heat[0] + out.heat[1] == Approx(-exact * 2e-6).epsilon(1e-9));
    CHECK(solution.energyImbalance < 1e-10);
    CHECK(std::abs(solution.heatIn) < 1e-10 * exact * 2e-6);
}

TEST_CASE("A solid conducts along each axis with the conductivity of that axis")
{
    const std::array<double, 3> conductivity{2, 30, 400};
    const int axis = GENERATE(0, 1, 2);
    meshes::BlockGrid grid;
    for (meshes::Axis& a : grid.axes) a.segments = {{1e-3, 4, 2}};
    grid.zones = {"block"};
    grid.patches = {{"cold", "block", Side(2 * axis)}, {"hot", "block", Side(2 * axis + 1)}};
    cht::Physics physics;
    physics.zones = {test::solid("block", conductivity)};
    physics.boundaries = {test::held("cold", 290), test::held("hot", 300)};
    const auto solver = test::solverOn(grid);
    const cht::Solution solution = solver->solve(physics, test::tight());
    double heat = 0;
    for (double h : solver->patch("hot").heat) heat += h;
    CHECK(heat == Approx(conductivity[axis] * 10 / 1e-3 * 1e-6).epsilon(1e-9));
    for (std::size_t c = 0; c < solution.cells.volume.size(); ++c)
        CHECK(solution.cells.temperature[c] == Approx(290 + 1e4 * solution.cells.centre[c][axis]).epsilon(1e-11));
}

// With x' = x sqrt(k / kx), y' = y sqrt(k / ky) an anisotropic solid is isotropic with conductivity k; a flux through a
// face of normal x becomes q sqrt(k / kx).
TEST_CASE("An anisotropic solid is an isotropic one in stretched coordinates")
{
    const double k = 20, kx = 5, ky = 80, flux = 1e5;
    const cht::Solution anisotropic = heatedBox(2e-3, 3e-3, kx, ky, flux);
    const cht::Solution isotropic =
        heatedBox(2e-3 * std::sqrt(k / kx), 3e-3 * std::sqrt(k / ky), k, k, flux * std::sqrt(k / kx));
    double largest = 0;
    for (std::size_t c = 0; c < anisotropic.cells.volume.size(); ++c)
        largest = std::max(largest, std::abs(anisotropic.cells.temperature[c] - isotropic.cells.temperature[c]));
    const double span = *std::max_element(isotropic.cells.temperature.begin(), isotropic.cells.temperature.end()) - 300;
    CHECK(span > 10);
    CHECK(largest < 1e-8 * span);
}

// T - T0 = q L^2 / (2 k) at the insulated end of a bar with source q whose other end is held at T0. Finite volumes have
// the exact fluxes here, so the end is exact on any mesh.
TEST_CASE("A heat source in a solid gives the exact hottest temperature")
{
    const double source = 1e9, conductivity = 100, length = 4e-3;
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{length, 10, 3}};
    grid.axes[1].segments = grid.axes[2].segments = {{1e-3, 1, 1}};
    grid.zones = {"chip"};
    grid.patches = {{"cold", "chip", Side::xMin}, {"end", "chip", Side::xMax}};
    cht::Physics physics;
    physics.zones = {test::solid("chip", {conductivity, conductivity, conductivity})};
    physics.zones[0].heatSource = source;
    physics.boundaries = {test::held("cold", 300)};
    const auto solver = test::solverOn(grid);
    const cht::Solution solution = solver->solve(physics, test::tight());
    CHECK(solution.energyImbalance < 1e-10);
    const double exact = source * length * length / (2 * conductivity);
    CHECK(solver->patch("end").temperature[0] - 300 == Approx(exact).epsilon(1e-9));
    CHECK(solver->patch("cold").heat[0] == Approx(-source * length * 1e-6).epsilon(1e-9));
}

TEST_CASE("Tetrahedra stretched 1 : 500 conduct a linear temperature exactly, in few iterations")
{
    const auto [x, y] = GENERATE(std::pair{1.0, 1.0}, std::pair{500.0, 1.0}, std::pair{500.0, 20.0});
    const double unit = 1e-4;
    meshes::BlockGrid grid;
    const double lengths[] = {x, y, 1};
    for (int i = 0; i < 3; ++i) grid.axes[i].segments = {{6 * unit * lengths[i], 6, 1}};
    grid.zones = {"solid"};
    grid.patches = {{"sides", "solid"}};
    const auto temperature = [&, x = x, y = y](const cht::Vec3& p, double) {
        return 300 + 10 * p[0] / (x * unit) - 20 * p[1] / (y * unit) + 5 * p[2] / unit;
    };
    cht::Physics physics;
    physics.zones = {test::solid("solid", {2, 2, 2})};
    physics.boundaries = {test::held("sides", 300)};
    physics.boundaries[0].temperatureField = temperature;
    const auto solver = cht::loadOpenFoam()(meshes::tetrahedra(meshes::perturbed(meshes::makeBlockMesh(grid), 0.1, 5)));
    const cht::Solution solution = solver->solve(physics, test::tight());
    double largest = 0;
    for (std::size_t c = 0; c < solution.cells.volume.size(); ++c)
        largest = std::max(largest, std::abs(solution.cells.temperature[c] - temperature(solution.cells.centre[c], 0)));
    INFO("stretched by " << x << ", " << y << ": " << solution.records[0].linearIterations << " iterations");
    CHECK(largest < 1e-6);
    CHECK(solution.records[0].linearIterations < 80);
}
