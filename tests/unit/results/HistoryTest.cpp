// SPDX-License-Identifier: GPL-3.0-or-later
#include "Scratch.h"
#include "solver/core/Error.h"
#include "solver/results/Hdf5.h"
#include "solver/results/Results.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace coldloop;
using namespace coldloop::results;
using workload::ChipKind;

namespace {

std::vector<facility::ChipPlace> threePlaces()
{
    std::vector<facility::ChipPlace> places(3);
    for (int i = 0; i < 3; ++i)
        places[i].number = i, places[i].rack = 2, places[i].tray = 4 + i, places[i].slot = 7 - i;
    places[1].kind = ChipKind::cpu;
    places[2].kind = ChipKind::switchAsic;
    return places;
}

facility::Snapshot snapshotAt(double time)
{
    facility::Snapshot snapshot;
    snapshot.time = time;
    for (int i = 0; i < 3; ++i) {
        facility::ChipSample chip;
        chip.junction = 300 + i + time / 3, chip.junctionPeak = 301 + i, chip.plate = 302 + i, chip.inlet = 303 + i;
        chip.power = 1000 + i + time, chip.heatToCoolant = 1100 + i, chip.volumeFlow = 1e-5 * (i + 1);
        chip.clock = 0.9 - 0.1 * i, chip.throttledTime = 2 * time, chip.lostWork = 3 * time;
        chip.throttled = i == 1, chip.shutdown = i == 2;
        snapshot.chips.push_back(chip);
    }
    snapshot.totals = {{"z_supply", 303.15 + time, "K"}, {"a_flow", 0.1 * time, "m^3/s"}, {"pue", std::nan(""), "1"}};
    return snapshot;
}

History fourInstants()
{
    History history(threePlaces());
    for (double time : {0.0, 1.0, 2.0, 2.5}) history.append(snapshotAt(time));
    return history;
}

} // namespace

TEST_CASE("history.h5 holds time, chips by [time, chip] and totals, each with its unit")
{
    const Scratch scratch;
    fourInstants().writeHdf5(scratch / "history.h5");
    const Hdf5Reader file(scratch / "history.h5");
    CHECK(file.integer("/", "format_version") == formatVersion);
    CHECK(file.read("/time") == std::vector<double>{0, 1, 2, 2.5});
    CHECK(file.text("/time", "unit") == "s");

    const std::vector<std::string> indices = {"kind", "number", "rack", "slot", "tray"};
    for (const std::string& name : file.members("/chips")) {
        INFO(name);
        CHECK_FALSE(file.text("/chips/" + name, "unit").empty());
        const bool index = std::find(indices.begin(), indices.end(), name) != indices.end();
        CHECK(file.read("/chips/" + name).size() == (index ? 3u : 12u));
    }
    const auto at = [&](const std::string& name, int step, int chip) {
        return file.read("/chips/" + name)[3 * step + chip];
    };
    CHECK(at("junction_temperature", 3, 1) == 301 + 2.5 / 3);
    CHECK(at("junction_temperature_peak", 3, 1) == 302);
    CHECK(at("plate_temperature", 0, 2) == 304);
    CHECK(at("inlet_temperature", 0, 2) == 305);
    CHECK(at("power", 2, 1) == 1003);
    CHECK(at("heat_to_coolant", 2, 1) == 1101);
    CHECK(at("volume_flow", 1, 2) == 1e-5 * 3);
    CHECK(at("clock", 1, 1) == 0.9 - 0.1);
    CHECK(at("throttled_time", 3, 0) == 5);
    CHECK(at("lost_work", 3, 0) == 7.5);
    CHECK(at("throttled", 0, 1) == 1);
    CHECK(at("shutdown", 0, 1) == 0);
    CHECK(at("shutdown", 0, 2) == 1);
    CHECK(file.text("/chips/volume_flow", "unit") == "m3/s");
    CHECK(file.read("/chips/rack") == std::vector<double>{2, 2, 2});
    CHECK(file.read("/chips/tray") == std::vector<double>{4, 5, 6});
    CHECK(file.read("/chips/slot") == std::vector<double>{7, 6, 5});
    CHECK(file.read("/chips/kind") == std::vector<double>{0, 1, 2});

    CHECK(file.read("/totals/z_supply")[3] == 303.15 + 2.5);
    CHECK(file.text("/totals/z_supply", "unit") == "K");
    CHECK(std::isnan(file.read("/totals/pue")[0]));
}

TEST_CASE("history.csv has units in its header, keeps the order and reads back exactly")
{
    const Scratch scratch;
    fourInstants().writeCsv(scratch / "history.csv");
    CHECK(contentOf(scratch / "history.csv") == "time [s],z_supply [K],a_flow [m^3/s],pue [1]\n"
                                                "0,303.15,0,\n"
                                                "1,304.15,0.1,\n"
                                                "2,305.15,0.2,\n"
                                                "2.5,305.65,0.25,\n");
}

TEST_CASE("a history goes through a checkpoint unchanged and goes on")
{
    const Scratch scratch;
    History through(threePlaces());
    {
        History history(threePlaces());
        history.append(snapshotAt(0));
        history.append(snapshotAt(1));
        const RunDirectory run(scratch / "a", scratch / "case.toml", false);
        Archive archive;
        history.save(archive);
        run.writeCheckpoint(archive, "abc");
        through.restore(run.readCheckpoint("abc"));
    }
    CHECK(through.size() == 2);
    through.append(snapshotAt(2));
    through.append(snapshotAt(2.5));
    through.writeHdf5(scratch / "through.h5");
    through.writeCsv(scratch / "through.csv");
    fourInstants().writeHdf5(scratch / "direct.h5");
    fourInstants().writeCsv(scratch / "direct.csv");
    CHECK(contentOf(scratch / "through.csv") == contentOf(scratch / "direct.csv"));
    CHECK(contentOf(scratch / "through.h5") == contentOf(scratch / "direct.h5"));
}

TEST_CASE("a history of other chips or totals is a broken promise")
{
    History history(threePlaces());
    CHECK_THROWS_AS(history.append({}), Bug);
    history.append(snapshotAt(0));
    facility::Snapshot other = snapshotAt(1);
    std::swap(other.totals[0], other.totals[1]);
    CHECK_THROWS_AS(history.append(other), Bug);
    CHECK_THROWS_AS(history.restore({}), Bug);
}

TEST_CASE("a history without any instant is written empty")
{
    const Scratch scratch;
    History(threePlaces()).writeHdf5(scratch / "history.h5");
    CHECK(Hdf5Reader(scratch / "history.h5").read("/chips/power").empty());
}
