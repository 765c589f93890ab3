// One decomposition of one mesh over the ranks, by PT-Scotch on the graph of cells that share a face.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/PolyMesh.h"
#include "solver/cht/openfoam/Halo.h"

#include <memory>

namespace coldloop::cht {

struct Distribution {
    meshes::PolyMesh mesh;   // this rank's cells, then one layer of its neighbours (ghosts)
    std::vector<int> cellOf; // number in the whole mesh of each of them
    std::shared_ptr<const Halo> halo;
    int ownedCells = 0;
};

// `whole` on rank 0; other ranks pass an empty mesh. Cells keep their order within a rank. Collective.
// Throws EnvironmentError when PETSc has no PT-Scotch and there is more than one rank.
Distribution distribute(meshes::PolyMesh whole, MPI_Comm communicator);

} // namespace coldloop::cht
