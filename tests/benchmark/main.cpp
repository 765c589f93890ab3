// coldloop_bench [NAME...]: runs the benchmarks, prints a table, writes bench.json beside the program.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmark/Benchmarks.h"

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>

using namespace coldloop::benchmark;

namespace {

const Benchmark* find(const std::string& name)
{
    for (const Benchmark& benchmark : benchmarks())
        if (benchmark.name == name) return &benchmark;
    return nullptr;
}

// bench.json keeps the numbers of benchmarks that are not run now.
nlohmann::json former(const std::filesystem::path& file)
{
    std::ifstream in(file);
    nlohmann::json json = nlohmann::json::parse(in, nullptr, false);
    return json.is_object() ? json : nlohmann::json::object();
}

void run(const Benchmark& benchmark, nlohmann::json& all)
{
    const Result result = benchmark.measure();
    const bool holds = result.value <= result.goal;
    std::printf("%-14s %12.4g %-3s %10.4g  %-5s  %s\n", benchmark.name.c_str(), result.value, result.unit.c_str(),
                result.goal, holds ? "yes" : "NO", benchmark.what.c_str());
    std::fflush(stdout);
    nlohmann::json entry{{"value", result.value}, {"unit", result.unit}, {"goal", result.goal},
                         {"holds", holds},        {"peer", nullptr},     {"what", benchmark.what}};
    entry.update(result.more);
    all[benchmark.name] = entry;
}

int runAll(const std::vector<const Benchmark*>& chosen)
{
    const std::filesystem::path file = std::filesystem::path(COLDLOOP_BINARY_DIR) / "bench.json";
    nlohmann::json all = former(file);
    int code = 0;
    std::printf("%-14s %12s %-3s %10s  %-5s\n", "benchmark", "value", "", "goal", "holds");
    for (const Benchmark* benchmark : chosen) {
        try {
            run(*benchmark, all);
        } catch (const std::exception& error) {
            std::fprintf(stderr, "%s: %s\n", benchmark->name.c_str(), error.what());
            all.erase(benchmark->name);
            code = 1;
        }
    }
    std::ofstream(file) << all.dump(1) << "\n";
    std::printf("%s\n", file.c_str());
    return code;
}

} // namespace

int main(int argc, char** argv)
{
    std::vector<const Benchmark*> chosen;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--list") {
            for (const Benchmark& benchmark : benchmarks())
                std::printf("%-14s %s\n", benchmark.name.c_str(), benchmark.what.c_str());
            return 0;
        }
        if (!find(word)) {
            std::fprintf(stderr, "there is no benchmark '%s'. `--list` names them\n", word.c_str());
            return 2;
        }
        chosen.push_back(find(word));
    }
    if (chosen.empty())
        for (const Benchmark& benchmark : benchmarks()) chosen.push_back(&benchmark);
    return runAll(chosen);
}
