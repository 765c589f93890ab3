// SPDX-License-Identifier: GPL-3.0-or-later
#include "postprocess/Hotspots.h"

#include "postprocess/Csv.h"
#include "solver/core/Error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <fstream>
#include <sys/file.h>
#include <unistd.h>

namespace coldloop::postprocess {

namespace fs = std::filesystem;

namespace {

struct Column {
    const char* title;
    const char* unit;
    const char* field; // column of hotspots.csv; null for "where", which several make up
    int decimals;      // -1: text
};

const Column columns[] = {
    {"where", "", nullptr, -1},
    {"kind", "", "kind", -1},
    {"junction", "degC", "junction_temperature_degC", 1},
    {"margin", "K", "margin_K", 1},
    {"power", "W", "power_W", 0},
    {"flow", "L/min", "flow_L_min", 2},
    {"inlet", "degC", "inlet_temperature_degC", 1},
    {"throttled", "s", "throttled_s", 1},
    {"cause", "", "cause", -1},
};

struct Source {
    fs::path file;
    std::string note; // what to say of a run that has not ended
};

// A run holds a lock on its folder as long as it lives (docs/formats.md).
bool underWay(const fs::path& directory)
{
    const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool locked = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(descriptor);
    return locked;
}

Source sourceOf(const fs::path& directory)
{
    if (!fs::exists(directory))
        throw InputError(
            fmt::format("there is no folder '{}'. Give the folder that a run wrote (its -o).", directory.string()));
    if (!fs::is_directory(directory))
        throw InputError(
            fmt::format("'{}' is no folder. Give the folder that a run wrote (its -o).", directory.string()));
    const fs::path checkpoint = directory / "checkpoint" / "hotspots.csv";
    const bool running = underWay(directory), stopped = !running && fs::exists(checkpoint);
    if (running || stopped) {
        const std::string state = running ? "A run is under way" : "A run was stopped: continue it with --resume";
        if (fs::exists(checkpoint))
            return {checkpoint, state + ". So far, up to its last checkpoint, causes not yet named:"};
        if (!fs::exists(directory / "hotspots.csv"))
            throw InputError(fmt::format(
                "'{}': a run is under way and has not written a checkpoint yet. Ask again later.", directory.string()));
        return {directory / "hotspots.csv", state + ". Its table is not there yet; this is the former run's:"};
    }
    for (const fs::path& file : {directory / "hotspots.csv", directory / ".complete" / "hotspots.csv"})
        if (fs::exists(file)) return {file, ""};
    throw InputError(
        fmt::format("'{}' holds no hot-spot table (hotspots.csv). Give the folder that a run wrote, or run "
                    "the case first: coldloop run CASE.toml -o {}",
                    directory.string(), directory.string()));
}

// "Status: not-converged." for results that are no solution; nothing where the summary is missing or says solved.
std::string statusNote(const fs::path& directory)
{
    std::ifstream in(directory / "summary.json");
    const auto summary = nlohmann::json::parse(in, nullptr, false);
    if (!summary.is_object() || !summary.contains("status") || !summary["status"].is_string()) return "";
    const std::string status = summary["status"];
    return status == "solved" ? "" : fmt::format("Status of the run: {}.", status);
}

class Rows {
public:
    explicit Rows(const fs::path& file) : file_(file), table_(readCsv(file)) {}
    std::size_t size() const { return table_.rows.size(); }

    std::string text(std::size_t row, const std::string& field) const
    {
        const auto found = std::find(table_.header.begin(), table_.header.end(), field);
        if (found == table_.header.end())
            throw InputError(
                fmt::format("{}:1: has no column '{}'. Run the case again with this coldloop.", file_.string(), field));
        return table_.rows[row][static_cast<std::size_t>(found - table_.header.begin())];
    }

    std::string number(std::size_t row, const std::string& field, int decimals) const
    {
        const std::string written = text(row, field);
        if (written.empty()) return "-"; // not defined, as the margin of a chip without limit
        double value = 0;
        const char* const end = written.data() + written.size();
        if (const auto read = std::from_chars(written.data(), end, value); read.ec != std::errc() || read.ptr != end)
            throw InputError(fmt::format("{}:{}: {} is '{}', which is no number. Run the case again.", file_.string(),
                                         row + 2, field, written));
        return fmt::format("{:.{}f}", value, decimals);
    }

private:
    fs::path file_;
    CsvTable table_;
};

std::string cell(const Rows& rows, std::size_t row, const Column& column)
{
    if (!column.field)
        return fmt::format("rack {:>2} tray {:>2} slot {:>2}", rows.text(row, "rack"), rows.text(row, "tray"),
                           rows.text(row, "slot"));
    return column.decimals < 0 ? rows.text(row, column.field) : rows.number(row, column.field, column.decimals);
}

// Texts to the left, numbers to the right, two spaces between.
std::string aligned(const std::vector<std::vector<std::string>>& lines)
{
    std::vector<std::size_t> width(std::size(columns), 0);
    for (const auto& line : lines)
        for (std::size_t i = 0; i < line.size(); ++i) width[i] = std::max(width[i], line[i].size());
    std::string text;
    for (const auto& line : lines) {
        std::string row;
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (i > 0) row += "  ";
            row += columns[i].decimals < 0 ? fmt::format("{:<{}}", line[i], width[i])
                                           : fmt::format("{:>{}}", line[i], width[i]);
        }
        row.erase(row.find_last_not_of(' ') + 1);
        text += row + "\n";
    }
    return text;
}

} // namespace

std::string hotspotTableOf(const fs::path& file, int rows)
{
    const Rows table(file);
    const std::size_t shown = std::min(table.size(), static_cast<std::size_t>(std::max(rows, 0)));
    std::vector<std::vector<std::string>> lines(2);
    for (const Column& column : columns) {
        lines[0].push_back(column.title);
        lines[1].push_back(column.unit);
    }
    for (std::size_t row = 0; row < shown; ++row) {
        lines.emplace_back();
        for (const Column& column : columns) lines.back().push_back(cell(table, row, column));
    }
    std::string text = aligned(lines);
    if (shown < table.size()) text += fmt::format("and {} more chips in {}\n", table.size() - shown, file.string());
    return text;
}

std::string hotspotTable(const fs::path& directory, int rows)
{
    const Source source = sourceOf(directory);
    std::string text;
    for (const std::string& note : {source.note, statusNote(directory)})
        if (!note.empty()) text += note + "\n";
    return text + hotspotTableOf(source.file, rows);
}

} // namespace coldloop::postprocess
