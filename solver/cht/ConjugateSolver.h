// Conjugate heat transfer on one mesh whose cell zones are materials, steady or in time.
//
//     flow:    rho du/dt + div(phi u) = -grad p + div(mu (grad u + grad u^T)) + (rho - rho_ref) g + f,   div(phi) = 0
//     energy:  d(rho h)/dt + div(phi h) = div(k grad T) + q,   h = integral of cp dT     (all zones, one matrix)
//
// Faces between zones: harmonic conductance with the contact resistance in series; no gradient is built across them.
// The implementation needs OpenFOAM and PETSc and lives in solver/cht/openfoam, a library that is loaded when a case has
// a 3-D model (solver/cht/Loader.h). This header knows neither. In parallel every rank calls the same functions.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/Physics.h"
#include "solver/core/Error.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace coldloop::cht {

struct Tolerances {
    double flow = 1e-5;              // residual of the coupled momentum-continuity system, relative to that at rest
    double energy = 1e-5;            // residual of the energy system, relative to that of a uniform temperature
    double temperatureError = 0.01;  // estimated remaining error of the highest temperature [K]
    double pressureDropError = 1e-3; // estimated remaining error of the pressure drop, relative
    int maxFlowIterations = 100;     // outer, Picard and Newton
    int maxEnergyIterations = 200;   // of the Krylov method
    int maxCouplingIterations = 50;  // flow <-> energy <-> turbulence
    std::vector<std::string> petscOptions; // "-flow_ksp_monitor", "-energy_ksp_rtol 1e-9", ... of the case file
};

struct TimeControl {
    double end = 0;    // [s]
    double step = 0;   // [s]; the last step is cut to meet `end`
    bool flow = false; // the flow has inertia, else it is at each instant the steady one of that instant
};

struct SolveRecord {
    std::string equation; // "flow", "energy", "turbulence"
    int iterations = 0;   // outer
    int linearIterations = 0;
    double initialResidual = 0, finalResidual = 0; // relative
    std::vector<double> history;                   // residual of each outer iteration
    double seconds = 0;
};

struct SurfaceField {                          // faces of a patch, or one side of the faces between two zones
    std::vector<std::array<double, 3>> centre; // [m]
    std::vector<double> area;                  // [m^2]
    std::vector<double> temperature;           // on the face [K]; on the side of the first zone
    std::vector<double> otherTemperature;      // on the side of the second zone (interfaces only) [K]
    std::vector<double> heat;                  // [W], into the domain (patch) or from first to second zone (interface)
    std::vector<double> pressure;              // [Pa], 0 on solids
    std::vector<double> massFlow;              // [kg/s], into the domain (patches only)
};

// Cell fields of this rank's cells for results and tests.
struct CellField {
    std::vector<std::array<double, 3>> centre;   // [m]
    std::vector<double> volume;                  // [m^3]
    std::vector<int> number;                     // of the cell in the mesh as it was given
    std::vector<int> region;                     // index into regionNames
    std::vector<std::string> regionNames;        // the zones
    std::vector<double> temperature;             // [K]
    std::vector<double> pressure;                // [Pa], 0 in solids
    std::vector<std::array<double, 3>> velocity; // [m/s], 0 in solids
    std::vector<double> eddyViscosity;           // dynamic [Pa s]; empty when nothing is turbulent
};

struct Solution {
    double time = 0; // [s], 0 when steady
    CellField cells;
    double pressureDrop = 0; // area mean at inlets - area mean at outlets; along a periodic pair [Pa]; of several
                             // coolants the largest
    double pumpedShare = 1;  // sum of the coolants' volume flow times pressure drop / (whole volume flow times largest)
    double massFlow = 0;     // through the inlets, or along a periodic pair [kg/s]
    double heatIn = 0;       // through patches that are not inlet or outlet, and sources [W]
    double enthalpyRise = 0; // carried out minus carried in, from the inlet temperature [W]
    double stored = 0;       // d/dt of the content [W], transient
    double energyImbalance = 0; // |net heat| / half the sum of |patch heat| and |sources|
    double massImbalance = 0;   // sum over cells |sum phi| / inflow
    double maxTemperature = 0;  // over all ranks, cells and faces that are not inlet or outlet [K]
    double temperatureError = 0, pressureDropError = 0; // estimates of what the solvers left [K], relative
    std::vector<SolveRecord> records;
    std::vector<std::string> flags; // what a reader must know: ranges left, backflow, doubtful regimes, boiling
};

// Told of after every outer iteration of a solve and every step in time.
struct Progress {
    std::string equation;
    int iteration = 0;
    double residual = 0;
    double time = 0; // [s]
};

// What a solve can be continued from, in the numbering of the mesh as it was given; whole on rank 0.
struct State {
    double time = 0;
    std::vector<double> temperature, temperatureBefore; // of cells [K]; Before: one step ago, transient
    std::vector<double> velocity, velocityBefore;       // 3 numbers a cell
    std::vector<double> pressure;                       // of cells
    std::vector<double> flux;                           // mass flux of faces [kg/s]
    std::vector<std::pair<std::string, std::vector<double>>> turbulence; // by field name, of cells
};

class ConjugateSolver {
public:
    virtual ~ConjugateSolver() = default;
    // Steady state. A former solution on this mesh is the start value. Throws SolveError naming the equation, its
    // residuals and the place of the worst cell when it does not converge or a balance is broken, InputError when a zone
    // has no material or a name matches nothing.
    virtual Solution solve(const Physics& physics, const Tolerances& tolerances) = 0;
    // Another steady state on the flow of the last solution. `physics` differs from that one's in what heats and cools only:
    // sources, power maps, heat fluxes, temperatures of walls and surroundings. Energy is solved in full; the flow is solved
    // again only where temperature acts on it. Throws like solve().
    virtual Solution solveHeat(const Physics& physics, const Tolerances& tolerances)
    {
        return solve(physics, tolerances);
    }
    // From the initial state (Physics::initialTemperature, rest, or the state restored) through time, second order.
    // `each` is called after every step and may return false to stop.
    virtual Solution advance(const Physics& physics, const Tolerances& tolerances, const TimeControl& time,
                             const std::function<bool(const Solution&)>& each) = 0;
    virtual void onProgress(std::function<void(const Progress&)> told) = 0;
    // Called after every coupling iteration of a steady solve with what is known then (fields, pressure drop, highest
    // temperature); false ends the solve with that, as if it had converged, and a flag says so. patch() answers inside.
    virtual void onIteration(std::function<bool(const Solution&)> each) { (void)each; }

    // After a solution: the faces of a patch, and the faces between two zones, gathered on every rank.
    virtual SurfaceField patch(const std::string& name) const = 0;
    virtual SurfaceField interface(const std::string& zoneA, const std::string& zoneB) const = 0;

    virtual const meshes::PolyMesh& mesh() const = 0; // this rank's part, its cells in the order of CellField
    // After a steady solution: the linear model that it stands for, at its flow, with every wall, inlet and surrounding at the
    // inlet's temperature and nothing heated but `heat` [W]:  C dT/dt + K T = heat,  T above the inlet. All are of this rank's
    // cells in the order of CellField. For materials of constant properties, else InputError. What patch() and interface()
    // say afterwards is of no use.
    virtual std::vector<double> heatCapacity() const { throw Bug("ConjugateSolver: no linear model"); } // C [J/K]
    virtual std::vector<double> heatOut(const std::vector<double>& temperature)                         // K T [W]
    {
        (void)temperature;
        throw Bug("ConjugateSolver: no linear model");
    }
    // What sources, power maps and heat fluxes of `physics` put into each cell [W]; it differs from that of the solution in these only.
    virtual std::vector<double> heatGiven(const Physics& physics)
    {
        (void)physics;
        throw Bug("ConjugateSolver: no linear model");
    }
    // Solves (K + rate C) T = heat; rate [1/s], 0: the steady state. Throws SolveError like solve().
    virtual std::vector<double> heatResponse(const std::vector<double>& heat, double rate, const Tolerances& tolerances)
    {
        (void)heat, (void)rate, (void)tolerances;
        throw Bug("ConjugateSolver: no linear model");
    }

    virtual State state() const = 0; // after a solve that failed or was stopped: where it had come to
    virtual void restore(const State& state) = 0;
};

// Makes a solver on a mesh that rank 0 holds (other ranks pass an empty one). Building is done once; solves with other
// physics reuse it.
using SolverFactory = std::function<std::unique_ptr<ConjugateSolver>(meshes::PolyMesh)>;

} // namespace coldloop::cht
