// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/Zoom.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>

namespace coldloop::facility {

namespace {

cht::PlateSolution solved(PlateSampling& sampling, const PlateState& state)
{
    const std::string what = "plate of " + chipName(state.place);
    try {
        return sampling.solve(state.volumeFlow, state.inlet, state.power, what);
    } catch (const SolveError& error) {
        throw SolveError(fmt::format("3-D {}: {}", what, error.what()));
    }
}

void checkBalances(const ZoomedPlate& plate, double energyLimit, double massLimit)
{
    if (plate.energyImbalance <= energyLimit && plate.massImbalance <= massLimit) return;
    throw SolveError(fmt::format("3-D plate of {}: balances do not close: energy {:.2e}, mass {:.2e} relative.",
                                 chipName(plate.place), plate.energyImbalance, plate.massImbalance));
}

} // namespace

std::vector<int> zoomedChips(const ZoomParameters& zoom, const std::vector<ChipPlace>& places,
                             const std::vector<ChipSample>& chips)
{
    std::vector<int> gpus;
    for (const ChipPlace& place : places)
        if (place.kind == workload::ChipKind::gpu) gpus.push_back(place.number);
    std::stable_sort(gpus.begin(), gpus.end(), [&](int a, int b) { return chips[a].junction > chips[b].junction; });
    gpus.resize(std::min(gpus.size(), static_cast<std::size_t>(zoom.worst)));
    for (const int chip : zoom.chips)
        if (std::find(gpus.begin(), gpus.end(), chip) == gpus.end()) gpus.push_back(chip);
    gpus.erase(std::remove_if(gpus.begin(), gpus.end(), [&](int chip) { return !(chips[chip].power > 0); }),
               gpus.end());
    return gpus;
}

ZoomedField zoomPlate(PlateSampling& sampling, const reduced::PlateModel& model, const PlateState& state,
                      double energyLimit, double massLimit)
{
    cht::PlateSolution solution = solved(sampling, state);
    ZoomedPlate plate;
    plate.place = state.place;
    plate.volumeFlow = state.volumeFlow;
    plate.inlet = state.inlet;
    plate.power = state.power;
    plate.junction = state.junction;
    plate.resistanceReduced = model.resistance(state.volumeFlow, state.inlet).value;
    plate.resistance3d = solution.resistance;
    plate.junctionReduced = state.inlet + plate.resistanceReduced * state.power;
    plate.junction3d = solution.junction;
    plate.finPressureDrop = state.finPressureDrop;
    plate.finPressureDrop3d = solution.finPressureDrop;
    plate.energyImbalance = solution.field.energyImbalance;
    plate.massImbalance = solution.field.massImbalance;
    checkBalances(plate, energyLimit, massLimit);
    return {plate, {chipName(state.place), sampling.mesh(), std::move(solution.field.cells), 0}};
}

} // namespace coldloop::facility
