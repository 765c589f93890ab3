// SPDX-License-Identifier: GPL-3.0-or-later
#include "Scratch.h"
#include "solver/core/Error.h"
#include "solver/results/Results.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cmath>

using namespace coldloop;
using namespace coldloop::results;
using nlohmann::json;

namespace {

facility::Outcome someOutcome()
{
    facility::Outcome outcome;
    outcome.quantities = {{"max_junction_temperature", 363.4, "K"}, {"job_slowdown", std::nan(""), "1"}};
    outcome.energyImbalance = 2e-9;
    outcome.massImbalance = 3e-13;
    outcome.steadyLedger = {{"tcs", {{"chips", 115e3}, {"TCS pump heat", 400}, {"CDU duty", -115399}}}};
    outcome.convergence = {{"network steady", 7, 1.0, 1e-11}};
    outcome.flags = {{"tower", "wet bulb 26.8 degC is above 26.7 degC"}};
    outcome.events = {{12.5, "chip 3", "shut down at 368.2 K"}};
    outcome.plateCurve = {{1.8e-5, 303.15, 0.03, 0.02, 9000}};
    facility::ZoomedPlate plate;
    plate.place.number = 9, plate.place.tray = 2, plate.place.slot = 4;
    plate.volumeFlow = 1.8e-5, plate.inlet = 305, plate.power = 1200, plate.junction = 342;
    plate.junctionReduced = 341.5, plate.junction3d = 341, plate.resistanceReduced = 0.0303, plate.resistance3d = 0.03;
    plate.finPressureDrop = 10100, plate.finPressureDrop3d = 10000;
    plate.energyImbalance = 1e-12, plate.massImbalance = 1e-14;
    outcome.zoomed = {plate};
    return outcome;
}

Summary someSummary(const facility::Outcome& outcome)
{
    Summary summary;
    summary.status = "solved";
    summary.title = "a \"quoted\" title\n";
    summary.outcome = &outcome;
    summary.placeholders = {
        {"nvidia-gb200.max-operating-temperature", "85 degC", "80 degC", "95 degC", "not published"}};
    summary.timing = {{"network", 0.25}, {"3-D solves", 12.5}};
    summary.peakMemoryBytes = 2147483648.0;
    summary.provenance = {"0.1.0", "abc123", "hash", "host", "2025-01-01T00:00:00Z", "GCC 12", {{"PETSc", "3.18.5"}},
                          2};
    return summary;
}

} // namespace

TEST_CASE("summary.json has every promised entry with its value")
{
    const facility::Outcome outcome = someOutcome();
    const json read = json::parse(summaryJson(someSummary(outcome)));
    CHECK(read["schema"] == "coldloop-summary/" + std::to_string(formatVersion));
    CHECK(read["status"] == "solved");
    CHECK(read["title"] == "a \"quoted\" title\n");
    CHECK(read["quantities"]["max_junction_temperature"] == json{{"value", 363.4}, {"unit", "K"}});
    CHECK(read["energy"] == json{{"imbalance_relative", 2e-9}});
    CHECK(read["mass"] == json{{"imbalance_relative", 3e-13}});
    CHECK(read["convergence"][0] ==
          json{{"solve", "network steady"}, {"iterations", 7}, {"initial_residual", 1.0}, {"final_residual", 1e-11}});
    CHECK(read["flags"][0]["component"] == "tower");
    CHECK(read["events"][0]["time"] == json{{"value", 12.5}, {"unit", "s"}});
    CHECK(read["ledger"]["unit"] == "W");
    CHECK(read["ledger"]["steady"][0]["residual"].get<double>() == Approx(1).margin(1e-9));
    CHECK(read["ledger"]["steady"][0]["terms"][1] == json{{"name", "TCS pump heat"}, {"value", 400.0}});
    CHECK(read["ledger"]["last"].empty());
    CHECK(read["plate_curve"][0]["resistance"] == json{{"value", 0.03}, {"unit", "K/W"}});
    const json& zoom = read["zoom"].at(0);
    CHECK(zoom["name"] == "rack 1 tray 2 slot 4");
    CHECK(zoom["chip"] == 9);
    CHECK(zoom["junction_temperature"] == json{{"value", 342.0}, {"unit", "K"}});
    CHECK(zoom["junction_temperature_difference"] == json{{"value", 0.5}, {"unit", "K"}});
    CHECK(zoom["resistance_difference"]["value"].get<double>() == Approx(0.01));
    CHECK(zoom["fin_pressure_drop_difference"]["value"].get<double>() == Approx(0.01));
    CHECK(zoom["energy"] == json{{"imbalance_relative", 1e-12}});
    CHECK(zoom["mass"] == json{{"imbalance_relative", 1e-14}});
    CHECK(zoom["field"] == "fields/rack-1-tray-2-slot-4.hdf");
    CHECK(read["placeholders"][0]["name"] == "nvidia-gb200.max-operating-temperature");
    CHECK(read["placeholders"][0]["high"] == "95 degC");
    CHECK(read["timing"] == json{{"network", 0.25}, {"3-D solves", 12.5}});
    CHECK(read["peak_memory_bytes"] == 2147483648);
    CHECK(read["peak_memory_bytes"].is_number_integer());
    CHECK(read["provenance"]["case_hash"] == "hash");
    CHECK(read["provenance"]["libraries"]["PETSc"] == "3.18.5");
    CHECK(read["provenance"]["ranks"] == 2);
    CHECK_FALSE(read.contains("job_stopped_at"));
}

TEST_CASE("what is not a number is null, and a stopped job says when")
{
    facility::Outcome outcome = someOutcome();
    outcome.jobStoppedAt = 42;
    outcome.energyImbalance = std::nan("");
    outcome.quantities.push_back({"pue", HUGE_VAL, "1"});
    const json read = json::parse(summaryJson(someSummary(outcome)));
    CHECK(read["quantities"]["job_slowdown"]["value"].is_null());
    CHECK(read["quantities"]["pue"]["value"].is_null());
    CHECK(read["energy"]["imbalance_relative"].is_null());
    CHECK(read["job_stopped_at"] == json{{"value", 42.0}, {"unit", "s"}});
}

TEST_CASE("a run without any solution still has a complete summary")
{
    Summary summary;
    summary.status = "failed";
    summary.message = "network: bad byte \xff";
    const json read = json::parse(summaryJson(summary));
    CHECK(read["status"] == "failed");
    for (const char* object : {"quantities", "timing", "provenance", "ledger"}) CHECK(read[object].is_object());
    for (const char* list : {"convergence", "placeholders", "flags", "events", "zoom"}) CHECK(read[list].is_array());
    CHECK(read["energy"]["imbalance_relative"].is_null());
    CHECK(read["mass"]["imbalance_relative"].is_null());
}

TEST_CASE("hotspots.csv has exactly the promised columns, and an empty margin where there is no limit")
{
    const Scratch scratch;
    facility::HotspotRow gpu, nic;
    gpu.place.number = 17, gpu.place.rack = 1, gpu.place.tray = 5, gpu.place.slot = 2;
    gpu.junction = 363.15, gpu.margin = -5, gpu.power = 1200.5, gpu.volumeFlow = 1e-3 / 60, gpu.inlet = 318.15;
    gpu.throttledTime = 12.25, gpu.cause = "low flow";
    nic.place.kind = workload::ChipKind::switchAsic;
    nic.junction = 333.15, nic.margin = std::nan(""), nic.cause = "a, \"b\"";
    writeHotspots(scratch / "hotspots.csv", {gpu, nic});
    CHECK(contentOf(scratch / "hotspots.csv") ==
          "chip,rack,tray,slot,kind,junction_temperature_degC,margin_K,power_W,flow_L_min,inlet_temperature_degC,"
          "throttled_s,cause\n"
          "17,1,5,2,gpu,90.000000,-5.000000,1200.500000,1.000000,45.000000,12.250000,low flow\n"
          "0,1,1,1,switch,60.000000,,0.000000,0.000000,-273.150000,0.000000,\"a, \"\"b\"\"\"\n");
}

TEST_CASE("summary.json of a 3-D model has its tables instead of the ledger")
{
    model::Outcome outcome;
    outcome.quantities = {{"pressure_drop", 50698.0, "Pa"}};
    outcome.convergence = {{"flow", 3, 1.0, 1e-6, {1.0, 1e-3, 1e-6}, 15, 1.25}};
    outcome.patches = {{"inlet", 1e-6, 0, 2e-3, 293.15, 293.2, 50698.0}};
    outcome.zones = {{"die", 100, 2e-9, 310, 320, 330, 12}};
    outcome.levels = {{1000, outcome.quantities}, {8000, outcome.quantities}};
    outcome.gridConvergence = {model::gridConvergence("pressure_drop", "Pa", {1000, 8000}, {50000, 50600})};
    outcome.events = {{0.5, "monitor 'die': 368.2 K is above 368.15 K, which ends the run"}};
    Summary summary;
    summary.kind = CaseKind::model;
    summary.status = "solved";
    summary.model = &outcome;
    summary.peakMemoryOfRanks = {1000, 2000};
    summary.peakMemoryBytes = 3000;
    const json read = json::parse(summaryJson(summary));
    CHECK_FALSE(read.contains("ledger"));
    CHECK_FALSE(read.contains("plate_curve"));
    CHECK(read["quantities"]["pressure_drop"] == json{{"value", 50698.0}, {"unit", "Pa"}});
    CHECK(read["convergence"][0]["linear_iterations"] == 15);
    CHECK(read["convergence"][0]["seconds"] == 1.25);
    CHECK(read["patches"][0]["mass_flow"] == json{{"value", 2e-3}, {"unit", "kg/s"}});
    CHECK(read["zones"][0]["heat_source"] == json{{"value", 12.0}, {"unit", "W"}});
    CHECK(read["mesh_levels"][1]["cells"] == 8000);
    CHECK(read["grid_convergence"][0]["observed_order"].is_null()); // two meshes tell none
    CHECK(read["grid_convergence"][0]["extrapolated"] == json{{"value", 50800.0}, {"unit", "Pa"}});
    CHECK(read["events"][0]["time"] == json{{"value", 0.5}, {"unit", "s"}});
    CHECK(read["peak_memory_bytes"] == 3000);
    CHECK(read["peak_memory_bytes_of_ranks"] == json{1000, 2000});
}

TEST_CASE("history.csv of a 3-D model has a row an iteration, with the monitors where they are known")
{
    const Scratch scratch;
    model::Record record({{"die, hottest", 0, "K"}});
    record.add({1, "flow", 2, 0, 1e-3, {}});
    record.add({1, "step", 1, 0.5, std::nan(""), {320.5}});
    writeRecord(scratch / "history.csv", record);
    CHECK(
        contentOf(scratch / "history.csv") ==
        "mesh,equation,iteration,time [s],residual [1],\"die, hottest [K]\"\n1,flow,2,0,0.001,\n1,step,1,0.5,,320.5\n");
    Archive archive;
    record.save(archive);
    model::Record again(record.monitors());
    again.restore(archive);
    writeRecord(scratch / "again.csv", again);
    CHECK(contentOf(scratch / "again.csv") == contentOf(scratch / "history.csv"));
}
