// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/OpenFoamSolver.h"

#include "solver/cht/openfoam/HeatBalance.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {

constexpr double massLimit = 1e-9, energyLimit = 1e-6; // imbalances that a solution may have (design)
constexpr double backflowLimit = 1e-6;                 // of the flow

// What comes back in through an outlet has no known temperature.
void checkOutlets(const Setup& setup, const Geometry& fluid, const FlowState& state, double massFlow)
{
    for (std::size_t p = 0; p < setup.boundaries.size(); ++p) {
        if (setup.boundaries[p].flow != FlowBoundary::outlet) continue;
        double back = 0;
        for (int f = fluid.patches[p].start; f < fluid.patches[p].start + fluid.patches[p].size; ++f)
            back += std::max(-state.flux[f], 0.0);
        if (back > backflowLimit * massFlow)
            throw SolveError(fmt::format("flow: {:.3g} of {:.3g} kg/s come back in through outlet '{}', with no known "
                                         "temperature. Lengthen the channel before it.",
                                         back, massFlow, setup.boundaries[p].patch));
    }
}

} // namespace

OpenFoamSolver::OpenFoamSolver(const meshes::BlockGrid& grid)
    : mesh_(meshes::makeHexMesh(grid)), foam_(mesh_), geometry_(foam_.geometry()), energy_(geometry_)
{
}

Solution OpenFoamSolver::solve(const Physics& physics, const Tolerances& tolerances)
{
    temperature_.clear();
    const Setup setup = makeSetup(physics, mesh_, geometry_);
    reference_ = setup.referenceTemperature;
    Solution solution;
    std::vector<double> flux = solveFlow(setup, tolerances, solution);
    SolveRecord& record = solution.records.emplace_back();
    temperature_ = energy_.solve(energyConditions(setup, mesh_, geometry_, std::move(flux)), tolerances, record);
    HeatBalance balance = heatBalance(energy_.system(), temperature_.data());
    solution.heatIn = balance.heatIn;
    solution.enthalpyRise = balance.enthalpyRise;
    solution.energyImbalance = balance.imbalance;
    heatOut_ = std::move(balance.out);
    addCells(solution);
    if (!(solution.massImbalance <= massLimit))
        throw SolveError(
            fmt::format("flow: mass imbalance {:.3g} of the inflow is above {:.0e}. Tighten the flow tolerance.",
                        solution.massImbalance, massLimit));
    if (!(solution.energyImbalance <= energyLimit))
        throw SolveError(
            fmt::format("energy: imbalance {:.3g} of the heat is above {:.0e}. Tighten the energy tolerance.",
                        solution.energyImbalance, energyLimit));
    return solution;
}

std::vector<double> OpenFoamSolver::solveFlow(const Setup& setup, const Tolerances& tolerances, Solution& solution)
{
    std::vector<double> flux(geometry_.faces(), 0.0);
    unknowns_.clear();
    if (std::find(setup.flowing.begin(), setup.flowing.end(), 1) == setup.flowing.end()) return flux;
    if (flowing_ != setup.flowing) {
        flowing_ = setup.flowing;
        fluid_ = part(geometry_, flowing_);
        flow_ = std::make_unique<FlowSolver>(fluid_.geometry);
    }
    FlowState state = flow_->solve(flowConditions(setup, mesh_, fluid_), tolerances);
    for (std::size_t f = 0; f < fluid_.faceOf.size(); ++f) flux[fluid_.faceOf[f]] = state.flux[f];
    unknowns_ = state.unknowns;
    solution.records.push_back(state.record);
    solution.massImbalance = state.massImbalance;
    addPressureDrop(setup, state, solution);
    checkOutlets(setup, fluid_.geometry, state, solution.massFlow);
    return flux;
}

void OpenFoamSolver::addPressureDrop(const Setup& setup, const FlowState& state, Solution& solution) const
{
    double inletArea = 0, inletForce = 0; // the outlets' pressure is 0
    for (std::size_t p = 0; p < setup.boundaries.size(); ++p) {
        const PatchRange& patch = fluid_.geometry.patches[p];
        if (setup.boundaries[p].flow != FlowBoundary::inlet) continue;
        for (int f = patch.start; f < patch.start + patch.size; ++f) {
            inletArea += fluid_.geometry.magArea[f];
            inletForce += fluid_.geometry.magArea[f] * flow_->facePressure(f, state);
            solution.massFlow -= state.flux[f];
        }
    }
    solution.pressureDrop = inletForce / inletArea;
}

void OpenFoamSolver::addCells(Solution& solution) const
{
    CellField& cells = solution.cells;
    const int n = geometry_.cells(), flowCells = int(fluid_.cellOf.size());
    cells.points = mesh_.points;
    cells.hexahedra = mesh_.cells;
    cells.centre = geometry_.centre;
    cells.volume = geometry_.volume;
    cells.region = mesh_.zone;
    cells.regionNames = mesh_.zoneNames;
    cells.temperature = temperature_;
    for (double& t : cells.temperature) t += reference_;
    cells.pressure.assign(n, 0.0);
    cells.velocity.assign(n, {});
    if (unknowns_.empty()) return;
    for (int c = 0; c < flowCells; ++c) {
        const int cell = fluid_.cellOf[c];
        for (int i = 0; i < 3; ++i) cells.velocity[cell][i] = unknowns_[i * flowCells + c];
        cells.pressure[cell] = unknowns_[3 * flowCells + c];
    }
}

void OpenFoamSolver::expectSolved() const
{
    expects(!temperature_.empty(), "ConjugateSolver: a surface before a solution");
}

SurfaceField OpenFoamSolver::patch(const std::string& name) const
{
    expectSolved();
    for (const PatchRange& patch : geometry_.patches) {
        if (patch.name != name) continue;
        SurfaceField field;
        for (int f = patch.start; f < patch.start + patch.size; ++f) {
            field.centre.push_back(geometry_.faceCentre[f]);
            field.area.push_back(geometry_.magArea[f]);
            field.temperature.push_back(reference_ + energy_.system().ownerFaceTemperature(f, temperature_.data()));
            field.heat.push_back(-heatOut_[f - geometry_.internalFaces]);
        }
        return field;
    }
    throw InputError(fmt::format("3-D model: the mesh has no patch '{}'.", name));
}

SurfaceField OpenFoamSolver::interface(const std::string& zoneA, const std::string& zoneB) const
{
    expectSolved();
    const EnergySystem& system = energy_.system();
    SurfaceField field;
    for (int f = 0; f < geometry_.internalFaces; ++f) {
        const std::string& owner = mesh_.zoneNames[mesh_.zone[geometry_.owner[f]]];
        const std::string& neighbour = mesh_.zoneNames[mesh_.zone[geometry_.neighbour[f]]];
        const bool forward = owner == zoneA && neighbour == zoneB, backward = owner == zoneB && neighbour == zoneA;
        if (zoneA == zoneB || !(forward || backward)) continue;
        double first = reference_ + system.ownerFaceTemperature(f, temperature_.data());
        double second = reference_ + system.neighbourFaceTemperature(f, temperature_.data());
        if (backward) std::swap(first, second);
        field.centre.push_back(geometry_.faceCentre[f]);
        field.area.push_back(geometry_.magArea[f]);
        field.temperature.push_back(first);
        field.otherTemperature.push_back(second);
        field.heat.push_back((forward ? 1 : -1) * system.conduction(f, temperature_.data()));
    }
    if (field.area.empty())
        throw InputError(fmt::format("3-D model: zones '{}' and '{}' share no face.", zoneA, zoneB));
    return field;
}

} // namespace coldloop::cht

// The one name that the program looks up (solver/cht/Loader.cpp). The caller owns what it gets.
extern "C" coldloop::cht::ConjugateSolver* coldloopMakeConjugateSolver(const coldloop::meshes::BlockGrid* grid)
{
    PetscBool initialised = PETSC_FALSE;
    PetscInitialized(&initialised);
    coldloop::expects(initialised, "PetscInitialize must be called before a 3-D solver is made");
    return new coldloop::cht::OpenFoamSolver(*grid);
}
