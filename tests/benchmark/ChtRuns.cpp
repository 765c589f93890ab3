// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmark/ChtRuns.h"

namespace coldloop::benchmark {

namespace keys {
std::string mesh(const fs::path& polyMesh) { return "mesh.file=" + polyMesh.string(); }
const char* const noFields = "output.fields=false";
const char* const tight = "numerics.tolerance=1e-10";
const char* const upwind = "numerics.convection=upwind";
const char* const maxTemperature = "max_temperature";
const char* const pressureDrop = "pressure_drop";
} // namespace keys

fs::path caseOf(const std::string& name)
{
    return fs::path(COLDLOOP_SOURCE_DIR) / "tests" / "benchmark" / "cases" / (name + ".toml");
}

std::string nameOf(Size size, int ranks)
{
    return std::string(size == Size::small ? "small" : "large") + (ranks == 1 ? "" : "-" + std::to_string(ranks));
}

const fs::path& ChtRuns::microchannel(Size size, int ranks)
{
    fs::path& folder = cases_[{size, ranks}];
    if (folder.empty()) {
        const bool small = size == Size::small;
        const std::string name = "peer-" + nameOf(size, ranks);
        folder = reusePeer() && fs::exists(benchFolder() / name / "system")
                     ? benchFolder() / name
                     : writeMicrochannel(name, small ? 100 : 200, small ? 1 : 2);
    }
    return folder;
}

const nlohmann::json& ChtRuns::peer(Size size, int ranks)
{
    nlohmann::json& run = peers_[{size, ranks}];
    if (run.is_null()) {
        std::vector<std::string> words{"--ranks", std::to_string(ranks)};
        if (size == Size::large)
            words.insert(words.end(), {"--iterations", "20", "120"});
        else if (ranks == 1)
            words.push_back("--written"); // the maps go on from there
        run = runPeer("peer-" + nameOf(size, ranks), microchannel(size, ranks), words, reusePeer());
    }
    return run;
}

const OurRun& ChtRuns::ours(Size size, int ranks)
{
    OurRun& run = ours_[{size, ranks}];
    if (run.seconds.empty())
        run = runOurs("ours-" + nameOf(size, ranks), caseOf("microchannel"), ranks,
                      {keys::mesh(baseMesh(microchannel(size))), keys::noFields}, size == Size::small ? 5 : 3);
    return run;
}

OurRun ChtRuns::oursWith(Size size, const std::string& name, const std::vector<std::string>& changes,
                         const fs::path& caseFile, int repetitions)
{
    std::vector<std::string> all{keys::mesh(baseMesh(microchannel(size))), keys::noFields};
    all.insert(all.end(), changes.begin(), changes.end());
    return runOurs("ours-" + nameOf(size, 1) + "-" + name, caseFile.empty() ? caseOf("microchannel") : caseFile, 1, all,
                   repetitions);
}

std::vector<Check> accuracyChecks(const OurRun& standard, const OurRun& tight)
{
    const double dp = tight.quantity(keys::pressureDrop);
    return {{"Tmax away from the solution at 1e-10 [K]",
             standard.quantity(keys::maxTemperature) - tight.quantity(keys::maxTemperature), 0.01},
            {"relative dp away from the solution at 1e-10", standard.quantity(keys::pressureDrop) / dp - 1, 1e-3}};
}

} // namespace coldloop::benchmark
