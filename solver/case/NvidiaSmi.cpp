// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/NvidiaSmi.h"

#include "solver/core/Error.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <optional>

namespace coldloop::case_file {

namespace {

constexpr const char* howToRecord =
    "Record it with: nvidia-smi --query-gpu=timestamp,index,power.draw --format=csv -lms 250";

std::string trimmed(const std::string& text)
{
    const std::size_t first = text.find_first_not_of(" \t\r");
    if (first == std::string::npos) return "";
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string> fieldsOf(const std::string& line)
{
    std::vector<std::string> fields;
    std::size_t begin = 0;
    for (std::size_t comma; (comma = line.find(',', begin)) != std::string::npos; begin = comma + 1)
        fields.push_back(trimmed(line.substr(begin, comma - begin)));
    fields.push_back(trimmed(line.substr(begin)));
    return fields;
}

// Days since 1970-01-01, Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms").
std::int64_t daysOf(int year, int month, int day)
{
    const std::int64_t y = month <= 2 ? year - 1 : year;
    const std::int64_t era = (y >= 0 ? y : y - 399) / 400, yearOfEra = y - era * 400;
    const std::int64_t dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
}

// "2024/07/15 12:34:56.789" -> milliseconds since 1970, in the clock that wrote it.
std::optional<std::int64_t> milliseconds(const std::string& text)
{
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, used = 0;
    double second = 0;
    const int read =
        std::sscanf(text.c_str(), "%4d/%2d/%2d %2d:%2d:%lf%n", &year, &month, &day, &hour, &minute, &second, &used);
    const bool valid = read == 6 && used == static_cast<int>(text.size()) && month >= 1 && month <= 12 && day >= 1 &&
                       day <= 31 && hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 61;
    if (!valid) return {};
    return ((daysOf(year, month, day) * 24 + hour) * 60 + minute) * 60000 + std::llround(second * 1000);
}

template <class Number>
std::optional<Number> numberAtStart(const std::string& text, std::string& rest)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc()) return {};
    rest = trimmed(std::string(end, text.data() + text.size()));
    return number;
}

struct Columns {
    std::size_t timestamp = 0, index = 0, power = 0, count = 0;
};

struct Sample {
    std::int64_t time; // [ms]
    int gpu;
    double power; // [W]
};

// Reads lines into samples and keeps every error with its place.
class Reader {
public:
    explicit Reader(const std::string& path) : path_(path) {}

    std::vector<Sample> samples()
    {
        std::ifstream file = opened();
        std::string line;
        std::optional<Columns> columns;
        std::vector<Sample> samples;
        while (std::getline(file, line)) {
            ++line_;
            if (line_ == 1 && line.compare(0, 3, "\xef\xbb\xbf") == 0) line.erase(0, 3);
            if (trimmed(line).empty()) continue;
            if (!columns) {
                columns = header(fieldsOf(line));
                if (!columns) break;
            } else if (const auto sample = row(fieldsOf(line), *columns)) {
                samples.push_back(*sample);
            }
        }
        if (line_ == 0) fail(1, std::string("the file is empty. ") + howToRecord);
        if (errors_.empty() && samples.empty())
            fail(line_, "there is no sample after the header. The recording stopped at once: record longer");
        finish();
        return samples;
    }

    void fail(int line, const std::string& what)
    {
        ++errorCount_;
        if (errorCount_ <= 20) errors_.push_back(fmt::format("{}:{}: {}", path_, line, what));
    }

    void finish()
    {
        if (errorCount_ > 20)
            errors_.push_back(fmt::format("{}: {} more errors of this kind", path_, errorCount_ - 20));
        if (!errors_.empty()) throw InputError(errors_);
    }

private:
    std::ifstream opened() const
    {
        namespace fs = std::filesystem;
        std::error_code ignored;
        if (!fs::exists(path_, ignored)) throw InputError(path_ + ": the file does not exist. Check the path");
        if (fs::is_directory(path_, ignored))
            throw InputError(path_ + ": is a directory. Name the CSV file that nvidia-smi wrote");
        std::ifstream file(path_);
        if (!file) throw InputError(path_ + ": cannot be read. Check its permissions");
        return file;
    }

    std::optional<Columns> header(const std::vector<std::string>& names)
    {
        const auto find = [&](const std::string& wanted) -> std::size_t {
            for (std::size_t i = 0; i < names.size(); ++i)
                if (names[i] == wanted || (wanted == "power.draw" && names[i] == "power.draw [W]")) return i;
            fail(line_, fmt::format("the header has no column '{}'. {}", wanted, howToRecord));
            return 0;
        };
        Columns columns;
        columns.timestamp = find("timestamp");
        columns.index = find("index");
        columns.power = find("power.draw");
        columns.count = names.size();
        if (!errors_.empty()) return {};
        return columns;
    }

    std::optional<Sample> row(const std::vector<std::string>& fields, const Columns& columns)
    {
        if (fields.size() != columns.count) {
            fail(line_, fmt::format("{} values under {} column names. Remove the line if it was cut off", fields.size(),
                                    columns.count));
            return {};
        }
        const auto time = milliseconds(fields[columns.timestamp]);
        if (!time)
            fail(line_, fmt::format("timestamp '{}' is not a date and time. Write it like 2026/01/31 12:34:56.789",
                                    fields[columns.timestamp]));
        std::string rest;
        const auto gpu = numberAtStart<int>(fields[columns.index], rest);
        if (!gpu || *gpu < 0 || !rest.empty())
            fail(line_, fmt::format("index '{}' is not the number of a GPU. Write 0, 1, 2", fields[columns.index]));
        const auto power = numberAtStart<double>(fields[columns.power], rest);
        const bool goodPower = power && std::isfinite(*power) && *power >= 0 && (rest.empty() || rest == "W");
        if (!goodPower)
            fail(line_, fmt::format("power.draw '{}' is not a power in watts. Write it like 345.67 W, or remove the "
                                    "line",
                                    fields[columns.power]));
        if (!time || !gpu || !goodPower) return {};
        if (lastTime_ && *time < *lastTime_) {
            fail(line_, fmt::format("timestamp '{}' is before the line above. Sort the lines by time",
                                    fields[columns.timestamp]));
            return {};
        }
        lastTime_ = *time;
        return Sample{*time, *gpu, *power};
    }

    std::string path_;
    int line_ = 0, errorCount_ = 0;
    std::optional<std::int64_t> lastTime_;
    std::vector<std::string> errors_;
};

// nvidia-smi asks the GPUs one after the other, some milliseconds apart: one round of answers is one instant, at the
// time of its first line. A round ends where an index comes again.
std::vector<std::pair<std::int64_t, std::map<int, double>>> rounds(const std::vector<Sample>& samples)
{
    std::vector<std::pair<std::int64_t, std::map<int, double>>> result;
    for (const Sample& sample : samples) {
        if (result.empty() || result.back().second.count(sample.gpu)) {
            // Two rounds in one millisecond cannot be told apart: the later one counts.
            if (!result.empty() && result.back().first == sample.time)
                result.back().second[sample.gpu] = sample.power;
            else
                result.push_back({sample.time, {{sample.gpu, sample.power}}});
        } else {
            result.back().second[sample.gpu] = sample.power;
        }
    }
    return result;
}

} // namespace

workload::PowerTrace readNvidiaSmi(const std::string& path)
{
    Reader reader(path);
    const std::vector<Sample> samples = reader.samples();
    std::map<int, double> current; // of each GPU; before its first sample the first holds
    for (auto sample = samples.rbegin(); sample != samples.rend(); ++sample) current[sample->gpu] = sample->power;

    workload::PowerTrace trace;
    trace.source = path;
    trace.power.resize(current.size());
    const auto instants = rounds(samples);
    for (const auto& [time, answers] : instants) {
        trace.time.push_back(static_cast<double>(time - instants.front().first) / 1000);
        for (const auto& [gpu, power] : answers) current[gpu] = power;
        std::size_t row = 0;
        for (const auto& [gpu, power] : current) trace.power[row++].push_back(power);
    }
    return trace;
}

} // namespace coldloop::case_file
