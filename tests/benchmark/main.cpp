// coldloop_bench [NAME...]: runs the benchmarks, prints a table, writes bench.json beside the program.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmark/Benchmarks.h"
#include "tests/benchmark/LongPeerRun.h"
#include "tests/benchmark/Table.h"

#include <cstdio>
#include <exception>

using namespace coldloop::benchmark;

namespace {

std::vector<Benchmark> allBenchmarks(const Options& options)
{
    std::vector<Benchmark> all = programBenchmarks();
    for (Benchmark& benchmark : chtBenchmarks(options)) all.push_back(std::move(benchmark));
    return all;
}

// The benchmark of that name, or those of that group: `cht` is all of cht/*.
std::vector<Benchmark> named(const std::vector<Benchmark>& all, const std::string& name)
{
    std::vector<Benchmark> found;
    for (const Benchmark& benchmark : all)
        if (benchmark.name == name || benchmark.name.rfind(name + "/", 0) == 0) found.push_back(benchmark);
    return found;
}

int runAll(const std::vector<Benchmark>& chosen)
{
    Table table;
    for (const Benchmark& benchmark : chosen) {
        try {
            table.add(benchmark, benchmark.measure());
        } catch (const std::exception& error) {
            table.addFailure(benchmark, error.what());
        }
    }
    return table.finish();
}

} // namespace

int main(int argc, char** argv)
{
    Options options;
    std::vector<std::string> names;
    bool list = false;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--long-peer-run") return longPeerRun();
        if (word == "--reuse-peer")
            options.reusePeer = true;
        else if (word == "--list")
            list = true;
        else
            names.push_back(word);
    }
    const std::vector<Benchmark> all = allBenchmarks(options);
    if (list) {
        for (const Benchmark& benchmark : all)
            std::printf("%-18s %s\n", benchmark.name.c_str(), benchmark.what.c_str());
        return 0;
    }
    std::vector<Benchmark> chosen = names.empty() ? all : std::vector<Benchmark>{};
    for (const std::string& name : names) {
        const std::vector<Benchmark> found = named(all, name);
        if (found.empty()) {
            std::fprintf(stderr, "there is no benchmark '%s'. `--list` names them\n", name.c_str());
            return 2;
        }
        chosen.insert(chosen.end(), found.begin(), found.end());
    }
    return runAll(chosen);
}
