// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmark/LongPeerRun.h"

#include "tests/benchmark/Peer.h"
#include "tests/regression/Files.h"

#include <cstdio>
#include <ctime>
#include <exception>
#include <thread>

namespace coldloop::benchmark {

namespace {

// Tmax after 850 iterations is 1.2 K short of its end and closes by a factor 0.62 in 100 iterations.
constexpr int extrapolatedIterations = 1840;

fs::path dataFile() { return fs::path(COLDLOOP_SOURCE_DIR) / "tests" / "benchmark" / "peer-large.json"; }

std::string today()
{
    const std::time_t now = std::time(nullptr);
    char text[16];
    std::strftime(text, sizeof text, "%Y-%m-%d", std::gmtime(&now));
    return text;
}

} // namespace

LongCount largeCaseCount()
{
    if (!fs::exists(dataFile())) return {extrapolatedIterations, false, 0};
    const nlohmann::json data = nlohmann::json::parse(regression::textOf(dataFile()));
    return {data.at("iterations").get<int>(), true, data.at("max_temperature").get<double>()};
}

int longPeerRun()
{
    try {
        const nlohmann::json run = runPeer("peer-large-full", writeMicrochannel("peer-large-full", 200, 2), {});
        if (!run.at("settled").get<bool>()) {
            std::fprintf(stderr, "the peer ended before its hottest temperature had settled: see %s\n",
                         run.at("log").get<std::string>().c_str());
            return 1;
        }
        const nlohmann::json data{
            {"what", "full run of the peer on the large microchannel case, by ./bench --long-peer-run"},
            {"case", "microchannel_cht.py 200 2 DIR 1.5"},
            {"command", run.at("command")},
            {"solver", "chtMultiRegionSimpleFoam of Debian's openfoam 1912"},
            {"machine", std::to_string(std::thread::hardware_concurrency()) + " cores, x86-64, one of them used"},
            {"date", today()},
            {"log", "build/bench/peer-large-full.log of that machine"},
            {"cells", run.at("cells")},
            {"iterations", run.at("iterations")},
            {"iterations_run", run.at("iterations_run")},
            {"seconds", run.at("seconds")},
            {"max_temperature", run.at("max_temperature")},
            {"history", run.at("history")}};
        regression::put(dataFile(), data.dump() + "\n");
        std::printf("%s\n", dataFile().c_str());
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}

} // namespace coldloop::benchmark
