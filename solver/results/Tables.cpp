// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Property.h"
#include "solver/results/Results.h"
#include "solver/results/Text.h"

#include <fmt/format.h>

#include <cmath>

namespace coldloop::results {

namespace {
constexpr double litrePerMinute = 1e-3 / 60; // [m^3/s]
} // namespace

std::string csvField(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + "\"";
}

std::string csvNumber(double value) { return std::isfinite(value) ? fmt::format("{}", value) : ""; }

std::string csvNumber(double value, int decimals)
{
    return std::isfinite(value) ? fmt::format("{:.{}f}", value, decimals) : "";
}

void writeHotspots(const std::filesystem::path& file, const std::vector<facility::HotspotRow>& rows)
{
    std::string text = "chip,rack,tray,slot,kind,junction_temperature_degC,margin_K,power_W,flow_L_min,"
                       "inlet_temperature_degC,throttled_s,cause\n";
    for (const facility::HotspotRow& row : rows)
        text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}\n", row.place.number, row.place.rack, row.place.tray,
                            row.place.slot, workload::toString(row.place.kind),
                            csvNumber(row.junction - zeroCelsius, 6), csvNumber(row.margin, 6), csvNumber(row.power, 6),
                            csvNumber(row.volumeFlow / litrePerMinute, 6), csvNumber(row.inlet - zeroCelsius, 6),
                            csvNumber(row.throttledTime, 6), csvField(row.cause));
    writeText(file, text);
}

void writeRecord(const std::filesystem::path& file, const model::Record& record)
{
    std::string text = "mesh,equation,iteration,time [s],residual [1]";
    for (const Quantity& monitor : record.monitors())
        text += "," + csvField(fmt::format("{} [{}]", monitor.name, monitor.unit));
    text += "\n";
    for (const model::RecordRow& row : record.rows()) {
        text += fmt::format("{},{},{},{},{}", row.level, csvField(row.equation), row.iteration, csvNumber(row.time),
                            csvNumber(row.residual));
        for (std::size_t i = 0; i < record.monitors().size(); ++i)
            text += "," + (row.monitors.empty() ? "" : csvNumber(row.monitors[i]));
        text += "\n";
    }
    writeText(file, text);
}

} // namespace coldloop::results
