// Closed cavities: driven by a lid, and by a hot and a cold wall.
//
// Lid-driven square cavity, Re 1000: extrema on the centrelines after O. Botella, R. Peyret, Comput. Fluids 27 (1998)
// 421-433. Side-heated square cavity of air, Pr 0.71: mean Nusselt number of the hot wall, grid-converged values of
// G. de Vahl Davis' problem (Int. J. Numer. Meth. Fluids 3 (1983) 249-264).
// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/BlockGrid.h"
#include "solver/cht/Loader.h"
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <numeric>

using namespace coldloop;

namespace {

using meshes::Side;

// A unit square of n x n cells, finer towards the walls, one cell thick.
meshes::BlockGrid square(int n, double expansion)
{
    meshes::BlockGrid grid;
    for (int i = 0; i < 2; ++i) grid.axes[i].segments = {{0.5, n / 2, expansion}, {1, n / 2, 1 / expansion}};
    grid.axes[2].segments = {{0.1, 1, 1}};
    grid.zones.assign(4, "fluid");
    grid.patches = {{"left", "fluid", Side::xMin},  {"right", "fluid", Side::xMax}, {"top", "fluid", Side::yMax},
                    {"front", "fluid", Side::zMin}, {"front", "fluid", Side::zMax}, {"bottom", "fluid", Side::yMin}};
    return grid;
}

// The largest value of `sign` times a velocity component on the line of cells next to x (or y) = 0.5, by a parabola
// through the three highest points. The two lines of cells on both sides are averaged.
double peak(const cht::CellField& cells, int n, int component, double sign)
{
    std::vector<double> along(n), value(n, 0.0);
    const int across = 1 - component; // u along y, v along x
    for (int k = 0; k < n; ++k)
        for (int side : {n / 2 - 1, n / 2}) {
            const int cell = component == 0 ? side + n * k : k + n * side;
            along[k] = cells.centre[cell][across];
            value[k] += sign * cells.velocity[cell][component] / 2;
        }
    const int top = int(std::max_element(value.begin() + 1, value.end() - 1) - value.begin());
    const double a = along[top - 1] - along[top], b = along[top + 1] - along[top];
    const double fa = value[top - 1] - value[top], fb = value[top + 1] - value[top];
    const double curve = (fa / a - fb / b) / (a - b), slope = fa / a - curve * a;
    return sign * (value[top] - slope * slope / (4 * curve));
}

cht::ZoneMaterial unitFluid(double viscosity, double conductivity)
{
    return test::fluid("fluid", 1, 1, viscosity, conductivity);
}

} // namespace

TEST_CASE("A lid-driven cavity at Re 1000 has the published extrema", "[slow]")
{
    const int n = 160;
    cht::Physics physics;
    physics.zones = {unitFluid(1e-3, 1)};
    cht::Boundary lid = test::held("top", 300);
    lid.velocityField = [](const cht::Vec3&, double) { return cht::Vec3{1, 0, 0}; };
    physics.boundaries = {lid, test::symmetry("front")};
    const auto solver = cht::loadOpenFoam()(meshes::makeBlockMesh(square(n, 6)));
    const cht::Solution solution = solver->solve(physics, {});
    CHECK(peak(solution.cells, n, 0, -1) == Approx(-0.38857).epsilon(0.005));
    CHECK(peak(solution.cells, n, 1, 1) == Approx(0.37694).epsilon(0.005));
    CHECK(peak(solution.cells, n, 1, -1) == Approx(-0.52708).epsilon(0.005));
}

namespace {

double heatedCavityNusselt(double rayleigh, int n)
{
    constexpr double prandtl = 0.71, rise = 1, mean = 300;
    const double viscosity = std::sqrt(prandtl / rayleigh); // lengths by the side, speeds by sqrt(g beta rise side)
    cht::Physics physics;
    physics.zones = {unitFluid(viscosity, viscosity / prandtl)};
    physics.zones[0].density = cht::Law([=](double t) { return 1 - 1e-3 * (t - mean); });
    physics.gravity = {0, -1e3, 0};
    physics.buoyancy = cht::Buoyancy::boussinesq;
    physics.initialTemperature = mean;
    physics.boundaries = {test::held("left", mean + rise / 2), test::held("right", mean - rise / 2),
                          test::symmetry("front")};
    const auto solver = cht::loadOpenFoam()(meshes::makeBlockMesh(square(n, 5)));
    const cht::Solution solution = solver->solve(physics, {});
    CHECK(solution.energyImbalance < 1e-6);
    const cht::SurfaceField hot = solver->patch("left");
    const double heat = std::accumulate(hot.heat.begin(), hot.heat.end(), 0.0);
    return heat / (0.1 * viscosity / prandtl * rise);
}

} // namespace

TEST_CASE("A side-heated cavity has the published Nusselt numbers")
{
    CHECK(heatedCavityNusselt(1e3, 32) == Approx(1.118).epsilon(0.003));
    CHECK(heatedCavityNusselt(1e4, 40) == Approx(2.244).epsilon(0.003));
    CHECK(heatedCavityNusselt(1e5, 56) == Approx(4.522).epsilon(0.003));
}

TEST_CASE("A side-heated cavity at Ra 1e6 has the published Nusselt number", "[slow]")
{
    CHECK(heatedCavityNusselt(1e6, 112) == Approx(8.825).epsilon(0.003));
}
