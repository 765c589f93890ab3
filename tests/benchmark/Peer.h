// The peer: OpenFOAM's stock chtMultiRegionSimpleFoam, run by peer.py on this machine now.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace coldloop::benchmark {

namespace fs = std::filesystem;

fs::path benchFolder(); // build/bench: cases and logs of both sides

// A stock case written by ../shared/peer/microchannel_cht.py, in a fresh folder: NX, FINENESS, and velocity 1.5 m/s.
fs::path writeMicrochannel(const std::string& name, int nx, int fineness);

// The mesh that both sides run on, all zones in one: made by blockMesh where the case has only the recipe of it.
fs::path baseMesh(const fs::path& peerCase);

// What peer.py says of a case (see there): seconds, iterations, max_temperature, last_values, ... `name` is that of the
// log, build/bench/<name>.log, and of its own result beside it, which `reuse` takes where it stands and marks so.
nlohmann::json runPeer(const std::string& name, const fs::path& peerCase, const std::vector<std::string>& arguments,
                       bool reuse = false);

// The same of peer_map.py: goes on with a finished case under another floorplan, the flow frozen.
nlohmann::json runPeerMap(const std::string& name, const fs::path& peerCase, const fs::path& floorplan,
                          bool reuse = false);

// The solver for meshes of other cells than boxes along x, y and z, which Debian's own binary cannot run (peer_solver.sh):
// built once from the unmodified source.
fs::path peerSolverFromSource();

} // namespace coldloop::benchmark
