// The cells of a mesh with the solver's fields, as the writer of field files takes them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/PolyMesh.h"
#include "solver/cht/ConjugateSolver.h"
#include "solver/results/Fields.h"

namespace coldloop::app {

// `cells` are the first of `mesh`, this rank's part; those that follow in the mesh belong to other ranks. `turbulent`:
// with the eddy viscosity, on all ranks alike.
results::FieldPiece pieceOf(const meshes::PolyMesh& mesh, const cht::CellField& cells, double time, bool turbulent);

} // namespace coldloop::app
