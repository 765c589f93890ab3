// A run that is stopped - by --until, a signal or a kill - carries on to the same result. A disk that fails loses nothing.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/regression/Files.h"
#include "tests/regression/Program.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <csignal>
#include <cstring>
#include <sys/stat.h>
#include <thread>

using namespace coldloop::regression;
using Catch::Matchers::Contains;

namespace {

// The starved case, half its length, with a checkpoint every 5 s of simulated time.
std::vector<std::string> command(const fs::path& folder, const std::vector<std::string>& more = {})
{
    std::vector<std::string> words{"run",   exampleCase("gb200-nvl72-starved").string(),
                                   "-o",    folder.string(),
                                   "--set", "transient.duration=5 min",
                                   "--set", "transient.checkpoint-interval=5 s",
                                   "--set", "zoom.chips=rack 1 tray 3 slot 2"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

// One run without a stop and one stopped after a minute. The tests copy the latter and carry on from there, since its
// checkpoint spares them the plate's 3-D samples.
struct Runs {
    Scratch scratch;
    Finished whole, stopped;
    Runs()
        : whole(runProgram(command(scratch / "whole", {"--json"}))),
          stopped(runProgram(command(scratch / "stopped", {"--until", "1 min"})))
    {
    }
};

const Runs& runs()
{
    static const Runs all;
    return all;
}

struct Copy {
    Scratch scratch;
    fs::path folder = scratch / "copy";
    Copy() { fs::copy(runs().scratch / "stopped", folder, fs::copy_options::recursive); }
};

bool same(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b)); }

// The plates are solved again by each run, from another first guess.
void checkSameZoom(const nlohmann::json& zoom, const nlohmann::json& whole)
{
    REQUIRE(whole.size() == 2);
    REQUIRE(zoom.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(zoom[i].at("name") == whole[i].at("name"));
        for (const char* name : {"volume_flow", "junction_temperature_3d", "fin_pressure_drop_3d"})
            CHECK(same(zoom[i].at(name).at("value"), whole[i].at(name).at("value")));
    }
}

void checkSameResults(const fs::path& folder)
{
    const nlohmann::json summary = summaryOf(folder), whole = summaryOf(runs().scratch / "whole");
    CHECK(summary.at("status") == "solved");
    CHECK(summary.at("provenance").at("case_hash") == whole.at("provenance").at("case_hash"));
    CHECK(summary.at("events") == whole.at("events"));
    CHECK(summary.at("flags") == whole.at("flags"));
    checkSameZoom(summary.at("zoom"), whole.at("zoom"));
    for (const auto& [name, entry] : whole.at("quantities").items()) {
        if (name.find("imbalance") != std::string::npos) continue; // rounding, not a result
        INFO(name);
        const double found = quantity(summary, name), expected = quantity(whole, name);
        const bool relative = name.find("_difference") != std::string::npos; // to a reference, so 1e-9 of that
        CHECK((relative ? std::abs(found - expected) <= 1e-9 : same(found, expected)));
    }
    // Network and chips restart from the very state: not a bit may differ. NaN (no value) equals itself here.
    const auto history = historyOf(folder), wholeHistory = historyOf(runs().scratch / "whole");
    REQUIRE(history.size() == wholeHistory.size());
    for (const auto& [name, values] : wholeHistory) {
        INFO(name);
        REQUIRE(history.at(name).size() == values.size());
        CHECK(std::memcmp(history.at(name).data(), values.data(), values.size() * sizeof(double)) == 0);
    }
    CHECK(textOf(folder / "hotspots.csv") == textOf(runs().scratch / "whole" / "hotspots.csv"));
    CHECK_FALSE(fs::exists(folder / "checkpoint"));
}

// Sends `signal` as soon as the run has written another checkpoint than the one it started from.
Finished stopInTransient(const fs::path& folder, int signal)
{
    const fs::path checkpoint = folder / "checkpoint" / "state.h5";
    const auto identity = [&checkpoint] { // a new checkpoint is a new file
        struct stat status {};
        return stat(checkpoint.c_str(), &status) == 0 ? status.st_ino : 0;
    };
    const auto first = identity();
    Started run(command(folder, {"--resume"}));
    while (run.running() && identity() == first) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    run.send(signal);
    return run.wait();
}

void checkStopsAndResumes(int signal)
{
    const Copy copy;
    const Finished stopped = stopInTransient(copy.folder, signal);
    INFO(stopped.out << stopped.err);
    CHECK(stopped.code == 4);
    const nlohmann::json summary = summaryOf(copy.folder);
    CHECK(summary.at("status") == "interrupted");
    const Finished resumed = runProgram(command(copy.folder, {"--resume"}));
    INFO(resumed.err);
    REQUIRE(resumed.code == 0);
    checkSameResults(copy.folder);
}

} // namespace

TEST_CASE("--json prints the summary and nothing else on stdout", "[resume]")
{
    INFO(runs().whole.err);
    REQUIRE(runs().whole.code == 0);
    CHECK(nlohmann::json::parse(runs().whole.out) == summaryOf(runs().scratch / "whole"));
}

TEST_CASE("--until stops the transient, exit 4, with the results so far", "[resume]")
{
    const fs::path folder = runs().scratch / "stopped";
    INFO(runs().stopped.err);
    REQUIRE(runs().stopped.code == 4);
    CHECK_THAT(runs().stopped.out, Contains("stopped early; carry on with: coldloop run") && Contains("--resume"));
    CHECK(summaryOf(folder).at("status") == "interrupted");
    CHECK(historyOf(folder).at("time").size() == 61);
    CHECK(runProgram({"hotspots", folder.string()}).code == 0);
}

TEST_CASE("a stopped run resumes to the result of an uninterrupted one", "[resume]")
{
    const Copy copy;
    const Finished resumed = runProgram(command(copy.folder, {"--resume"}));
    INFO(resumed.err);
    REQUIRE(resumed.code == 0);
    CHECK_THAT(resumed.out, Contains("resumes at t = 60 s"));
    checkSameResults(copy.folder);
}

TEST_CASE("a run killed in the transient leaves whole files and resumes", "[resume]")
{
    const Copy copy;
    const Finished killed = stopInTransient(copy.folder, SIGKILL);
    CHECK(killed.signal == SIGKILL);
    CHECK(textOf(copy.folder / "summary.json") == textOf(runs().scratch / "stopped" / "summary.json"));
    const Finished resumed = runProgram(command(copy.folder, {"--resume"}));
    INFO(resumed.err);
    REQUIRE(resumed.code == 0);
    CHECK_THAT(resumed.out, !Contains("resumes at t = 60 s")); // from a later checkpoint
    checkSameResults(copy.folder);
}

TEST_CASE("Ctrl-C stops a run cleanly, to be resumed", "[resume]") { checkStopsAndResumes(SIGINT); }
TEST_CASE("SIGUSR1 stops a run cleanly, to be resumed", "[resume]") { checkStopsAndResumes(SIGUSR1); }

TEST_CASE("--resume refuses a case that was changed since, and a folder without checkpoint", "[resume]")
{
    const Copy copy;
    const auto before = contentsOf(copy.folder);
    const Finished changed = runProgram(command(copy.folder, {"--resume", "--set", "tcs.supply-setpoint=45 degC"}));
    CHECK(changed.code == 2);
    CHECK_THAT(changed.err, Contains("checkpoint/state.h5' was written for a case with hash") &&
                                Contains("Undo the change, or run without --resume"));
    CHECK(contentsOf(copy.folder) == before);
    const Finished past = runProgram(command(copy.folder, {"--resume", "--until", "5 s"}));
    CHECK(past.code == 2);
    CHECK_THAT(past.err, Contains("--until: the checkpoint is already at ") && Contains("Give a later time"));
    CHECK(contentsOf(copy.folder) == before); // wrong input touches nothing
    const Finished nothing = runProgram(command(copy.scratch / "new", {"--resume"}));
    CHECK(nothing.code == 2);
    CHECK_THAT(nothing.err, Contains("holds no checkpoint to resume from. Run without --resume"));
    CHECK_FALSE(fs::exists(copy.scratch / "new"));
}

namespace {

// A limit that the fields exceed and that MPI's own files do not.
const Surroundings fullDisk{fs::temp_directory_path(), 4600 * 1024L};

} // namespace

TEST_CASE("on a disk that gets full a run ends with exit 5 and leaves nothing broken", "[resume]")
{
    const Copy copy;
    for (const auto& entry : fs::directory_iterator(copy.folder)) // only what resuming needs
        if (entry.path().filename() != "checkpoint" && entry.path().filename() != ".coldloop")
            fs::remove_all(entry.path());
    const auto before = contentsOf(copy.folder);
    REQUIRE(before.count("checkpoint/state.h5") == 1);
    const Finished full = runProgram(command(copy.folder, {"--resume"}), fullDisk);
    INFO("signal " << full.signal);
    CHECK(full.code == 5);
    CHECK_THAT(full.err, Contains("cannot write '") && Contains(".hdf': File too large. Free some space there"));
    auto after = contentsOf(copy.folder);
    CHECK(after.size() == before.size());
    for (const auto& [name, content] : after) // checkpoints are later ones
        CHECK((name.rfind("checkpoint/", 0) == 0 || content == before.at(name)));
    const Finished resumed = runProgram(command(copy.folder, {"--resume"})); // the checkpoint is whole
    INFO(resumed.err);
    CHECK(resumed.code == 0);
}

TEST_CASE("old results of the same case survive a run that fails", "[resume]")
{
    const Copy copy;
    fs::remove_all(copy.folder);
    fs::copy(runs().scratch / "whole", copy.folder, fs::copy_options::recursive);
    fs::copy(runs().scratch / "stopped" / "checkpoint", copy.folder / "checkpoint", fs::copy_options::recursive);
    const Finished full = runProgram(command(copy.folder, {"--resume"}), fullDisk);
    CHECK(full.code == 5);
    const auto before = contentsOf(runs().scratch / "whole"), after = contentsOf(copy.folder);
    for (const auto& [name, content] : before) {
        INFO(name);
        CHECK(after.at(name) == content);
    }
}

TEST_CASE("results of another case are replaced only with --force", "[resume]")
{
    const Copy copy;
    const auto before = contentsOf(copy.folder);
    const Finished other = runProgram({"run", exampleCase("gb200-nvl72").string(), "-o", copy.folder.string()});
    CHECK(other.code == 2);
    CHECK_THAT(other.err, Contains("holds results of another case") && Contains("gb200-nvl72-starved/case.toml") &&
                              Contains("Give another folder with -o, or --force to replace them."));
    CHECK(contentsOf(copy.folder) == before);
}
