// What a user is told when a 3-D model cannot be solved.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/Loader.h"
#include "solver/core/Error.h"
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace coldloop;
using Catch::Matchers::Contains;
using meshes::Side;

namespace {

// A channel on a plate, as small as it can be.
meshes::BlockGrid channelOnPlate()
{
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{5e-3, 10, 1}};
    grid.axes[1].segments = {{1e-3, 1, 1}};
    grid.axes[2].segments = {{1e-3, 2, 1}, {2e-3, 6, 1}};
    grid.zones = {"plate", "water"};
    grid.patches = {{"inlet", "water", Side::xMin},
                    {"outlet", "water", Side::xMax},
                    {"heated", "plate", Side::zMin},
                    {"sides", "water", Side::yMin},
                    {"sides", "water", Side::yMax}};
    return grid;
}

cht::Physics heatedChannel(double velocity = 0.1)
{
    cht::Physics physics;
    physics.zones = {test::fluid("water", 1000, 4000, 1e-3, 0.6), test::solid("plate", {400, 400, 400})};
    physics.boundaries = {test::inlet("inlet", velocity, 300), test::outlet("outlet"), test::symmetry("sides"),
                          test::heated("heated", 1e4)};
    return physics;
}

cht::Solution solve(const cht::Physics& physics, const cht::Tolerances& tolerances = test::tight())
{
    return test::solverOn(channelOnPlate())->solve(physics, tolerances);
}

} // namespace

TEST_CASE("The model of the error cases itself is solved")
{
    const cht::Solution solution = solve(heatedChannel());
    CHECK(solution.massFlow == Approx(0.1 * 1e-6 * 1000));
    CHECK(solution.heatIn == Approx(1e4 * 5e-6));
    CHECK(solution.enthalpyRise == Approx(solution.heatIn).epsilon(1e-10));
    CHECK(solution.massImbalance < 1e-10);
    REQUIRE(solution.records.size() == 2);
    for (const cht::SolveRecord& record : solution.records) {
        CHECK(record.history.back() == record.finalResidual);
        CHECK(record.finalResidual <= 1e-8);
        CHECK(record.linearIterations > 0);
    }
}

TEST_CASE("Faults of names and values are all reported together")
{
    cht::Physics physics = heatedChannel();
    physics.zones[1].zone = "copper";
    physics.zones[0].viscosity = 0;
    physics.boundaries[3].patch = "heatd";
    physics.boundaries[0].velocity = -1;
    physics.contacts = {{"water", "lid", 1e-5}};
    try {
        solve(physics);
        FAIL("no error");
    } catch (const InputError& error) {
        CHECK(error.messages().size() == 6);
        const std::string text = error.what();
        CHECK_THAT(
            text,
            Contains("a material is for zone 'copper', which the mesh does not have. Its zones are 'plate', 'water'"));
        CHECK_THAT(text, Contains("zone 'plate' has no material"));
        CHECK_THAT(text, Contains("zone 'water': viscosity 0 Pa s must be above 0"));
        CHECK_THAT(text,
                   Contains("a boundary is for patch 'heatd', which the mesh does not have. Its patches are 'inlet'"));
        CHECK_THAT(text, Contains("inlet 'inlet': velocity -1 m/s and mass flow 0 kg/s must not be negative"));
        CHECK_THAT(text, Contains("between zones 'water' and 'lid', which share no face"));
    }
}

TEST_CASE("Inlets and outlets must fit the coolant")
{
    SECTION("an inlet for flow only")
    {
        cht::Physics physics = heatedChannel();
        physics.boundaries[0].thermal = cht::ThermalBoundary::adiabatic;
        CHECK_THROWS_WITH(solve(physics), Contains("patch 'inlet' is an inlet or outlet for flow or heat only"));
    }
    SECTION("no outlet")
    {
        cht::Physics physics = heatedChannel();
        physics.boundaries.erase(physics.boundaries.begin() + 1);
        CHECK_THROWS_WITH(solve(physics), Contains("coolant 'water' has an inlet but no outlet"));
    }
    SECTION("an inlet on a solid")
    {
        cht::Physics physics = heatedChannel();
        physics.boundaries[3] = test::inlet("heated", 1, 300);
        CHECK_THROWS_WITH(solve(physics),
                          Contains("patch 'heated' is an inlet or outlet but lies on zone 'plate', which is solid"));
    }
}

TEST_CASE("Heat without flow has no steady state and names the coolant")
{
    CHECK_THROWS_AS(solve(heatedChannel(0)), SolveError);
    CHECK_THROWS_WITH(solve(heatedChannel(0)), Contains("zone 'water' takes heat but has no coolant flow and no fixed "
                                                        "temperature"));
}

TEST_CASE("Still coolant conducts to a fixed temperature")
{
    cht::Physics physics = heatedChannel(0);
    physics.boundaries[0] = test::held("inlet", 300);
    physics.boundaries.erase(physics.boundaries.begin() + 1);
    const cht::Solution solution = solve(physics);
    CHECK(solution.records.size() == 1); // energy only
    CHECK(solution.massFlow == 0);
    CHECK(solution.energyImbalance < 1e-10);
}

TEST_CASE("A flow that does not converge is an error with its residual")
{
    cht::Tolerances tolerances = test::tight();
    tolerances.maxFlowIterations = 1;
    CHECK_THROWS_AS(solve(heatedChannel(), tolerances), SolveError);
    CHECK_THROWS_WITH(solve(heatedChannel(), tolerances),
                      Contains("flow: not converged after 1 iterations: residual") && Contains("tolerance 1e-11") &&
                          Contains("the worst cell lies at (") &&
                          Contains("with more numerics.flow-iterations and --resume"));
}

TEST_CASE("An energy equation that does not converge is an error with its residual")
{
    cht::Tolerances tolerances = test::tight();
    tolerances.maxEnergyIterations = 1;
    CHECK_THROWS_AS(solve(heatedChannel(), tolerances), SolveError);
    CHECK_THROWS_WITH(solve(heatedChannel(), tolerances),
                      Contains("energy: not converged after 1 iterations: residual") && Contains("tolerance 1e-11") &&
                          Contains("The worst cell lies in zone '") &&
                          Contains("allow more numerics.energy-iterations"));
}

TEST_CASE("Flow and energy that do not agree are an error with the place where they do not")
{
    cht::Physics physics = heatedChannel();
    physics.zones[0].viscosity = cht::Law([](double t) { return 1e-3 * std::exp(-0.02 * (t - 300)); });
    cht::Tolerances tolerances;
    tolerances.maxCouplingIterations = 1;
    CHECK_THROWS_WITH(solve(physics, tolerances), Contains("flow and energy: no agreement after 1 turns") &&
                                                      Contains("the temperature still changes most, by") &&
                                                      Contains("K, in zone '") &&
                                                      Contains("allow more numerics.coupling-iterations"));
}

TEST_CASE("A flow that was right already keeps the estimate of its pressure drop's error")
{
    const auto solver = test::solverOn(channelOnPlate());
    const cht::Solution first = solver->solve(heatedChannel(), {}), again = solver->solve(heatedChannel(), {});
    REQUIRE(first.pressureDropError > 0);
    REQUIRE(again.records[0].equation == "flow");
    REQUIRE(again.records[0].iterations == 0);
    CHECK(again.pressureDropError == first.pressureDropError);
}

TEST_CASE("A solver goes on after an error, and gives the same as a fresh one")
{
    const auto solver = test::solverOn(channelOnPlate());
    CHECK_THROWS_AS(solver->patch("heated"), Bug);
    cht::Tolerances tolerances = test::tight();
    tolerances.maxFlowIterations = 1;
    CHECK_THROWS_AS(solver->solve(heatedChannel(), tolerances), SolveError);
    solver->solve(heatedChannel(0.2), test::tight());
    const cht::Solution again = solver->solve(heatedChannel(), test::tight()), fresh = solve(heatedChannel());
    CHECK(again.pressureDrop == Approx(fresh.pressureDrop).epsilon(1e-6));
    for (std::size_t c = 0; c < fresh.cells.volume.size(); ++c)
        CHECK(again.cells.temperature[c] == Approx(fresh.cells.temperature[c]).epsilon(1e-9));
    CHECK_THROWS_WITH(solver->patch("lid"), Contains("no patch 'lid'"));
    CHECK_THROWS_WITH(solver->interface("water", "lid"), Contains("'water' and 'lid' share no face"));
}
