// SPDX-License-Identifier: GPL-3.0-or-later
#include "postprocess/Hotspots.h"
#include "solver/core/Error.h"
#include "tests/unit/results/Scratch.h"

#include <catch2/catch.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace coldloop;
using Catch::Contains;
using postprocess::hotspotTable;
using results::messageOf;
using results::put;
using results::Scratch;

namespace {

const std::string header = "chip,rack,tray,slot,kind,junction_temperature_degC,margin_K,power_W,flow_L_min,"
                           "inlet_temperature_degC,throttled_s,cause\n";
const std::string three = header + "17,1,5,2,gpu,90.123456,-5.123456,1199.6,1.25,45.04,12.25,low flow\n"
                                   "3,1,12,10,gpu,84.9,0.1,1200,2,45,0,none\n"
                                   "70,1,20,1,switch,60,,300,0.5,45,0,\"a, \"\"b\"\"\"\n";

} // namespace

TEST_CASE("the hot-spot table is aligned, with units and how many more there are")
{
    const Scratch scratch;
    put(scratch / "hotspots.csv", three);
    put(scratch / "summary.json", "{\"status\": \"solved\"}");
    CHECK(hotspotTable(scratch.path(), 2) ==
          "where                    kind  junction  margin  power   flow  inlet  throttled  cause\n"
          "                                   degC       K      W  L/min   degC          s\n"
          "rack  1 tray  5 slot  2  gpu       90.1    -5.1   1200   1.25   45.0       12.2  low flow\n"
          "rack  1 tray 12 slot 10  gpu       84.9     0.1   1200   2.00   45.0        0.0  none\n"
          "and 1 more chips in " +
              (scratch / "hotspots.csv").string() + "\n");
}

TEST_CASE("a chip without limit has no margin, and all rows are shown when they are few")
{
    const Scratch scratch;
    put(scratch / "hotspots.csv", three);
    const std::string table = hotspotTable(scratch.path(), 10);
    CHECK_THAT(table, Contains("switch      60.0       -    300   0.50   45.0        0.0  a, \"b\"\n"));
    CHECK_THAT(table, !Contains("more"));
}

TEST_CASE("a run that has not ended, was stopped or did not converge says so")
{
    const Scratch scratch;
    put(scratch / "hotspots.csv", three);
    put(scratch / "summary.json", "{\"status\": \"not-converged\"}");
    CHECK_THAT(hotspotTable(scratch.path(), 1), Contains("Status of the run: not-converged."));
    put(scratch / "checkpoint/hotspots.csv", three);
    CHECK_THAT(hotspotTable(scratch.path(), 1), Contains("A run was stopped: continue it with --resume. So far"));
}

TEST_CASE("a run under way is known by the lock on its folder")
{
    const Scratch scratch;
    const int lock = ::open(scratch.path().c_str(), O_RDONLY | O_DIRECTORY);
    REQUIRE(::flock(lock, LOCK_EX | LOCK_NB) == 0);
    CHECK_THAT(messageOf<InputError>([&] { hotspotTable(scratch.path(), 1); }),
               Contains("a run is under way and has not written a checkpoint yet"));
    put(scratch / "hotspots.csv", three);
    CHECK_THAT(hotspotTable(scratch.path(), 1), Contains("A run is under way") && Contains("this is the former run's"));
    put(scratch / "checkpoint/hotspots.csv", three);
    CHECK_THAT(hotspotTable(scratch.path(), 1), Contains("A run is under way. So far, up to its last checkpoint"));
    ::close(lock);
    CHECK_THAT(hotspotTable(scratch.path(), 1), Contains("A run was stopped"));
}

TEST_CASE("what is no results folder is refused with what to do")
{
    const Scratch scratch;
    CHECK_THAT(messageOf<InputError>([&] { hotspotTable(scratch / "none", 1); }),
               Contains("there is no folder '" + (scratch / "none").string() + "'. Give the folder that a run wrote"));
    CHECK_THAT(messageOf<InputError>([&] { hotspotTable(scratch.path(), 1); }), Contains("holds no hot-spot table"));
    put(scratch / "file", "x");
    CHECK_THAT(messageOf<InputError>([&] { hotspotTable(scratch / "file", 1); }), Contains("is no folder"));
}

TEST_CASE("a damaged table is refused with its place")
{
    const Scratch scratch;
    const auto message = [&](const std::string& text) {
        put(scratch / "hotspots.csv", text);
        return messageOf<InputError>([&] { hotspotTable(scratch.path(), 5); });
    };
    CHECK_THAT(message(""), Contains("is empty"));
    CHECK_THAT(message(header + "17,1,5\n"), Contains("hotspots.csv:2: has 3 fields, and the header 12"));
    CHECK_THAT(message("rack,tray,slot\n1,1,1\n"), Contains("hotspots.csv:1: has no column 'kind'"));
    CHECK_THAT(message(header + "17,1,5,2,gpu,hot,1,1,1,1,1,none\n"),
               Contains("hotspots.csv:2: junction_temperature_degC is 'hot', which is no number"));
    std::filesystem::remove(scratch / "hotspots.csv");
    std::filesystem::create_directory(scratch / "hotspots.csv");
    CHECK_THAT(messageOf<InputError>([&] { hotspotTable(scratch.path(), 5); }), Contains("cannot read"));
}
