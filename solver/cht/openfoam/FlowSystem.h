// The discrete equations of steady laminar flow, cell-centred, pressure and velocity together.
//
//     momentum:    sum_f [ phi_f (u_f - u_P) + p_f S_f - mu grad(u)_f . S_f ] = 0   [N]
//     continuity:  sum_f phi_f = 0                                                  [kg/s]
//     phi_f = rho_f [ u_f . S - d_f ( (p_N - p_P)/delta |S| - grad(p)_f . S ) ],  d = V / a_P   (Rhie and Chow)
//
// u_f in the convective term is linear-upwind (second order), all other face values are linear. At walls and inlets the
// pressure is extrapolated, at outlets it is 0; at symmetry planes and outlets the velocity's normal gradient is 0
// (apart from the normal velocity of a symmetry plane, which is 0 itself).
// Unknowns are ordered u of all cells, v, w, p.
// Source: C. M. Rhie, W. L. Chow, AIAA J. 21 (1983) 1525-1532.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/ConjugateSolver.h"
#include "solver/cht/openfoam/Geometry.h"

namespace coldloop::cht {

struct FlowConditions {
    std::vector<double> density, viscosity; // of cells [kg/m^3], [Pa s]
    std::vector<FlowBoundary> boundary;     // of boundary faces
    std::vector<double> inletVelocity;      // of boundary faces, into the domain [m/s], 0 where not an inlet
};

// Coefficients of the upwind momentum matrix, for preconditioning and for d.
struct MomentumCoefficients {
    std::vector<double> fromNeighbour,
        fromOwner;                // internal faces: what the owner's and the neighbour's row takes [kg/s]
    std::vector<double> diagonal; // a_P of cells, without symmetry planes [kg/s]
};

class FlowSystem {
public:
    explicit FlowSystem(const Geometry& geometry);
    void setConditions(const FlowConditions& conditions);

    const Geometry& geometry() const { return geometry_; }
    const FlowConditions& conditions() const { return conditions_; }
    int cells() const { return geometry_.cells(); }

    // Takes d, the face flux and the face velocities from the state x.
    void linearise(const double* x);
    // Newton: apply() linearises the flux in the convective term too. Otherwise (Picard) it is frozen.
    void useNewton(bool newton) { newton_ = newton; }
    void residual(const double* x, double* r);                // at state x, with the d of linearise
    void apply(const double* v, double* y);                   // the linearised operator
    void pressureForce(const double* p, double* force) const; // sum p_f S, 3 components [N]
    const MomentumCoefficients& coefficients() const { return coefficients_; }
    // rho d_f |S| / delta of a face, 0 where the pressure is not coupled: the compact Rhie-Chow Laplacian [kg/(s Pa)].
    double pressureCoefficient(int face) const;
    double normalViscous(int boundaryFace) const;         // mu |S| / delta on symmetry planes, else 0 [kg/s]
    std::vector<double> flux(const double* x);            // mass flux through all faces, out of the owner [kg/s]
    double facePressure(int face, const double* p) const; // on a boundary face [Pa]

private:
    double viscous(int f) const { return conditions_.viscosity[geometry_.owner[f]] * viscousShape_[f]; }
    FlowBoundary boundary(int f) const { return conditions_.boundary[f - geometry_.internalFaces]; }
    Vec3 boundaryVelocity(int f, const double* x, double inlet) const;
    void setCoefficients();
    void massFlux(const double* x, double inlet, std::vector<double>& phi);
    void gradients(const double* x, double inlet);
    Vec3 faceVelocity(int f, const double* x, double direction) const;
    void addViscous(const double* x, double inlet, double* r) const;

    Geometry geometry_;
    Extrapolation extrapolation_;
    FlowConditions conditions_;
    MomentumCoefficients coefficients_;
    std::vector<double> viscousShape_; // |S| / delta of faces [m]
    std::vector<Vec3> fromOwner_, fromNeighbour_;
    std::vector<double> d_;
    std::vector<double> phi_;              // of the linearisation
    std::vector<Vec3> faceVelocity_;       // internal and inlet faces, of the linearisation
    std::vector<Vec3> cellVelocity_;       // of the linearisation
    std::vector<double> change_;           // flux of a perturbation
    std::vector<double> force_, gradient_; // scratch: 3 and 9 numbers a cell
    bool newton_ = false;
};

} // namespace coldloop::cht
