// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/model/Levels.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>

namespace coldloop::model {

namespace {

std::string keyOf(std::size_t level) { return fmt::format("model/level {}", level); }

// "model/level 1/pressure_drop [Pa]" -> a quantity.
std::optional<Quantity> quantityOf(const std::string& key, const std::string& prefix, const std::vector<double>& value)
{
    if (key.compare(0, prefix.size(), prefix) != 0) return {};
    const std::size_t unit = key.rfind(" [");
    return Quantity{key.substr(prefix.size(), unit - prefix.size()), value.at(0),
                    key.substr(unit + 2, key.size() - unit - 3)};
}

} // namespace

void Levels::save(Archive& archive) const
{
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        archive[keyOf(i + 1)] = {double(rows_[i].cells)};
        for (const Quantity& q : rows_[i].quantities)
            archive[fmt::format("{}/{} [{}]", keyOf(i + 1), q.name, q.unit)] = {q.value};
    }
}

void Levels::restore(const Archive& archive, int levels)
{
    rows_.clear();
    for (int i = 1; i <= levels; ++i) {
        const std::string key = keyOf(static_cast<std::size_t>(i));
        LevelRow row;
        row.cells = std::lround(archive.at(key).at(0));
        for (const auto& [name, value] : archive)
            if (const auto q = quantityOf(name, key + "/", value)) row.quantities.push_back(*q);
        rows_.push_back(std::move(row));
    }
}

void Levels::compare(Outcome& outcome, double reference) const
{
    outcome.levels = rows_;
    std::vector<double> cells;
    for (const LevelRow& row : rows_) cells.push_back(double(row.cells));
    for (const Quantity& of : outcome.quantities) {
        const bool temperature = of.name == "max_temperature";
        if (!temperature && of.name != "thermal_resistance" && of.name != "pressure_drop") continue;
        std::vector<double> values;
        for (const LevelRow& row : rows_) values.push_back(quantity(row.quantities, of.name));
        outcome.gridConvergence.push_back(
            gridConvergence(of.name, of.unit, cells, values, temperature ? reference : 0));
    }
}

} // namespace coldloop::model
