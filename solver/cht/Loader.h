// Loads the OpenFOAM part at run time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/ConjugateSolver.h"

namespace coldloop::cht {

// Sets WM_PROJECT_DIR where the user has not, opens libcoldloop_openfoam.so (beside the program, in the build tree or on
// the library path) and gives its factory. Call after PetscInitialize. The library stays loaded to the end of the program.
// Throws EnvironmentError that says which library or folder is missing and how to get it.
SolverFactory loadOpenFoam();

// Reads an OpenFOAM mesh (ascii, binary or compressed) from a polyMesh folder, or the constant or case folder above it.
// Cell zones are the zones; without a file cellZones all cells are of zone "domain". Patches of type symmetry,
// symmetryPlane, empty and wedge become symmetry planes. Loads the part where it is not yet loaded. Throws InputError
// with OpenFOAM's own text when a file is missing or broken, and where the numbers in it make no mesh.
meshes::PolyMesh readPolyMesh(const std::string& folder);

} // namespace coldloop::cht
