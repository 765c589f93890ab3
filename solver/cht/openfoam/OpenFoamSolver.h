// The conjugate solver on OpenFOAM meshes with PETSc.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/Distribution.h"
#include "solver/cht/openfoam/EnergySolver.h"
#include "solver/cht/openfoam/FlowSolver.h"
#include "solver/cht/openfoam/PowerMaps.h"
#include "solver/cht/openfoam/Setup.h"
#include "solver/cht/openfoam/Turbulence.h"

namespace coldloop::cht {

class OpenFoamSolver : public ConjugateSolver {
public:
    explicit OpenFoamSolver(meshes::PolyMesh mesh); // whole on rank 0, empty on others
    Solution solve(const Physics& physics, const Tolerances& tolerances) override;
    Solution solveHeat(const Physics& physics, const Tolerances& tolerances) override;
    Solution advance(const Physics& physics, const Tolerances& tolerances, const TimeControl& time,
                     const std::function<bool(const Solution&)>& each) override;
    void onProgress(std::function<void(const Progress&)> told) override;
    void onIteration(std::function<bool(const Solution&)> each) override { eachIteration_ = std::move(each); }
    SurfaceField patch(const std::string& name) const override;
    SurfaceField interface(const std::string& zoneA, const std::string& zoneB) const override;
    const meshes::PolyMesh& mesh() const override { return distribution_.mesh; }
    State state() const override;
    void restore(const State& state) override;
    std::vector<double> heatCapacity() const override;
    std::vector<double> heatOut(const std::vector<double>& temperature) override;
    std::vector<double> heatGiven(const Physics& physics) override;
    std::vector<double> heatResponse(const std::vector<double>& heat, double rate,
                                     const Tolerances& tolerances) override;

private:
    // What the flow of a stage in time sees and starts from: temperatures of cells, ghosts too, and of the fluid's
    // boundary faces (empty: not known) [K]; unknowns of the flow.
    struct Seen {
        std::vector<double> cells, walls, unknowns;
    };
    NamedMesh named() const { return {geometry_, distribution_.mesh.zone, distribution_.mesh.zoneNames}; }
    MPI_Comm communicator() const { return geometry_.halo->communicator(); }
    void prepare(const Physics& physics, const Tolerances& tolerances);
    void setHeat(const Physics& physics);
    void solveFlow(const Physics& physics, const Tolerances& tolerances, double time);
    void solveFlow(const Physics& physics, const Tolerances& tolerances, const FlowConditions& conditions);
    void solveTurbulent(const Physics& physics, const Tolerances& tolerances, const FlowConditions& molecular);
    void solveFrozen(const Physics& physics, const Tolerances& tolerances, const FlowConditions& conditions);
    void solveFlowOnce(const FlowConditions& conditions, const Tolerances& tolerances);
    void solvePeriodic(const Periodic& periodic, FlowConditions conditions, const Tolerances& tolerances);
    void solveFan(int patch, FlowConditions conditions, const Tolerances& tolerances);
    double massFlowThrough(int patch) const;     // into the domain [kg/s]
    int coolantAt(int inlet) const;              // index into Setup::coolants
    std::vector<double> dropsOfCoolants() const; // inlets' mean - outlets' mean [Pa]
    double pressureDrop() const;                 // the largest of them
    void useStartValue();
    std::vector<double> wallTemperatures() const;
    void addWallViscosity(FlowConditions& conditions, const std::vector<double>& wall) const;
    void addFlags(const Physics& physics, Solution& solution) const;
    void addCoolants(Solution& solution) const;
    void addFanFlag(Solution& solution) const;
    double speedToCome(const Physics& physics, const FlowConditions& conditions) const;
    std::vector<char> turbulentCells() const;
    void makeTurbulence(const Physics& physics, const FlowConditions& conditions);
    EnergyConditions heatConditions(double time) const;
    void couple(const Physics& physics, const Tolerances& tolerances);
    bool coupleAtOnce(const Physics& physics, const Tolerances& tolerances);
    void coupleInTurn(const Physics& physics, const Tolerances& tolerances);
    // Where and by how much the temperature of cells changes most, for messages. Collective.
    std::string stillChanges(const std::vector<double>& before, const std::vector<double>& now) const;
    void take(FlowState state); // its record, and its flux into flux_
    // SolverTime.cpp
    void startInTime(const Physics& physics, const Tolerances& tolerances, const TimeControl& control);
    void stepTogether(const Physics& physics, const Tolerances& tolerances, bool inertia, double time, double dt);
    Seen seenNow() const;
    Solution present(const Physics& physics, double time);
    Solution finished(const Physics& physics, double time);
    bool goesOn(const Physics& physics); // asks what onIteration() has set; false: the solve ends with what there is
    void addCells(Solution& solution) const;
    void expectSolved() const;
    double absoluteTemperature(int cell) const { return setup_.referenceTemperature + energy_.temperature()[cell]; }
    std::vector<double> absoluteTemperatures() const; // of cells, ghosts too
    std::vector<double> ownTemperatures() const;

    Distribution distribution_;
    Geometry geometry_;
    EnergySolver energy_;
    Setup setup_;
    std::unique_ptr<PowerMaps> powerMaps_;
    std::vector<char> flowing_; // the cells that fluid_ and flow_ were made for
    SubGeometry fluid_;
    std::unique_ptr<FlowSolver> flow_;
    std::unique_ptr<Turbulence> turbulence_; // none where nothing is turbulent
    FlowState flowState_;                    // unknowns empty where nothing flows
    std::vector<double> flux_;               // of all faces [kg/s]
    std::vector<SolveRecord> records_;       // of the solve that is under way
    std::function<void(const Progress&)> told_;
    std::function<bool(const Solution&)> eachIteration_;
    bool ended_ = false;                                // by it
    std::vector<double> startVelocity_, startPressure_; // of owned cells, to start from; empty: none
    std::vector<std::pair<std::string, std::vector<double>>> startTurbulence_; // by field's name, of the same
    double drive_ = 0; // pressure gradient of a periodic flow [Pa/m], or a fan's velocity [m/s]; 0: not yet found
    double time_ = 0;
    bool solved_ = false;
    bool restored_ = false;   // temperatures were given to start from
    bool wallsKnown_ = false; // temperatures of faces belong to the present physics
};

} // namespace coldloop::cht
