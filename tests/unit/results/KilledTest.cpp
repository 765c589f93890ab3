// A process that is killed while it writes: what stands under a final name is complete, whenever the kill comes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Scratch.h"
#include "solver/results/Results.h"

#include <catch2/catch.hpp>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>

using namespace coldloop;
using namespace coldloop::results;
namespace fs = std::filesystem;

namespace {

// Runs `work` for ever in a child process and kills it after `microseconds`.
template <class Work>
void killAfter(useconds_t microseconds, Work work)
{
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        try {
            for (int i = 0;; ++i) work(i);
        } catch (...) {
            _exit(1);
        }
    }
    usleep(microseconds);
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status)); // it was still writing
}

Archive archiveOf(int i) { return {{"a", std::vector<double>(20000, i)}, {"b", {double(i)}}}; }

void runOnce(const fs::path& directory, const fs::path& casePath, int i)
{
    RunDirectory run(directory, casePath, false);
    for (const char* name : {"case.toml", "hotspots.csv", "fields/a.hdf", "summary.json"})
        put(run.partial() / name, std::to_string(i));
    run.publish();
}

} // namespace

TEST_CASE("a checkpoint of a killed run is whole")
{
    for (useconds_t time : {3000, 10000, 17000, 31000, 50000, 77000}) {
        const Scratch scratch;
        RunDirectory(scratch / "a", scratch / "case.toml", false).writeCheckpoint(archiveOf(-1), "abc");
        killAfter(time, [&](int i) {
            static const RunDirectory run(scratch / "a", scratch / "case.toml", false);
            run.writeCheckpoint(archiveOf(i), "abc");
        });
        const Archive read = RunDirectory(scratch / "a", scratch / "case.toml", false).readCheckpoint("abc");
        CHECK(read == archiveOf(static_cast<int>(read.at("b")[0])));
    }
}

TEST_CASE("results of a killed run are of one run, not of two")
{
    for (useconds_t time : {3000, 8000, 13000, 21000, 34000, 55000}) {
        const Scratch scratch;
        runOnce(scratch / "a", scratch / "case.toml", -1);
        killAfter(time, [&](int i) { runOnce(scratch / "a", scratch / "case.toml", i); });
        { // the next run tidies up
            const RunDirectory next(scratch / "a", scratch / "case.toml", false);
        }
        std::set<std::string> contents;
        for (const char* name : {"case.toml", "hotspots.csv", "fields/a.hdf", "summary.json"})
            contents.insert(contentOf(scratch / "a" / name));
        CHECK(contents.size() == 1);
        CHECK(listing(scratch / "a").size() == 6);
    }
}
