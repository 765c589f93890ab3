// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/model/Record.h"

#include "solver/core/Error.h"

#include <algorithm>
#include <cmath>

namespace coldloop::model {

namespace {

const std::string rowsKey = "history/rows";          // 5 numbers a row: level, equation, iteration, time, residual
const std::string monitorsKey = "history/monitors";  // as many as monitors, a row
const std::string equationKey = "history/equation/"; // + name: its number
constexpr std::size_t width = 5;

} // namespace

void Record::save(Archive& archive) const
{
    std::vector<std::string> equations;
    std::vector<double>& rows = archive[rowsKey];
    std::vector<double>& monitors = archive[monitorsKey];
    rows.clear();
    monitors.clear();
    for (const RecordRow& row : rows_) {
        auto known = std::find(equations.begin(), equations.end(), row.equation);
        if (known == equations.end()) known = equations.insert(equations.end(), row.equation);
        rows.insert(rows.end(), {double(row.level), double(known - equations.begin()), double(row.iteration), row.time,
                                 row.residual});
        std::vector<double> values = row.monitors;
        values.resize(monitors_.size(), std::nan(""));
        monitors.insert(monitors.end(), values.begin(), values.end());
    }
    for (std::size_t i = 0; i < equations.size(); ++i) archive[equationKey + equations[i]] = {double(i)};
}

void Record::restore(const Archive& archive)
{
    std::vector<std::string> equations;
    for (const auto& [key, value] : archive)
        if (key.compare(0, equationKey.size(), equationKey) == 0) {
            equations.resize(std::max(equations.size(), static_cast<std::size_t>(value.at(0)) + 1));
            equations[static_cast<std::size_t>(value.at(0))] = key.substr(equationKey.size());
        }
    const std::vector<double>& rows = archive.at(rowsKey);
    const std::vector<double>& monitors = archive.at(monitorsKey);
    expects(rows.size() % width == 0 && monitors.size() == rows.size() / width * monitors_.size(),
            "checkpoint: the history is complete");
    rows_.clear();
    for (std::size_t i = 0; i < rows.size() / width; ++i) {
        const double* const r = rows.data() + width * i;
        RecordRow row{int(r[0]), equations.at(static_cast<std::size_t>(r[1])), int(r[2]), r[3], r[4], {}};
        const auto first = monitors.begin() + static_cast<std::ptrdiff_t>(i * monitors_.size());
        row.monitors.assign(first, first + static_cast<std::ptrdiff_t>(monitors_.size()));
        if (std::all_of(row.monitors.begin(), row.monitors.end(), [](double v) { return std::isnan(v); }))
            row.monitors.clear();
        rows_.push_back(std::move(row));
    }
}

} // namespace coldloop::model
