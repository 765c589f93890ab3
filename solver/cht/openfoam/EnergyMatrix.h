// The compact matrix of EnergySystem with upwind convection, for the preconditioner.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/EnergySystem.h"
#include "solver/cht/openfoam/PetscTools.h"

namespace coldloop::cht {

// Rows of this rank, columns numbered over all. Where nothing holds the temperature's level (`pinned`) the first row of
// all gets twice its diagonal. Collective.
Matrix compactMatrix(const EnergySystem& system, bool pinned);

// One number a row that changes when the row's entries do, and the norm of the diagonal over all ranks [W/K].
struct Signature {
    std::vector<float> rows;
    double diagonalNorm = 0;
    // No row differs by more than `change`, relative. Collective.
    bool near(const Signature& other, double change, MPI_Comm communicator) const;
};
Signature signatureOf(const EnergySystem& system);

} // namespace coldloop::cht
