// The hall for ParaView: boxes of racks, trays and chips, pipes as lines, and facility.pvd that names the four files.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Error.h"
#include "solver/results/AtomicFile.h"
#include "solver/results/PolyData.h"
#include "solver/results/Results.h"

#include <fmt/format.h>

namespace coldloop::results {

namespace {

constexpr double litrePerMinute = 1e-3 / 60; // [m^3/s]

void addBox(PolyData& data, const facility::Box& box, std::int64_t kind)
{
    const auto first = static_cast<std::int64_t>(data.points.size());
    for (int corner = 0; corner < 8; ++corner) // bit 0: x, bit 1: y, bit 2: z
        data.points.push_back({corner & 1 ? box.high[0] : box.low[0], corner & 2 ? box.high[1] : box.low[1],
                               corner & 4 ? box.high[2] : box.low[2]});
    const int sides[6][4] = {{0, 4, 6, 2}, {1, 3, 7, 5}, {0, 1, 5, 4}, {2, 6, 7, 3}, {0, 2, 3, 1}, {4, 5, 7, 6}};
    for (const auto& side : sides) { // seen from outside they turn anticlockwise
        data.polygons.push_back({first + side[0], first + side[1], first + side[2], first + side[3]});
        data.integers["chip"].push_back(box.chip);
        data.integers["kind"].push_back(kind);
        data.numbers["temperature_K"].push_back(box.temperature);
        data.numbers["margin_K"].push_back(box.margin);
        data.numbers["flow_L_min"].push_back(box.volumeFlow / litrePerMinute);
        data.texts["name"].push_back(box.name);
    }
}

PolyData boxesOf(const facility::Outcome& outcome, const std::string& kind)
{
    PolyData data;
    for (const facility::Box& box : outcome.boxes) {
        if (box.kind != kind) continue;
        std::int64_t chipKind = -1;
        if (box.chip >= 0) {
            expects(static_cast<std::size_t>(box.chip) < outcome.places.size(),
                    "a box's chip is one of the facility's");
            chipKind = static_cast<std::int64_t>(outcome.places[static_cast<std::size_t>(box.chip)].kind);
        }
        addBox(data, box, chipKind);
    }
    return data;
}

PolyData pipesOf(const facility::Outcome& outcome)
{
    PolyData data;
    for (const facility::PipeRun& pipe : outcome.pipes) {
        const auto first = static_cast<std::int64_t>(data.points.size());
        data.points.push_back(pipe.from);
        data.points.push_back(pipe.to);
        data.lines.push_back({first, first + 1});
        data.numbers["temperature_K"].push_back(pipe.temperature);
        data.numbers["flow_L_min"].push_back(pipe.volumeFlow / litrePerMinute);
        data.texts["name"].push_back(pipe.name);
    }
    return data;
}

} // namespace

void writeFacility(const std::filesystem::path& directory, const facility::Outcome& outcome)
{
    for (const facility::Box& box : outcome.boxes)
        expects(box.kind == "rack" || box.kind == "tray" || box.kind == "chip", "a box is a rack, a tray or a chip");
    makeFolders(directory / "facility");
    const std::pair<const char*, PolyData> parts[] = {{"racks", boxesOf(outcome, "rack")},
                                                      {"trays", boxesOf(outcome, "tray")},
                                                      {"chips", boxesOf(outcome, "chip")},
                                                      {"pipes", pipesOf(outcome)}};
    std::string collection;
    for (int part = 0; part < 4; ++part) {
        const auto& [name, data] = parts[part];
        writeText(directory / "facility" / fmt::format("{}.vtp", name), vtpText(data));
        collection += fmt::format("<DataSet timestep=\"{}\" part=\"{}\" name=\"{}\" file=\"facility/{}.vtp\"/>\n",
                                  outcome.last.time, part, name, name);
    }
    writeText(directory / "facility.pvd",
              fmt::format("<?xml version=\"1.0\"?>\n<VTKFile type=\"Collection\" version=\"1.0\" "
                          "byte_order=\"LittleEndian\">\n<Collection>\n{}</Collection>\n</VTKFile>\n",
                          collection));
}

} // namespace coldloop::results
