// Runs of a model, on a solver without physics: what is computed of a solution, meshes, time, stops and resumes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "TestModel.h"

#include "solver/model/Sizes.h"

#include <catch2/catch.hpp>

using namespace coldloop;
using namespace coldloop::test;
using Catch::Contains;

namespace {

double of(const model::Outcome& outcome, const std::string& name) { return model::quantity(outcome.quantities, name); }

model::Model transientModel(double end)
{
    model::Model model = plateModel();
    model::Transient transient;
    transient.end = end;
    transient.step = 1;
    transient.startPower = 0;
    transient.writeInterval = 3;
    transient.checkpointInterval = 4;
    model.transient = transient;
    return model;
}

model::Monitor hottest()
{
    model::Monitor monitor;
    monitor.name = "plate";
    monitor.of = "plate";
    return monitor;
}

} // namespace

TEST_CASE("Figures are those of the whole device")
{
    FakeLog log;
    Listener listener;
    const model::Outcome outcome = model::runStudy(plateModel(), factoryOf(log), {}, listener);
    CHECK(outcome.complete);
    CHECK(log.made == 1);
    CHECK(of(outcome, "mass_flow") == Approx(2e-3)); // the fake has 1 g/s in the half
    CHECK(of(outcome, "volume_flow") == Approx(2e-6));
    CHECK(of(outcome, "pressure_drop") == Approx(1000));
    CHECK(of(outcome, "pumping_power") == Approx(2e-3));
    CHECK(of(outcome, "coolant_inlet_temperature") == Approx(290));
    CHECK(of(outcome, "heat") == Approx(10));
    CHECK(of(outcome, "heat_to_coolant") == Approx(10));
    const double hot = of(outcome, "max_temperature");
    CHECK(of(outcome, "thermal_resistance") == Approx((hot - 290) / 10));
    CHECK(of(outcome, "max_junction_temperature") == Approx(hot));
    CHECK(of(outcome, "max_velocity") == Approx(2));
    CHECK(of(outcome, "cells") == 200);
    REQUIRE(outcome.zones.size() == 2);
    CHECK(outcome.zones[0].volume == Approx(2 * 20e-3 * 10e-3 * 2e-3));
    CHECK(outcome.zones[1].cells == 120);
    REQUIRE(outcome.patches.size() == 4);
    CHECK(outcome.patches[2].name == "heated");
    CHECK(outcome.patches[2].heat == Approx(10));
    CHECK(outcome.patches[2].area == Approx(2 * 20e-3 * 10e-3));
    CHECK(listener.fields == std::vector<double>{0});
    CHECK(outcome.convergence.at(0).solve == "energy");
}

TEST_CASE("Powers and flows of the whole device become fluxes, sources and velocities of the part")
{
    model::Model model = plateModel();
    model.zonePowers = {{"plate", 8}};
    model.volumeFlows = {{"inlet", 4e-6}};
    const model::Sizes sizes = model::sizesOf(model.mesh.make(1));
    const cht::Physics physics = model::physicsOn(model, sizes, 0.5);
    CHECK(physics.boundaries[2].heatFlux == Approx(0.5 * 10 / 2 / 2e-4));
    CHECK(physics.zones[0].heatSource == Approx(0.5 * 8 / 2 / 4e-7));
    CHECK(physics.boundaries[0].velocity == Approx(4e-6 / 2 / 2e-5));
}

TEST_CASE("Cells in no zone are named before a model is run")
{
    FakeLog log;
    Listener listener;
    model::Model model = plateModel();
    model.mesh.make = [](double) {
        meshes::PolyMesh mesh = meshes::makeBlockMesh(plateGrid());
        mesh.zone[3] = mesh.zone[5] = -1;
        return mesh;
    };
    CHECK_THROWS_WITH(model::runStudy(model, factoryOf(log), {}, listener),
                      Contains("grid: 2 cells in no zone: 3 at (0.007 0.00125 0.0005) m, 5 at ("));
    CHECK(log.made == 0);
}

TEST_CASE("Each load case has the maps of its name and those of none; all else is of the first")
{
    FakeLog log;
    Listener listener;
    model::Model model = plateModel();
    cht::PowerMap map;
    map.patch = "heated";
    for (const double power : {1.0, 20.0, 4.0, 300.0}) {
        map.rectangles = {{"core", 0, 0, 5e-3, 5e-3, power}};
        model.physics.powerMaps.push_back(map);
    }
    model.mapLoadCases = {"", "idle", "burst", "idle"};
    model.tolerances.energy = 1e-12;
    const model::Outcome outcome = model::runStudy(model, factoryOf(log), {}, listener);
    CHECK(log.made == 1);
    CHECK(log.solves == 2);
    CHECK(listener.fields.size() == 1);
    REQUIRE(outcome.loadCases.size() == 2);
    CHECK(outcome.loadCases[0].name == "idle");
    CHECK(outcome.loadCases[1].name == "burst");
    const double idle = model::quantity(outcome.loadCases[0].quantities, "max_temperature");
    CHECK(idle - model::quantity(outcome.loadCases[1].quantities, "max_temperature") == Approx(321 - 5));
    CHECK(of(outcome, "max_temperature") == idle);
    CHECK(outcome.massImbalance == Approx(2e-9)); // the largest, as the fake's grows with each solve
    CHECK(outcome.loadCases[1].zones.size() == 2);
    CHECK(outcome.loadCases[1].convergence.size() == 1);
}

TEST_CASE("Several meshes give the observed order and the uncertainty")
{
    FakeLog log;
    Listener listener;
    model::StudyOptions options;
    options.levels = 3;
    model::Model model = plateModel();
    model.mesh.levelRatio = 2;
    model.tolerances.energy = 1e-12;
    const model::Outcome outcome = model::runStudy(model, factoryOf(log), options, listener);
    CHECK(log.made == 3);
    REQUIRE(outcome.levels.size() == 3);
    CHECK(outcome.levels[2].cells == 200 * 64);
    REQUIRE(outcome.gridConvergence.size() == 3);
    for (const model::GridConvergence& g : outcome.gridConvergence) {
        INFO(g.quantity);
        if (g.quantity == "pressure_drop") continue;
        CHECK(g.observedOrder == Approx(2).epsilon(1e-6));
        CHECK(g.extrapolated == Approx(g.unit == "K" ? 350 : 6).epsilon(1e-9));
    }
    CHECK(listener.archives.size() == 2); // a checkpoint after each mesh but the last
    CHECK(listener.fields.size() == 1);   // the field of the last
}

TEST_CASE("A run over several meshes resumes with the mesh it had come to")
{
    FakeLog log;
    Listener listener, second;
    model::StudyOptions options;
    options.levels = 3;
    const model::Outcome whole = model::runStudy(plateModel(), factoryOf(log), options, listener);
    options.resume = true;
    options.archive = &listener.archives.at(1); // after the second mesh
    log.made = 0;
    const model::Outcome resumed = model::runStudy(plateModel(), factoryOf(log), options, second);
    CHECK(log.made == 1);
    REQUIRE(resumed.gridConvergence.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(resumed.gridConvergence[i].values == whole.gridConvergence[i].values);
        CHECK(resumed.gridConvergence[i].cells == whole.gridConvergence[i].cells);
    }
    CHECK(second.rows.size() == listener.rows.size());
    options.levels = 2;
    CHECK_THROWS_WITH(model::runStudy(plateModel(), factoryOf(log), options, second),
                      Contains("the checkpoint is of a run with --mesh-levels 3"));
}

TEST_CASE("Monitors are followed through the iterations and end a run")
{
    FakeLog log;
    Listener listener;
    model::Model model = plateModel();
    model::Monitor probe;
    probe.name = "middle";
    probe.kind = model::MonitorKind::probe;
    probe.at = {10e-3, 5e-3, 3e-3};
    probe.watched = model::Watched::velocity;
    model::Monitor outlet;
    outlet.name = "out";
    outlet.kind = model::MonitorKind::patch;
    outlet.of = "outlet";
    outlet.watched = model::Watched::massFlow;
    model.monitors = {hottest(), probe, outlet};
    model.monitors[0].stopSettled = 0.5;
    const model::Outcome outcome = model::runStudy(model, factoryOf(log), {}, listener);
    std::vector<double> temperatures;
    for (const model::RecordRow& row : listener.rows)
        if (!row.monitors.empty()) {
            temperatures.push_back(row.monitors[0]);
            CHECK(row.monitors[1] == Approx(2));
            CHECK(row.monitors[2] == Approx(-2e-3));
        }
    REQUIRE(temperatures.size() > 3);
    const std::size_t last = temperatures.size() - 1;
    CHECK(temperatures[last] - temperatures[last - 1] < 0.5);
    CHECK(temperatures[last - 1] - temperatures[last - 2] >= 0.5);
    REQUIRE(outcome.events.size() == 1);
    CHECK_THAT(outcome.events[0].message,
               Contains("monitor 'plate'") && Contains("changed by less than 0.5 K") && Contains("which ends the run"));
}

TEST_CASE("Time: a steady start at its share of power, steps, fields and checkpoints at their intervals")
{
    FakeLog log;
    Listener listener;
    const model::Outcome outcome = model::runStudy(transientModel(10), factoryOf(log), {}, listener);
    CHECK(log.solves == 1);
    CHECK(log.steps == 10);
    CHECK(listener.fields == std::vector<double>{3, 6, 9, 10});
    CHECK(listener.archives.size() == 2); // at 4 s and 8 s
    const double target = 310 + 40 * (1 + 3 * std::pow(200.0, -2.0 / 3));
    CHECK(of(outcome, "max_temperature") == Approx(target + (310 - target) * std::pow(1.1, -10)).epsilon(1e-4));
}

TEST_CASE("A transient that was stopped, or killed, goes on to the same result")
{
    FakeLog log;
    Listener whole, first, second, third;
    const model::Outcome expected = model::runStudy(transientModel(10), factoryOf(log), {}, whole);

    model::StudyOptions until;
    until.until = 5;
    const model::Outcome stopped = model::runStudy(transientModel(10), factoryOf(log), until, first);
    CHECK_FALSE(stopped.complete);
    REQUIRE(first.archives.size() == 2); // at 4 s, and where it stopped
    model::StudyOptions resume;
    resume.resume = true;
    for (std::size_t at : {1u, 0u}) { // as stopped; as after a kill
        Listener& listener = at ? second : third;
        resume.archive = &first.archives[at];
        log = {};
        const model::Outcome resumed = model::runStudy(transientModel(10), factoryOf(log), resume, listener);
        CHECK(resumed.complete);
        CHECK(log.solves == 0);
        CHECK(log.steps == (at ? 5 : 6));
        CHECK(of(resumed, "max_temperature") == of(expected, "max_temperature"));
        CHECK(listener.fields == std::vector<double>{6, 9, 10});
    }
}

TEST_CASE("A request stops a steady solve with a checkpoint, from which it goes on")
{
    FakeLog log;
    Listener listener, second;
    listener.stopAfter = 3;
    const model::Outcome stopped = model::runStudy(plateModel(), factoryOf(log), {}, listener);
    CHECK_FALSE(stopped.complete);
    REQUIRE(listener.archives.size() == 1);
    model::StudyOptions resume;
    resume.resume = true;
    resume.archive = &listener.archives[0];
    const model::Outcome resumed = model::runStudy(plateModel(), factoryOf(log), resume, second);
    CHECK(resumed.complete);
    Listener third;
    CHECK(of(resumed, "max_temperature") ==
          Approx(of(model::runStudy(plateModel(), factoryOf(log), {}, third), "max_temperature")).epsilon(1e-5));
}

TEST_CASE("A stall leaves its last state as checkpoint and field")
{
    FakeLog log;
    log.stallBelow = 1e-3;
    Listener listener;
    CHECK_THROWS_AS(model::runStudy(plateModel(), factoryOf(log), {}, listener), SolveError);
    REQUIRE(listener.archives.size() == 1);
    CHECK(listener.archives[0].at("state/temperature").size() == 200);
    CHECK(listener.fields.size() == 1);
    CHECK(listener.fieldCells == 200);
    CHECK_FALSE(listener.rows.empty());
}

TEST_CASE("A solution with numbers that are not finite is refused")
{
    model::Model model = plateModel();
    model.physics.boundaries[2].heatFlux = 1;
    model.patchPowers = {{"heated", std::nan("")}};
    // the fake does not look at it: a solver that gives such numbers
    class Broken : public FakeSolver {
    public:
        using FakeSolver::FakeSolver;
        cht::Solution solve(const cht::Physics& p, const cht::Tolerances& t) override
        {
            cht::Solution s = FakeSolver::solve(p, t);
            s.cells.temperature.at(5) = std::nan("");
            return s;
        }
    };
    FakeLog log;
    Listener listener;
    CHECK_THROWS_WITH(
        model::runStudy(
            model, [&](meshes::PolyMesh mesh) { return std::make_unique<Broken>(std::move(mesh), log); }, {}, listener),
        Contains("holds numbers that are not finite"));
}
