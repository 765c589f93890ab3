// The table on the terminal and bench.json, row by row: a stopped run keeps what it has.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/benchmark/Benchmarks.h"

#include <filesystem>

namespace coldloop::benchmark {

// bench.json: name -> {value, unit, goal, direction, holds, checks, peer, what, ...}; numbers of benchmarks that are not
// run now stay.
class Table {
public:
    Table();
    void add(const Benchmark& benchmark, const Result& result);
    void addFailure(const Benchmark& benchmark, const std::string& why);
    int finish() const; // exit code: 1 where a benchmark could not be measured; a missed goal is a result

private:
    void write() const;

    std::filesystem::path file_;
    nlohmann::json all_;
    bool failed_ = false;
};

} // namespace coldloop::benchmark
