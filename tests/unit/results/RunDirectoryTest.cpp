// SPDX-License-Identifier: GPL-3.0-or-later
#include "Scratch.h"
#include "solver/core/Error.h"
#include "solver/results/Results.h"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <memory>

using namespace coldloop;
using namespace coldloop::results;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

// A run that puts `text` into its summary, and whatever else is asked for.
void runOnce(const fs::path& directory, const fs::path& casePath, const std::string& text, bool force = false,
             const std::vector<std::string>& more = {})
{
    RunDirectory run(directory, casePath, force);
    writeText(run.partial() / "summary.json", text);
    for (const std::string& name : more) put(run.partial() / name, text);
    run.publish();
}

} // namespace

TEST_CASE("a run directory is made with its parents and holds results after publish only")
{
    const Scratch scratch;
    const fs::path directory = scratch / "a/b/c";
    {
        RunDirectory run(directory.string() + "/", scratch / "case.toml", false);
        CHECK(run.path() == directory);
        CHECK(run.partial() == directory / ".partial");
        CHECK_FALSE(run.hadResults());
        writeText(run.partial() / "summary.json", "new");
        put(run.partial() / "fields/x.hdf", "field");
        CHECK_FALSE(fs::exists(directory / "summary.json"));
        run.publish();
        CHECK_THROWS_AS(run.publish(), Bug);
    }
    CHECK(listing(directory) == std::vector<std::string>{".coldloop", "fields", "fields/x.hdf", "summary.json"});
    CHECK(contentOf(directory / "summary.json") == "new");
    CHECK_THAT(contentOf(directory / ".coldloop"), Contains((scratch / "case.toml").string()));
}

TEST_CASE("a run that fails leaves no folder behind and old results untouched")
{
    const Scratch scratch;
    {
        const RunDirectory run(scratch / "out/a", scratch / "case.toml", false);
        writeText(run.partial() / "summary.json", "half");
    }
    CHECK(listing(scratch.path()).empty());

    const std::string old = "{\"status\": \"solved\"}";
    runOnce(scratch / "out/a", scratch / "case.toml", old);
    const auto before = listing(scratch.path());
    {
        const RunDirectory run(scratch / "out/a", scratch / "case.toml", false);
        CHECK(run.hadResults());
        writeText(run.partial() / "summary.json", "half");
    }
    CHECK(listing(scratch.path()) == before);
    CHECK(contentOf(scratch / "out/a/summary.json") == old);
}

TEST_CASE("only a solved run counts as results that a failing one must not replace")
{
    const Scratch scratch;
    for (const char* text : {"{\"status\": \"not-converged\"}", "{\"status\": 1}", "[]", "{\"sta", ""}) {
        runOnce(scratch / "a", scratch / "case.toml", text);
        CHECK_FALSE(RunDirectory(scratch / "a", scratch / "case.toml", false).hadResults());
    }
    runOnce(scratch / "a", scratch / "case.toml", "{\"status\": \"solved\"}");
    CHECK(RunDirectory(scratch / "a", scratch / "case.toml", false).hadResults());
}

TEST_CASE("new results of the same case replace the old, and old pictures go")
{
    const Scratch scratch;
    runOnce(scratch / "a", scratch / "case.toml", "old", false, {"fields/old.hdf", "report.html", "images/1.png"});
    put(scratch / "a/notes.txt", "mine");
    runOnce(scratch / "a", scratch / "case.toml", "new", false, {"fields/new.hdf"});
    CHECK(listing(scratch / "a") ==
          std::vector<std::string>{".coldloop", "fields", "fields/new.hdf", "notes.txt", "summary.json"});
    CHECK(contentOf(scratch / "a/summary.json") == "new");
}

TEST_CASE("results of another case are not replaced unless forced")
{
    const Scratch scratch;
    runOnce(scratch / "a", scratch / "one/case.toml", "one");
    const std::string message =
        messageOf<InputError>([&] { RunDirectory(scratch / "a", scratch / "two/case.toml", false); });
    CHECK_THAT(message, Contains("holds results of another case, '" + (scratch / "one/case.toml").string() + "'"));
    CHECK_THAT(message, Contains("this one is '" + (scratch / "two/case.toml").string() + "'"));
    CHECK_THAT(message, Contains("--force"));
    CHECK(contentOf(scratch / "a/summary.json") == "one");
    CHECK_FALSE(fs::exists(scratch / "a/.partial"));

    { // forced, but it fails: still the results of the first
        const RunDirectory run(scratch / "a", scratch / "two/case.toml", true);
    }
    CHECK_NOTHROW(RunDirectory(scratch / "a", scratch / "one/case.toml", false));

    runOnce(scratch / "a", scratch / "two/case.toml", "two", true);
    CHECK(contentOf(scratch / "a/summary.json") == "two");
    CHECK_NOTHROW(RunDirectory(scratch / "a", scratch / "two/case.toml", false));
    CHECK_THROWS_AS(RunDirectory(scratch / "a", scratch / "one/case.toml", false), InputError);
}

TEST_CASE("files that coldloop did not write are not replaced")
{
    const Scratch scratch;
    put(scratch / "a/history.csv", "somebody's");
    CHECK_THAT(messageOf<InputError>([&] { RunDirectory(scratch / "a", scratch / "case.toml", false); }),
               Contains("holds 'history.csv', which coldloop did not write"));
    CHECK_NOTHROW(RunDirectory(scratch / "a", scratch / "case.toml", true));

    put(scratch / "b/notes.txt", "unrelated");
    CHECK_NOTHROW(RunDirectory(scratch / "b", scratch / "case.toml", false));

    put(scratch / "c/.coldloop", "{");
    CHECK_THAT(messageOf<InputError>([&] { RunDirectory(scratch / "c", scratch / "case.toml", false); }),
               Contains("whose case cannot be read"));
}

TEST_CASE("the folder of the case file itself is refused, forced or not")
{
    const Scratch scratch;
    put(scratch / "case/case.toml", "title = \"mine\"");
    for (bool force : {false, true})
        CHECK_THAT(messageOf<InputError>([&] { RunDirectory(scratch / "case", scratch / "case/case.toml", force); }),
                   Contains("holds the case file itself"));
    CHECK(contentOf(scratch / "case/case.toml") == "title = \"mine\"");
    CHECK(listing(scratch / "case") == std::vector<std::string>{"case.toml"});
}

TEST_CASE("an unusable directory is an environment error with path, cause and what to do")
{
    const Scratch scratch;
    put(scratch / "file", "x");
    const std::string message =
        messageOf<EnvironmentError>([&] { RunDirectory(scratch / "file", scratch / "case.toml", false); });
    CHECK_THAT(message, Contains("cannot write '" + (scratch / "file").string() + "': Not a directory"));
    CHECK_THAT(message, Contains("another folder with -o"));
    CHECK_THAT(messageOf<EnvironmentError>([&] { RunDirectory(scratch / "file/a/b", scratch / "case.toml", false); }),
               Contains((scratch / "file/a/b").string()));
    CHECK(contentOf(scratch / "file") == "x");
    CHECK_THAT(messageOf<EnvironmentError>([&] { RunDirectory("/proc/coldloop/a", scratch / "case.toml", false); }),
               Contains("cannot write '/proc/coldloop/a'"));
    CHECK_THAT(messageOf<EnvironmentError>(
                   [&] { RunDirectory(scratch / std::string(300, 'n'), scratch / "case.toml", false); }),
               Contains("File name too long"));
    CHECK(listing(scratch.path()) == std::vector<std::string>{"file"});
}

TEST_CASE("a folder without write permission is an environment error")
{
    const Scratch scratch;
    fs::create_directories(scratch / "locked");
    fs::permissions(scratch.path(), fs::perms(0755));
    fs::permissions(scratch / "locked", fs::perms(0555));
    const bool root = geteuid() == 0; // root may write anywhere: be nobody for a moment
    if (root) REQUIRE(seteuid(65534) == 0);
    const auto open = [&](const std::string& name) {
        return messageOf<EnvironmentError>([&] { RunDirectory(scratch / name, scratch / "case.toml", false); });
    };
    const std::string itself = open("locked"), below = open("locked/new/deep");
    if (root) REQUIRE(seteuid(0) == 0);
    CHECK_THAT(itself, Contains("locked/.partial': Permission denied. Give a folder that you may write to with -o."));
    CHECK_THAT(below, Contains("locked/new/deep': Permission denied"));
    CHECK(listing(scratch / "locked").empty());
}

TEST_CASE("two runs do not write into one directory")
{
    const Scratch scratch;
    auto first = std::make_unique<RunDirectory>(scratch / "a", scratch / "case.toml", false);
    writeText(first->partial() / "summary.json", "first");
    CHECK_THAT(messageOf<EnvironmentError>([&] { RunDirectory(scratch / "a", scratch / "case.toml", false); }),
               Contains("another run is writing there"));
    CHECK(contentOf(scratch / "a/.partial/summary.json") == "first");
    first.reset();
    CHECK_NOTHROW(RunDirectory(scratch / "a", scratch / "case.toml", false));
}

TEST_CASE("a publish that was interrupted is completed by the next run, remains of a killed run are removed")
{
    const Scratch scratch;
    runOnce(scratch / "a", scratch / "case.toml", "old", false, {"fields/old.hdf"});
    // as a kill leaves it: summary.json and fields not yet moved
    put(scratch / "a/.complete/summary.json", "new");
    put(scratch / "a/.complete/fields/new.hdf", "new");
    put(scratch / "a/.partial/log.txt", "half");
    {
        const RunDirectory run(scratch / "a", scratch / "case.toml", false);
        CHECK(contentOf(scratch / "a/summary.json") == "new");
        CHECK_FALSE(fs::exists(run.partial() / "log.txt"));
    }
    CHECK(listing(scratch / "a") == std::vector<std::string>{".coldloop", "fields", "fields/new.hdf", "summary.json"});
}
