// Turbulent channel and heated tube, fully developed: against one-dimensional solutions of the same model
// (turbulence_1d.py in this folder, 400 cells), direct numerical simulation and Gnielinski's correlation.
// Sources: R. D. Moser, J. Kim, N. N. Mansour, Phys. Fluids 11 (1999) 943-945 (bulk velocity at Re_tau 395);
// V. Gnielinski, Int. Chem. Eng. 16 (1976) 359-368.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/verification/cht/Models.h"
#include "tests/verification/cht/TubeSector.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace coldloop;
using meshes::PatchKind;
using meshes::Side;

namespace {

constexpr double simulated = 17.55;      // bulk velocity / u_tau, Re_tau 395
constexpr double oneDimension = 17.2567; // turbulence_1d.py channel 395
struct TubeCase {
    double prandtl, nusselt; // turbulence_1d.py tube 20000 0.71 6
};
constexpr TubeCase tubeCases[] = {{0.71, 56.681}, {6, 155.937}};
constexpr double reynolds = 20000;
constexpr double wallFlux = 1e-3; // [W/m^2]

double gnielinski(double prandtl)
{
    const double f = std::pow(0.79 * std::log(reynolds) - 1.64, -2);
    return f / 8 * (reynolds - 1000) * prandtl / (1 + 12.7 * std::sqrt(f / 8) * (std::pow(prandtl, 2.0 / 3) - 1));
}

double sum(const std::vector<double>& values)
{
    double all = 0;
    for (double value : values) all += value;
    return all;
}

double meanVelocity(const cht::CellField& cells)
{
    double flow = 0;
    for (std::size_t c = 0; c < cells.volume.size(); ++c) flow += cells.volume[c] * cells.velocity[c][0];
    return flow / sum(cells.volume);
}

// Half a plane channel of height 2 with u_tau = 1, one cell long. `first`: thickness of the first cell of a mesh for wall
// functions, the others equal; 0: cells that grow from the wall by a factor of 1000.
meshes::BlockGrid halfChannel(int cells, double first = 0)
{
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{0.5, 1, 1}};
    grid.axes[1].segments = {{1, cells, 1000}};
    if (first > 0) grid.axes[1].segments = {{first, 1, 1}, {1, cells - 1, 1}};
    grid.axes[2].segments = {{0.1, 1, 1}};
    grid.zones.assign(first > 0 ? 2 : 1, "water");
    grid.patches = {{"start", "water", Side::xMin, PatchKind::cyclic, "end"},
                    {"end", "water", Side::xMax, PatchKind::cyclic, "start"},
                    {"wall", "water", Side::yMin},
                    {"middle", "water", Side::yMax, PatchKind::symmetry},
                    {"sides", "water", Side::zMin, PatchKind::symmetry},
                    {"sides", "water", Side::zMax, PatchKind::symmetry}};
    return grid;
}

cht::Solution solveChannel(const meshes::BlockGrid& grid, const std::string& model)
{
    cht::Physics physics;
    physics.zones = {test::fluid("water", 1, 1, 1 / 395.0, 1 / 395.0)};
    physics.zones[0].regime = cht::Regime::turbulent;
    physics.turbulence = model;
    physics.boundaries = {test::held("wall", 300)};
    physics.periodic.emplace_back();
    physics.periodic[0].patch = "start";
    physics.periodic[0].pressureGradient = 1;
    return test::solverOn(grid)->solve(physics, {});
}

// Distances from the wall of the corners of a tube of radius 1: growing by 5000 from the wall, or one of `first`, then
// equal.
std::vector<double> stations(int cells, double first)
{
    std::vector<double> y{0};
    if (first > 0) {
        for (int i = 0; i < cells; ++i) y.push_back(first + (1 - first) * i / (cells - 1));
        return y;
    }
    const double growth = std::pow(5000, 1.0 / (cells - 1));
    for (int i = 0; i < cells; ++i) y.push_back(y.back() + std::pow(growth, i));
    for (double& value : y) value /= y.back();
    return y;
}

// Nusselt number of the tube with uniform heat flux at mean velocity 1.
double tubeNusselt(double prandtl, int cells, double first = 0)
{
    const double viscosity = 2 / reynolds, conductivity = viscosity / prandtl;
    cht::Physics physics;
    physics.zones = {test::fluid("water", 1, 1, viscosity, conductivity)};
    physics.zones[0].regime = cht::Regime::turbulent;
    physics.boundaries = {test::heated("wall", wallFlux)};
    physics.periodic.emplace_back();
    physics.periodic[0].patch = "start";
    physics.periodic[0].meanVelocity = 1;
    physics.initialTemperature = 300;
    const auto solver = cht::loadOpenFoam()(test::tubeSector(stations(cells, first), {0, 0.5}, true));
    const cht::Solution solution = solver->solve(physics, {});
    CHECK(meanVelocity(solution.cells) == Approx(1).epsilon(1e-4));
    double flow = 0, heat = 0;
    for (std::size_t c = 0; c < solution.cells.volume.size(); ++c) {
        const double through = solution.cells.volume[c] * solution.cells.velocity[c][0];
        flow += through;
        heat += through * solution.cells.temperature[c];
    }
    const cht::SurfaceField wall = solver->patch("wall");
    return wallFlux * 2 / (conductivity * (wall.temperature[0] - heat / flow));
}

} // namespace

TEST_CASE("k-omega SST gives the bulk velocity of a turbulent channel")
{
    const cht::Solution solution = solveChannel(halfChannel(100), "kOmegaSST");
    const double found = meanVelocity(solution.cells);
    INFO("U+ " << found);
    CHECK(found == Approx(oneDimension).epsilon(0.01));
    CHECK(found == Approx(simulated).epsilon(0.03));
    const auto record = std::find_if(solution.records.begin(), solution.records.end(),
                                     [](const cht::SolveRecord& r) { return r.equation == "turbulence"; });
    REQUIRE(record != solution.records.end());
    INFO("turns " << record->iterations);
    CHECK(record->iterations < 100);
    CHECK(record->finalResidual < 1e-4);
}

TEST_CASE("Wall functions give the bulk velocity of a turbulent channel at y+ 40", "[wallFunctions]")
{
    for (const char* model : {"kOmegaSST", "kEpsilon"}) {
        const double found = meanVelocity(solveChannel(halfChannel(10, 0.2), model).cells);
        INFO(model << ": U+ " << found);
        CHECK(found == Approx(simulated).epsilon(0.05));
    }
}

TEST_CASE("k-omega SST gives the Nusselt numbers of a turbulent tube, with and without wall functions")
{
    for (const TubeCase& tube : tubeCases) {
        const double resolved = tubeNusselt(tube.prandtl, 100), coarse = tubeNusselt(tube.prandtl, 10, 0.17);
        INFO("Pr " << tube.prandtl << ": Nu " << resolved << ", at y+ 50 " << coarse << ", Gnielinski "
                   << gnielinski(tube.prandtl));
        CHECK(resolved == Approx(tube.nusselt).epsilon(0.01));
        CHECK(resolved == Approx(gnielinski(tube.prandtl)).epsilon(0.15));
        CHECK(coarse == Approx(resolved).epsilon(0.15));
    }
}
