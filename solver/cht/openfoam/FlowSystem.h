// The coupled momentum and continuity equations, second order in space, matrix-free, on polyhedra.
//
//     momentum:    rho V du/dt + sum phi_f (u_f - u_P) - sum mu_f (grad u + grad u^T)_f . S + sum (p_f - p_P - b_f . D) S - V f
//                      + V (mu D + rho |u| F / 2) u = 0        [N]
//     continuity:  V d(rho)/dt + sum phi_f = 0                 [kg/s], the first term given, of gases in time
//     phi = rho (avg(u) . S - d_f s (delta p - avg(G) . D)),   s = |S|^2 / (S . D)     (Rhie-Chow)
//     d = V / a_P,   a_P = sum mu s + |rho avg(u) . S| / 2: a function of the velocity alone, so that Newton's method
//     knows its derivative and a solution does not depend on the way to it.
//
// The flux of the outflow of a cell multiplies u_f - u_P, so that a flux that is not yet conservative makes no momentum.
// u_f is linear-upwind. G = grad p - b is the least-squares gradient of delta p = p_N - p_P - b_f . D, so that a
// hydrostatic pressure balances the buoyancy b exactly; p_f is linear between the cells. Where the porous resistance jumps, at a face between two bodies,
// the pressure of the face divides delta p as the resistances on both sides do, and each cell takes its own part. Viscous fluxes are two-point with the part across D from the
// gradients. p is 0 at outlets unless given, extrapolated at walls and inlets.
// Unknowns are u, v, w, p of a cell, cell after cell. Functions that take a state are collective.
// Sources: C. M. Rhie, W. L. Chow, AIAA J. 21 (1983) 1525-1532; J. H. Ferziger, M. Peric, R. L. Street, Computational
// Methods for Fluid Dynamics, 4th ed., ch. 9.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/Geometry.h"
#include "solver/cht/openfoam/Gradient.h"

namespace coldloop::cht {

// What the temperature changes in a flow, of cells, ghosts too.
struct FlowProperties {
    std::vector<double> density, viscosity; // [kg/m^3], [Pa s]
    std::vector<Vec3> buoyancy;             // b [N/m^3]; may be empty
};

struct FlowConditions {
    std::vector<double> density, viscosity; // of cells, ghosts too [kg/m^3], [Pa s] (eddy viscosity included)
    std::vector<double> wallViscosity;      // of boundary faces; empty: the cell's [Pa s]
    std::vector<double> inletDensity;       // of boundary faces that are inlets; empty: the cell's [kg/m^3]
    bool variableViscosity = false;         // grad u^T matters
    std::vector<FlowBoundary> boundary;     // of boundary faces
    std::vector<int> coolant;               // of boundary faces: the one of them that is there; empty: one coolant
    int coolants = 1;                       // that are apart from each other
    std::vector<Vec3> boundaryVelocity;     // of boundary faces: inlets and moving walls [m/s]
    std::vector<double> boundaryPressure;   // of boundary faces: outlets [Pa]
    std::vector<Vec3> buoyancy;             // b of cells, ghosts too [N/m^3]; may be empty
    std::vector<Vec3> force;                // f of cells [N/m^3]; may be empty
    std::vector<Vec3> darcy, forchheimer;   // of cells [1/m^2], [1/m]; may be empty
    std::vector<int> pinned;                // cells of closed regions where p is held at 0, one a region and only on
                                            // the rank that owns it
    double timeCoefficient = 0;             // c of rho V (c u - h) [1/s], 0 when steady
    std::vector<Vec3> timeHistory;          // h of cells [m/s^2]
    std::vector<double> storage;            // V d(rho)/dt of owned cells [kg/s], gases in time; may be empty
};

// Coefficients of the upwind momentum matrix, for preconditioning.
struct MomentumCoefficients {
    std::vector<double> fromNeighbour,
        fromOwner;                // internal faces: what the owner's and the neighbour's row takes [kg/s]
    std::vector<double> diagonal; // a_P of cells, without symmetry planes and time [kg/s]
};

class FlowSystem {
public:
    explicit FlowSystem(const Geometry& geometry); // which outlives this
    void setConditions(const FlowConditions& conditions);
    // Other density, viscosity and buoyancy; what linearise() took stays.
    void setProperties(const FlowProperties& properties);

    const Geometry& geometry() const { return geometry_; }
    const FlowConditions& conditions() const { return conditions_; }
    int cells() const { return geometry_.ownedCells; }

    // Another c and h of the storage; c = 0: steady.
    void setTime(double coefficient, std::vector<Vec3> history)
    {
        conditions_.timeCoefficient = coefficient;
        conditions_.timeHistory = std::move(history);
    }

    // Takes d, the face flux and the face velocities from the state x for apply().
    void linearise(const double* x);
    // Newton: apply() linearises the flux in the convective term and d too. Otherwise (Picard) they are frozen.
    void useNewton(bool newton) { newton_ = newton; }
    bool newton() const { return newton_; }
    // Pseudo-time term of apply(): sum max(phi, 0) / courant times the velocity's change; 0: none.
    void setPseudoTime(double courant);
    void residual(const double* x, double* r); // at state x
    void apply(const double* v, double* y);    // the linearised operator
    // Mass flux of the last residual, or its derivative of the last apply, of faces [kg/s].
    const std::vector<double>& lastFlux() const { return change_; }
    const MomentumCoefficients& coefficients() const { return coefficients_; }
    double faceDensity(int f) const { return faceDensity_[f]; } // [kg/m^3]
    double shape(int f) const { return shape_[f]; }             // s [m]
    double weight(int f) const { return weight_[f]; }           // of an internal face's owner
    double pressureWeight(int f) const { return pressureWeight_.empty() ? weight_[f] : pressureWeight_[f]; }
    // V grad p of cells: 3 numbers each [N], from p of owned cells without boundary values.
    void pressureForce(const double* p, double* force);
    // rho d_f s of a face, 0 where the pressure is not coupled: the compact Rhie-Chow Laplacian [kg/(s Pa)].
    double pressureCoefficient(int face) const;
    double pinCoefficient(int cell) const;        // what holds the pressure of a pinned cell [kg/(s Pa)]
    double normalViscous(int boundaryFace) const; // mu s on symmetry planes, else 0 [kg/s]
    double viscousConductance(int face) const { return faceViscosity_[face] * shape_[face]; } // mu s [kg/s]
    Vec3 volumeResistance(int cell) const; // derivative of porous, time and pseudo-time terms [kg/s]
    Vec3 porousResistance(int cell, const double* velocity) const; // V (mu D + rho |u| F / 2) [kg/s]
    std::vector<double> flux(const double* x);              // mass flux through all faces, out of the owner [kg/s]
    std::vector<double> boundaryPressures(const double* x); // of boundary faces [Pa]

private:
    FlowBoundary boundary(int f) const { return conditions_.boundary[f - geometry_.internalFaces]; }
    const double* spread(const double* x);
    Vec3 boundaryVelocity(int f, const double* x, double given) const;
    void setFaces();
    void setFaceProperties();
    void setGradients();
    void setCoefficients();
    void gradients(const double* x, double given);
    void addBuoyancy();
    void divideAtJumps(const double* x, double given);
    void setJumps();
    void setJumpWeights();
    Vec3 buoyancyOn(int f) const;
    double carried(int f, const double* x, double given) const;
    double pressurePush(int f, const double* x, double given) const;
    void addPressure(int f, const double* x, double given, double* r) const;
    double faceFlux(int f, const double* x, double given, const std::vector<double>& mobility) const;
    double faceMobility(int f, const std::vector<double>& d) const;
    void setMobility(const double* x, std::vector<double>& d);
    void massFlux(const double* x, double given, const std::vector<double>& mobility, std::vector<double>& phi) const;
    void setChangeOfMobility(const double* v);
    Vec3 faceVelocity(int f, const double* x, double direction) const;
    void addViscous(int f, const double* x, double given, double* r) const;
    void addConvection(int f, const double* x, double given, double phi, double* r) const;
    void addMass(int f, double phi, double* r) const;
    void addVolumes(const double* x, double given, double* r) const;
    void addForchheimerSlope(int c, const double* v, double* row) const;
    void addPins(const double* x, double* r) const;

    const Geometry& geometry_;
    FlowConditions conditions_;
    MomentumCoefficients coefficients_;
    std::vector<double> shape_, weight_; // s of faces [m], linear interpolation of internal faces
    std::vector<double> faceViscosity_, faceDensity_;
    std::vector<int> jumps_;             // internal faces where the porous resistance jumps
    std::vector<double> pressureWeight_; // of internal faces: the owner's in the pressure of the face; empty: weight_
    std::vector<char> oblique_, skew_;   // faces whose D is not along S, or misses the face's centre
    Gradient ofVelocity_, ofPressure_;
    std::vector<double> d_;           // of cells, of the linearisation
    std::vector<double> mobility_;    // scratch: d of another state, or its change
    std::vector<float> push_;         // of faces, of the linearisation: pressurePush()
    std::vector<signed char> sense_;  // of faces, of the linearisation: sign of carried()
    std::vector<double> phi_;         // of the linearisation
    std::vector<Vec3> faceVelocity_;  // internal faces, of the linearisation
    std::vector<Vec3> cellVelocity_;  // of the linearisation
    std::vector<double> change_;      // flux of a perturbation
    std::vector<double> gradient_;    // scratch: 12 numbers a cell, G last
    std::vector<double> local_, out_; // scratch: 4 numbers a cell, ghosts too
    std::vector<double> inertia_;     // of owned cells in pseudo time [kg/s]; empty: none
    bool newton_ = false;
};

} // namespace coldloop::cht
