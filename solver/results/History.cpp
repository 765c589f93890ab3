// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Error.h"
#include "solver/results/Hdf5.h"
#include "solver/results/Results.h"
#include "solver/results/Text.h"

#include <fmt/format.h>

#include <cmath>

namespace coldloop::results {

namespace {

struct ChipQuantity {
    const char* name;
    const char* unit;
    double (*of)(const facility::ChipSample&);
};

// What is kept of a chip at each instant. docs/formats.md says what each means.
const ChipQuantity chipQuantities[] = {
    {"junction_temperature", "K", [](const facility::ChipSample& c) { return c.junction; }},
    {"junction_temperature_peak", "K", [](const facility::ChipSample& c) { return c.junctionPeak; }},
    {"plate_temperature", "K", [](const facility::ChipSample& c) { return c.plate; }},
    {"inlet_temperature", "K", [](const facility::ChipSample& c) { return c.inlet; }},
    {"power", "W", [](const facility::ChipSample& c) { return c.power; }},
    {"heat_to_coolant", "W", [](const facility::ChipSample& c) { return c.heatToCoolant; }},
    {"volume_flow", "m3/s", [](const facility::ChipSample& c) { return c.volumeFlow; }},
    {"clock", "1", [](const facility::ChipSample& c) { return c.clock; }},
    {"throttled_time", "s", [](const facility::ChipSample& c) { return c.throttledTime; }},
    {"lost_work", "s", [](const facility::ChipSample& c) { return c.lostWork; }},
    {"throttled", "1", [](const facility::ChipSample& c) { return c.throttled ? 1.0 : 0.0; }},
    {"shutdown", "1", [](const facility::ChipSample& c) { return c.shutdown ? 1.0 : 0.0; }},
};

const std::string timeKey = "history/time";
const std::string chipsKey = "history/chips/";
const std::string totalsKey = "history/totals/"; // + "000003 supply_temperature [K]": order, name and unit

bool startsWith(const std::string& text, const std::string& start) { return text.compare(0, start.size(), start) == 0; }

Quantity quantityOfKey(const std::string& key)
{
    const std::size_t name = key.find(' ', totalsKey.size()), unit = key.rfind(" [");
    expects(name != std::string::npos && unit != std::string::npos && unit > name && key.back() == ']',
            "a total of a checkpoint is named 'history/totals/<number> <name> [<unit>]'");
    return {key.substr(name + 1, unit - name - 1), 0, key.substr(unit + 2, key.size() - unit - 3)};
}

} // namespace

void History::append(const facility::Snapshot& snapshot)
{
    expects(snapshot.chips.size() == places_.size(), "a snapshot has a sample for each chip of the history");
    if (time_.empty()) {
        totalNames_ = snapshot.totals;
        totals_.assign(totalNames_.size(), {});
    }
    expects(snapshot.totals.size() == totalNames_.size(), "every snapshot has the same totals");
    time_.push_back(snapshot.time);
    for (const ChipQuantity& quantity : chipQuantities) {
        std::vector<double>& values = chips_[quantity.name];
        for (const facility::ChipSample& chip : snapshot.chips) values.push_back(quantity.of(chip));
    }
    for (std::size_t i = 0; i < totals_.size(); ++i) {
        expects(snapshot.totals[i].name == totalNames_[i].name, "every snapshot has the same totals in the same order");
        totals_[i].push_back(snapshot.totals[i].value);
    }
}

void History::save(Archive& archive) const
{
    archive[timeKey] = time_;
    for (const auto& [name, values] : chips_) archive[chipsKey + name] = values;
    for (std::size_t i = 0; i < totals_.size(); ++i)
        archive[fmt::format("{}{:06} {} [{}]", totalsKey, i, totalNames_[i].name, totalNames_[i].unit)] = totals_[i];
}

void History::restore(const Archive& archive)
{
    const auto time = archive.find(timeKey);
    expects(time != archive.end(), "a checkpoint holds history/time");
    time_ = time->second;
    chips_.clear();
    totalNames_.clear();
    totals_.clear();
    for (const auto& [key, values] : archive) {
        if (startsWith(key, chipsKey)) {
            expects(values.size() == time_.size() * places_.size(), "a checkpoint's history fits the case's chips");
            chips_[key.substr(chipsKey.size())] = values;
        } else if (startsWith(key, totalsKey)) { // an archive is sorted, and so the totals keep their order
            expects(values.size() == time_.size(), "a checkpoint's totals have a value an instant");
            totalNames_.push_back(quantityOfKey(key));
            totals_.push_back(values);
        }
    }
}

void History::writeHdf5(const std::filesystem::path& file) const
{
    Hdf5Writer out(file);
    out.attribute("/", "format", "coldloop history");
    out.attribute("/", "format_version", std::vector<int>{formatVersion});
    out.write("/time", time_, {time_.size()}, "s");
    out.group("/chips");
    for (const ChipQuantity& quantity : chipQuantities) {
        const auto values = chips_.find(quantity.name);
        out.write(std::string("/chips/") + quantity.name,
                  values == chips_.end() ? std::vector<double>() : values->second, {time_.size(), places_.size()},
                  quantity.unit, true);
    }
    const auto index = [&](const std::string& name, auto of) {
        std::vector<int> values;
        for (const facility::ChipPlace& place : places_) values.push_back(of(place));
        out.write("/chips/" + name, values, {values.size()}, "1");
    };
    index("number", [](const facility::ChipPlace& p) { return p.number; });
    index("rack", [](const facility::ChipPlace& p) { return p.rack; });
    index("tray", [](const facility::ChipPlace& p) { return p.tray; });
    index("slot", [](const facility::ChipPlace& p) { return p.slot; });
    index("kind", [](const facility::ChipPlace& p) { return static_cast<int>(p.kind); });
    out.attribute("/chips/kind", "names", "0 gpu, 1 cpu, 2 switch");
    out.group("/totals");
    for (std::size_t i = 0; i < totals_.size(); ++i)
        out.write("/totals/" + totalNames_[i].name, totals_[i], {totals_[i].size()}, totalNames_[i].unit);
    out.save();
}

void History::writeCsv(const std::filesystem::path& file) const
{
    std::string text = "time [s]";
    for (const Quantity& total : totalNames_) text += "," + csvField(fmt::format("{} [{}]", total.name, total.unit));
    text += "\n";
    for (std::size_t step = 0; step < time_.size(); ++step) {
        text += csvNumber(time_[step]);
        for (const std::vector<double>& values : totals_) text += "," + csvNumber(values[step]);
        text += "\n";
    }
    writeText(file, text);
}

} // namespace coldloop::results
