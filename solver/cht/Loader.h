// Loads the OpenFOAM part at run time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/ConjugateSolver.h"

namespace coldloop::cht {

// Sets WM_PROJECT_DIR where the user has not, opens libcoldloop_openfoam.so (beside the program, in the build tree or on
// the library path) and gives its factory. Call after PetscInitialize. The library stays loaded to the end of the program.
// Throws EnvironmentError that says which library or folder is missing and how to get it.
SolverFactory loadOpenFoam();

} // namespace coldloop::cht
