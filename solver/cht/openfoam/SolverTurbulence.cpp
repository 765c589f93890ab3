// Turbulence's part of OpenFoamSolver.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Driving.h"
#include "solver/cht/openfoam/Flags.h"
#include "solver/cht/openfoam/OpenFoamSolver.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace coldloop::cht {

namespace {

constexpr double turbulentFrom = 2000;  // Reynolds number, of zones that may be either
constexpr double eachTurn = 0.1;        // by what one turn's flow lowers its residual,
constexpr int stepsOfTurn = 5;          // in at most that many steps
constexpr double beyondTolerance = 0.3; // the last turns' flow, so that they have an effect
constexpr double changeToTolerance = 10;
constexpr int turnsToCouplings = 4;         // turns that are allowed, of Tolerances::maxCouplingIterations
constexpr double bulkToFrictionSpeed = 15;  // of a periodic flow of given pressure gradient, to start with
constexpr double speedOfNothingKnown = 0.1; // [m/s]

// What turns leave of a figure if its changes shrink in proportion.
class Remaining {
public:
    void next(double figure)
    {
        const double change = std::abs(figure - figure_);
        const double ratio = change_ > 0 ? std::min(change / change_, slowest) : slowest;
        error_ = figure != 0 ? change * ratio / (1 - ratio) / std::abs(figure) : 0.0;
        figure_ = figure;
        change_ = change;
    }
    double error() const { return error_; } // relative

private:
    static constexpr double slowest = 0.9; // turns are at least that good in the end
    double figure_ = 0, change_ = 0, error_ = 0;
};

void add(SolveRecord& sum, const SolveRecord& part)
{
    if (sum.history.empty()) sum.initialResidual = part.initialResidual;
    sum.iterations += part.iterations;
    sum.linearIterations += part.linearIterations;
    sum.finalResidual = part.finalResidual;
    sum.history.insert(sum.history.end(), part.history.begin(), part.history.end());
    sum.seconds += part.seconds;
}

} // namespace

// The speed that the flow will have, roughly [m/s].
double OpenFoamSolver::speedToCome(const Physics& physics, const FlowConditions& conditions) const
{
    double speed = 0;
    for (const Vec3& u : conditions.boundaryVelocity) speed = std::max(speed, std::sqrt(dot(u, u)));
    for (const Periodic& periodic : physics.periodic) {
        const double diameter = periodicFlow(periodic, fluid_).diameter;
        double density = 0;
        for (double rho : conditions.density) density = std::max(density, rho);
        density = maxOver(communicator(), density);
        const double friction = std::sqrt(std::abs(periodic.pressureGradient) * diameter / (4 * density));
        speed = std::max({speed, std::abs(periodic.meanVelocity), bulkToFrictionSpeed * friction});
    }
    speed = maxOver(communicator(), speed);
    return speed > 0 ? speed : speedOfNothingKnown;
}

// Which of the fluid's cells are turbulent, from the present flow where the zone may be either; without a flow these are.
std::vector<char> OpenFoamSolver::turbulentCells() const
{
    std::vector<double> reynolds(setup_.materials.size(), 2 * turbulentFrom);
    if (!flowState_.unknowns.empty())
        reynolds = zoneReynolds(setup_, named(), fluid_, flowState_.unknowns, absoluteTemperatures());
    std::vector<char> turbulent;
    for (int cell : fluid_.cellOf) {
        const int zone = distribution_.mesh.zone[cell];
        const Regime regime = setup_.materials[zone].regime;
        turbulent.push_back(regime == Regime::turbulent ||
                            (regime == Regime::automatic && reynolds[zone] > turbulentFrom));
    }
    return turbulent;
}

// Keeps the present turbulence where it is of the same model on the same cells.
void OpenFoamSolver::makeTurbulence(const Physics& physics, const FlowConditions& conditions)
{
    TurbulenceSetup setup{physics.turbulence, physics.turbulentPrandtl, setup_.boundaries,
                          turbulentCells(),   conditions.density,       0};
    const double cells = std::count(setup.turbulent.begin(), setup.turbulent.end(), 1);
    if (sumOver(communicator(), cells) == 0) {
        turbulence_.reset();
        return;
    }
    if (!turbulence_ || !turbulence_->renew(setup)) {
        setup.speed = speedToCome(physics, conditions);
        turbulence_ = std::make_unique<Turbulence>(std::move(setup), distribution_.mesh, fluid_);
    }
    for (auto& [name, values] : startTurbulence_) {
        std::vector<double> ofFluid;
        for (int c = 0; c < fluid_.geometry.ownedCells; ++c) ofFluid.push_back(values[fluid_.cellOf[c]]);
        values = std::move(ofFluid);
    }
    if (startTurbulence_.empty()) return;
    const Read start(flow_->unknowns());
    turbulence_->restore(startTurbulence_, {start.get(), start + 4 * std::size_t(fluid_.geometry.ownedCells)},
                         conditions);
    startTurbulence_.clear();
}

// The flow at the present temperatures, with its turbulence; its flux into flux_.
void OpenFoamSolver::solveFlow(const Physics& physics, const Tolerances& tolerances, double time)
{
    if (!flow_) return;
    useStartValue();
    FlowConditions conditions = flowConditions(physics, setup_, named(), fluid_, absoluteTemperatures(), time);
    if (wallsKnown_) addWallViscosity(conditions, wallTemperatures());
    solveFlow(physics, tolerances, conditions);
}

void OpenFoamSolver::solveFlow(const Physics& physics, const Tolerances& tolerances, const FlowConditions& conditions)
{
    const bool open = std::any_of(setup_.materials.begin(), setup_.materials.end(), [](const ZoneMaterial& material) {
        return material.fluid && material.regime == Regime::automatic;
    });
    makeTurbulence(physics, conditions);
    if (open && flowState_.unknowns.empty() && turbulence_) {
        Tolerances rough = tolerances;
        rough.flow = eachTurn;
        solveFrozen(physics, rough, conditions);
        makeTurbulence(physics, conditions);
    }
    for (int attempt = 0;; ++attempt) {
        const std::vector<char> assumed = turbulentCells();
        if (turbulence_)
            solveTurbulent(physics, tolerances, conditions);
        else
            solveFrozen(physics, tolerances, conditions);
        if (!open || attempt == 1 || sumOver(communicator(), assumed != turbulentCells()) == 0) return;
        makeTurbulence(physics, conditions);
    }
}

// Flow and turbulence in turn until the flow is right with the turbulence that it brings about.
void OpenFoamSolver::solveTurbulent(const Physics& physics, const Tolerances& tolerances,
                                    const FlowConditions& molecular)
{
    const std::size_t before = records_.size();
    const double formerError = flowState_.pressureDropError;
    const int most = turnsToCouplings * tolerances.maxCouplingIterations;
    SolveRecord flow, turbulence;
    flow.equation = "flow";
    turbulence.equation = "turbulence";
    Tolerances inexact = tolerances;
    inexact.maxFlowIterations = stepsOfTurn;
    inexact.pressureDropError = 1;
    Remaining drop;
    double residual = 1;
    for (int turn = 0;; ++turn) {
        FlowConditions conditions = molecular;
        turbulence_->addTo(conditions);
        if (turn > 0) flow_->start(flowState_.unknowns);
        inexact.flow = std::max(beyondTolerance * tolerances.flow, eachTurn * residual);
        solveFrozen(physics, inexact, conditions);
        residual = flowState_.record.initialResidual;
        add(flow, flowState_.record);
        drop.next(pressureDrop());
        if (turn > 0) {
            turbulence.history.push_back(turbulence_->change());
            if (told_) told_({"turbulence", turn, turbulence_->change(), 0});
            if (residual <= tolerances.flow && turbulence_->change() <= changeToTolerance * tolerances.flow &&
                drop.error() <= tolerances.pressureDropError) {
                if (turn == 1 && flow.initialResidual <= tolerances.flow) flow.iterations = 0; // it was right already
                break;
            }
        }
        if (turn == most)
            throw SolveError(fmt::format(
                "flow and turbulence: no agreement after {} turns; the flow's residual is {:.3g}, "
                "tolerance {:.3g}; the eddy viscosity still changes by {:.3g} of itself. The flow's worst cell lies "
                "{}. Refine the mesh there, or go on from where it stopped with more "
                "numerics.coupling-iterations and --resume.",
                turn, residual, tolerances.flow, turbulence_->change(), flow_->worstPlace()));
        const auto start = std::chrono::steady_clock::now();
        turbulence_->correct(flowState_.unknowns, flowState_.flux, molecular);
        turbulence.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        turbulence.iterations = turn + 1;
    }
    flowState_.pressureDropError = flow.iterations == 0 ? std::max(formerError, drop.error()) : drop.error();
    turbulence.initialResidual = turbulence.history.front();
    turbulence.finalResidual = turbulence.history.back();
    records_.resize(before);
    records_.push_back(turbulence);
    records_.push_back(flow);
}

} // namespace coldloop::cht
