// Solves the flow equations of FlowSystem: Newton's method (a Picard step to begin with) with a line search; each
// linear system by FGMRES on the exact linear operator with FlowPreconditioner; and a correction of the face flux at
// the end that makes it conservative cell by cell. No relaxation factors.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/FlowPreconditioner.h"
#include "solver/cht/openfoam/FlowSystem.h"

namespace coldloop::cht {

struct FlowState {
    std::vector<double> unknowns; // u of all cells, v, w, p: [m/s], [Pa]
    std::vector<double> flux;     // of faces, out of the owner [kg/s], conservative
    double massImbalance = 0;     // sum over cells |sum phi| / inflow
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
    void setScales();
    void startValue(const FlowConditions& conditions);
    double residualNorm(Vec x); // leaves the residual in residual_, continuity scaled
    void iterate(const Tolerances& tolerances, SolveRecord& record);
    int solveLinear(double tolerance);
    bool advance(bool search, double residual);
    void makeConservative(FlowState& state);
    static PetscErrorCode applyOperator(Mat matrix, Vec in, Vec out);
    static PetscErrorCode applyPreconditioner(PC pc, Vec in, Vec out);

    FlowSystem system_;
    FlowPreconditioner preconditioner_;
    Matrix operator_;
    Solver krylov_;
    Vector x_, step_, residual_, trial_;
    std::vector<FlowBoundary> boundaryBefore_; // of the last solution, with its scales
    double velocityBefore_ = 0, viscosityBefore_ = 0;
    double continuityScale_ = 1; // [m/s] brings continuity residuals to the unit of momentum
    double reference_ = 1;       // residual at rest [N]
};

} // namespace coldloop::cht
