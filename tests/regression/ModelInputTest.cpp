// Wrong input of 3-D models: exit 2, the place, what to write instead, and no folder touched.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/regression/Files.h"
#include "tests/regression/Program.h"

#include <catch2/catch.hpp>

using namespace coldloop::regression;
using Catch::Matchers::Contains;

namespace {

using Words = std::vector<std::string>;

std::string example() { return exampleCase("microchannel").string(); }

// Runs into a folder that does not exist, which stays so.
std::string refusal(const Words& arguments, const Scratch& scratch)
{
    Words words{"run", "-o", (scratch / "results").string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    const Finished finished = runProgram(words);
    INFO(finished.err);
    CHECK(finished.code == 2);
    CHECK(finished.out == "");
    CHECK_FALSE(fs::exists(scratch / "results"));
    return finished.err;
}

std::string refusalOf(const std::string& from, const std::string& to, const Words& more = {})
{
    const Scratch scratch;
    std::string text = textOf(exampleCase("microchannel"));
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    put(scratch / "case.toml", text.replace(at, from.size(), to));
    put(scratch / "map.csv", "name,x [mm],y [mm],width [mm],height [mm],power [W]\ncore,9.5,0,1,0.05,1\n");
    Words words{(scratch / "case.toml").string(), "--set", "mesh.fineness=0.4"};
    words.insert(words.end(), more.begin(), more.end());
    return refusal(words, scratch);
}

} // namespace

TEST_CASE("names that the mesh does not have are refused with their line", "[model-input]")
{
    CHECK_THAT(refusalOf("[zones.solid]", "[zones.soild]"),
               Contains("case.toml:22:1: zones.soild: the mesh has no zone 'soild'. The nearest is \"solid\"") &&
                   Contains("zone 'solid' (") && Contains("has no material. Add [zones.solid]"));
    CHECK_THAT(refusalOf("[boundaries.heated]", "[boundaries.top]"),
               Contains("case.toml:35:1: boundaries.top: the mesh has no patch 'top'"));
    CHECK_THAT(refusalOf("[boundaries.heated]", "[boundaries.top]", {"-n", "2"}),
               Contains("case.toml:35:1: boundaries.top: the mesh has no patch 'top'"));
}

TEST_CASE("an inlet without an outlet is refused", "[model-input]")
{
    CHECK_THAT(refusalOf("type = \"outlet\"", "type = \"wall\""),
               Contains("boundaries.inlet: coolant comes in here and can leave nowhere"));
}

TEST_CASE("a material without what is needed is refused", "[model-input]")
{
    CHECK_THAT(refusalOf("viscosity = \"0.72 mPa s\"\n", ""), Contains("coolant cannot pass here: zone 'coolant'"));
    CHECK_THAT(refusalOf("conductivity = \"148 W/(m K)\"", ""), Contains("zones.solid: conductivity is missing"));
}

TEST_CASE("a power map that leaves its patch is refused", "[model-input]")
{
    CHECK_THAT(
        refusalOf("[monitors.outlet]", "[[power-maps]]\nfile = \"map.csv\"\npatch = \"heated\"\n\n[monitors.outlet]"),
        Contains("power-maps.1: rectangle 'core' covers x = 9.5 to 10.5 mm") &&
            Contains("and leaves patch 'heated', which covers x = 0 to 10 mm"));
}

TEST_CASE("numbers that are not finite are refused", "[model-input]")
{
    CHECK_THAT(refusalOf("\"1.5 m/s\"", "nan"), Contains("boundaries.inlet.velocity"));
    CHECK_THAT(refusalOf("\"1.5 m/s\"", "\"nan m/s\""), Contains("boundaries.inlet.velocity = \"nan m/s\""));
    CHECK_THAT(refusalOf("\"148 W/(m K)\"", "\"inf W/(m K)\""), Contains("zones.solid.conductivity"));
    CHECK_THAT(
        refusalOf("velocity = \"1.5 m/s\"", "velocity = \"1.5 m/s\"\ntimes = [\"0 s\", \"1 s\"]\nfactors = [1, nan]"),
        Contains("case.toml:31:15: boundaries.inlet.factors = nan is out of range"));
    const Scratch scratch;
    put(scratch / "profile.csv", "x [m],y [m],z [m],u [m/s],v [m/s],w [m/s]\n0,0,0,1,0,0\n0,0,1e-4,nan,0,0\n");
    CHECK_THAT(refusalOf("velocity = \"1.5 m/s\"", "profile = \"" + (scratch / "profile.csv").string() + "\""),
               Contains("boundaries.inlet.profile") &&
                   Contains("profile.csv:3: column 'u': \"nan\" is not a finite number"));
}

TEST_CASE("a mesh whose unit looks wrong is warned of", "[model-input]")
{
    const Scratch scratch;
    const Finished finished = runProgram({"check", example(), "--set", "mesh.microchannel.length=10 m"});
    CHECK(finished.code == 0);
    const std::string warning = "the mesh is 10 m long. If its numbers are millimetres, scale it by 0.001";
    CHECK_THAT(finished.out, Contains("warning") && Contains(warning));
    CHECK(finished.out.find(warning) == finished.out.rfind(warning)); // once
}

TEST_CASE("options that do not fit the case are refused", "[model-input]")
{
    const Scratch scratch;
    const std::string facility = exampleCase("gb200-nvl72").string();
    CHECK_THAT(refusal({facility, "-n", "2"}, scratch), Contains("is a facility, which one process solves. Leave -n"));
    CHECK_THAT(refusal({facility, "--mesh-levels", "3"}, scratch), Contains("--mesh-levels is for 3-D models"));
    CHECK_THAT(refusal({facility, "--", "-flow_ksp_monitor"}, scratch), Contains("are for 3-D models"));
    CHECK_THAT(refusal({example(), "--until", "1 s"}, scratch), Contains("--until: the case has no transient"));
    CHECK_THAT(refusal({example(), "--mesh-levels", "3", "--set", "time.end=1 s", "--set", "time.step=0.1 s"}, scratch),
               Contains("--mesh-levels compares steady states"));
    put(scratch / "mesh.msh", "");
    CHECK_THAT(
        refusal({example(), "--mesh-levels", "3", "--set", "mesh.file=" + (scratch / "mesh.msh").string()}, scratch),
        Contains("mesh.msh cannot be refined. Use a recipe"));
    CHECK_THAT(refusal({example(), "--", "-ksp_rtol", "1"}, scratch),
               Contains("after --: the option -ksp_rtol is read by no solver. Write -flow_ksp_rtol"));
    CHECK_THAT(refusal({example(), "--resume"}, scratch), Contains("holds no checkpoint to resume from"));
    CHECK_THAT(refusal({example(), "-n", "0"}, scratch), Contains("--ranks"));
}

TEST_CASE("check prints the effective case and the mesh", "[model-input]")
{
    const Finished check = runProgram({"check", example()});
    INFO(check.err);
    CHECK(check.code == 0);
    CHECK_THAT(check.out, Contains("cells-along = 100") && Contains("# 89600 cells") &&
                              Contains("# patch heated: 1600 faces") && Contains("non-orthogonality"));
    const Finished wrong = runProgram({"check", example(), "--set", "zones.lid.material=silicon"});
    CHECK(wrong.code == 2);
    CHECK_THAT(wrong.err, Contains("the mesh has no zone 'lid'"));
}
