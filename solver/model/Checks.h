// What a model and its mesh must agree on before anything is solved.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/core/Placeholder.h"
#include "solver/model/Model.h"

namespace coldloop::model {

// Throws InputError with all faults, each with its place in the case: names that the mesh does not have; zones of the
// mesh without a material; inlets, outlets and porous or turbulent settings where there is no fluid; an inlet without
// outlet and the reverse; cells that no known temperature reaches, as behind a gap between zones; contacts between
// zones that do not touch; power maps that leave their patch or zone; inlet profiles that lie elsewhere than their
// patch; monitors outside the mesh. Gives back what is
// only doubtful: a fluid at rest. The mesh itself is looked at by meshes::inspect. Cost O(cells).
std::vector<Flag> checkModel(const Model& model, const meshes::PolyMesh& mesh);

} // namespace coldloop::model
