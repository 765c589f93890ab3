// Files that one part writes and another reads, and the page that specifies them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SampleResults.h"
#include "postprocess/Hotspots.h"
#include "solver/results/Hdf5.h"
#include "solver/results/Results.h"
#include "tests/unit/results/Scratch.h"

#include <catch2/catch.hpp>
#include <fenv.h>
#include <nlohmann/json.hpp>

#include <cmath>

using namespace coldloop;
using Catch::Contains;
using results::Scratch;

TEST_CASE("the hot-spot table reads what a run writes")
{
    const Scratch scratch;
    results::writeHotspots(scratch / "hotspots.csv", verification::sampleOutcome().hotspots);
    const std::string table = postprocess::hotspotTable(scratch.path(), 4);
    CHECK_THAT(table,
               Contains("rack  1 tray  1 slot  1  gpu         90.0    -5.0   1200   1.20   45.0       12.5  low flow"));
    CHECK_THAT(table,
               Contains("rack  2 tray  1 slot  2  switch      87.0       -   1197   3.00   45.0        0.0  none"));
}

TEST_CASE("the page of the formats gives the version that the code writes")
{
    const std::string page = results::contentOf(std::filesystem::path(COLDLOOP_SOURCE_DIR) / "docs/formats.md");
    CHECK_THAT(page, Contains("Format version: " + std::to_string(results::formatVersion) + "\n"));
}

TEST_CASE("the page of the formats names every column, array and entry that is written")
{
    const Scratch scratch;
    const std::string page = results::contentOf(std::filesystem::path(COLDLOOP_SOURCE_DIR) / "docs/formats.md");
    const auto described = [&](const std::string& name) { CHECK_THAT(page, Contains(name)); };
    facility::Outcome outcome = verification::sampleOutcome();
    outcome.jobStoppedAt = 1;
    results::Summary summary;
    summary.outcome = &outcome;
    const nlohmann::json written = nlohmann::json::parse(results::summaryJson(summary));
    for (const auto& entry : written.items()) described("| `" + entry.key() + "` |");

    model::Outcome solved;
    solved.patches.resize(1);
    results::Summary ofModel;
    ofModel.kind = results::CaseKind::model;
    ofModel.model = &solved;
    ofModel.peakMemoryOfRanks = {1, 2};
    const nlohmann::json writtenOfModel = nlohmann::json::parse(results::summaryJson(ofModel));
    for (const auto& entry : writtenOfModel.items()) described("| `" + entry.key() + "` |");
    for (const auto& entry : writtenOfModel.at("patches").at(0).items()) described("\"" + entry.key() + "\"");

    results::History({}).writeHdf5(scratch / "history.h5");
    for (const std::string& name : results::Hdf5Reader(scratch / "history.h5").members("/chips")) described(name + "`");
    results::NamedField numbered = verification::sampleField("plate", 1);
    for (std::size_t i = 0; i < numbered.piece.region.size(); ++i) numbered.piece.number.push_back(static_cast<int>(i));
    results::writeFields(scratch.path(), {numbered});
    const results::Hdf5Reader field(scratch / "fields/plate.hdf");
    for (const char* group : {"CellData", "FieldData"})
        for (const std::string& name : field.members(std::string("/VTKHDF/") + group)) described("| `" + name + "` (");
    results::writeHotspots(scratch / "hotspots.csv", {});
    described("    " + results::contentOf(scratch / "hotspots.csv"));
}

TEST_CASE("results are written under floating-point traps, which OpenFOAM turns on")
{
    const Scratch scratch;
    facility::Outcome outcome = verification::sampleOutcome();
    outcome.quantities = {{"job_slowdown", std::nan(""), "1"}, {"pue", HUGE_VAL, "1"}};
    outcome.energyImbalance = std::nan("");
    results::Summary summary;
    summary.outcome = &outcome;
    results::History history({facility::ChipPlace()});
    facility::Snapshot snapshot;
    snapshot.chips.resize(1);
    snapshot.chips[0].junction = std::nan("");
    snapshot.totals = {{"pue", std::nan(""), "1"}};
    history.append(snapshot);

    feenableexcept(FE_INVALID | FE_DIVBYZERO | FE_OVERFLOW);
    results::summaryJson(summary);
    results::writeHotspots(scratch / "hotspots.csv", outcome.hotspots);
    results::writeFields(scratch.path(), {verification::sampleField("plate", 1)});
    results::writeFacility(scratch.path(), outcome);
    history.writeHdf5(scratch / "history.h5");
    history.writeCsv(scratch / "history.csv");
    fedisableexcept(FE_ALL_EXCEPT);
    CHECK(results::contentOf(scratch / "history.csv") == "time [s],pue [1]\n0,\n");
}
