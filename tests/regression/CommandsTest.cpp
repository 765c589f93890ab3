// The commands that solve nothing.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/regression/Files.h"
#include "tests/regression/Program.h"

#include <catch2/catch.hpp>

using namespace coldloop::regression;
using Catch::Matchers::Contains;

TEST_CASE("check prints the effective case and writes nothing", "[commands]")
{
    Scratch scratch;
    const Finished check = runProgram({"check", exampleCase("gb200-nvl72").string()}, {scratch.path()});
    INFO(check.err);
    REQUIRE(check.code == 0);
    CHECK_THAT(check.out,
               Contains("flow = \"86.7 L/min\"") && Contains("pumps-running = ") && Contains("# case hash "));
    CHECK_THAT(check.out,
               Contains("# placeholder nvidia-gb200-gpu.max-operating-temperature = 85 degC (83 degC to 87 degC)"));
    CHECK(fs::is_empty(scratch.path()));
    const Finished set =
        runProgram({"check", exampleCase("gb200-nvl72").string(), "--set", "tcs.supply-setpoint=45 degC"});
    CHECK_THAT(set.out, Contains("supply-setpoint = \"45 degC\""));
}

TEST_CASE("library lists the catalogue and shows an entry with its sources", "[commands]")
{
    const Finished list = runProgram({"library", "list"});
    REQUIRE(list.code == 0);
    for (const char* name : {"nvidia-gb200-gpu", "gb200-gpu-plate", "nvidia-gb200-nvl72", "uqd-04", "nvl72-manifold",
                             "vertiv-xdu1350", "ocp-deschutes", "york-calc", "pg25", "water", "copper-c110", "silicon"})
        CHECK_THAT(list.out, Contains(name));
    CHECK(runProgram({"library"}).out == list.out);
    const Finished show = runProgram({"library", "show", "nvidia-gb200-gpu"});
    REQUIRE(show.code == 0);
    CHECK_THAT(show.out, Contains("thermal-design-power") && Contains("1200 W") && Contains("Lenovo LP2048") &&
                             Contains("placeholder"));
    const Finished unknown = runProgram({"library", "show", "nvidia-gb201-gpu"});
    CHECK(unknown.code == 2);
    CHECK_THAT(unknown.err, Contains("The nearest is \"nvidia-gb200-gpu\""));
}

TEST_CASE("hotspots refuses a folder without results", "[commands]")
{
    Scratch scratch;
    const Finished empty = runProgram({"hotspots", scratch.path().string()});
    CHECK(empty.code == 2);
    CHECK_THAT(empty.err, Contains("holds no hot-spot table") && Contains("coldloop run CASE.toml -o"));
    const Finished missing = runProgram({"hotspots", (scratch / "nowhere").string()});
    CHECK(missing.code == 2);
    CHECK_THAT(missing.err, Contains("there is no folder"));
}

TEST_CASE("--help names what there is and nothing else", "[commands]")
{
    const Finished help = runProgram({"--help"});
    REQUIRE(help.code == 0);
    for (const char* word : {"run", "check", "hotspots", "library", "export", "Exit codes:"})
        CHECK_THAT(help.out, Contains(word));
    for (const char* word : {"sweep", "submit", "render", "report", "import"}) CHECK_THAT(help.out, !Contains(word));
    const Finished run = runProgram({"run", "--help"});
    REQUIRE(run.code == 0);
    for (const char* word :
         {"--output", "--set", "--until", "--resume", "--force", "--json", "--ranks", "--mesh-levels"})
        CHECK_THAT(run.out, Contains(word));
}

TEST_CASE("no command and an unknown command are refused", "[commands]")
{
    for (const std::vector<std::string>& words : {std::vector<std::string>{}, {"solve"}}) {
        const Finished finished = runProgram(words);
        CHECK(finished.code == 2);
        CHECK_THAT(finished.err, Contains("--help"));
    }
}

TEST_CASE("the program starts within 2 s when there is nothing to do", "[commands]")
{
    const Finished version = runProgram({"--version"});
    CHECK(version.code == 0);
    CHECK_THAT(version.out, Contains("coldloop 0."));
    CHECK(version.seconds < 2);
}
