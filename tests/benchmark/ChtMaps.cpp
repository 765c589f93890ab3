// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmark/ChtMaps.h"

#include "tests/regression/Files.h"

#include <fmt/format.h>

namespace coldloop::benchmark {

namespace {

constexpr int maps = 10;
constexpr double length = 10e-3, width = 50e-6; // of the heated face [m]
constexpr double power = 90e4 * length * width; // [W], 90 W/cm^2 of the microchannel case

// Half of the power everywhere, half on one tenth of the length: map 0 at the inlet, map 9 at the outlet.
fs::path writeFloorplan(int map)
{
    const fs::path file = benchFolder() / "maps" / fmt::format("map-{}.csv", map);
    regression::put(file, fmt::format("x,y,width,height,power\n0,0,{0},{1},{2}\n{3},0,{4},{1},{2}\n", length, width,
                                      power / 2, map * length / maps, length / maps));
    return file;
}

// The peer's run of the small case, kept apart from it: the flow is frozen in its settings.
fs::path frozenCase(ChtRuns& runs)
{
    runs.peer(Size::small, 1);
    const fs::path folder = benchFolder() / "peer-maps";
    fs::remove_all(folder);
    fs::copy(runs.microchannel(Size::small), folder, fs::copy_options::recursive);
    return folder;
}

} // namespace

Result powerMaps(ChtRuns& runs)
{
    const fs::path peerCase = frozenCase(runs);
    double peerSeconds = 0;
    nlohmann::json peer = nlohmann::json::array();
    std::vector<std::string> changes;
    for (int map = 0; map < maps; ++map) {
        const fs::path floorplan = writeFloorplan(map);
        changes.push_back(keys::powerMap(floorplan));
        peer.push_back(runPeerMap(fmt::format("peer-map-{}", map), peerCase, floorplan, runs.reusePeer()));
        peerSeconds += peer.back().at("seconds").get<double>();
    }
    const OurRun ours = runs.oursWith(Size::small, "maps", changes);
    Result result;
    result.value = peerSeconds / ours.median();
    result.goal = 100;
    result.direction = Goal::atLeast;
    result.peer = {{"seconds_per_map", peerSeconds / maps}, {"runs", peer}};
    result.more = {{"ours", ours.json()}, {"ours_seconds_per_map", ours.median() / maps}};
    return result;
}

} // namespace coldloop::benchmark
