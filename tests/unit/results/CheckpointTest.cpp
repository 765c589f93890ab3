// SPDX-License-Identifier: GPL-3.0-or-later
#include "Scratch.h"
#include "solver/core/Error.h"
#include "solver/results/Results.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace coldloop;
using namespace coldloop::results;
using Catch::Contains;
namespace fs = std::filesystem;

TEST_CASE("a checkpoint gives back every bit")
{
    const Scratch scratch;
    Archive archive;
    archive["time"] = {0.1 + 0.2};
    archive["history/totals/000000 flow [m^3/s]"] = {1e-300, -0.0, 5e-324, std::numeric_limits<double>::infinity()};
    archive["100 % of / and . and %2F"] = {1.0 / 3};
    archive["."] = {2};
    archive[""] = {3};
    archive["empty"] = {};
    archive["nothing"] = {std::nan("")};
    const RunDirectory run(scratch / "a", scratch / "case.toml", false);
    run.writeCheckpoint(archive, "abc");
    const Archive read = run.readCheckpoint("abc");
    REQUIRE(read.size() == archive.size());
    for (const auto& [name, values] : archive) {
        INFO(name);
        REQUIRE(read.count(name) == 1);
        REQUIRE(read.at(name).size() == values.size());
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (std::isnan(values[i]))
                CHECK(std::isnan(read.at(name)[i]));
            else
                CHECK(read.at(name)[i] == values[i]);
            CHECK(std::signbit(read.at(name)[i]) == std::signbit(values[i]));
        }
    }
}

TEST_CASE("a newer checkpoint replaces the older, and it outlives its run")
{
    const Scratch scratch;
    {
        const RunDirectory run(scratch / "a", scratch / "case.toml", false);
        run.writeCheckpoint({{"time", {1}}, {"only in the first", {1}}}, "abc");
        run.writeCheckpoint({{"time", {2}}}, "abc");
    }
    CHECK(listing(scratch / "a") == std::vector<std::string>{".coldloop", "checkpoint", "checkpoint/state.h5"});
    {
        const RunDirectory run(scratch / "a", scratch / "case.toml", false);
        CHECK(run.readCheckpoint("abc") == Archive{{"time", {2}}});
        run.removeCheckpoint();
        CHECK_FALSE(fs::exists(scratch / "a/checkpoint"));
        CHECK_NOTHROW(run.removeCheckpoint());
    }
}

TEST_CASE("a directory with a checkpoint belongs to its case")
{
    const Scratch scratch;
    RunDirectory(scratch / "a", scratch / "one.toml", false).writeCheckpoint({{"time", {1}}}, "abc");
    CHECK_THROWS_AS(RunDirectory(scratch / "a", scratch / "two.toml", false), InputError);
}

TEST_CASE("a checkpoint that does not fit is refused with what to do")
{
    const Scratch scratch;
    const RunDirectory run(scratch / "a", scratch / "case.toml", false);
    CHECK_THAT(messageOf<InputError>([&] { run.readCheckpoint("abc"); }),
               Contains("holds no checkpoint to resume from. Run without --resume."));

    run.writeCheckpoint({{"time", std::vector<double>(1000, 1.0)}}, "abc");
    const std::string other = messageOf<InputError>([&] { run.readCheckpoint("xyz"); });
    CHECK_THAT(other, Contains("written for a case with hash abc, and this one has xyz"));
    CHECK_THAT(other, Contains("run without --resume"));

    const fs::path file = scratch / "a/checkpoint/state.h5";
    fs::resize_file(file, fs::file_size(file) / 2);
    CHECK_THAT(messageOf<InputError>([&] { run.readCheckpoint("abc"); }), Contains("is not a complete HDF5 file"));
    fs::resize_file(file, 0);
    CHECK_THAT(messageOf<InputError>([&] { run.readCheckpoint("abc"); }), Contains("is not a complete HDF5 file"));
    fs::remove(file);
    fs::create_directory(file);
    CHECK_THAT(messageOf<EnvironmentError>([&] { run.readCheckpoint("abc"); }), Contains("Is a directory"));
}
