// Solves the flow equations of FlowSystem: Newton's method (Picard to begin with) with a line search; each linear system
// by FGMRES on the exact linear operator, preconditioned by an upper block-triangular (Schur) factor
//
//     [ A  G ] -1      A  upwind momentum matrix, ILU(0)
//     [ 0  L ]         G  discrete pressure gradient,   L  the compact Rhie-Chow Laplacian, one V-cycle of BoomerAMG
//
// and a correction of the face flux at the end that makes it conservative cell by cell. No relaxation factors.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/FlowSystem.h"
#include "solver/cht/openfoam/PetscTools.h"

namespace coldloop::cht {

struct FlowState {
    std::vector<double> unknowns;  // u of all cells, v, w, p: [m/s], [Pa]
    std::vector<double> flux;      // of faces, out of the owner [kg/s], conservative
    double massImbalance = 0;      // sum over cells |sum phi| / inflow
    SolveRecord record;
};

class FlowSolver {
public:
    explicit FlowSolver(const Geometry& geometry);
    // Throws SolveError with the residuals when it does not converge. Starts from the last solution, scaled.
    FlowState solve(const FlowConditions& conditions, const Tolerances& tolerances);
    double facePressure(int face, const FlowState& state) const
    {
        return system_.facePressure(face, state.unknowns.data() + 3 * system_.cells());
    }

private:
    void makeMatrices();
    void fillMatrices();
    void startValue(const FlowConditions& conditions);
    double norm(Vec residual) const;
    int solveLinear(double tolerance, bool newton);
    bool advance(bool newton, double residual);
    void iterate(const Tolerances& tolerances, SolveRecord& record);
    void makeConservative(FlowState& state);
    void precondition(Vec in, Vec out);
    static PetscErrorCode applyOperator(Mat matrix, Vec in, Vec out);
    static PetscErrorCode applyPreconditioner(PC pc, Vec in, Vec out);

    FlowSystem system_;
    Matrix operator_, momentum_, pressure_;
    Solver krylov_, correction_;
    Preconditioner momentumPc_, pressurePc_;
    Vector x_, step_, residual_, trial_, momentumIn_, momentumOut_, pressureIn_, pressureOut_;
    std::vector<double> force_;       // scratch
    std::vector<FlowBoundary> boundaryBefore_; // of the last solution, with its scales
    double velocityBefore_ = 0, viscosityBefore_ = 0;
    double continuityScale_ = 1;      // [m/s] brings continuity residuals to the unit of momentum
    double reference_ = 1;            // residual at rest [N]
};

} // namespace coldloop::cht
