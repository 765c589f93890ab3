// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmark/Table.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>

namespace coldloop::benchmark {

namespace {

bool holds(const Check& check) { return std::abs(check.value) <= check.limit; }

nlohmann::json former(const std::filesystem::path& file)
{
    std::ifstream in(file);
    nlohmann::json json = nlohmann::json::parse(in, nullptr, false);
    return json.is_object() ? json : nlohmann::json::object();
}

nlohmann::json checksOf(const Result& result)
{
    nlohmann::json checks = nlohmann::json::array();
    for (const Check& check : result.checks)
        checks.push_back(
            {{"what", check.what}, {"value", check.value}, {"limit", check.limit}, {"holds", holds(check)}});
    return checks;
}

} // namespace

bool holds(const Result& result)
{
    const bool goal =
        result.direction == Goal::atMost ? result.value <= result.goal : result.value >= result.goal; // NaN: no
    return goal && std::all_of(result.checks.begin(), result.checks.end(), [](const Check& c) { return holds(c); });
}

Table::Table() : file_(std::filesystem::path(COLDLOOP_BINARY_DIR) / "bench.json"), all_(former(file_))
{
    std::printf("%-18s %10s %-5s %10s  %-5s\n", "benchmark", "value", "", "goal", "holds");
}

void Table::add(const Benchmark& benchmark, const Result& result)
{
    const bool atMost = result.direction == Goal::atMost;
    std::printf("%-18s %10.4g %-5s %2s %7.4g  %-5s  %s%s%s\n", benchmark.name.c_str(), result.value,
                result.unit.c_str(), atMost ? "<=" : ">=", result.goal, holds(result) ? "yes" : "NO",
                benchmark.what.c_str(), result.remark.empty() ? "" : "; ", result.remark.c_str());
    for (const Check& check : result.checks)
        if (!holds(check))
            std::printf("%-18s %s: %.4g, at most %.4g\n", "", check.what.c_str(), check.value, check.limit);
    std::fflush(stdout);
    nlohmann::json entry{{"value", result.value},  {"unit", result.unit},
                         {"goal", result.goal},    {"direction", atMost ? "<=" : ">="},
                         {"holds", holds(result)}, {"checks", checksOf(result)},
                         {"peer", result.peer},    {"what", benchmark.what}};
    if (!result.remark.empty()) entry["remark"] = result.remark;
    if (result.more.is_object()) entry.update(result.more);
    all_[benchmark.name] = entry;
    write();
}

void Table::addFailure(const Benchmark& benchmark, const std::string& why)
{
    std::fprintf(stderr, "%s: %s\n", benchmark.name.c_str(), why.c_str());
    all_.erase(benchmark.name);
    failed_ = true;
    write();
}

int Table::finish() const
{
    std::printf("%s\n", file_.c_str());
    return failed_ ? 1 : 0;
}

void Table::write() const
{
    const std::filesystem::path fresh = file_.string() + ".new";
    std::ofstream(fresh) << all_.dump(1) << "\n";
    std::filesystem::rename(fresh, file_);
}

} // namespace coldloop::benchmark
