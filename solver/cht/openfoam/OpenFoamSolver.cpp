// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/OpenFoamSolver.h"

#include "solver/cht/openfoam/Coolants.h"
#include "solver/cht/openfoam/Driving.h"
#include "solver/cht/openfoam/HeatBalance.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {
constexpr double massLimit = 1e-9, energyLimit = 1e-6; // imbalances that a solution may have (design)
} // namespace

OpenFoamSolver::OpenFoamSolver(meshes::PolyMesh mesh)
    : distribution_(distribute(std::move(mesh), PETSC_COMM_WORLD)),
      geometry_(makeGeometry(distribution_.mesh, distribution_.halo, distribution_.ownedCells)),
      energy_(geometry_, distribution_.mesh.zone)
{
}

void OpenFoamSolver::onProgress(std::function<void(const Progress&)> told)
{
    told_ = std::move(told);
    energy_.onProgress(told_);
    if (flow_) flow_->onProgress(told_);
}

void OpenFoamSolver::setHeat(const Physics& physics)
{
    setup_ = makeSetup(physics, named());
    powerMaps_.reset();
    if (!physics.powerMaps.empty())
        powerMaps_ = std::make_unique<PowerMaps>(physics.powerMaps, distribution_.mesh, geometry_);
}

void OpenFoamSolver::prepare(const Physics& physics, const Tolerances& tolerances)
{
    solved_ = wallsKnown_ = ended_ = false;
    records_.clear();
    for (const std::string& option : tolerances.petscOptions)
        check(PetscOptionsInsertString(nullptr, option.c_str()), "PetscOptionsInsertString");
    setHeat(physics);
    flux_.assign(geometry_.faces(), 0.0);
    const double moving = std::count(setup_.flowing.begin(), setup_.flowing.end(), 1);
    if (sumOver(communicator(), moving) == 0) {
        turbulence_.reset();
        flow_.reset();
        flowing_.clear();
        flowState_ = {};
        return;
    }
    if (flow_ && sumOver(communicator(), flowing_ != setup_.flowing) == 0) return;
    flowing_ = setup_.flowing;
    turbulence_.reset(); // before the geometry they refer to
    flow_.reset();
    fluid_ = part(geometry_, flowing_);
    flow_ = std::make_unique<FlowSolver>(fluid_.geometry);
    flow_->onProgress(told_);
}

std::vector<double> OpenFoamSolver::absoluteTemperatures() const
{
    std::vector<double> t = energy_.temperature();
    for (double& value : t) value += setup_.referenceTemperature;
    return t;
}

EnergyConditions OpenFoamSolver::heatConditions(double time) const
{
    EnergyConditions conditions = energyConditions(setup_, flux_, time);
    if (turbulence_) turbulence_->addTo(conditions, geometry_, distribution_.mesh.zone, absoluteTemperatures());
    if (powerMaps_) {
        conditions.cellPower = powerMaps_->cellPower(time);
        conditions.facePower = powerMaps_->facePower(time);
    }
    return conditions;
}

std::vector<double> OpenFoamSolver::ownTemperatures() const
{
    std::vector<double> t = absoluteTemperatures();
    t.resize(geometry_.ownedCells);
    return t;
}

Solution OpenFoamSolver::solve(const Physics& physics, const Tolerances& tolerances)
{
    prepare(physics, tolerances);
    checkHeatHasWayOut(setup_, named());
    couple(physics, tolerances);
    return finished(physics, 0);
}

Solution OpenFoamSolver::solveHeat(const Physics& physics, const Tolerances& tolerances)
{
    if (!solved_ || (flow_ && flowNeedsTemperature(physics, setup_))) return solve(physics, tolerances);
    solved_ = wallsKnown_ = false;
    records_.clear();
    setHeat(physics);
    checkHeatHasWayOut(setup_, named());
    energy_.solve(heatConditions(0), tolerances, records_.emplace_back());
    return finished(physics, 0);
}

bool OpenFoamSolver::goesOn(const Physics& physics)
{
    if (!eachIteration_) return true;
    const Solution solution = present(physics, 0);
    solved_ = true; // for what asks for surfaces inside
    ended_ = !eachIteration_(solution);
    solved_ = false;
    return !ended_;
}

Solution OpenFoamSolver::present(const Physics& physics, double time)
{
    Solution solution;
    solution.time = time_ = time;
    solution.records = records_;
    solution.massImbalance = flowState_.massImbalance;
    const HeatBalance balance = heatBalance(energy_.system());
    solution.heatIn = balance.heatIn;
    solution.enthalpyRise = balance.enthalpyRise;
    solution.stored = balance.stored;
    solution.energyImbalance = balance.imbalance;
    solution.maxTemperature = balance.maxTemperature;
    solution.temperatureError = energy_.errorEstimate();
    solution.flags = rangeFlags(energy_.system());
    for (const Backflow& back : balance.backflow)
        solution.flags.push_back(fmt::format("{:.3g} kg/s come back in through {:.3g} m^2 of outlet '{}'.",
                                             back.massFlow, back.area, back.patch));
    if (flow_) {
        for (std::size_t p = 0; p < setup_.boundaries.size(); ++p)
            if (setup_.boundaries[p].flow == FlowBoundary::inlet) solution.massFlow += massFlowThrough(int(p));
        solution.pressureDrop = pressureDrop();
        addCoolants(solution);
        if (const Periodic* pair = drivingPair(physics)) {
            const PeriodicFlow flow = periodicFlow(*pair, fluid_);
            solution.pressureDrop = drive_ * flow.length;
            solution.massFlow = meanVelocity(flow, fluid_.geometry, flowState_.flux, 1) * flow.area;
        }
        solution.pressureDropError = flowState_.pressureDropError;
        addFlags(physics, solution);
    }
    addCells(solution);
    return solution;
}

Solution OpenFoamSolver::finished(const Physics& physics, double time)
{
    Solution solution = present(physics, time);
    solved_ = wallsKnown_ = true;
    if (ended_) solution.flags.push_back("The solve was ended by what follows it, whether it had converged or not.");
    if (!(solution.massImbalance <= massLimit))
        throw SolveError(
            fmt::format("flow: mass imbalance {:.3g} of the inflow is above {:.0e}. Lower numerics.tolerance.",
                        solution.massImbalance, massLimit));
    if (!(solution.energyImbalance <= energyLimit))
        throw SolveError(fmt::format("energy: imbalance {:.3g} of the heat is above {:.0e}. Lower numerics.tolerance.",
                                     solution.energyImbalance, energyLimit));
    return solution;
}

void OpenFoamSolver::addCells(Solution& solution) const
{
    CellField& cells = solution.cells;
    const int n = geometry_.ownedCells;
    cells.centre.assign(geometry_.centre.begin(), geometry_.centre.begin() + n);
    cells.volume.assign(geometry_.volume.begin(), geometry_.volume.begin() + n);
    cells.number.assign(distribution_.cellOf.begin(), distribution_.cellOf.begin() + n);
    cells.region.assign(distribution_.mesh.zone.begin(), distribution_.mesh.zone.begin() + n);
    cells.regionNames = distribution_.mesh.zoneNames;
    for (int c = 0; c < n; ++c) cells.temperature.push_back(absoluteTemperature(c));
    cells.pressure.assign(n, 0.0);
    cells.velocity.assign(n, {});
    if (!flow_) return;
    if (turbulence_) cells.eddyViscosity.assign(n, 0.0);
    for (int c = 0; c < fluid_.geometry.ownedCells; ++c) {
        const double* x = &flowState_.unknowns[4 * std::size_t(c)];
        cells.velocity[fluid_.cellOf[c]] = {x[0], x[1], x[2]};
        cells.pressure[fluid_.cellOf[c]] = x[3];
        if (turbulence_) cells.eddyViscosity[fluid_.cellOf[c]] = turbulence_->eddyViscosity()[c];
    }
}

} // namespace coldloop::cht

// The one name that the program looks up (solver/cht/Loader.cpp). The caller owns what it gets.
extern "C" coldloop::cht::ConjugateSolver* coldloopMakeConjugateSolver(coldloop::meshes::PolyMesh* mesh)
{
    PetscBool initialised = PETSC_FALSE;
    PetscInitialized(&initialised);
    coldloop::expects(initialised, "PetscInitialize must be called before a 3-D solver is made");
    return new coldloop::cht::OpenFoamSolver(std::move(*mesh));
}
