// The benchmarks: one number each, in SI, against a goal.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <functional>
#include <string>
#include <vector>

namespace coldloop::benchmark {

struct Result {
    double value = 0; // SI
    std::string unit;
    double goal = 0;     // holds when value <= goal
    nlohmann::json more; // what the number belongs to: cells, steps, versions
};

struct Benchmark {
    std::string name, what;
    std::function<Result()> measure;
};

const std::vector<Benchmark>& benchmarks();

} // namespace coldloop::benchmark
