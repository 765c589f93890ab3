// Turbulence of the moving coolant: eddy viscosity for the flow, eddy conductivity and wall functions for the energy.
//
//     mu_eff = mu + mu_t,   k_eff = k + mu_t cp / Prt,   q_wall = rho cp u_tau (T_wall - T) / T+(y+)
//
// The transport equations are OpenFOAM's (TurbulenceModel.h), solved on the cells that are turbulent; elsewhere mu_t is 0.
// What enters from laminar coolant brings 1 % of intensity. Flow and turbulence are solved in turn by the caller:
// correct() makes a few steps of the transport equations at the present flow. Functions are collective.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/EnergyConditions.h"
#include "solver/cht/openfoam/FlowSystem.h"
#include "solver/cht/openfoam/TurbulenceModel.h"

#include <string>
#include <utility>
#include <vector>

namespace coldloop::cht {

struct TurbulenceSetup {
    std::string model = "kOmegaSST"; // or kEpsilon
    double turbulentPrandtl = 0.85;
    std::vector<Boundary> boundaries; // of the fluid's patches; those that are missing (wetted) are walls
    std::vector<char> turbulent;      // of the fluid's cells, ghosts too
    std::vector<double> density;      // of the fluid's cells, ghosts too [kg/m^3]
    double speed = 0;                 // of the flow that is to come, for the start values [m/s]
};

class Turbulence {
public:
    // `mesh`: this rank's, that the geometry was made of; references are not kept, except to `fluid`. Throws SolveError
    // with OpenFOAM's own text when it refuses the mesh, InputError for an unknown model.
    Turbulence(TurbulenceSetup setup, const meshes::PolyMesh& mesh, const SubGeometry& fluid);

    // Takes other boundaries, density and turbulent Prandtl number. False where the model, the turbulent cells or the
    // kinds of the boundaries are not the same: then nothing is taken.
    bool renew(const TurbulenceSetup& setup);

    // Steps of the transport equations at this flow. `unknowns` u, v, w, p of owned cells, `flux` of the fluid's faces
    // [kg/s]; `molecular` without eddy viscosity.
    void correct(const std::vector<double>& unknowns, const std::vector<double>& flux, const FlowConditions& molecular);
    // Size of the last change of mu_t, relative to mu_t (root mean square over the volume); 1 before the first.
    double change() const { return change_; }

    void addTo(FlowConditions& molecular) const; // viscosity, wallViscosity, variableViscosity
    // eddyConductivity and wallFunctions, at temperatures `t` of the whole geometry's cells [K], ghosts too.
    void addTo(EnergyConditions& conditions, const Geometry& whole, const std::vector<int>& zone,
               const std::vector<double>& t) const;

    const std::vector<double>& eddyViscosity() const { return eddyViscosity_; } // dynamic, of the fluid's cells [Pa s]
    std::vector<std::string> flags() const; // what a reader must know of y+, where it holds for most of the walls

    // By name, of the fluid's owned cells, 0 where not turbulent: what a later correct() continues from.
    std::vector<std::pair<std::string, std::vector<double>>> fields() const;
    void restore(const std::vector<std::pair<std::string, std::vector<double>>>& fields,
                 const std::vector<double>& unknowns, const FlowConditions& molecular);

private:
    FlowBoundary kind(int patch) const;
    TurbulentInflow inflow(double speed, double intensity, double length) const;
    std::vector<TurbulentInflow> inflows(const MeanFlow& flow, const FlowConditions& molecular) const;
    MeanFlow meanFlow(const std::vector<double>& unknowns, const std::vector<double>& flux,
                      const FlowConditions& molecular) const;
    double changeSince(const std::vector<double>& before) const;
    void take();
    void takeWalls();
    void measureWalls();
    std::vector<double> equilibriumAtWalls(std::vector<double> nut) const;

    TurbulenceSetup setup_;
    const SubGeometry& fluid_;
    TurbulentPart part_;
    double diameter_ = 0; // hydraulic, of the turbulent cells [m]
    std::unique_ptr<TurbulenceModel> model_;
    std::vector<double> eddyViscosity_; // of the fluid's cells, ghosts too [Pa s]
    std::vector<double> viscosity_;     // molecular, of the same; empty before the first correct() [Pa s]
    std::vector<WallState> wall_;       // of the fluid's boundary faces
    double change_ = 1;
    std::pair<double, double> yPlus_{};
    double buffered_ = 0, logarithmic_ = 0; // parts of the turbulent walls' area: y+ between the two layers, above both
};

} // namespace coldloop::cht
