// The cases of cases/, run as a user runs them, against the values of their expected.toml.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/regression/Files.h"
#include "tests/regression/Program.h"

#include <catch2/catch.hpp>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <regex>
#include <set>

using namespace coldloop::regression;
using Catch::Matchers::Contains;

namespace {

// A case that was run once for all tests of this process, without -o, so that its results are in out/<case folder>.
struct CaseRun {
    explicit CaseRun(const std::string& caseName) : name(caseName)
    {
        finished = runProgram({"run", exampleCase(name).string()}, {scratch.path()});
    }
    fs::path folder() const { return scratch / "out" / name; }

    std::string name;
    Scratch scratch;
    Finished finished;
};

const CaseRun& defaultRun()
{
    static const CaseRun run("gb200-nvl72");
    return run;
}

const CaseRun& starvedRun()
{
    static const CaseRun run("gb200-nvl72-starved");
    return run;
}

void checkSolved(const CaseRun& run)
{
    INFO(run.finished.err);
    REQUIRE(run.finished.code == 0);
    const nlohmann::json summary = summaryOf(run.folder());
    CHECK(summary.at("schema") == "coldloop-summary/1");
    CHECK(summary.at("status") == "solved");
    CHECK(summary.at("message") == "");
    CHECK(summary.at("energy").at("imbalance_relative").get<double>() <= 1e-6);
    CHECK(summary.at("mass").at("imbalance_relative").get<double>() <= 1e-9);
    CHECK(quantity(summary, "chips") == 72);
    CHECK(summary.at("timing").at("total").get<double>() <= 60); // [s] on two cores, 3-D solves included
    for (const char* key : {"version", "commit", "case_hash", "libraries", "ranks", "host", "date"})
        CHECK(summary.at("provenance").contains(key));
    for (const nlohmann::json& record : summary.at("convergence"))
        CHECK(record.at("final_residual").get<double>() <= 1e-6);
}

void checkExpected(const CaseRun& run)
{
    const nlohmann::json summary = summaryOf(run.folder());
    const toml::table expected = toml::parse_file((exampleCase(run.name).parent_path() / "expected.toml").string());
    const toml::table* quantities = expected["quantities"].as_table();
    REQUIRE(quantities != nullptr);
    CHECK(quantities->size() >= 10);
    for (const auto& [key, node] : *quantities) {
        const std::string name{key.str()};
        const toml::table& entry = *node.as_table();
        const double value = entry["value"].value<double>().value();
        const double tolerance = entry["tolerance"].value<double>().value();
        const double found = quantity(summary, name);
        INFO(run.name << ": " << name << " is " << found << ", expected " << value << " +- " << tolerance);
        CHECK(summary.at("quantities").at(name).at("unit") == entry["unit"].value<std::string>().value());
        CHECK(!entry["why"].value<std::string>().value().empty());
        CHECK(std::abs(found - value) <= tolerance);
    }
    const toml::table& hottest = *expected["hottest_chip"].as_table();
    const Row first = hotspotsOf(run.folder()).front();
    CHECK(first.at("kind") == hottest["kind"].value<std::string>().value());
    CHECK(first.at("cause") == hottest["cause"].value<std::string>().value());
    bool known = false;
    for (const toml::node& tray : *hottest["trays"].as_array())
        known = known || std::to_string(tray.value<long>().value()) == first.at("tray");
    INFO("hottest in tray " << first.at("tray"));
    CHECK(known);
    std::map<std::string, int> causes;
    for (const Row& row : hotspotsOf(run.folder())) ++causes[row.at("cause")];
    for (const auto& [cause, node] : *expected["causes"].as_table()) {
        INFO("chips with cause '" << cause.str() << "'");
        CHECK(causes[std::string(cause.str())] == node.as_table()->at("value").value<int>().value());
        causes.erase(std::string(cause.str()));
    }
    causes.erase("none");
    CHECK(causes.empty());
}

void checkFiles(const CaseRun& run)
{
    const fs::path folder = run.folder();
    for (const char* name : {"case.toml", "log.txt", "summary.json", "hotspots.csv", "history.h5", "history.csv",
                             "fields/worst-plate.hdf.series", "facility.pvd", "facility/racks.vtp",
                             "facility/trays.vtp", "facility/chips.vtp", "facility/pipes.vtp"}) {
        INFO(name);
        CHECK(fs::is_regular_file(folder / name));
        CHECK(fs::file_size(folder / name) > 0);
    }
    CHECK_FALSE(fs::exists(folder / "checkpoint"));
    CHECK_FALSE(fs::exists(folder / ".partial"));
    for (const auto& [name, content] : contentsOf(folder)) CHECK_THAT(name, !Contains(".tmp"));
    const std::string table = textOf(folder / "hotspots.csv");
    CHECK(table.substr(0, table.find('\n')) ==
          "chip,rack,tray,slot,kind,junction_temperature_degC,margin_K,power_W,flow_L_min,inlet_temperature_degC,"
          "throttled_s,cause");
    const auto series = nlohmann::json::parse(textOf(folder / "fields/worst-plate.hdf.series"));
    const std::string field = series.at("files").at(0).at("name");
    CHECK("fields/" + field == summaryOf(folder).at("zoom").at(0).at("field"));
    CHECK(fs::file_size(folder / "fields" / field) > 0);
    CHECK(fs::is_regular_file(folder / "fields" / (field + ".series")));
}

void checkHotspots(const CaseRun& run)
{
    const nlohmann::json summary = summaryOf(run.folder());
    const std::vector<Row> rows = hotspotsOf(run.folder());
    CHECK(rows.size() == 72 + 36 + 18); // GPUs, Grace CPUs, NVLink switches
    int gpus = 0;
    double hottest = 0, last = -INFINITY;
    std::set<std::string> chips;
    for (const Row& row : rows) {
        chips.insert(row.at("chip"));
        CHECK((row.at("cause") == "none" || row.at("cause") == "supply temperature" || row.at("cause") == "low flow" ||
               row.at("cause") == "power" || row.at("cause") == "high resistance"));
        if (row.at("kind") != "gpu") continue;
        ++gpus;
        hottest = std::max(hottest, std::stod(row.at("junction_temperature_degC")));
        CHECK(std::stod(row.at("margin_K")) >= last);
        last = std::stod(row.at("margin_K"));
    }
    CHECK(gpus == 72);
    CHECK(chips.size() == rows.size());
    CHECK(hottest == Approx(quantity(summary, "max_junction_temperature") - 273.15).margin(1e-5));
    CHECK(std::stod(rows.front().at("margin_K")) == Approx(quantity(summary, "min_thermal_margin")).margin(1e-5));
}

void checkHistory(const CaseRun& run)
{
    const auto history = historyOf(run.folder());
    const std::vector<double>& time = history.at("time");
    REQUIRE(time.size() == 601); // 10 minutes at 1 s
    for (std::size_t i = 0; i < time.size(); ++i) CHECK(time[i] == Approx(static_cast<double>(i)).margin(1e-9));
    CHECK(history.at("chips/junction_temperature").size() == 601 * 126);
    const std::vector<double>& peaks = history.at("chips/junction_temperature_peak");
    CHECK(*std::max_element(peaks.begin(), peaks.end()) ==
          Approx(quantity(summaryOf(run.folder()), "transient_max_junction_temperature")).margin(1e-9));
}

void checkPrinted(const CaseRun& run)
{
    const std::string& out = run.finished.out;
    CHECK_THAT(out, Contains("where                    kind  junction  margin  power   flow  inlet  throttled  cause"));
    CHECK_THAT(out, Contains("Results are in " + run.folder().string()));
    CHECK_THAT(out, Contains("Cold plates again in 3-D, steady state at TDP") &&
                        Contains("One plate solved again in 3-D: the reduced model differs by at most "));
    CHECK_THAT(out, Contains("The limits 85 degC, 90 degC, 95 degC are placeholders."));
    CHECK_THAT(out, Contains("note: tower: wet bulb 26.8 degC is above the York correlation's 26.7 degC"));
    CHECK(out.find(textOf(run.folder() / "log.txt")) == 0);
    // Nobody watches: plain progress lines on the other output, no control characters.
    CHECK_THAT(run.finished.err, !Contains("\r") && !Contains("\033"));
}

// The effective case is a case: it loads to the same.
void checkEffectiveCase(const CaseRun& run)
{
    const Finished check = runProgram({"check", (run.folder() / "case.toml").string()});
    INFO(check.err);
    REQUIRE(check.code == 0);
    const std::string hash = summaryOf(run.folder()).at("provenance").at("case_hash");
    CHECK_THAT(check.out, Contains("# case hash " + hash + "\n"));
    CHECK(check.out.find(textOf(run.folder() / "case.toml")) == 0);
}

void checkHotspotsCommand(const CaseRun& run)
{
    const Finished table = runProgram({"hotspots", run.folder().string(), "-n", "12"});
    INFO(table.err);
    REQUIRE(table.code == 0);
    std::istringstream lines(table.out); // the last line names the folder as it was given
    for (std::string line; std::getline(lines, line);)
        if (line.find("more chips in") == std::string::npos) CHECK_THAT(run.finished.out, Contains(line));
    const Finished one = runProgram({"hotspots", run.folder().string(), "-n", "1"});
    CHECK_THAT(one.out, Contains("and 125 more chips"));
}

bool flagged(const nlohmann::json& summary, const std::string& component, const std::string& text)
{
    for (const nlohmann::json& flag : summary.at("flags"))
        if (flag.at("component") == component && flag.at("message").get<std::string>().find(text) != std::string::npos)
            return true;
    return false;
}

} // namespace

TEST_CASE("the default case is solved and its balances close", "[gb200-nvl72]") { checkSolved(defaultRun()); }
TEST_CASE("the default case gives the expected values", "[gb200-nvl72]") { checkExpected(defaultRun()); }
TEST_CASE("the default case leaves every file", "[gb200-nvl72]") { checkFiles(defaultRun()); }
TEST_CASE("the default case lists each chip once, least margin first", "[gb200-nvl72]") { checkHotspots(defaultRun()); }
TEST_CASE("the default case keeps each second of the transient", "[gb200-nvl72]") { checkHistory(defaultRun()); }
TEST_CASE("the default case prints hot spots and where the results are", "[gb200-nvl72]")
{
    checkPrinted(defaultRun());
}
TEST_CASE("the default case's effective case has the same hash", "[gb200-nvl72]") { checkEffectiveCase(defaultRun()); }
TEST_CASE("hotspots shows the default case's table", "[gb200-nvl72]") { checkHotspotsCommand(defaultRun()); }

TEST_CASE("the default case tells that the tower cannot reach the set point", "[gb200-nvl72]")
{
    const nlohmann::json summary = summaryOf(defaultRun().folder());
    CHECK(flagged(summary, "TCS supply", "set point 30.0 degC is not met"));
    CHECK_THAT(defaultRun().finished.out, Contains("TCS supply: ") && Contains("would give 36.69 degC"));
    CHECK(quantity(summary, "throttled_chips") == 0);
    CHECK(quantity(summary, "cdu_valve_opening") == 1);
}

TEST_CASE("the starved case is solved and its balances close", "[gb200-nvl72-starved]") { checkSolved(starvedRun()); }
TEST_CASE("the starved case gives the expected values", "[gb200-nvl72-starved]") { checkExpected(starvedRun()); }
TEST_CASE("the starved case leaves every file", "[gb200-nvl72-starved]") { checkFiles(starvedRun()); }
TEST_CASE("the starved case lists each chip once, least margin first", "[gb200-nvl72-starved]")
{
    checkHotspots(starvedRun());
}
TEST_CASE("the starved case keeps each second of the transient", "[gb200-nvl72-starved]")
{
    checkHistory(starvedRun());
}
TEST_CASE("the starved case prints hot spots and where the results are", "[gb200-nvl72-starved]")
{
    checkPrinted(starvedRun());
}
TEST_CASE("the starved case's effective case has the same hash", "[gb200-nvl72-starved]")
{
    checkEffectiveCase(starvedRun());
}
TEST_CASE("hotspots shows the starved case's table", "[gb200-nvl72-starved]") { checkHotspotsCommand(starvedRun()); }

TEST_CASE("some GPUs of the starved case throttle, others do not, and each has a cause", "[gb200-nvl72-starved]")
{
    const nlohmann::json summary = summaryOf(starvedRun().folder());
    const double throttled = quantity(summary, "throttled_chips");
    CHECK(throttled >= 1);
    CHECK(throttled <= 71);
    CHECK(quantity(summary, "job_slowdown") > 0);
    for (const Row& row : hotspotsOf(starvedRun().folder())) {
        INFO("chip " << row.at("chip") << ", tray " << row.at("tray"));
        if (row.at("kind") == "gpu" && std::stod(row.at("margin_K")) < 0) CHECK(row.at("cause") != "none");
        if (std::stod(row.at("throttled_s")) > 0) CHECK(row.at("cause") != "none");
    }
}

TEST_CASE("the starved case tells that its flow is above what the rack may carry", "[gb200-nvl72-starved]")
{
    CHECK(flagged(summaryOf(starvedRun().folder()), "racks",
                  "137.8 L/min per rack exceeds the rack's sustained limit of 130 L/min"));
    CHECK_THAT(starvedRun().finished.out, Contains("exceeds the rack's sustained limit"));
}
