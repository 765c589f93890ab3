// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/Layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::facility {

namespace {

// The chip's share of its tray's floor: chips of a tray stand in a row across it.
Box chipBox(const RackParameters& rack, const ChipPlace& place, int chipsInTray, const Box& tray)
{
    Box box;
    box.kind = "chip";
    box.chip = place.number;
    box.name = fmt::format("{} tray {} slot {}", workload::toString(place.kind), place.tray, place.slot);
    const double pitch = rack.width / chipsInTray, left = tray.low[0] + (place.slot - 1) * pitch;
    box.low = {left + 0.15 * pitch, tray.low[1] + 0.4 * rack.depth, tray.low[2]};
    box.high = {left + 0.85 * pitch, tray.low[1] + 0.6 * rack.depth, tray.high[2]};
    return box;
}

Box rackBox(const RackParameters& rack, int number)
{
    Box box;
    box.kind = "rack";
    box.name = fmt::format("rack {}", number);
    box.low = {(number - 1) * rack.width, 0, 0};
    box.high = {number * rack.width, rack.depth, rack.height};
    return box;
}

void addTrays(const Parameters& p, const Snapshot& shot, Outcome& outcome)
{
    const RackParameters& rack = p.rack;
    const double pitch = rack.height / static_cast<double>(rack.trays.size());
    Box whole = rackBox(rack, 1);
    std::vector<Box> trays, chips;
    whole.margin = std::nan("");
    for (std::size_t t = 0; t < rack.trays.size(); ++t) {
        Box tray;
        tray.kind = "tray";
        tray.name = fmt::format("rack 1 tray {}", t + 1);
        tray.low = {whole.low[0], 0, static_cast<double>(t) * pitch};
        tray.high = {whole.high[0], rack.depth, (static_cast<double>(t) + 0.8) * pitch};
        tray.margin = std::nan("");
        std::vector<const ChipPlace*> inTray;
        for (const ChipPlace& place : outcome.places)
            if (place.tray == static_cast<int>(t) + 1) inTray.push_back(&place);
        for (const ChipPlace* place : inTray) {
            Box chip = chipBox(rack, *place, static_cast<int>(inTray.size()), tray);
            const ChipSample& sample = shot.chips[place->number];
            chip.temperature = sample.junction;
            chip.margin = place->maxOperating - sample.junction;
            chip.volumeFlow = sample.volumeFlow;
            tray.temperature += sample.junction / static_cast<double>(inTray.size());
            tray.margin = std::fmin(tray.margin, chip.margin);
            if (place->kind != workload::ChipKind::cpu)
                tray.volumeFlow += sample.volumeFlow; // CPUs follow GPUs in series
            chips.push_back(chip);
        }
        whole.margin = std::fmin(whole.margin, tray.margin);
        whole.temperature += tray.temperature / static_cast<double>(rack.trays.size());
        whole.volumeFlow += tray.volumeFlow;
        trays.push_back(tray);
    }
    outcome.boxes.push_back(whole);
    outcome.boxes.insert(outcome.boxes.end(), trays.begin(), trays.end());
    outcome.boxes.insert(outcome.boxes.end(), chips.begin(), chips.end());
}

} // namespace

void layOut(const Parameters& parameters, const Snapshot& shot, Outcome& outcome)
{
    const RackParameters& rack = parameters.rack;
    const double supply = total(shot, "tcs_supply_temperature"), ret = total(shot, "tcs_return_temperature");
    const double rackFlow = total(shot, "rack_flow");
    const double nominalFlow = parameters.racks > 1 ? total(shot, "nominal_rack_flow") : 0;
    addTrays(parameters, shot, outcome);
    for (int i = 2; i <= parameters.racks; ++i) {
        Box box = rackBox(rack, i);
        box.temperature = (supply + ret) / 2;
        box.margin = std::nan("");
        box.volumeFlow = nominalFlow;
        outcome.boxes.push_back(box);
    }
    const double top = rack.height + 0.3, length = parameters.racks * rack.width;
    const double whole = rackFlow + (parameters.racks - 1) * nominalFlow;
    outcome.pipes.push_back(
        {"TCS supply header", {0, 0.3 * rack.depth, top}, {length, 0.3 * rack.depth, top}, supply, whole});
    outcome.pipes.push_back(
        {"TCS return header", {0, 0.7 * rack.depth, top}, {length, 0.7 * rack.depth, top}, ret, whole});
    for (int i = 1; i <= parameters.racks; ++i) {
        const double x = (i - 0.5) * rack.width;
        const double flow = i == 1 ? rackFlow : nominalFlow;
        outcome.pipes.push_back({fmt::format("rack {} supply", i),
                                 {x, 0.3 * rack.depth, top},
                                 {x, 0.3 * rack.depth, rack.height},
                                 supply,
                                 flow});
        outcome.pipes.push_back({fmt::format("rack {} return", i),
                                 {x, 0.7 * rack.depth, top},
                                 {x, 0.7 * rack.depth, rack.height},
                                 ret,
                                 flow});
    }
}

} // namespace coldloop::facility
