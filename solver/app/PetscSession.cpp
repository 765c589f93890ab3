// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/app/PetscSession.h"

#include "solver/core/Error.h"

#include <petscsys.h>

namespace coldloop::app {

PetscSession::PetscSession()
{
    if (PetscInitializeNoArguments() != 0)
        throw EnvironmentError("PETSc could not start. Check the MPI installation (mpirun --version).");
    PetscPopSignalHandler(); // signals belong to the program
}

PetscSession::~PetscSession()
{
    PetscFinalize();
}

} // namespace coldloop::app
