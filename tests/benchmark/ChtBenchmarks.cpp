// The 3-D solver against OpenFOAM's chtMultiRegionSimpleFoam, and against its own size and ranks.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmark/ChtMaps.h"
#include "tests/benchmark/ChtRuns.h"
#include "tests/benchmark/LongPeerRun.h"
#include "tests/benchmark/Triad.h"

#include <memory>

namespace coldloop::benchmark {

namespace {

Result ratio(double goal, const nlohmann::json& peer, double peerSeconds, const OurRun& ours)
{
    Result result;
    result.value = peerSeconds / ours.median();
    result.goal = goal;
    result.direction = Goal::atLeast;
    result.peer = peer;
    result.peer.erase("history");
    result.peer["seconds"] = peerSeconds;
    result.more = {{"ours", ours.json()}};
    if (!peer.value("settled", true)) result.remark = "the peer never settled: a lower bound";
    if (peer.value("reused", false)) result.remark = "peer's time of an earlier run";
    return result;
}

Result smallRatio(ChtRuns& runs, int ranks)
{
    const nlohmann::json& peer = runs.peer(Size::small, ranks);
    const OurRun& ours = runs.ours(Size::small, ranks);
    Result result = ratio(200, peer, peer.at("seconds"), ours);
    result.checks = accuracyChecks(ours, runs.oursWith(Size::small, "tight", {keys::tight}));
    const OurRun upwind = runs.oursWith(Size::small, "upwind", {keys::upwind});
    result.checks.push_back({"Tmax, upwind on both sides, away from the peer's [K]",
                             upwind.quantity(keys::maxTemperature) - peer.at("max_temperature").get<double>(), 0.1});
    return result;
}

// The peer's time is that of 100 iterations, times the count of one full run.
Result largeRatio(ChtRuns& runs, int ranks)
{
    nlohmann::json peer = runs.peer(Size::large, ranks);
    const LongCount count = largeCaseCount();
    const OurRun& ours = runs.ours(Size::large, ranks);
    peer["iterations"] = count.iterations;
    peer["iterations_measured"] = count.measured;
    const double seconds =
        peer.at("seconds_start_up").get<double>() + count.iterations * peer.at("seconds_per_iteration").get<double>();
    Result result = ratio(500, peer, seconds, ours);
    if (!count.measured)
        result.remark +=
            (result.remark.empty() ? "" : "; ") + std::string("the peer's 1,840 iterations are extrapolated from 850");
    result.checks = accuracyChecks(ours, runs.oursWith(Size::large, "tight", {keys::tight}));
    return result;
}

double cells(ChtRuns& runs, Size size) { return runs.peer(size, 1).at("cells"); }

Result growth(ChtRuns& runs)
{
    const double small = runs.ours(Size::small, 1).median() / cells(runs, Size::small);
    const double large = runs.ours(Size::large, 1).median() / cells(runs, Size::large);
    return {large / small, "", 2, {{"seconds_per_cell", {{"small", small}, {"large", large}}}}};
}

Result bytesPerCell(ChtRuns& runs)
{
    const double small = static_cast<double>(runs.ours(Size::small, 1).peakMemory);
    const double large = static_cast<double>(runs.ours(Size::large, 1).peakMemory);
    const double between = cells(runs, Size::large) - cells(runs, Size::small);
    return {(large - small) / between, "B", 2000, {{"peak_memory_bytes", {{"small", small}, {"large", large}}}}};
}

Result rankSpeedup(ChtRuns& runs)
{
    const double speedup = runs.ours(Size::large, 1).median() / runs.ours(Size::large, 2).median();
    const double one = triadBandwidth(1), two = triadBandwidth(2);
    Result result;
    result.value = speedup / (two / one);
    result.goal = 0.85;
    result.direction = Goal::atLeast;
    result.more = {{"speedup", speedup}, {"triad_bytes_per_second", {{"1", one}, {"2", two}}}};
    return result;
}

// A case of ours, exported for the peer; both on the exported mesh.
Result geometry(ChtRuns& runs, const std::string& name, const std::vector<std::string>& peerArguments)
{
    const fs::path caseFile = fs::path(COLDLOOP_SOURCE_DIR) / "tests" / "benchmark" / "cases" / (name + ".toml");
    const fs::path peerCase = exportCase("peer-" + name, caseFile);
    const nlohmann::json peer = runPeer("peer-" + name, peerCase, peerArguments, runs.reusePeer());
    const auto ours = [&](const std::string& suffix, std::vector<std::string> changes, int repetitions) {
        changes.insert(changes.end(), {keys::mesh(baseMesh(peerCase)), keys::noFields});
        return runOurs("ours-" + name + suffix, caseFile, 1, changes, repetitions);
    };
    const OurRun standard = ours("", {}, 3);
    Result result = ratio(50, peer, peer.at("seconds"), standard);
    result.checks = accuracyChecks(standard, ours("-tight", {keys::tight}, 1));
    return result;
}

} // namespace

std::vector<Benchmark> chtBenchmarks(const Options& options)
{
    const auto runs = std::make_shared<ChtRuns>(options);
    const std::string against = "stock OpenFOAM's time over ours: ";
    return {
        {"cht/ratio-small", against + "microchannel, 89,600 cells", [runs] { return smallRatio(*runs, 1); }},
        {"cht/ratio-small-2", against + "the same, 2 ranks each", [runs] { return smallRatio(*runs, 2); }},
        {"cht/ratio-large", against + "microchannel, 716,800 cells", [runs] { return largeRatio(*runs, 1); }},
        {"cht/ratio-large-2", against + "the same, 2 ranks each", [runs] { return largeRatio(*runs, 2); }},
        {"cht/maps", against + "10 power maps on one flow, per map", [runs] { return powerMaps(*runs); }},
        {"cht/growth", "time per cell, large over small", [runs] { return growth(*runs); }},
        {"cht/bytes-per-cell", "peak memory per cell, from small to large", [runs] { return bytesPerCell(*runs); }},
        {"cht/rank-speedup", "2 ranks over 1 on the large case, as a share of the STREAM triad's",
         [runs] { return rankSpeedup(*runs); }},
        {"cht/serpentine", against + "U-turns", [runs] { return geometry(*runs, "serpentine", {}); }},
        {"cht/split-flow", against + "plenums", [runs] { return geometry(*runs, "split-flow", {}); }},
        {"cht/tet", against + "tetrahedra",
         [runs] {
             return geometry(*runs, "tet", {"--solver", peerSolverFromSource().string()});
         }},
    };
}

} // namespace coldloop::benchmark
