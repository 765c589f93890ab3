// Coolants that are apart from each other in one model: each keeps its own flow, reference and pressure drop; what cannot
// be driven together is refused by name.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Error.h"
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace coldloop;
using Catch::Matchers::Contains;
using meshes::Side;

namespace {

constexpr double length = 5e-3, width = 1e-3, coldHeight = 1e-3, hotHeight = 2e-3; // [m]
constexpr double cold = 290, hot = 350;                                            // [K]

// A cold channel, a plate and a hot channel on top of each other.
meshes::BlockGrid exchanger(meshes::PatchKind ends = meshes::PatchKind::plain)
{
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{length, 10, 1}};
    grid.axes[1].segments = {{width, 1, 1}};
    grid.axes[2].segments = {{coldHeight, 6, 1}, {coldHeight + 1e-3, 2, 1}, {coldHeight + 1e-3 + hotHeight, 6, 1}};
    grid.zones = {"cold", "plate", "hot"};
    grid.patches = {{"coldIn", "cold", Side::xMin, ends, "coldOut"},
                    {"coldOut", "cold", Side::xMax, ends, "coldIn"},
                    {"hotIn", "hot", Side::xMin, ends, "hotOut"},
                    {"hotOut", "hot", Side::xMax, ends, "hotIn"},
                    {"sides", "cold", Side::yMin},
                    {"sides", "cold", Side::yMax},
                    {"sides", "hot", Side::yMin},
                    {"sides", "hot", Side::yMax}};
    return grid;
}

double density(double t) { return 1000 - 0.5 * (t - 290); } // [kg/m^3]

cht::ZoneMaterial water(const std::string& zone)
{
    cht::ZoneMaterial material = test::fluid(zone, 1000, 4000, 1e-3, 0.6);
    material.density = cht::Law(density);
    return material;
}

// Velocities at the inlets [m/s].
cht::Physics counted(double coldVelocity, double hotVelocity)
{
    cht::Physics physics;
    physics.zones = {water("cold"), test::solid("plate", {400, 400, 400}), water("hot")};
    physics.boundaries = {test::inlet("coldIn", coldVelocity, cold), test::outlet("coldOut"),
                          test::inlet("hotIn", hotVelocity, hot), test::outlet("hotOut"), test::symmetry("sides")};
    return physics;
}

double through(const cht::ConjugateSolver& solver, const std::string& patch)
{
    const cht::SurfaceField field = solver.patch(patch);
    double mass = 0;
    for (double m : field.massFlow) mass += m;
    return mass;
}

double meanPressure(const cht::ConjugateSolver& solver, const std::string& patch)
{
    const cht::SurfaceField field = solver.patch(patch);
    double area = 0, force = 0;
    for (std::size_t i = 0; i < field.area.size(); ++i) {
        area += field.area[i];
        force += field.area[i] * field.pressure[i];
    }
    return force / area;
}

bool flagged(const cht::Solution& solution, const std::string& text)
{
    return std::any_of(solution.flags.begin(), solution.flags.end(),
                       [&](const std::string& flag) { return flag.find(text) != std::string::npos; });
}

cht::Physics periodicCold()
{
    cht::Physics physics = counted(0, 0);
    physics.boundaries = {test::symmetry("sides")};
    physics.periodic = {{"coldIn", 0.1}};
    return physics;
}

} // namespace

TEST_CASE("Two coolants of different inlet temperature each have the volume flow that was asked for")
{
    const auto solver = test::solverOn(exchanger());
    const cht::Solution solution = solver->solve(counted(0.1, 0.2), test::tight());
    const double coldMass = through(*solver, "coldIn"), hotMass = through(*solver, "hotIn");
    CHECK(coldMass / density(cold) == Approx(0.1 * width * coldHeight).epsilon(1e-6));
    CHECK(hotMass / density(hot) == Approx(0.2 * width * hotHeight).epsilon(1e-6));
    CHECK(through(*solver, "coldOut") == Approx(-coldMass).epsilon(1e-9));
    CHECK(through(*solver, "hotOut") == Approx(-hotMass).epsilon(1e-9));
    CHECK(solution.energyImbalance < 1e-9);
    const double coldDrop = meanPressure(*solver, "coldIn") - meanPressure(*solver, "coldOut");
    const double hotDrop = meanPressure(*solver, "hotIn") - meanPressure(*solver, "hotOut");
    REQUIRE(std::abs(coldDrop - hotDrop) > 0.1 * coldDrop);
    CHECK(solution.pressureDrop == Approx(std::max(coldDrop, hotDrop)).epsilon(1e-9));
    const double coldFlow = 0.1 * width * coldHeight, hotFlow = 0.2 * width * hotHeight;
    CHECK(solution.pumpedShare * (coldFlow + hotFlow) * solution.pressureDrop ==
          Approx(coldFlow * coldDrop + hotFlow * hotDrop).epsilon(1e-6));
    CHECK(flagged(solution, "2 coolants are apart from each other: the pressure drop is the largest of"));
}

TEST_CASE("A mass flow is kept beside another coolant")
{
    cht::Physics physics = counted(0.1, 0);
    physics.boundaries[2].massFlow = 3e-4;
    const auto solver = test::solverOn(exchanger());
    solver->solve(physics, test::tight());
    CHECK(through(*solver, "hotIn") == Approx(3e-4).epsilon(1e-6));
}

TEST_CASE("A fan works on the pressure drop of its own coolant, and beyond its curve that is said")
{
    const double area = width * coldHeight;
    cht::Physics physics = counted(0, 0.2);
    const std::vector<std::pair<double, double>> curve = {{0, 40}, {0.2 * area, 0}};
    physics.boundaries[0].fanCurve = curve;
    const auto both = test::solverOn(exchanger());
    const cht::Solution solution = both->solve(physics, {});
    const double flow = through(*both, "coldIn") / density(cold);
    const double drop = meanPressure(*both, "coldIn") - meanPressure(*both, "coldOut");
    REQUIRE(flow > 0);
    REQUIRE(flow < 0.2 * area);
    CHECK(drop == Approx(40 * (1 - flow / (0.2 * area))).epsilon(1e-3));
    CHECK_FALSE(flagged(solution, "extrapolated"));
    physics.boundaries[0].fanCurve = {{0, 40}, {0.05 * area, 39}};
    CHECK(flagged(test::solverOn(exchanger())->solve(physics, {}), "Fan 'coldIn' works at"));
}

TEST_CASE("Flows that one model cannot drive together are refused by name")
{
    using Kind = meshes::PatchKind;
    SECTION("two periodic pairs")
    {
        cht::Physics physics = periodicCold();
        physics.periodic.push_back({"hotIn", 0, 10});
        CHECK_THROWS_AS(test::solverOn(exchanger(Kind::cyclic))->solve(physics, {}), InputError);
        CHECK_THROWS_WITH(test::solverOn(exchanger(Kind::cyclic))->solve(physics, {}),
                          Contains("periodic patches 'coldIn', 'hotIn' each drive a flow") &&
                              Contains("solve them as models of their own"));
    }
    SECTION("a coolant of its own and a fan beside a periodic pair")
    {
        meshes::BlockGrid grid = exchanger(Kind::cyclic);
        grid.patches[2] = {"hotIn", "hot", Side::xMin};
        grid.patches[3] = {"hotOut", "hot", Side::xMax};
        cht::Physics physics = periodicCold();
        physics.boundaries.push_back(test::inlet("hotIn", 0.1, hot));
        physics.boundaries.push_back(test::outlet("hotOut"));
        CHECK_THROWS_WITH(test::solverOn(grid)->solve(physics, {}),
                          Contains("coolant 'hot' moves beside the one that periodic patch 'coldIn' drives"));
        physics.boundaries[1] = test::inlet("hotIn", 0, hot);
        physics.boundaries[1].fanCurve = {{0, 40}, {1e-6, 0}};
        CHECK_THROWS_WITH(test::solverOn(grid)->solve(physics, {}),
                          Contains("fan 'hotIn' is beside a flow that periodic patch 'coldIn' drives"));
    }
    SECTION("a periodic pair without coolant")
    {
        meshes::BlockGrid grid = exchanger(Kind::cyclic);
        cht::Physics physics = periodicCold();
        physics.zones[0] = test::solid("cold", {400, 400, 400});
        CHECK_THROWS_WITH(test::solverOn(grid)->solve(physics, {}),
                          Contains("periodic patch 'coldIn' is to drive a flow but no coolant lies at it"));
    }
    SECTION("two fans")
    {
        cht::Physics physics = counted(0, 0);
        physics.boundaries[0].fanCurve = physics.boundaries[2].fanCurve = {{0, 40}, {1e-6, 0}};
        CHECK_THROWS_WITH(test::solverOn(exchanger())->solve(physics, {}),
                          Contains("patches 'coldIn', 'hotIn' all have a fan curve"));
    }
}

TEST_CASE("A periodic flow leaves the coolant beside it at rest where nothing drives that")
{
    cht::Physics physics = periodicCold();
    physics.boundaries.push_back(test::held("coldBottom", cold));
    meshes::BlockGrid grid = exchanger(meshes::PatchKind::cyclic);
    grid.patches.push_back({"coldBottom", "cold", Side::zMin});
    const auto solver = test::solverOn(grid);
    const cht::Solution solution = solver->solve(physics, {});
    CHECK(solution.massFlow == Approx(0.1 * width * coldHeight * density(cold)).epsilon(1e-5));
    for (std::size_t c = 0; c < solution.cells.volume.size(); ++c)
        if (solution.cells.regionNames[solution.cells.region[c]] == "hot") {
            const auto& u = solution.cells.velocity[c];
            CHECK(std::abs(u[0]) + std::abs(u[1]) + std::abs(u[2]) == 0);
        }
}
