// Several processes (MPI ranks): started by mpirun, srun, or by the program itself for `run -n`.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace coldloop::app {

// Before MPI runs: what the launcher told this process. 1 and 0 without a launcher.
int launchedProcesses();
int launchedNumber(); // of this process, from 0

// Settings of Open MPI for processes on this machine alone, started without a batch system; what the user has set stays. They
// leave out the search for networks, and with a core for each process nobody yields it while waiting.
void stayOnThisMachine(int processes);

// Runs `arguments` (the program first) in `processes` under mpirun and waits. SIGINT, SIGTERM and SIGUSR1 reach the
// processes as SIGUSR1, which asks them for a checkpoint; mpirun itself would kill them on the first two. A second one
// ends them. Returns the exit code. Throws EnvironmentError when mpirun cannot be started.
int launch(int processes, const std::vector<std::string>& arguments);

} // namespace coldloop::app
