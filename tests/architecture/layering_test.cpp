// The parts of the tree include each other in one direction only, and each foreign library stays in its part.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/architecture/Layering.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <utility>

using namespace coldloop::architecture;

namespace {

std::string lines(const std::vector<std::string>& messages)
{
    std::string all;
    for (const std::string& message : messages) all += message + "\n";
    return all;
}

std::vector<SourceFile> production()
{
    const std::vector<SourceFile> tree = readTree(COLDLOOP_SOURCE_DIR, {"solver", "meshes", "postprocess"});
    REQUIRE(tree.size() > 20);
    return tree;
}

// What the check says of a single file.
std::vector<std::string> verdict(const std::string& path, const std::string& text)
{
    return forbiddenIncludes({{path, text}});
}

} // namespace

TEST_CASE("the tree includes along the table of the developer guide")
{
    const std::vector<std::string> found = forbiddenIncludes(production());
    INFO(lines(found));
    CHECK(found.empty());
}

TEST_CASE("the tree has no include cycle")
{
    const std::vector<std::string> found = includeCycles(production());
    INFO(lines(found));
    CHECK(found.empty());
}

TEST_CASE("every source and script names its licence")
{
    std::vector<SourceFile> files = readTree(COLDLOOP_SOURCE_DIR, {"solver", "meshes", "postprocess", "tests"});
    for (const char* script : {"run", "test", "bench", ".ci/run", ".ci/setup.sh"}) {
        std::ifstream in(std::string(COLDLOOP_SOURCE_DIR) + "/" + script);
        INFO(script);
        REQUIRE(in);
        files.push_back({script, std::string{std::istreambuf_iterator<char>(in), {}}});
    }
    std::string without;
    for (const SourceFile& file : files) {
        const std::string head = file.text.substr(0, 2000);
        if (head.find("SPDX-License-Identifier: GPL-3.0-or-later") == std::string::npos) without += file.path + "\n";
    }
    INFO("without an SPDX line:\n" << without);
    CHECK(without.empty());
}

TEST_CASE("include lines are read as the compiler reads them")
{
    const auto found =
        includesOf("#include <vector>\n// #include \"a.h\"\n  #  include \"b/c.h\" // why\nint include = 1;\n");
    REQUIRE(found.size() == 2);
    CHECK(found[0].line == 1);
    CHECK(found[0].header == "vector");
    CHECK(found[1].line == 3);
    CHECK(found[1].header == "b/c.h");
}

TEST_CASE("files are told apart by part")
{
    CHECK(partOf("solver/core/Error.h") == "core");
    CHECK(partOf("solver/network/components/Pump.cpp") == "network");
    CHECK(partOf("solver/cht/Loader.cpp") == "cht");
    CHECK(partOf("solver/cht/openfoam/Mesh.cpp") == "cht/openfoam");
    CHECK(partOf("meshes/BlockGrid.h") == "meshes");
    CHECK(partOf("postprocess/hotspots.cpp") == "postprocess");
    CHECK(partOf("tests/main.cpp").empty());
}

TEST_CASE("an include against the direction is found, with its place")
{
    const auto found = verdict("solver/core/A.h", "#pragma once\n#include \"solver/materials/B.h\"\n");
    REQUIRE(found.size() == 1);
    CHECK(found[0] ==
          "solver/core/A.h:2: solver/materials/B.h: part core may not know part materials (it may know: none)");
}

TEST_CASE("each edge that the table lacks is found")
{
    const std::pair<const char*, const char*> forbidden[] = {
        {"solver/network/A.cpp", "solver/plant/B.h"},
        {"solver/plant/A.cpp", "solver/workload/B.h"},
        {"solver/reduced/A.cpp", "solver/cht/B.h"},
        {"solver/cht/A.cpp", "solver/cht/openfoam/B.h"},
        {"meshes/A.cpp", "solver/cht/B.h"},
        {"solver/facility/A.cpp", "solver/case/B.h"},
        {"solver/facility/A.cpp", "solver/results/B.h"},
        {"solver/results/A.cpp", "solver/case/B.h"},
        {"solver/case/A.cpp", "solver/results/B.h"},
        {"postprocess/A.cpp", "solver/facility/B.h"},
        {"solver/cht/openfoam/A.cpp", "solver/reduced/B.h"},
        {"solver/facility/A.cpp", "solver/app/B.h"},
        {"solver/app/A.cpp", "solver/cht/openfoam/B.h"},
        {"solver/core/A.cpp", "tests/main.h"},
    };
    for (const auto& [path, header] : forbidden) {
        INFO(path << " includes " << header);
        CHECK(verdict(path, "#include \"" + std::string(header) + "\"\n").size() == 1);
        CHECK(verdict(path, "#include <" + std::string(header) + ">\n").size() == 1);
    }
}

TEST_CASE("each edge of the table is allowed")
{
    const std::pair<const char*, const char*> allowed[] = {
        {"solver/materials/A.cpp", "solver/core/B.h"},
        {"solver/network/A.cpp", "solver/materials/B.h"},
        {"solver/cht/A.cpp", "meshes/B.h"},
        {"solver/cht/openfoam/A.cpp", "solver/cht/B.h"},
        {"solver/facility/A.cpp", "solver/reduced/B.h"},
        {"solver/facility/A.cpp", "solver/network/components/B.h"},
        {"solver/case/A.cpp", "solver/facility/B.h"},
        {"solver/case/A.cpp", "solver/plant/B.h"},
        {"solver/results/A.cpp", "solver/facility/B.h"},
        {"solver/app/A.cpp", "solver/case/B.h"},
        {"postprocess/A.cpp", "solver/core/B.h"},
        {"solver/network/A.cpp", "solver/network/B.h"},
    };
    for (const auto& [path, header] : allowed) {
        INFO(path << " includes " << header);
        CHECK(verdict(path, "#include \"" + std::string(header) + "\"\n").empty());
    }
}

TEST_CASE("a header reached by a relative path counts for its part")
{
    const std::vector<SourceFile> tree = {{"solver/core/A.h", "#include \"../plant/B.h\"\n"}, {"solver/plant/B.h", ""}};
    CHECK(forbiddenIncludes(tree).size() == 1);
}

TEST_CASE("a foreign header outside its part is found")
{
    const std::pair<const char*, const char*> forbidden[] = {
        {"solver/cht/A.cpp", "fvCFD.H"},
        {"solver/app/A.cpp", "Time.H"},
        {"solver/facility/A.cpp", "petscksp.h"},
        {"solver/reduced/A.h", "petsc.h"},
        {"solver/app/A.cpp", "hdf5.h"},
        {"solver/case/A.cpp", "H5Cpp.h"},
        {"solver/results/A.cpp", "vtkCell.h"},
        {"solver/app/A.cpp", "toml++/toml.h"},
        {"solver/core/A.cpp", "toml.hpp"},
        {"solver/case/A.cpp", "CLI/CLI.hpp"},
        {"solver/case/A.cpp", "udunits2.h"},
        {"solver/case/A.cpp", "udunits2/udunits2.h"},
        {"solver/core/A.cpp", "nlohmann/json.hpp"},
    };
    for (const auto& [path, header] : forbidden) {
        INFO(path << " includes " << header);
        CHECK(verdict(path, "#include <" + std::string(header) + ">\n").size() == 1);
    }
    CHECK(verdict("solver/cht/A.cpp", "\n#include \"fvCFD.H\"\n").at(0) ==
          "solver/cht/A.cpp:2: fvCFD.H: OpenFOAM belongs to cht/openfoam, not to cht");
}

TEST_CASE("a foreign header in its own part is allowed")
{
    const std::pair<const char*, const char*> allowed[] = {
        {"solver/cht/openfoam/A.cpp", "fvCFD.H"}, {"solver/cht/openfoam/A.cpp", "petscksp.h"},
        {"solver/network/A.cpp", "petscsnes.h"},  {"solver/app/A.cpp", "petscsys.h"},
        {"solver/results/A.cpp", "hdf5.h"},       {"postprocess/A.cpp", "vtkCell.h"},
        {"solver/case/A.cpp", "toml++/toml.h"},   {"solver/app/A.cpp", "CLI/CLI.hpp"},
        {"solver/core/A.cpp", "udunits2.h"},      {"solver/results/A.cpp", "nlohmann/json.hpp"},
        {"solver/core/A.cpp", "spdlog/spdlog.h"},
    };
    for (const auto& [path, header] : allowed) {
        INFO(path << " includes " << header);
        CHECK(verdict(path, "#include <" + std::string(header) + ">\n").empty());
    }
}

TEST_CASE("a file of a part that the table does not know is found")
{
    const auto found = verdict("solver/weather/A.cpp", "");
    REQUIRE(found.size() == 1);
    CHECK_THAT(found[0], Catch::StartsWith("solver/weather/A.cpp:1: belongs to no part."));
}

TEST_CASE("a cycle of files is found")
{
    const auto found = includeCycles({{"solver/core/A.h", "#include \"solver/core/B.h\"\n"},
                                      {"solver/core/B.h", "\n#include \"solver/core/C.h\"\n"},
                                      {"solver/core/C.h", "#include \"solver/core/A.h\"\n"}});
    REQUIRE(found.size() == 1);
    CHECK(found[0] == "solver/core/C.h:1: solver/core/A.h -> solver/core/B.h -> solver/core/C.h -> solver/core/A.h");
}

TEST_CASE("a cycle of parts is found even where no two files include each other")
{
    const auto found = includeCycles({{"solver/cht/A.h", "#include \"meshes/B.h\"\n"},
                                      {"solver/cht/D.h", ""},
                                      {"meshes/B.h", ""},
                                      {"meshes/C.h", "\n\n#include \"solver/cht/D.h\"\n"}});
    REQUIRE(found.size() == 1);
    CHECK(found[0] == "meshes/C.h:3: cht -> meshes -> cht");
}
