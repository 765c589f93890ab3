// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmark/Ours.h"

#include "tests/benchmark/Peer.h"
#include "tests/regression/Files.h"
#include "tests/regression/Program.h"

#include <algorithm>
#include <stdexcept>

namespace coldloop::benchmark {

namespace {

constexpr int notConverged = 3;

regression::Finished succeed(const std::vector<std::string>& arguments, bool mayStall = false)
{
    const regression::Finished finished = regression::runProgram(arguments);
    if (finished.code == 0 || (mayStall && finished.code == notConverged)) return finished;
    std::string line = "coldloop";
    for (const std::string& argument : arguments) line += " " + argument;
    throw std::runtime_error("`" + line + "` ended with " + std::to_string(finished.code) + ": " + finished.err);
}

} // namespace

double OurRun::median() const
{
    std::vector<double> sorted = seconds;
    std::sort(sorted.begin(), sorted.end());
    return sorted.at(sorted.size() / 2);
}

double OurRun::quantity(const std::string& name) const
{
    if (!stalled.empty()) throw std::runtime_error(folder.string() + " did not converge: " + stalled);
    return regression::quantity(summary, name);
}

nlohmann::json OurRun::json() const
{
    return {{"seconds", seconds},
            {"peak_memory_bytes", peakMemory},
            {"convergence", summary.at("convergence")},
            {"phases", summary.at("timing")},
            {"log", (folder / "log.txt").string()}};
}

OurRun runOurs(const std::string& name, const fs::path& caseFile, int ranks, const std::vector<std::string>& overrides,
               int repetitions)
{
    OurRun run;
    run.folder = benchFolder() / name;
    std::vector<std::string> words{"run", caseFile.string(), "-o", run.folder.string(), "-n", std::to_string(ranks)};
    for (const std::string& change : overrides) words.insert(words.end(), {"--set", change});
    bool stalls = false;
    for (int i = 0; i < repetitions && !stalls; ++i) {
        fs::remove_all(run.folder);
        const regression::Finished finished = succeed(words, true);
        run.seconds.push_back(finished.seconds);
        stalls = finished.code == notConverged;
        run.peakMemory = std::max(run.peakMemory, finished.peakMemory);
    }
    run.summary = regression::summaryOf(run.folder);
    if (stalls) run.stalled = run.summary.at("message");
    return run;
}

fs::path exportCase(const std::string& name, const fs::path& caseFile)
{
    const fs::path folder = benchFolder() / name;
    fs::remove_all(folder);
    succeed({"export", "openfoam", caseFile.string(), folder.string(), "--schemes", "upwind"});
    return folder;
}

} // namespace coldloop::benchmark
