// The command line of `coldloop export`.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/regression/Files.h"
#include "tests/regression/Program.h"

#include <catch2/catch.hpp>

using namespace coldloop::regression;
using Catch::Matchers::Contains;

namespace {

const std::vector<std::string> smallest = {
    "--set", "mesh.microchannel.cells-along=4",  "--set", "mesh.microchannel.cells-channel=2",
    "--set", "mesh.microchannel.cells-wall=2",   "--set", "mesh.microchannel.cells-below=2",
    "--set", "mesh.microchannel.cells-height=3", "--set", "mesh.microchannel.cells-above=2"};

Finished exported(const fs::path& caseFile, const fs::path& folder, std::vector<std::string> more = {})
{
    std::vector<std::string> words{"export", "openfoam", caseFile.string(), folder.string()};
    words.insert(words.end(), smallest.begin(), smallest.end());
    words.insert(words.end(), more.begin(), more.end());
    return runProgram(words);
}

} // namespace

TEST_CASE("export openfoam writes a case and says how to run it", "[export]")
{
    const Scratch scratch;
    const fs::path folder = scratch / "of";
    const Finished finished = exported(exampleCase("microchannel"), folder);
    INFO(finished.err);
    REQUIRE(finished.code == 0);
    CHECK_THAT(finished.out, Contains("a case of 112 cells and 2 regions for chtMultiRegionSimpleFoam") &&
                                 Contains("/of/Allrun") && !Contains("warning"));
    CHECK_THAT(textOf(folder / "README.md"), Contains("# Silicon microchannel heat sink"));
    const Finished again = exported(exampleCase("microchannel"), folder);
    CHECK(again.code == 2);
    CHECK_THAT(again.err, Contains("is there and not empty"));
    const fs::path upwind = scratch / "upwind";
    REQUIRE(exported(exampleCase("microchannel"), upwind, {"--schemes", "upwind"}).code == 0);
    CHECK_THAT(textOf(upwind / "system/coolant/fvSchemes"), Contains("div(phi,h)      bounded Gauss upwind;"));
}

TEST_CASE("export openfoam refuses what cannot be expressed, with its place in the case", "[export]")
{
    const Scratch scratch;
    const std::string text = textOf(exampleCase("microchannel"));
    const auto changed = [&](const std::string& more, const std::string& before = "[monitors.outlet]") {
        std::string other = text;
        other.insert(other.find(before), more);
        put(scratch / "case.toml", other);
        return exported(scratch / "case.toml", scratch / "of");
    };
    const Finished regime = changed("regime = \"auto\"\n", "density = \"994 kg/m3\"");
    CHECK(regime.code == 2);
    CHECK_THAT(regime.err, Contains("case.toml:") &&
                               Contains("zones.coolant: regime 'auto' cannot be written for OpenFOAM's own solver"));
    const Finished steadyStart = changed("[time]\nend = \"1 s\"\nstep = \"0.1 s\"\n");
    CHECK(steadyStart.code == 2);
    CHECK_THAT(steadyStart.err, Contains("starts from the steady state cannot be written") && Contains("\"rest\""));
    const Finished rest = changed("[time]\nend = \"1 s\"\nstep = \"0.1 s\"\nstart = \"rest\"\n");
    CHECK_THAT(rest.out, Contains("for chtMultiRegionFoam."));
    const Finished facility = exported(exampleCase("gb200-nvl72"), scratch / "facility", {});
    CHECK(facility.code == 2);
    const Finished plain =
        runProgram({"export", "openfoam", exampleCase("gb200-nvl72").string(), (scratch / "facility").string()});
    CHECK(plain.code == 2);
    CHECK_THAT(plain.err, Contains("only 3-D models") && Contains("this is a facility"));
    CHECK_FALSE(fs::exists(scratch / "facility"));
}
