// What happens when the disk takes no more: three ways to make it so.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Scratch.h"
#include "solver/core/Error.h"
#include "solver/results/Results.h"

#include <catch2/catch.hpp>
#include <sys/mount.h>
#include <sys/resource.h>

#include <csignal>
#include <cstring>

using namespace coldloop;
using namespace coldloop::results;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

// No file may grow beyond `bytes` while it lives.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN))
    {
        getrlimit(RLIMIT_FSIZE, &old_);
        const rlimit limit{bytes, old_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit()
    {
        setrlimit(RLIMIT_FSIZE, &old_);
        std::signal(SIGXFSZ, handler_);
    }

private:
    void (*handler_)(int);
    rlimit old_{};
};

// A file system of `size` in memory; needs root.
class SmallDisk {
public:
    SmallDisk(fs::path path, const std::string& size) : path_(std::move(path))
    {
        fs::create_directories(path_);
        mounted = mount("tmpfs", path_.c_str(), "tmpfs", 0, ("size=" + size).c_str()) == 0;
    }
    ~SmallDisk()
    {
        if (mounted) umount2(path_.c_str(), MNT_DETACH);
    }
    bool mounted = false;

private:
    fs::path path_;
};

Archive largeArchive() { return {{"time", {1}}, {"state", std::vector<double>(200000, 1.5)}}; } // 1.6 MB

} // namespace

TEST_CASE("text on a full device: no space left on device, and no file")
{
    const Scratch scratch;
    fs::create_symlink("/dev/full", scratch / "summary.json.tmp"); // where the temporary file goes
    const std::string message = messageOf<EnvironmentError>([&] { writeText(scratch / "summary.json", "text"); });
    CHECK_THAT(message,
               Contains("cannot write '" + (scratch / "summary.json").string() + "': No space left on device."));
    CHECK_THAT(message, Contains("Free some space"));
    CHECK(listing(scratch.path()).empty());
}

TEST_CASE("a file that may not grow leaves the old one as it was")
{
    const Scratch scratch;
    writeText(scratch / "summary.json", "old");
    History history({});
    facility::Snapshot snapshot;
    snapshot.totals = {{"flow", 1, "m^3/s"}};
    for (int i = 0; i < 3000; ++i) history.append(snapshot);
    {
        const FileSizeLimit limit(4096);
        const auto failing = [&](const std::string& name, auto write) {
            CHECK_THAT(messageOf<EnvironmentError>([&] { write(scratch / name); }),
                       Contains("cannot write '" + (scratch / name).string() + "': File too large"));
        };
        failing("summary.json", [](const fs::path& file) { writeText(file, std::string(10000, 'x')); });
        failing("history.h5", [&](const fs::path& file) { history.writeHdf5(file); });
        failing("history.csv", [&](const fs::path& file) { history.writeCsv(file); });
    }
    CHECK(listing(scratch.path()) == std::vector<std::string>{"summary.json"});
    CHECK(contentOf(scratch / "summary.json") == "old");
}

TEST_CASE("a checkpoint on a full disk leaves the former one readable")
{
    const Scratch scratch;
    const SmallDisk disk(scratch / "disk", "1m");
    if (!disk.mounted) {
        WARN("no small file system could be mounted (needs root): " << std::strerror(errno));
        return;
    }
    const RunDirectory run(scratch / "disk/a", scratch / "case.toml", false);
    run.writeCheckpoint({{"time", {1}}}, "abc");
    const auto before = listing(scratch / "disk");
    const std::string message = messageOf<EnvironmentError>([&] { run.writeCheckpoint(largeArchive(), "abc"); });
    CHECK_THAT(message, Contains("checkpoint/state.h5': No space left on device"));
    CHECK(listing(scratch / "disk") == before);
    CHECK(run.readCheckpoint("abc") == Archive{{"time", {1}}});
}

TEST_CASE("a first checkpoint that fails leaves no folder behind")
{
    const Scratch scratch;
    {
        const RunDirectory run(scratch / "a", scratch / "case.toml", false);
        const FileSizeLimit limit(4096);
        CHECK_THROWS_AS(run.writeCheckpoint(largeArchive(), "abc"), EnvironmentError);
    }
    CHECK(listing(scratch.path()).empty());
}

TEST_CASE("a full disk is found when the run starts")
{
    const Scratch scratch;
    const SmallDisk disk(scratch / "disk", "64k");
    if (!disk.mounted) {
        WARN("no small file system could be mounted (needs root): " << std::strerror(errno));
        return;
    }
    put(scratch / "disk/filler", std::string(70000, 'x')); // as much as goes in
    CHECK_THAT(messageOf<EnvironmentError>([&] { RunDirectory(scratch / "disk/a/b", scratch / "case.toml", false); }),
               Contains("No space left on device"));
    CHECK(listing(scratch / "disk") == std::vector<std::string>{"filler"});
}

TEST_CASE("HDF5 is not left with a file that it cannot close")
{
    const Scratch scratch;
    RunDirectory run(scratch / "a", scratch / "case.toml", false);
    for (int i = 0; i < 3; ++i) {
        const FileSizeLimit limit(4096);
        CHECK_THROWS_AS(run.writeCheckpoint(largeArchive(), "abc"), EnvironmentError);
    }
    CHECK_NOTHROW(run.writeCheckpoint(largeArchive(), "abc"));
    CHECK(run.readCheckpoint("abc") == largeArchive());
}
