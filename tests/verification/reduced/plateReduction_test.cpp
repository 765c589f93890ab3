// A slice of a plate under two dies: reduced from the 3-D solver, compared with it at a flow that it was not built on.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/model/PlateReduction.h"
#include "solver/reduced/ReducedHeat.h"
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace coldloop;
using Eigen::VectorXd;
using meshes::Side;

namespace {

constexpr double inletTemperature = 313.15;           // [K]
constexpr double slice = 0.1e-3;                      // half a fin and half a channel [m]
constexpr double plateWidth = 25e-3;                  // [m]
constexpr double diePower = 600 * slice / plateWidth; // of 1200 W on two dies, one behind the other along the flow
constexpr double channelArea = 0.05e-3 * 2e-3;        // [m^2]
constexpr int states = 12;

meshes::BlockGrid twoDies()
{
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{2e-3, 2, 1}, {11e-3, 9, 1}, {13e-3, 2, 1}, {22e-3, 9, 1}, {24e-3, 2, 1}};
    grid.axes[1].segments = {{0.05e-3, 4, 1}, {slice, 2, 1}};
    grid.axes[2].segments = {{0.5e-3, 4, 1}, {1.5e-3, 4, 1}, {3.5e-3, 8, 1}};
    for (int layer = 0; layer < 2; ++layer) grid.zones.insert(grid.zones.end(), {"", "die-1", "", "die-2", ""});
    for (int block = 0; block < 10; ++block) grid.zones.push_back("base");
    for (int block = 0; block < 10; ++block) grid.zones.push_back(block < 5 ? "coolant" : "fin");
    grid.patches = {
        {"inlet", "coolant", Side::xMin}, {"outlet", "coolant", Side::xMax}, {"middle", "coolant", Side::yMin}};
    return grid;
}

cht::Physics physics(double flow, const std::vector<double>& power)
{
    cht::Physics physics;
    const auto solid = [](const std::string& zone, double conductivity, double heatCapacity) {
        cht::ZoneMaterial material = test::solid(zone, {conductivity, conductivity, conductivity});
        material.density = 1000;
        material.specificHeat = heatCapacity / 1000;
        return material;
    };
    physics.zones = {solid("die-1", 120, 1.66e6), solid("die-2", 120, 1.66e6), solid("base", 390, 3.44e6),
                     solid("fin", 390, 3.44e6), test::fluid("coolant", 1008, 3970, 1.2e-3, 0.485)};
    for (std::size_t die = 0; die < 2; ++die) physics.zones[die].heatSource = power[die] / (9e-3 * slice * 0.5e-3);
    physics.contacts = {{"die-1", "base", 5e-6}, {"die-2", "base", 5e-6}};
    physics.boundaries = {test::inlet("inlet", flow / channelArea, inletTemperature), test::outlet("outlet"),
                          test::symmetry("middle")};
    physics.initialTemperature = inletTemperature;
    return physics;
}

const cht::Tolerances& tolerances()
{
    static const cht::Tolerances tight = [] {
        cht::Tolerances t;
        t.flow = t.energy = 1e-9;
        return t;
    }();
    return tight;
}

VectorXd sensed(const reduced::FullModel& full, const cht::CellField& cells)
{
    VectorXd y(full.sensors.size());
    for (std::size_t s = 0; s < full.sensors.size(); ++s) {
        y[s] = 0;
        for (std::size_t c = 0; c < cells.temperature.size(); ++c) y[s] += full.sensors[s][c] * cells.temperature[c];
    }
    return y;
}

struct Reduced {
    std::unique_ptr<cht::ConjugateSolver> solver = test::solverOn(twoDies());
    reduced::FullModel full;
    std::unique_ptr<reduced::ReducedHeat> plate;

    Reduced()
    {
        std::vector<double> flows;
        for (const double velocity : {0.4, 0.8, 1.6}) flows.push_back(velocity * channelArea);
        cht::CellField cells;
        full = model::fullModel(*solver, flows, tolerances(), [&](double flow) {
            auto solution = solver->solve(physics(flow, {diePower, diePower}), tolerances());
            cells = solution.cells;
            return solution;
        });
        full.sourceNames = {"die-1", "die-2"};
        full.sources = {model::overZone(cells, "die-1"), model::overZone(cells, "die-2")};
        full.sensorNames = {"die-1", "die-2", "die-2 hottest", "case"};
        full.sensors = {full.sources[0], full.sources[1], model::nearest(cells, {22e-3, slice, 0}),
                        model::nearest(cells, {12e-3, slice, 0.5e-3})};
        plate = std::make_unique<reduced::ReducedHeat>(reduced::reduce(full, {0.3, 3, 30, 300}, states));
    }
};

Reduced& built()
{
    static Reduced& once = *new Reduced; // never destroyed: MPI ends before static objects do
    return once;
}

VectorXd watts(const std::vector<double>& power) { return VectorXd::Map(power.data(), power.size()); }

} // namespace

TEST_CASE("a reduced plate's steady sensors are the 3-D solver's, at other powers and flows too", "[reduced]")
{
    Reduced& of = built();
    const std::vector<double> power{1.3 * diePower, 0.7 * diePower};
    for (const double velocity : {0.8, 0.55, 1.1}) {
        CAPTURE(velocity);
        const double flow = velocity * channelArea;
        const auto solver = test::solverOn(twoDies());
        const VectorXd exact = sensed(of.full, solver->solve(physics(flow, power), tolerances()).cells);
        const VectorXd found =
            of.plate->sensors(of.plate->steady(flow, watts(power), inletTemperature), flow, watts(power));
        CAPTURE(exact.transpose(), found.transpose());
        CHECK((found - exact).cwiseAbs().maxCoeff() < (velocity == 0.8 ? 1e-5 : 0.2));
        CHECK(exact.maxCoeff() > inletTemperature + 15);
    }
}

TEST_CASE("a reduced plate follows a step of power within 0.5 K after 10 ms", "[reduced]")
{
    Reduced& of = built();
    const std::vector<double> power{diePower, 0.5 * diePower};
    const double flow = 1.1 * channelArea;
    VectorXd state = inletTemperature * of.plate->parts().ones;
    double time = 0, worst = 0;
    const auto solver = test::solverOn(twoDies());
    const auto compare = [&](const cht::Solution& now) {
        state = of.plate->advanced(state, flow, watts(power), inletTemperature, now.time - time);
        time = now.time;
        const VectorXd error = of.plate->sensors(state, flow, watts(power)) - sensed(of.full, now.cells);
        if (time > 0.0099) worst = std::max(worst, error.cwiseAbs().maxCoeff());
        return true;
    };
    cht::TimeControl control;
    control.end = 0.06;
    control.step = 0.002;
    solver->advance(physics(flow, power), tolerances(), control, compare);
    control.end = 1.5;
    control.step = 0.06;
    solver->advance(physics(flow, power), tolerances(), control, compare);
    CAPTURE(worst);
    CHECK(worst < 0.5);
    CHECK(worst > 0);
}

TEST_CASE("a reduced plate is stable on 200 flows and shifts with its inlet", "[reduced]")
{
    const reduced::ReducedHeat& plate = *built().plate;
    const VectorXd power = watts({diePower, diePower});
    for (int i = 0; i < 200; ++i) REQUIRE(plate.slowestRate((0.4 + 1.2 * i / 199) * channelArea) > 0);
    const double flow = 0.7 * channelArea;
    const VectorXd shift = plate.sensors(plate.steady(flow, power, 1), flow, power) -
                           plate.sensors(plate.steady(flow, power, 0), flow, power);
    CHECK((shift.array() - 1).abs().maxCoeff() < 1e-10);
}
