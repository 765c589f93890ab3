// Runs of 3-D models: the example against its expected.toml, several processes, meshes, stops and resumes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/regression/Files.h"
#include "tests/regression/Program.h"

#include <catch2/catch.hpp>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <thread>

using namespace coldloop::regression;
using Catch::Matchers::Contains;

namespace {

using Words = std::vector<std::string>;

// The example on a coarse mesh, 5,520 cells.
Words coarse(const fs::path& folder, const Words& more = {})
{
    Words words{"run", exampleCase("microchannel").string(), "-o", folder.string(), "--set", "mesh.fineness=0.4"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

Finished solved(const Words& words)
{
    const Finished finished = runProgram(words);
    INFO(finished.out << finished.err);
    REQUIRE(finished.code == 0);
    return finished;
}

const Words inTime = {"--set", "time.end=40 ms",
                      "--set", "time.step=1 ms",
                      "--set", "time.start-power=0",
                      "--set", "time.write-interval=10 ms",
                      "--set", "time.checkpoint-interval=5 ms"};

Words with(Words words, const Words& more)
{
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

// Values of a cell array by the cell's number in the mesh.
std::vector<double> fieldOf(const fs::path& folder, const std::string& name)
{
    const auto data = datasetsOf(folder / "fields/model.hdf");
    const std::vector<double>&cells = data.at("VTKHDF/CellData/cell"), &values = data.at("VTKHDF/CellData/" + name);
    REQUIRE(values.size() == cells.size());
    std::vector<double> sorted(cells.size(), std::nan(""));
    for (std::size_t i = 0; i < cells.size(); ++i) sorted.at(static_cast<std::size_t>(cells[i])) = values[i];
    return sorted;
}

void checkSame(const nlohmann::json& a, const nlohmann::json& b, double relative)
{
    for (const auto& [name, value] : a.at("quantities").items()) {
        if (name == "temperature_error" || name == "pressure_drop_error") continue; // estimates of what is left
        INFO(name);
        CHECK(quantity(b, name) == Approx(value.at("value").get<double>()).epsilon(relative).margin(1e-12));
    }
}

} // namespace

TEST_CASE("the microchannel example gives what expected.toml says", "[microchannel]")
{
    const Scratch scratch;
    const Finished finished =
        solved({"run", exampleCase("microchannel").string(), "-o", (scratch / "m").string(), "--json"});
    const nlohmann::json summary = summaryOf(scratch / "m");
    CHECK(nlohmann::json::parse(finished.out) == summary);
    CHECK(summary.at("status") == "solved");
    CHECK(summary.at("flags").empty());
    CHECK(summary.at("energy").at("imbalance_relative").get<double>() <= 1e-6);
    CHECK(summary.at("mass").at("imbalance_relative").get<double>() <= 1e-9);
    const toml::table expected =
        toml::parse_file((exampleCase("microchannel").parent_path() / "expected.toml").string());
    REQUIRE(expected["quantities"].as_table()->size() >= 5);
    for (const auto& [key, node] : *expected["quantities"].as_table()) {
        const toml::table& entry = *node.as_table();
        const std::string name{key.str()};
        const double value = entry["value"].value<double>().value(), found = quantity(summary, name);
        INFO(name << " is " << found << ", expected " << value);
        CHECK(std::abs(found - value) <= entry["tolerance"].value<double>().value());
        CHECK(summary.at("quantities").at(name).at("unit") == entry["unit"].value<std::string>().value());
        CHECK(!entry["why"].value<std::string>().value().empty());
    }
    for (const char* name :
         {"case.toml", "log.txt", "summary.json", "history.csv", "fields/model.hdf", "fields/model.hdf.series"})
        CHECK(fs::file_size(scratch / "m" / name) > 0);
    CHECK_FALSE(fs::exists(scratch / "m/checkpoint"));
}

TEST_CASE("history.csv has the iterations of each equation and the monitors", "[microchannel]")
{
    const Scratch scratch;
    solved(coarse(scratch / "m"));
    const std::vector<Row> rows = rowsOf(scratch / "m/history.csv");
    std::map<std::string, int> equations;
    for (const Row& row : rows) ++equations[row.at("equation")];
    CHECK(equations["flow"] >= 2);
    CHECK(equations["energy"] >= 2);
    REQUIRE(equations["iteration"] >= 1);
    CHECK(std::stod(rows.back().at("outlet [K]")) == Approx(307.23).margin(0.2));
}

TEST_CASE("two processes give the result of one", "[model]")
{
    const Scratch scratch;
    const Words tight{"--set", "numerics.tolerance=1e-11"};
    solved(coarse(scratch / "one", tight));
    const Finished two = solved(coarse(scratch / "two", with(tight, {"-n", "2"})));
    CHECK_THAT(two.out, Contains("on 2 processes"));
    CHECK(std::count(two.out.begin(), two.out.end(), 'V') >= 1);
    CHECK(two.out.find("Verdict:") == two.out.rfind("Verdict:")); // only the first process prints
    const nlohmann::json a = summaryOf(scratch / "one"), b = summaryOf(scratch / "two");
    checkSame(a, b, 1e-8);
    CHECK(b.at("provenance").at("ranks") == 2);
    CHECK(b.at("peak_memory_bytes_of_ranks").size() == 2);
    for (const char* name : {"temperature", "pressure"}) {
        const std::vector<double> one = fieldOf(scratch / "one", name), other = fieldOf(scratch / "two", name);
        REQUIRE(one.size() == 5520);
        REQUIRE(other.size() == one.size());
        const auto [low, high] = std::minmax_element(one.begin(), one.end());
        double worst = 0;
        for (std::size_t i = 0; i < one.size(); ++i) worst = std::max(worst, std::abs(one[i] - other[i]));
        INFO(name << " differs by " << worst << " of " << *high - *low);
        CHECK(worst <= 1e-8 * (*high - *low));
    }
}

TEST_CASE("three meshes give observed orders and uncertainties", "[model]")
{
    const Scratch scratch;
    const Finished finished = solved(coarse(scratch / "m", {"--mesh-levels", "3"}));
    CHECK_THAT(finished.out, Contains("observed order"));
    const nlohmann::json summary = summaryOf(scratch / "m");
    REQUIRE(summary.at("mesh_levels").size() == 3);
    CHECK(summary.at("mesh_levels")[0].at("cells") == 5520);
    REQUIRE(summary.at("grid_convergence").size() == 3);
    for (const nlohmann::json& g : summary.at("grid_convergence")) {
        INFO(g);
        if (g.at("quantity") == "pressure_drop") CHECK(g.at("observed_order").get<double>() == Approx(2).margin(0.5));
        const std::vector<double> values = g.at("values");
        const double left = std::abs(g.at("extrapolated").at("value").get<double>() - values[2]);
        CHECK(left <= g.at("uncertainty").at("value").get<double>());
        CHECK(g.at("uncertainty").at("value").get<double>() < 0.1 * std::abs(values[2]));
    }
}

TEST_CASE("load cases on one flow give what a run of each gives", "[model]")
{
    const Scratch scratch;
    std::string text = textOf(exampleCase("microchannel"));
    text.erase(text.find("[boundaries.heated]")); // the monitor after it goes, too
    put(scratch / "early.csv", "name,x [mm],y [um],width [mm],height [um],power [W]\ncore,1,0,2,50,0.4\n");
    put(scratch / "late.csv", "name,x [mm],y [um],width [mm],height [um],power [W]\ncore,7,0,2,50,0.3\n");
    const std::string early = "[[power-maps]]\nfile = \"early.csv\"\npatch = \"heated\"\n",
                      late = "[[power-maps]]\nfile = \"late.csv\"\npatch = \"heated\"\n";
    put(scratch / "early.toml", text + early);
    put(scratch / "late.toml", text + late);
    put(scratch / "both.toml", text + early + "load-case = \"early\"\n" + late + "load-case = \"late\"\n");
    const auto run = [&](const std::string& name, const Words& more = {}) {
        Words words{"run", (scratch / (name + ".toml")).string(), "-o", (scratch / name).string()};
        words.insert(words.end(), {"--set", "mesh.fineness=0.4", "--set", "numerics.tolerance=1e-9"});
        return solved(with(words, more));
    };
    run("early");
    run("late");
    const Finished finished = run("both", {"-n", "2"});
    CHECK_THAT(finished.out, Contains("Load cases"));
    const nlohmann::json both = summaryOf(scratch / "both"), first = summaryOf(scratch / "early");
    REQUIRE(both.at("load_cases").size() == 2);
    CHECK(both.at("load_cases")[1].at("name") == "late");
    checkSame(first, both, 1e-6);
    checkSame(first, both.at("load_cases")[0], 1e-6);
    checkSame(summaryOf(scratch / "late"), both.at("load_cases")[1], 1e-6);
    CHECK(std::abs(quantity(both.at("load_cases")[1], "max_temperature") - quantity(first, "max_temperature")) > 1);
    CHECK(both.at("load_cases")[1].at("convergence").size() == 1); // energy alone
    CHECK(both.at("load_cases")[1].at("zones").size() == 2);
    const Finished refused =
        runProgram({"export", "openfoam", (scratch / "both.toml").string(), (scratch / "of").string()});
    CHECK(refused.code == 2);
    CHECK_THAT(refused.err, Contains("several load cases cannot be written for OpenFOAM's own solver"));
}

TEST_CASE("a transient that was stopped goes on to the same result", "[model]")
{
    const Scratch scratch;
    solved(coarse(scratch / "whole", inTime));
    const Words stopped = coarse(scratch / "parts", inTime);
    const Finished first = runProgram(with(stopped, {"--until", "17 ms"}));
    CHECK(first.code == 4);
    CHECK(summaryOf(scratch / "parts").at("status") == "interrupted");
    const Finished second = runProgram(with(stopped, {"--resume"}));
    INFO(second.err);
    CHECK(second.code == 0);
    CHECK_THAT(second.out, Contains("resumes at t = 0.017 s"));
    checkSame(summaryOf(scratch / "whole"), summaryOf(scratch / "parts"), 1e-7);
    CHECK(rowsOf(scratch / "whole/history.csv").size() > 40);
    const auto series = nlohmann::json::parse(textOf(scratch / "parts/fields/model.hdf.series"));
    REQUIRE(series.at("files").size() == 4);
    for (int i = 0; i < 4; ++i) {
        CHECK(series.at("files")[i].at("time").get<double>() == Approx(0.01 * (i + 1)));
        CHECK(fs::file_size(scratch / "parts/fields" / series.at("files")[i].at("name").get<std::string>()) > 0);
    }
    CHECK_FALSE(fs::exists(scratch / "parts/checkpoint"));
}

TEST_CASE("a killed run resumes from its last checkpoint, on several processes too", "[model]")
{
    const Scratch scratch;
    const Words words = with(coarse(scratch / "m", inTime), {"--set", "time.end=4 s", "-n", "2"});
    Words start = words;
    start.erase(std::find(start.begin(), start.end(), "time.end=40 ms") - 1,
                std::find(start.begin(), start.end(), "time.end=40 ms") + 1);
    {
        Started program(start);
        while (program.running() && !fs::exists(scratch / "m/checkpoint/state.h5"))
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        REQUIRE(program.running());
        program.send(SIGKILL);
        program.wait();
    }
    // The processes die with the program that started them, and the lock with them. How far they came by then depends
    // on the machine: 0.3 s is far later than a run gets between two looks at its folder.
    Finished resumed;
    for (int attempt = 0; attempt < 50; ++attempt) {
        resumed = runProgram(with(start, {"--resume", "--until", "300 ms"}));
        if (resumed.code != 5) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
    INFO(resumed.err);
    CHECK(resumed.code == 4); // at 300 ms
    CHECK_THAT(resumed.out, Contains("resumes at t = "));
}

TEST_CASE("a signal stops a run with a checkpoint", "[model]")
{
    const Scratch scratch;
    for (const Words& processes : {Words{}, Words{"-n", "2"}}) {
        const fs::path folder = scratch / (processes.empty() ? "one" : "two");
        Words words{"run",   exampleCase("microchannel").string(),
                    "-o",    folder.string(),
                    "--set", "mesh.fineness=0.4",
                    "--set", "time.end=10 s",
                    "--set", "time.step=1 ms",
                    "--set", "time.checkpoint-interval=5 ms"};
        Started program(with(words, processes));
        while (program.running() && !fs::exists(folder / "checkpoint/state.h5"))
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        program.send(processes.empty() ? SIGUSR1 : SIGINT);
        const Finished finished = program.wait();
        INFO(finished.err);
        CHECK(finished.code == 4);
        CHECK_THAT(finished.out, Contains("stopped early; carry on with the same command and --resume"));
        CHECK(fs::exists(folder / "checkpoint/state.h5"));
    }
}

TEST_CASE("a monitor ends a transient", "[model]")
{
    const Scratch scratch;
    const Finished finished = solved(
        coarse(scratch / "m", with(inTime, {"--set", "monitors.hot.kind=zone", "--set", "monitors.hot.zone=solid",
                                            "--set", "monitors.hot.stop-above=30 degC"})));
    CHECK_THAT(finished.out, Contains("monitor 'hot'") && Contains("which ends the run"));
    const nlohmann::json summary = summaryOf(scratch / "m");
    CHECK(summary.at("events").size() == 1);
    const double hottest = quantity(summary, "max_temperature");
    CHECK(hottest > 303.15);
    CHECK(hottest < 306);
}

TEST_CASE("options for PETSc reach the solvers", "[model]")
{
    const Scratch scratch;
    const Finished finished = solved(
        coarse(scratch / "m", {"--set", "numerics.petsc=-flow_ksp_converged_reason", "--", "-energy_ksp_monitor"}));
    CHECK_THAT(finished.out, Contains("Linear flow_ solve converged") && Contains("Residual norms for energy_ solve"));
}

TEST_CASE("a stall is exit 3 and leaves its last state", "[model]")
{
    const Scratch scratch;
    const Words hard =
        coarse(scratch / "m", {"--set", "numerics.tolerance=1e-12", "--set", "numerics.flow-iterations=2"});
    const Finished finished = runProgram(hard);
    CHECK(finished.code == 3);
    CHECK_THAT(finished.err, Contains("flow") && Contains("cell"));
    const nlohmann::json summary = summaryOf(scratch / "m");
    CHECK(summary.at("status") == "not-converged");
    CHECK_THAT(summary.at("message").get<std::string>(), Contains("flow"));
    CHECK(fs::file_size(scratch / "m/fields/model.hdf") > 0);
    CHECK(fs::exists(scratch / "m/checkpoint/state.h5"));
    CHECK(rowsOf(scratch / "m/history.csv").size() >= 2);
    const Finished resumed =
        runProgram(coarse(scratch / "m", {"--set", "numerics.tolerance=1e-12", "--resume"})); // with all iterations
    INFO(resumed.err);
    CHECK(resumed.code == 0);
    CHECK(summaryOf(scratch / "m").at("status") == "solved");
}
