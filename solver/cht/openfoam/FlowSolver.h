// Solves the flow equations of FlowSystem: Newton's method (a Picard step to begin with) with a line search; each
// linear system by FGMRES on the exact linear operator with FlowPreconditioner; and a correction of the face flux at
// the end that makes it conservative cell by cell. No relaxation factors.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/ConjugateSolver.h"
#include "solver/cht/openfoam/FlowPreconditioner.h"
#include "solver/cht/openfoam/FlowSystem.h"

namespace coldloop::cht {

struct FlowState {
    std::vector<double> unknowns;         // u, v, w, p of owned cells: [m/s], [Pa]
    std::vector<double> flux;             // of faces, out of the owner [kg/s], conservative
    std::vector<double> boundaryPressure; // of boundary faces [Pa]
    double massImbalance = 0;             // sum over cells |sum phi| / inflow
    double pressureDropError = 0;         // estimate of what is left, relative
    SolveRecord record;
};

class FlowSolver {
public:
    explicit FlowSolver(const Geometry& geometry);
    // Throws SolveError with the residuals when it does not converge - not where `partly`: then what there is after
    // maxFlowIterations will do. Starts from the last solution, scaled.
    FlowState solve(const FlowConditions& conditions, const Tolerances& tolerances, bool partly = false);
    FlowSystem& system() { return system_; }
    void onProgress(std::function<void(const Progress&)> told) { told_ = std::move(told); }
    // The next solve starts from these unknowns.
    void start(const std::vector<double>& unknowns);

private:
    void setScales();
    double momentumNorm(const double* r) const;
    void startValue(const FlowConditions& conditions);
    double residualNorm(Vec x); // leaves the residual in residual_, continuity scaled
    void iterate(const Tolerances& tolerances, bool partly, SolveRecord& record);
    int solveLinear(double tolerance);
    bool advance(bool search, double residual);
    void makeConservative(FlowState& state);
    static PetscErrorCode applyOperator(Mat matrix, Vec in, Vec out);
    static PetscErrorCode applyPreconditioner(PC pc, Vec in, Vec out);

    FlowSystem system_;
    std::function<void(const Progress&)> told_;
    FlowPreconditioner preconditioner_;
    Matrix operator_;
    Solver krylov_;
    Vector x_, step_, residual_, trial_;
    std::vector<FlowBoundary> boundaryBefore_; // of the last solution, with its scales
    bool started_ = false, solved_ = false;    // x_ is given, x_ is a solution
    double velocityBefore_ = 0, viscosityBefore_ = 0;
    double continuityScale_ = 1; // [m/s] brings continuity residuals to the unit of momentum
    double reference_ = 1;       // residual at rest [N]
};

} // namespace coldloop::cht
