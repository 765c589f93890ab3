// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmark/ChtMaps.h"

#include "tests/regression/Files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace coldloop::benchmark {

namespace {

constexpr int maps = 10;
constexpr double length = 10e-3, width = 50e-6; // of the heated face [m]
constexpr double power = 90e4 * length * width; // [W], 90 W/cm^2 of the microchannel case

std::string nameOf(int map) { return fmt::format("map-{}", map); }

// Half of the power everywhere, half on one tenth of the length: map 0 at the inlet, map 9 at the outlet.
fs::path writeFloorplan(int map)
{
    const fs::path file = benchFolder() / "maps" / (nameOf(map) + ".csv");
    regression::put(file, fmt::format("name,x [m],y [m],width [m],height [m],power [W]\n"
                                      "all,0,0,{0},{1},{2}\ncore,{3},0,{4},{1},{2}\n",
                                      length, width, power / 2, map * length / maps, length / maps));
    return file;
}

// The microchannel's case with the maps as load cases in place of its heat flux.
fs::path writeCase()
{
    std::string text = regression::textOf(caseOf("microchannel"));
    text.erase(text.find("[boundaries.heated]"));
    for (int map = 0; map < maps; ++map)
        text +=
            fmt::format("[[power-maps]]\nload-case = \"{0}\"\nfile = \"{0}.csv\"\npatch = \"heated\"\n\n", nameOf(map));
    const fs::path file = benchFolder() / "maps" / "case.toml";
    regression::put(file, text);
    return file;
}

// Highest temperature of each map [K].
std::vector<double> hottest(const OurRun& run)
{
    std::vector<double> found;
    for (const nlohmann::json& loadCase : run.summary.at("load_cases"))
        found.push_back(regression::quantity(loadCase, keys::maxTemperature));
    if (found.size() != maps)
        throw std::runtime_error(fmt::format("{}: {} load cases, not {}", run.folder.string(), found.size(), maps));
    return found;
}

double furthest(const std::vector<double>& a, const std::vector<double>& b)
{
    double most = 0;
    for (std::size_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(a[i] - b.at(i)));
    return most;
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
    std::vector<double> peerHottest;
    for (int map = 0; map < maps; ++map) {
        const fs::path floorplan = writeFloorplan(map);
        peer.push_back(runPeerMap("peer-" + nameOf(map), peerCase, floorplan, runs.reusePeer()));
        peerSeconds += peer.back().at("seconds").get<double>();
        peerHottest.push_back(peer.back().at("max_temperature"));
    }
    const auto ours = [&, caseFile = writeCase()](const char* name, const std::vector<std::string>& changes,
                                                  int times) {
        return runs.oursWith(Size::small, name, changes, caseFile, times);
    };
    const OurRun standard = ours("maps", {}, 3);
    Result result;
    result.value = peerSeconds / standard.median();
    result.goal = 100;
    result.direction = Goal::atLeast;
    result.peer = {{"seconds_per_map", peerSeconds / maps}, {"runs", peer}};
    result.more = {{"ours", standard.json()}, {"ours_seconds_per_map", standard.median() / maps}};
    result.checks = {{"Tmax of a map away from the solution at 1e-10 [K]",
                      furthest(hottest(standard), hottest(ours("maps-tight", {keys::tight}, 1))), 0.01},
                     {"Tmax of a map, upwind on both sides, away from the peer's [K]",
                      furthest(hottest(ours("maps-upwind", {keys::upwind}, 1)), peerHottest), 0.1}};
    return result;
}

} // namespace coldloop::benchmark
