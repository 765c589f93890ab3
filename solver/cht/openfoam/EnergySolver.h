// Solves the energy equation of EnergySystem, which is linear: FGMRES on the second-order operator, preconditioned by
// BoomerAMG on the matrix with upwind convection; refined until the heat balance of the whole closes too.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/EnergySystem.h"
#include "solver/cht/openfoam/PetscTools.h"

namespace coldloop::cht {

class EnergySolver {
public:
    explicit EnergySolver(const Geometry& geometry);
    // Temperatures above the reference [K]. Throws SolveError with the residuals when it does not converge.
    std::vector<double> solve(const EnergyConditions& conditions, const Tolerances& tolerances, SolveRecord& record);
    EnergySystem& system() { return system_; }
    const EnergySystem& system() const { return system_; }

private:
    void fillMatrix();
    void solveLinear(const Tolerances& tolerances, double& first, SolveRecord& record);
    static PetscErrorCode applyOperator(Mat matrix, Vec in, Vec out);

    EnergySystem system_;
    Matrix operator_, upwind_;
    Solver krylov_;
    Preconditioner multigrid_;
    Vector t_, step_, residual_;
};

} // namespace coldloop::cht
