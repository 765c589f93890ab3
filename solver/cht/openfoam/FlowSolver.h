// Solves the flow equations of FlowSystem from a Darcy flow: Picard's method while the residual is large, then Newton's.
// A step that does not lower the residual is shortened, and if that does not help taken back; from then on, or when
// Picard's method does not settle, the steps are implicit in a pseudo time, with a local Courant number that falls when a
// step or its linear system fails and grows with success. Each linear system by FGMRES on
// the exact linear operator with FlowPreconditioner, as exactly as the outer convergence deserves (S. C. Eisenstat,
// H. F. Walker, SIAM J. Sci. Comput. 17 (1996) 16-32). A correction of the face flux at the end makes it conservative
// cell by cell. No relaxation factors.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/ConjugateSolver.h"
#include "solver/cht/openfoam/DarcyFlow.h"
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

    // For solvers that join further equations to the flow's. begin() takes conditions, scales and the start value;
    // finish() makes the state of these unknowns, from which the next solve starts. Collective.
    void begin(const FlowConditions& conditions);
    FlowState finish(const double* unknowns, SolveRecord record);
    FlowPreconditioner& preconditioner() { return preconditioner_; }
    Vec unknowns() const { return x_; }
    bool hasStart() const { return started_ || solved_; }
    double continuityScale() const { return continuityScale_; } // [m/s]
    double reference() const { return reference_; }             // residual at rest [N]

    std::string worstPlace() const; // of the last residual: "at (0.001, 0, 0.002) m". Collective.

    void release(); // gives memory back until the next solve
    void onProgress(std::function<void(const Progress&)> told) { told_ = std::move(told); }
    // The next solve starts from these unknowns.
    void start(const std::vector<double>& unknowns);

private:
    void setScales();
    void startValue(const FlowConditions& conditions);
    double residualNorm(Vec x); // leaves the residual in residual_, continuity scaled
    void iterate(const Tolerances& tolerances, bool partly, SolveRecord& record);
    LinearStep solveLinear(double tolerance);
    bool assess(const Tolerances& tolerances, bool partly, SolveRecord& record);
    double advance(bool newton, double residual);
    static PetscErrorCode applyOperator(Mat matrix, Vec in, Vec out);
    static PetscErrorCode applyPreconditioner(PC pc, Vec in, Vec out);

    FlowSystem system_;
    std::function<void(const Progress&)> told_;
    FlowPreconditioner preconditioner_;
    DarcyFlow darcy_;
    Matrix operator_;
    Solver krylov_;
    Vector x_, step_, residual_, trial_;
    std::vector<FlowBoundary> boundaryBefore_; // of the last solution, with its scales
    bool started_ = false, solved_ = false;    // x_ is given, x_ is a solution
    double velocityBefore_ = 0, viscosityBefore_ = 0;
    double courant_ = 0;         // of the pseudo time, 0: none
    std::vector<double> drops_;  // pressure drops of the coolants [Pa]
    double dropError_ = 0;       // estimate of what is left of any of them, relative
    double continuityScale_ = 1; // [m/s] brings continuity residuals to the unit of momentum
    double reference_ = 1;       // residual at rest [N]
};

} // namespace coldloop::cht
