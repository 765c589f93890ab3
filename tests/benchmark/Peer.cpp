// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmark/Peer.h"

#include "tests/regression/Files.h"
#include "tests/regression/Program.h"

#include <stdexcept>

namespace coldloop::benchmark {

namespace {

std::string succeed(const std::string& program, const std::vector<std::string>& arguments)
{
    regression::Surroundings surroundings;
    surroundings.program = program;
    const regression::Finished finished = regression::runProgram(arguments, surroundings);
    if (finished.code != 0) throw std::runtime_error(program + " " + arguments.front() + " failed: " + finished.err);
    return finished.out;
}

std::string python(const std::vector<std::string>& arguments) { return succeed("python3", arguments); }

std::string script(const std::string& name)
{
    return (fs::path(COLDLOOP_SOURCE_DIR) / "tests" / "benchmark" / name).string();
}

nlohmann::json measured(const std::string& name, std::vector<std::string> words, bool reuse)
{
    const fs::path result = benchFolder() / (name + ".json");
    if (reuse && fs::exists(result)) {
        nlohmann::json former = nlohmann::json::parse(regression::textOf(result));
        former["reused"] = true;
        return former;
    }
    words.insert(words.end(), {"--log", (benchFolder() / (name + ".log")).string()});
    const std::string out = python(words);
    regression::put(result, out);
    return nlohmann::json::parse(out);
}

} // namespace

fs::path benchFolder() { return fs::path(COLDLOOP_BINARY_DIR) / "bench"; }

fs::path writeMicrochannel(const std::string& name, int nx, int fineness)
{
    const fs::path generator = fs::path(COLDLOOP_PEER_DIR) / "microchannel_cht.py";
    if (!fs::exists(generator))
        throw std::runtime_error("the peer's case is written by " + generator.string() +
                                 ", which is missing. Set COLDLOOP_PEER_DIR (CMake) to its folder.");
    const fs::path folder = benchFolder() / name;
    fs::remove_all(folder);
    fs::create_directories(folder);
    python({generator.string(), std::to_string(nx), std::to_string(fineness), folder.string(), "1.5"});
    return folder;
}

fs::path baseMesh(const fs::path& peerCase)
{
    python({script("peer.py"), peerCase.string(), "--mesh-only"});
    return peerCase / "constant" / "polyMesh";
}

nlohmann::json runPeer(const std::string& name, const fs::path& peerCase, const std::vector<std::string>& arguments,
                       bool reuse)
{
    std::vector<std::string> words{script("peer.py"), peerCase.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return measured(name, words, reuse);
}

nlohmann::json runPeerMap(const std::string& name, const fs::path& peerCase, const fs::path& floorplan, bool reuse)
{
    return measured(name, {script("peer_map.py"), peerCase.string(), floorplan.string()}, reuse);
}

fs::path peerSolverFromSource()
{
    const fs::path program = benchFolder() / "chtMultiRegionSimpleFoam";
    succeed("bash", {script("peer_solver.sh"), program.string()});
    return program;
}

} // namespace coldloop::benchmark
