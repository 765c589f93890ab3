// Runs of both sides that several entries of ./bench cht look at; each is made once, when it is first asked for.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/benchmark/Benchmarks.h"
#include "tests/benchmark/Ours.h"
#include "tests/benchmark/Peer.h"

#include <map>

namespace coldloop::benchmark {

enum class Size { small, large }; // 89,600 and 716,800 cells of the microchannel

class ChtRuns {
public:
    explicit ChtRuns(Options options) : options_(options) {}

    bool reusePeer() const { return options_.reusePeer; }

    const fs::path& microchannel(Size size, int ranks = 1); // the peer's case
    const nlohmann::json& peer(Size size, int ranks);       // its run: to the end, or 100 iterations of the large case
    const OurRun& ours(Size size, int ranks);               // default criteria, on the peer's mesh
    // The same changed, on one rank; `caseFile` instead of the microchannel's where given.
    OurRun oursWith(Size size, const std::string& name, const std::vector<std::string>& changes,
                    const fs::path& caseFile = {}, int repetitions = 1);

private:
    Options options_;
    std::map<std::pair<Size, int>, fs::path> cases_;
    std::map<std::pair<Size, int>, nlohmann::json> peers_;
    std::map<std::pair<Size, int>, OurRun> ours_;
};

std::string nameOf(Size size, int ranks); // small, small-2, ...

// How `coldloop run` is told what a comparison needs, and what its summary calls the results.
namespace keys {
std::string mesh(const fs::path& polyMesh);
extern const char *const noFields, *const tight, *const upwind;
extern const char *const maxTemperature, *const pressureDrop;
} // namespace keys

fs::path caseOf(const std::string& name); // tests/benchmark/cases/<name>.toml

// Ours at default criteria against its own solution at 1e-10: 0.01 K and 0.1 %.
std::vector<Check> accuracyChecks(const OurRun& standard, const OurRun& tight);

} // namespace coldloop::benchmark
