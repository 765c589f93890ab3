// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/app/PetscSession.h"

#include "solver/app/Launch.h"
#include "solver/core/Error.h"

#include <cstdlib>
#include <petscsys.h>

namespace coldloop::app {

namespace {

// Alone, not under mpirun or srun: Open MPI need not start a daemon for one process. That saves time and leaves no
// process behind when the run is killed.
void standAlone()
{
    if (!std::getenv("OMPI_COMM_WORLD_SIZE") && !std::getenv("PMIX_RANK"))
        setenv("OMPI_MCA_ess_singleton_isolated", "1", 0);
}

} // namespace

PetscSession::PetscSession()
{
    standAlone();
    stayOnThisMachine(1);
    if (PetscInitializeNoArguments() != 0)
        throw EnvironmentError("PETSc could not start. Check the MPI installation (mpirun --version).");
    PetscPopSignalHandler(); // signals belong to the program
}

PetscSession::~PetscSession() { PetscFinalize(); }

} // namespace coldloop::app
