// Loads the OpenFOAM part at run time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/ConjugateSolver.h"

namespace coldloop::cht {

// Sets WM_PROJECT_DIR where the user has not, opens libcoldloop_openfoam.so (beside the program, in the build tree or on
// the library path) and gives its factory. Call after PetscInitialize. The library stays loaded to the end of the program.
// Throws EnvironmentError that says which library or folder is missing and how to get it.
SolverFactory loadOpenFoam();

// Reads an OpenFOAM polyMesh folder (ascii, binary or compressed; cellZones are the zones). Loads the part where it is
// not yet loaded. Throws InputError with OpenFOAM's own text when a file is missing or broken.
meshes::PolyMesh readPolyMesh(const std::string& folder);

} // namespace coldloop::cht
