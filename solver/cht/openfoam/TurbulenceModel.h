// One of OpenFOAM's incompressible two-equation models, k-omega SST or k-epsilon, on a TurbulentPart.
//
// Walls: nutUSpaldingWallFunction, which tends to the laminar wall where the first cell lies in the sublayer; no flux of
// k; omega of the first cell from its viscous and logarithmic forms (epsilon: logarithmic). Openings carry in what is
// given and let out what is there. Second order: limitedLinear convection, corrected diffusion.
// Each call of iterate() is one implicit step of the transport equations through a time that every cell has for itself:
// that of the turbulence's decay, k / epsilon; and where k or the dissipation of a cell goes up and down from step to
// step, which the limiter of convection may do for ever, a part of the time in which convection exchanges the cell's
// fluid. The matrices are relaxed by 0.9 besides.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/TurbulentPart.h"

#include <memory>
#include <utility>

namespace coldloop::cht {

struct TurbulentInflow {
    double k = 0;           // [m^2/s^2]
    double dissipation = 0; // omega [1/s] or epsilon [m^2/s^3]
};

// The mean flow in the part's numbering.
struct MeanFlow {
    std::vector<Vec3> velocity;          // of cells [m/s]
    std::vector<Vec3> boundaryVelocity;  // of boundary faces
    std::vector<double> viscosity;       // kinematic, molecular, of cells [m^2/s]
    std::vector<double> flux;            // volume flow of faces, out of the owner [m^3/s]
    std::vector<TurbulentInflow> inflow; // of patches
};

struct WallState {
    double eddyViscosity = 0;    // kinematic, on the face [m^2/s]
    double frictionVelocity = 0; // [m/s]; 0 where the face is no wall
    double yPlus = 0;            // of the first cell's centre
};

class TurbulenceModel {
public:
    // `name`: kOmegaSST or kEpsilon. `kinds`: of the part's patches. Throws SolveError with OpenFOAM's own text when it
    // refuses. Collective.
    TurbulenceModel(const std::string& name, const TurbulentPart& part, const std::vector<FlowBoundary>& kinds,
                    const TurbulentInflow& start);
    ~TurbulenceModel();
    // Throws SolveError when a field is no longer a number. Collective.
    void iterate(const MeanFlow& flow);

    std::vector<double> eddyViscosity() const; // kinematic, of cells [m^2/s]
    std::vector<WallState> boundary() const;   // of boundary faces

    // What the state consists of: k, omega or epsilon, nut; of cells.
    std::vector<std::string> fieldNames() const;
    std::vector<double> field(const std::string& name) const;
    void setField(const std::string& name, const std::vector<double>& values);
    void meetWalls(const MeanFlow& flow); // eddy viscosity of walls at this flow, after setField

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace coldloop::cht
