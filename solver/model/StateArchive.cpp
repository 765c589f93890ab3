// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/model/Study.h"

#include <algorithm>

namespace coldloop::model {

namespace {

const std::string turbulenceKey = "state/turbulence/";

std::vector<double> at(const Archive& archive, const std::string& name)
{
    const auto found = archive.find(name);
    return found == archive.end() ? std::vector<double>{} : found->second;
}

} // namespace

void pack(const cht::State& state, Archive& archive)
{
    archive["state/time"] = {state.time};
    archive["state/temperature"] = state.temperature;
    archive["state/temperature before"] = state.temperatureBefore;
    archive["state/velocity"] = state.velocity;
    archive["state/velocity before"] = state.velocityBefore;
    archive["state/pressure"] = state.pressure;
    archive["state/flux"] = state.flux;
    for (const auto& [name, values] : state.turbulence) archive[turbulenceKey + name] = values;
}

cht::State unpackState(const Archive& archive)
{
    cht::State state;
    const std::vector<double> time = at(archive, "state/time");
    state.time = time.empty() ? 0 : time[0];
    state.temperature = at(archive, "state/temperature");
    state.temperatureBefore = at(archive, "state/temperature before");
    state.velocity = at(archive, "state/velocity");
    state.velocityBefore = at(archive, "state/velocity before");
    state.pressure = at(archive, "state/pressure");
    state.flux = at(archive, "state/flux");
    for (const auto& [name, values] : archive)
        if (name.compare(0, turbulenceKey.size(), turbulenceKey) == 0)
            state.turbulence.emplace_back(name.substr(turbulenceKey.size()), values);
    return state;
}

cht::Solution solutionOf(const cht::State& state, const meshes::PolyMesh& mesh,
                         const std::vector<std::string>& zoneNames)
{
    cht::Solution solution;
    const std::size_t cells = mesh.zone.size();
    solution.time = state.time;
    solution.cells.regionNames = zoneNames;
    solution.cells.region = mesh.zone;
    if (cells == 0) return solution;
    solution.cells.temperature = state.temperature;
    solution.cells.pressure = state.pressure;
    solution.cells.temperature.resize(cells);
    solution.cells.pressure.resize(cells);
    solution.cells.velocity.resize(cells);
    for (std::size_t i = 0; i < std::min(3 * cells, state.velocity.size()); ++i)
        solution.cells.velocity[i / 3][i % 3] = state.velocity[i];
    return solution;
}

} // namespace coldloop::model
