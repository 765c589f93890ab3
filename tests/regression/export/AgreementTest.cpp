// The exported microchannel, run as it is by OpenFOAM's own programs, against coldloop's solution of the same mesh.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/regression/Files.h"
#include "tests/regression/Program.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <regex>
#include <sstream>

using namespace coldloop::regression;

namespace {

// 100 x 7 x 15 cells; along the flow as many as in the full case, as the cells
// at the outlet decide (docs/export-openfoam.md).
const std::vector<std::string> coarse = {
    "--set", "mesh.microchannel.cells-along=100", "--set", "mesh.microchannel.cells-channel=4",
    "--set", "mesh.microchannel.cells-wall=3",    "--set", "mesh.microchannel.cells-below=3",
    "--set", "mesh.microchannel.cells-height=8",  "--set", "mesh.microchannel.cells-above=4"};

std::vector<std::string> with(std::vector<std::string> words, const std::vector<std::string>& more)
{
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

bool installed(const std::string& program)
{
    Surroundings surroundings;
    surroundings.program = program;
    return runProgram({"-help"}, surroundings).code != 127; // of a program that is not found
}

// Numbers of the last line that a function object wrote, time first.
std::vector<double> lastLine(const fs::path& file)
{
    std::istringstream lines(textOf(file));
    std::string line, last;
    while (std::getline(lines, line))
        if (!line.empty() && line[0] != '#') last = line;
    std::vector<double> numbers;
    const std::regex number(R"([-+]?\d[\d.]*(?:[eE][-+]?\d+)?)");
    for (std::sregex_iterator it(last.begin(), last.end(), number), end; it != end; ++it)
        numbers.push_back(std::stod(it->str()));
    return numbers;
}

} // namespace

TEST_CASE("The exported microchannel agrees: Tmax within 0.1 K, pressure drop within 1 %", "[agreement]")
{
    if (!installed("splitMeshRegions") || !installed("chtMultiRegionSimpleFoam")) {
        WARN("OpenFOAM's splitMeshRegions and chtMultiRegionSimpleFoam are not installed (Debian: openfoam): not "
             "compared");
        return;
    }
    const Scratch scratch;
    const std::string caseFile = exampleCase("microchannel").string();
    const fs::path folder = scratch / "of", ours = scratch / "ours";
    REQUIRE(runProgram(with({"export", "openfoam", caseFile, folder.string()}, coarse)).code == 0);
    Surroundings surroundings;
    surroundings.program = (folder / "Allrun").string();
    // It settles within 600 of the 3000 iterations that it is written for.
    const std::string control = textOf(folder / "system/controlDict");
    put(folder / "system/controlDict", std::regex_replace(control, std::regex("endTime +3000;"), "endTime 700;"));
    const Finished stock = runProgram({}, surroundings);
    INFO(textOf(folder / "log.splitMeshRegions"));
    REQUIRE(stock.code == 0);

    const fs::path written = folder / "postProcessing";
    const std::vector<double> solid = lastLine(written / "solid/tmax_solid/0/fieldMinMax.dat");
    REQUIRE(solid.size() == 9); // time, lowest and where, highest and where
    const double stockTmax = solid[5];
    const double stockDrop = lastLine(written / "coolant/pin_inlet/0/surfaceFieldValue.dat").at(1) - 101325;

    REQUIRE(runProgram(with({"run", caseFile, "-o", ours.string(), "--set", "output.fields=false"}, coarse)).code == 0);
    const nlohmann::json summary = summaryOf(ours);
    const double tmax = quantity(summary, "max_temperature"), drop = quantity(summary, "pressure_drop");
    CAPTURE(stockTmax, tmax, stockDrop, drop);
    CHECK(std::abs(stockTmax - tmax) <= 0.1);
    CHECK(std::abs(stockDrop / drop - 1) <= 0.01);
}
