// What cannot be solved: exit 3, the name of what failed, and a summary that says so.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/regression/Files.h"
#include "tests/regression/Program.h"

#include <catch2/catch.hpp>

using namespace coldloop::regression;
using Catch::Matchers::Contains;

namespace {

std::string failureOf(const std::string& setting)
{
    Scratch scratch;
    const Finished finished = runProgram(
        {"run", exampleCase("gb200-nvl72").string(), "-o", (scratch / "out").string(), "--set", setting, "--json"});
    INFO(finished.err);
    CHECK(finished.code == 3);
    REQUIRE(fs::exists(scratch / "out" / "summary.json"));
    const nlohmann::json summary = summaryOf(scratch / "out");
    CHECK(nlohmann::json::parse(finished.out) == summary);
    CHECK(summary.at("status") == "not-converged");
    const std::string message = summary.at("message");
    CHECK_THAT(finished.err, Contains(message));
    CHECK_THAT(textOf(scratch / "out" / "log.txt"), Contains(message));
    CHECK_THAT(message, !Contains("nan"));
    for (const char* name : {"hotspots.csv", "history.h5", "fields", "facility.pvd"})
        CHECK_FALSE(fs::exists(scratch / "out" / name));
    return message;
}

} // namespace

TEST_CASE("racks without flow cannot be cooled", "[not-converged]")
{
    CHECK_THAT(failureOf("racks.flow=0 L/min"), Contains("TCS loop") && Contains("of heat and no flow"));
}

TEST_CASE("a tray behind a valve that is all but shut has no steady state", "[not-converged]")
{
    CHECK_THAT(failureOf("racks.restriction=[{trays=[3], quick-disconnect-kv=\"1e-4 m3/h\"}]"),
               Contains("rack 1 tray 3"));
}
