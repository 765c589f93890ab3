// Steady conjugate heat transfer on one mesh whose cell zones are materials.
//
//     flow:    div(u u) = -grad(p)/rho + nu lap(u),  div(u) = 0           (laminar, constant properties, fluid zones)
//     energy:  div(phi h) = div(k grad T) + q,  h = cp T                  (all zones, one matrix)
//
// Faces between zones: harmonic conductance with the contact resistance in series; no gradient is built across them.
// The implementation needs OpenFOAM and PETSc and lives in solver/cht/openfoam, a library that is loaded when a case has
// a 3-D model (solver/cht/Loader.h). This header knows neither.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/BlockGrid.h"

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace coldloop::cht {

struct ZoneMaterial {
    std::string zone;
    bool fluid = false;
    double density = 0;                   // [kg/m^3]
    double specificHeat = 0;              // [J/(kg K)]
    double viscosity = 0;                 // dynamic [Pa s], fluids
    std::array<double, 3> conductivity{}; // along x, y, z [W/(m K)]
    double heatSource = 0;                // [W/m^3]
};

enum class ThermalBoundary { adiabatic, fixedTemperature, heatFlux, inlet, outlet };
enum class FlowBoundary { wall, symmetry, inlet, outlet };

// What happens on a patch. Patches without an entry are adiabatic no-slip walls.
struct Boundary {
    std::string patch;
    ThermalBoundary thermal = ThermalBoundary::adiabatic;
    FlowBoundary flow = FlowBoundary::wall;
    double temperature = 0; // [K], fixedTemperature and inlet
    double heatFlux = 0;    // [W/m^2], positive into the domain
    double velocity = 0;    // [m/s], uniform, normal into the domain, inlet
};

// Resistance on the faces between two zones (TIM, contact).
struct ContactResistance {
    std::string zoneA, zoneB;
    double value = 0; // [m^2 K/W]
};

struct Physics {
    std::vector<ZoneMaterial> zones; // every zone of the mesh
    std::vector<Boundary> boundaries;
    std::vector<ContactResistance> contacts;
};

struct Tolerances {
    double flow = 1e-8;    // relative residual of the coupled momentum-continuity system
    double energy = 1e-10; // relative residual of the energy system
    int maxFlowIterations = 100;
    int maxEnergyIterations = 200; // of the Krylov method: the equation is linear
};

struct SolveRecord {
    std::string equation; // "flow", "energy"
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
};

// Cell fields for results and tests, in the mesh's cell order.
struct CellField {
    std::vector<std::array<double, 3>> points;   // [m]
    std::vector<std::array<int, 8>> hexahedra;   // VTK_HEXAHEDRON order
    std::vector<std::array<double, 3>> centre;   // [m]
    std::vector<double> volume;                  // [m^3]
    std::vector<int> region;                     // index into regionNames
    std::vector<std::string> regionNames;        // the zones
    std::vector<double> temperature;             // [K]
    std::vector<double> pressure;                // [Pa], 0 in solids
    std::vector<std::array<double, 3>> velocity; // [m/s], 0 in solids
};

struct Solution {
    CellField cells;
    double pressureDrop = 0;    // area mean at inlets - area mean at outlets [Pa]
    double massFlow = 0;        // through the inlets [kg/s]
    double heatIn = 0;          // through patches that are not inlet or outlet, and sources [W]
    double enthalpyRise = 0;    // carried out minus carried in, from the inlet temperature [W]
    double energyImbalance = 0; // |net heat| / half the sum of |patch heat| and |sources|
    double massImbalance = 0;   // sum over cells |sum phi| / inflow
    std::vector<SolveRecord> records;
};

class ConjugateSolver {
public:
    virtual ~ConjugateSolver() = default;
    // Solves flow and energy. Throws SolveError naming the equation and its residuals when it does not converge or a
    // balance is broken, InputError when a zone has no material or a name matches nothing.
    virtual Solution solve(const Physics& physics, const Tolerances& tolerances) = 0;
    // After solve: the faces of a patch, and the faces between two zones.
    virtual SurfaceField patch(const std::string& name) const = 0;
    virtual SurfaceField interface(const std::string& zoneA, const std::string& zoneB) const = 0;
};

// Makes a solver on a mesh. Building the mesh is done once; solves with other physics reuse it.
using SolverFactory = std::function<std::unique_ptr<ConjugateSolver>(const meshes::BlockGrid&)>;

} // namespace coldloop::cht
