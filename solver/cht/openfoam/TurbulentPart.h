// The turbulent cells of this rank as a mesh of their own, in the form that OpenFOAM's models need.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/FoamMesh.h"
#include "solver/cht/openfoam/Geometry.h"

namespace coldloop::cht {

struct TurbulentPart {
    // Upper triangular. Patches: those of the fluid in its order (the last holds the wetted faces), then `openPatch`
    // towards moving coolant that is not turbulent, then one patch for each of `processors`. Without zones.
    meshes::PolyMesh mesh;
    std::vector<ProcessorPatch> processors;
    std::vector<int> cellOf;    // of the fluid, for each cell
    std::vector<int> faceOf;    // of the fluid, for each face; both faces of a cyclic pair have the same
    std::vector<char> reversed; // for each face: it looks against the fluid's
    int openPatch = 0;          // index into mesh.patches
};

// `mesh`: this rank's, that the fluid's geometry was made of. `turbulent`: of the fluid's cells, ghosts too. Names of
// patches are p0, p1, ... Collective.
TurbulentPart turbulentPart(const meshes::PolyMesh& mesh, const Geometry& fluid, const std::vector<char>& flipped,
                            const std::vector<char>& turbulent);

} // namespace coldloop::cht
