// Fully developed laminar flow and heat transfer in rectangular ducts: Fanning friction factor times Re, and the Nusselt
// number for walls of uniform axial heat and one temperature in each section (H1) and for walls of one temperature (T),
// all on the hydraulic diameter; by a periodic piece one cell long, and (T) far behind an inlet.
//
// Exact values: Chebyshev collocation; R. K. Shah, A. L. London, Laminar Flow Forced Convection in Ducts (1978), have the
// same to the digits printed there.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <fstream>
#include <numeric>
#include <sstream>

using namespace coldloop;
using meshes::Side;

namespace {

struct Developed {
    double fanning = 0, uniformHeat = 0, uniformTemperature = 0; // f Re, Nu_H1, Nu_T
};
struct Duct {
    double aspect;
    Developed exact;
    int across; // cells over half the long side for each over half the short side
};
constexpr Duct ducts[] = {{1, {14.22708, 3.60795, 2.9775}, 1},
                          {0.5, {15.54806, 4.12330, 3.3923}, 1},
                          {0.25, {18.23278, 5.33107, 4.4405}, 2},
                          {0.1, {21.16888, 6.78498, 5.9078}, 3}};

constexpr double half = 0.5e-3, length = 0.1e-3, velocity = 0.1;                            // [m], [m/s]
constexpr double density = 1000, specificHeat = 4000, viscosity = 1e-3, conductivity = 0.6; // Pe 667 and more
constexpr double wallTemperature = 350, rise = 0.01;                                        // [K]; in a period

double hydraulicDiameter(const Duct& duct) { return 4 * half / (1 + duct.aspect); }

// A quarter of the duct; patches "in" and "out" are those of the periodic piece.
meshes::BlockGrid quarter(const Duct& duct, int cells)
{
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{length, 1, 1}};
    grid.axes[1].segments = {{half, cells, 0.3}};
    grid.axes[2].segments = {{half / duct.aspect, cells * duct.across, duct.aspect > 0.5 ? 0.3 : 0.1}};
    grid.zones = {"water"};
    grid.patches = {{"in", "water", Side::xMin, meshes::PatchKind::cyclic, "out"},
                    {"out", "water", Side::xMax, meshes::PatchKind::cyclic, "in"},
                    {"wall", "water", Side::yMax},
                    {"wall", "water", Side::zMax},
                    {"middle", "water", Side::yMin},
                    {"middle", "water", Side::zMin}};
    return grid;
}

Developed solve(const Duct& duct, int cells)
{
    const auto solver = test::solverOn(quarter(duct, cells));
    const double diameter = hydraulicDiameter(duct);
    Developed result;
    for (const bool constantWall : {false, true}) {
        cht::Boundary wall = test::held("wall", wallTemperature);
        if (!constantWall)
            wall.temperatureField = [](const cht::Vec3& x, double) { return wallTemperature + rise * x[0] / length; };
        cht::Physics physics;
        physics.zones = {test::fluid("water", density, specificHeat, viscosity, conductivity)};
        physics.boundaries = {wall, test::symmetry("middle")};
        physics.periodic = {{"in", velocity, 0, constantWall ? 0 : rise, constantWall}};
        const cht::Solution solution = solver->solve(physics, test::tight());
        CHECK(solution.energyImbalance < 1e-8);
        const cht::SurfaceField surface = solver->patch("wall");
        const double heat = std::accumulate(surface.heat.begin(), surface.heat.end(), 0.0);
        const double area = std::accumulate(surface.area.begin(), surface.area.end(), 0.0);
        const double bulk = test::section(solution.cells, "water", length / 2).bulkTemperature;
        const double mean = wallTemperature + (constantWall ? 0 : rise / 2);
        (constantWall ? result.uniformTemperature : result.uniformHeat) =
            heat / area * diameter / (conductivity * (mean - bulk));
        result.fanning = solution.pressureDrop / length * diameter * diameter / (2 * viscosity * velocity);
    }
    return result;
}

// Nu_T at x* = 0.35 behind an inlet, Pe 200; conduction along the flow changes it by less than 1e-4 (of a tube: Pe^-2).
// The inlet's temperature varies over the section about as it does far behind: from a uniform one, the middle of a flat
// duct is for long as between plates (aspect 0.1: Nu 0.5 % more here).
double nusseltBehindInlet(const Duct& duct, int cells)
{
    constexpr double peclet = 200, end = 0.4, station = 0.35;
    const double diameter = hydraulicDiameter(duct), unit = diameter * peclet; // x* = 1 [m]
    meshes::BlockGrid grid = quarter(duct, cells);
    grid.axes[0].segments = {{0.1 * unit, 30, 20}, {end * unit, 70, 1}};
    grid.zones = {"water", "water"};
    for (meshes::PatchRule& rule : grid.patches)
        if (rule.kind == meshes::PatchKind::cyclic) rule = {rule.name, rule.zone, rule.side};
    cht::Physics physics;
    physics.zones = {test::fluid("water", density, specificHeat, viscosity, conductivity)};
    cht::Boundary in = test::inlet("in", peclet * conductivity / (density * specificHeat * diameter), 300);
    in.temperatureField = [&](const cht::Vec3& x, double) {
        const double quarterWave = std::acos(0.0) / half;
        return wallTemperature - 50 * std::cos(quarterWave * x[1]) * std::cos(quarterWave * duct.aspect * x[2]);
    };
    physics.boundaries = {in, test::outlet("out"), test::held("wall", wallTemperature), test::symmetry("middle")};
    const auto solver = test::solverOn(grid);
    const cht::Solution solution = solver->solve(physics, test::tight());
    CHECK(solution.energyImbalance < 1e-8);
    const double x = test::layer(solution.cells, station * unit);
    const test::Strip wall = test::strip(solver->patch("wall"), x);
    const double bulk = test::section(solution.cells, "water", x).bulkTemperature;
    return wall.heatFlux * diameter / (conductivity * (wall.temperature - bulk));
}

} // namespace

TEST_CASE("Rectangular ducts of one wall temperature have the exact Nusselt number beyond x* 0.3, Pe 200", "[slow]")
{
    for (const Duct& duct : ducts) {
        const double found = nusseltBehindInlet(duct, 24);
        INFO("aspect " << duct.aspect << ": Nu_T " << found << ", error " << found / duct.exact.uniformTemperature - 1);
        CHECK(found == Approx(duct.exact.uniformTemperature).epsilon(0.002));
    }
}

TEST_CASE("Periodic rectangular ducts have the exact friction and Nusselt numbers, with second order")
{
    for (const Duct& duct : ducts) {
        const Developed middle = solve(duct, 20), fine = solve(duct, 40);
        const auto compare = [&](const std::string& what, double Developed::*value) {
            const double errors[] = {middle.*value / duct.exact.*value - 1, fine.*value / duct.exact.*value - 1};
            INFO("aspect " << duct.aspect << ", " << what << ": " << fine.*value << ", errors " << errors[0] << " "
                           << errors[1] << ", order " << test::order(errors[0], errors[1]));
            CHECK(std::abs(errors[1]) < 0.002);
            CHECK(test::order(errors[0], errors[1]) > 1.8);
        };
        compare("f Re", &Developed::fanning);
        compare("Nu_H1", &Developed::uniformHeat);
        compare("Nu_T", &Developed::uniformTemperature);
    }
}

TEST_CASE("The exact values of ducts are those of the reference table")
{
    std::ifstream file(COLDLOOP_REFERENCE_DIR "/analytic/rect_duct_fully_developed.csv");
    if (!file) {
        WARN("skipped: " COLDLOOP_REFERENCE_DIR "/analytic is absent");
        return;
    }
    int rows = 0;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || !std::isdigit(line[0])) continue;
        std::vector<double> row;
        std::stringstream numbers(line);
        for (std::string number; std::getline(numbers, number, ',');) row.push_back(std::stod(number));
        for (const Duct& duct : ducts)
            if (duct.aspect == row[0]) {
                CHECK(duct.exact.fanning == row[1]);
                CHECK(duct.exact.uniformHeat == row[2]);
                CHECK(duct.exact.uniformTemperature == row[3]);
                ++rows;
            }
    }
    CHECK(rows == 4);
}
