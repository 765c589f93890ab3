// Our side of a comparison: `coldloop run`, timed from exec to exit.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace coldloop::benchmark {

namespace fs = std::filesystem;

struct OurRun {
    std::vector<double> seconds; // wall time of each repetition
    long peakMemory = 0;         // bytes, of the largest process
    nlohmann::json summary;      // summary.json of the last one
    std::string stalled;         // what it said where it did not converge (exit code 3); empty: it did
    fs::path folder;             // its results

    double median() const;
    double quantity(const std::string& name) const; // of the summary; error where it is missing
    nlohmann::json json() const;                    // for bench.json: seconds, memory, iterations, folder
};

// `coldloop run CASE -o build/bench/<name> -n RANKS --set ...`, as often as named; exit codes but 0 and 3 are errors.
OurRun runOurs(const std::string& name, const fs::path& caseFile, int ranks, const std::vector<std::string>& overrides,
               int repetitions = 1);

// `coldloop export openfoam CASE build/bench/<name> --schemes upwind`: a stock case for the peer. Returns its folder.
fs::path exportCase(const std::string& name, const fs::path& caseFile);

} // namespace coldloop::benchmark
