// Slow flow through the fluid's shape, as if it were a porous body:
//
//     div(m grad q) = 0,  u = -m grad q,  -lap(m) = 1 with m = 0 at walls [m^2],  q = pressure / viscosity [1/s]
//
// m is the velocity that a unit gradient drives, so long ducts of one cross-section get their developed mean flow at
// once: a start for the flow equations, and a way to put small imbalances of mass where the flow is.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/FlowSystem.h"
#include "solver/cht/openfoam/PetscTools.h"

namespace coldloop::cht {

class DarcyFlow {
public:
    explicit DarcyFlow(FlowSystem& system); // `system` must outlive this. All functions are collective
    // For the boundaries of the system's conditions.
    void update();
    // Velocities and pressures [m/s, Pa] of the owned cells, cell after cell, with the inflow of its inlets.
    void startValue(double* unknowns);
    // Adds a potential flow to the face fluxes [kg/s] that takes their sums over cells (with what is stored there) away, to
    // `tolerance` of the inflow. Returns sum over cells |sum phi| / inflow. Throws SolveError.
    double makeConservative(std::vector<double>& flux, double tolerance);
    void release(); // gives memory back until it is needed again

private:
    void use(const std::vector<double>& face, const std::vector<double>& cell, const std::string& prefix);
    void useLaplacian();
    void fill(const std::vector<double>& face, const std::vector<double>& cell);
    void solve(double tolerance);
    void findMobility();
    double extent() const;                // diagonal of the box of all cells [m]
    std::vector<double> solution() const; // of cells, ghosts too
    // Inflow through boundaries; of a closed flow what crosses an average section [kg/s].
    double throughFlow(const std::vector<double>& flux) const;
    bool open(int face) const; // flow can pass

    FlowSystem& system_;
    Matrix matrix_; // of the equation that is solved now; none after release()
    Preconditioner preconditioner_;
    Solver solver_;
    Vector right_, solution_;
    std::vector<double> mobility_, conductance_; // of cells [m^2], of faces [m^3]
};

} // namespace coldloop::cht
