// Flow and temperature solved together, where the temperature acts on the flow by the density: Newton's method on
//
//     R(x, T) = [ flow residual of x (u, v, w, p) with density, buoyancy and viscosity at T, relative to that at rest ]
//               [ energy residual of T with the mass flux of x, relative to that of a uniform temperature           ]
//
// Flow and energy are derived exactly, the flow's dependence on T by differences. FGMRES, preconditioned by a block
// triangular factor: one multigrid cycle of the energy, its effect on the flow, FlowPreconditioner. A line search, and
// where it fails a continuation: properties at T_ref + s (T - T_ref), s from 0 to 1. PETSc options have the prefix
// `coupled_`. Source: D. A. Knoll, D. E. Keyes, J. Comput. Phys. 193 (2004) 357-397.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/EnergySolver.h"
#include "solver/cht/openfoam/FlowSolver.h"

namespace coldloop::cht {

class CoupledNewton {
public:
    // Properties of the fluid's cells, ghosts too, at temperatures of all cells above the reference [K].
    using Properties = std::function<FlowProperties(const std::vector<double>& temperature)>;

    // All of them outlive this; `fluid` is the part of `whole` that `flow` was made for.
    CoupledNewton(FlowSolver& flow, EnergySolver& energy, const Geometry& whole, const SubGeometry& fluid,
                  Properties properties);
    void onProgress(std::function<void(const Progress&)> told) { told_ = std::move(told); }

    // From the flow's start value and the present temperature, both of which it changes. `conditions`: at the present
    // temperature. Throws SolveError when it does not converge. Collective.
    FlowState solve(const FlowConditions& conditions, EnergyConditions energy, const Tolerances& tolerances);

    // Whether the flow of the last solve is one at the present temperature, to Tolerances::flow. Collective.
    bool settled(const Tolerances& tolerances);
    std::string worstPlace() const; // of the last residual. Collective.

private:
    struct Norms {
        double flow = 0, energy = 0; // relative
        double both() const;
    };
    bool converge(const Norms& goal, double reduction, SolveRecord& record);
    void continueFrom(const std::vector<double>& start, const Norms& goal, SolveRecord& record);
    Norms residual(Vec x); // into residual_
    void linearise();
    int solveLinear(double tolerance);
    bool search(double norm);
    void apply(const double* v, double* y);
    void precondition(const double* r, double* z);
    void addEffectOfTemperature(const double* dT, double* y); // on the flow's residual [N], [kg/s], and on flux_
    void addEffectOfFlux(double* y);                          // of flux_ on the energy's residual [W]
    FlowProperties properties(const double* t);
    void toWhole(const std::vector<double>& flux, std::vector<double>& whole) const;
    static PetscErrorCode applyOperator(Mat matrix, Vec in, Vec out);
    static PetscErrorCode applyPreconditioner(PC pc, Vec in, Vec out);

    FlowSolver& flow_;
    EnergySolver& energy_;
    const Geometry& whole_;
    const SubGeometry& fluid_;
    Properties properties_;
    std::function<void(const Progress&)> told_;
    int flowNumbers_; // of a vector: the flow's unknowns first, then the temperatures
    Matrix operator_;
    Solver krylov_;
    Vector x_, step_, residual_, trial_;
    double strength_ = 1;              // s
    double energyScale_ = 1;           // [W]
    FlowProperties base_;              // of the linearisation
    std::vector<double> flowResidual_; // of the linearisation [N], [kg/s]
    std::vector<double> baseFlux_;     // of the fluid's faces, of the linearisation [kg/s]
    std::vector<double> faceEnthalpy_; // of the fluid's faces, of the linearisation [J/kg]
    std::vector<double> flux_;         // of the fluid's faces, of a perturbation [kg/s]
    std::vector<double> wholeFlux_, heat_, right_, cycle_, flowRight_;
    Vector flowIn_, flowOut_;
};

} // namespace coldloop::cht
