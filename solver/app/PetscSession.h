// PETSc (and MPI with it) from construction to the end of the scope.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coldloop::app {

class PetscSession {
public:
    PetscSession(); // throws EnvironmentError when PETSc or MPI cannot start
    ~PetscSession();
    PetscSession(const PetscSession&) = delete;
    PetscSession& operator=(const PetscSession&) = delete;
};

} // namespace coldloop::app
