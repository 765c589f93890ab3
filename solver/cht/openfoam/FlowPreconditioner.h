// Preconditioner of the flow equations: an upper block-triangular (Schur) factor
//
//     [ A  G ] -1      A  upwind momentum matrix, block Jacobi of ILU(0)
//     [ 0  L ]         G  discrete pressure gradient,   L  the compact Rhie-Chow Laplacian, one V-cycle of BoomerAMG
//
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/FlowSystem.h"
#include "solver/cht/openfoam/PetscTools.h"

namespace coldloop::cht {

class FlowPreconditioner {
public:
    explicit FlowPreconditioner(FlowSystem& system); // `system` must outlive this
    // Takes the coefficients of the system's last linearisation. Continuity rows are multiplied by `continuityScale`.
    void update(double continuityScale);
    void apply(Vec in, Vec out);
    // p of L p = right (scaled like the continuity rows), to a relative residual of 1e-6. Throws SolveError.
    void solvePressure(const std::vector<double>& right, std::vector<double>& p);

private:
    void makeMatrices();
    static PetscInt momentumNumber(PetscInt cell, PetscInt component);
    void fillMomentum();
    void fillPressure(double continuityScale);

    FlowSystem& system_;
    Matrix momentum_, pressure_;
    Preconditioner momentumPc_, pressurePc_;
    Solver pressureSolver_;
    Vector momentumIn_, momentumOut_, pressureIn_, pressureOut_;
    std::vector<double> force_; // scratch
};

} // namespace coldloop::cht
