// The conjugate solver on an OpenFOAM mesh with PETSc.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/EnergySolver.h"
#include "solver/cht/openfoam/FlowSolver.h"
#include "solver/cht/openfoam/FoamMesh.h"
#include "solver/cht/openfoam/Setup.h"

namespace coldloop::cht {

class OpenFoamSolver : public ConjugateSolver {
public:
    explicit OpenFoamSolver(const meshes::BlockGrid& grid);
    Solution solve(const Physics& physics, const Tolerances& tolerances) override;
    SurfaceField patch(const std::string& name) const override;
    SurfaceField interface(const std::string& zoneA, const std::string& zoneB) const override;

private:
    std::vector<double> solveFlow(const Setup& setup, const Tolerances& tolerances, Solution& solution);
    void addPressureDrop(const Setup& setup, const FlowState& state, Solution& solution) const;
    void addCells(Solution& solution) const;
    void expectSolved() const;

    meshes::HexMesh mesh_;
    FoamMesh foam_;
    Geometry geometry_;
    EnergySolver energy_;
    std::vector<char> flowing_; // the cells that fluid_ and flow_ were made for
    SubGeometry fluid_;
    std::unique_ptr<FlowSolver> flow_;
    double reference_ = 0;            // [K]
    std::vector<double> temperature_; // above reference_ [K]; empty before the first solution
    std::vector<double> heatOut_;     // through boundary faces, after the first solution [W]
    std::vector<double> unknowns_;    // of the flow, empty where nothing flows
};

} // namespace coldloop::cht
