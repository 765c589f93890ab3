// The benchmarks: one number each, in SI, against a goal.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <functional>
#include <string>
#include <vector>

namespace coldloop::benchmark {

enum class Goal { atMost, atLeast };

// What must be so besides the goal, or the number is worth nothing: |value| <= limit.
struct Check {
    std::string what;
    double value = 0, limit = 0; // SI
};

struct Result {
    double value = 0; // SI
    std::string unit;
    double goal = 0;
    nlohmann::json more; // what the number belongs to: cells, steps, raw seconds, logs
    Goal direction = Goal::atMost;
    nlohmann::json peer = nullptr; // the same of the program that we compare with
    std::vector<Check> checks{};
    std::string remark{}; // beside the table's row
};

struct Benchmark {
    std::string name, what;
    std::function<Result()> measure;
};

// What the command line asks of all of them.
struct Options {
    bool reusePeer = false; // a peer's former times instead of new ones, and marked so
};

bool holds(const Result& result);

std::vector<Benchmark> programBenchmarks();
std::vector<Benchmark> chtBenchmarks(const Options& options);

} // namespace coldloop::benchmark
