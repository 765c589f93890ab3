// The 3-D solver against OpenFOAM's chtMultiRegionSimpleFoam, and against its own size and ranks.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmark/ChtMaps.h"
#include "tests/benchmark/ChtRuns.h"
#include "tests/benchmark/LongPeerRun.h"
#include "tests/benchmark/Triad.h"

#include <memory>

namespace coldloop::benchmark {

namespace {

void add(std::string& remark, const std::string& more) { remark += (remark.empty() ? "" : "; ") + more; }

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
    if (!peer.value("settled", true)) add(result.remark, "the peer never settled: a lower bound");
    if (peer.value("reused", false)) add(result.remark, "peer's time of an earlier run");
    return result;
}

// Where ours ends with exit code 3 there is no ratio.
Result stalled(double goal, const OurRun& ours)
{
    Result result;
    result.goal = goal;
    result.direction = Goal::atLeast;
    result.more = {{"ours", {{"seconds", ours.seconds}, {"log", (ours.folder / "log.txt").string()}}}};
    result.remark = "ours did not converge (exit 3): " + ours.stalled;
    return result;
}

Check agreement(const OurRun& upwind, const nlohmann::json& peer)
{
    return {"Tmax, upwind on both sides, away from the peer's [K]",
            upwind.quantity(keys::maxTemperature) - peer.at("max_temperature").get<double>(), 0.1};
}

Result smallRatio(ChtRuns& runs, int ranks)
{
    const nlohmann::json& peer = runs.peer(Size::small, ranks);
    const OurRun& ours = runs.ours(Size::small, ranks);
    Result result = ratio(200, peer, peer.at("seconds"), ours);
    result.checks = accuracyChecks(ours, runs.oursWith(Size::small, "tight", {keys::tight}));
    result.checks.push_back(agreement(runs.oursWith(Size::small, "upwind", {keys::upwind}), peer));
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
    if (!count.measured) add(result.remark, "the peer's 1,840 iterations are extrapolated from 850");
    result.checks = accuracyChecks(ours, runs.oursWith(Size::large, "tight", {keys::tight}));
    if (count.measured)
        result.checks.push_back(agreement(runs.oursWith(Size::large, "upwind", {keys::upwind}),
                                          {{"max_temperature", count.maxTemperature}}));
    return result;
}

double cells(ChtRuns& runs, Size size) { return runs.ours(size, 1).quantity("cells"); }

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
    const fs::path caseFile = caseOf(name), peerCase = exportCase("peer-" + name, caseFile);
    const auto ours = [&](const std::string& suffix, std::vector<std::string> changes, int repetitions) {
        // the exported mesh is of tetrahedra already
        changes.insert(changes.end(), {keys::mesh(baseMesh(peerCase)), "mesh.tetrahedra=false", keys::noFields});
        return runOurs("ours-" + name + suffix, caseFile, 1, changes, repetitions);
    };
    constexpr double goal = 50;
    const OurRun standard = ours("", {}, 3);
    if (!standard.stalled.empty()) return stalled(goal, standard);
    const OurRun tight = ours("-tight", {keys::tight}, 1), upwind = ours("-upwind", {keys::upwind}, 1);
    for (const OurRun* run : {&tight, &upwind})
        if (!run->stalled.empty()) return stalled(goal, *run);
    const nlohmann::json peer = runPeer("peer-" + name, peerCase, peerArguments, runs.reusePeer());
    Result result = ratio(goal, peer, peer.at("seconds"), standard);
    result.checks = accuracyChecks(standard, tight);
    result.checks.push_back(agreement(upwind, peer));
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
