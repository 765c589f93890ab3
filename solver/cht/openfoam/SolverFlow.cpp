// The flow's part of OpenFoamSolver.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Driving.h"
#include "solver/cht/openfoam/Flags.h"
#include "solver/cht/openfoam/OpenFoamSolver.h"

#include "solver/core/Error.h"

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {

constexpr double drivenTo = 1e-6; // of the mean velocity or a fan's pressure
constexpr double exactly = 0.1;   // flow residual over what is sought, lest its noise misleads the search
constexpr double roughly = 0.02;  // of the mean velocity, while the eddy viscosity still changes

// A uniform pressure gradient that drives the flow along a direction.
void push(FlowConditions& conditions, const std::vector<Vec3>& buoyancy, const Vec3& gradient, int cells)
{
    conditions.buoyancy = buoyancy;
    conditions.buoyancy.resize(cells, Vec3{});
    for (Vec3& b : conditions.buoyancy) b = plus(b, gradient);
}

} // namespace

void OpenFoamSolver::useStartValue()
{
    if (startVelocity_.empty()) return;
    std::vector<double> unknowns;
    for (int c = 0; c < fluid_.geometry.ownedCells; ++c) {
        const int cell = fluid_.cellOf[c];
        for (int i = 0; i < 3; ++i) unknowns.push_back(startVelocity_[3 * std::size_t(cell) + i]);
        unknowns.push_back(startPressure_[cell]);
    }
    flow_->start(unknowns);
    startVelocity_.clear();
}

// The flow with these viscosities; its flux into flux_.
void OpenFoamSolver::solveFrozen(const Physics& physics, const Tolerances& tolerances, const FlowConditions& conditions)
{
    int fan = -1;
    for (std::size_t p = 0; p < setup_.boundaries.size(); ++p) {
        if (setup_.boundaries[p].fanCurve.empty()) continue;
        if (fan >= 0)
            throw InputError("3-D model: patches '" + setup_.boundaries[fan].patch + "' and '" +
                             setup_.boundaries[p].patch + "' both have a fan curve. One model takes one.");
        fan = int(p);
    }
    if (!physics.periodic.empty())
        solvePeriodic(physics.periodic.front(), conditions, tolerances);
    else if (fan >= 0)
        solveFan(fan, conditions, tolerances);
    else
        solveFlowOnce(conditions, tolerances);
}

void OpenFoamSolver::solveFlowOnce(const FlowConditions& conditions, const Tolerances& tolerances)
{
    take(flow_->solve(conditions, tolerances, turbulence_ != nullptr));
}

void OpenFoamSolver::take(FlowState state)
{
    flowState_ = std::move(state);
    records_.push_back(flowState_.record);
    std::fill(flux_.begin(), flux_.end(), 0.0);
    for (std::size_t f = 0; f < fluid_.faceOf.size(); ++f)
        flux_[fluid_.faceOf[f]] = fluid_.flipped[f] ? -flowState_.flux[f] : flowState_.flux[f];
}

void OpenFoamSolver::solvePeriodic(const Periodic& periodic, FlowConditions conditions, const Tolerances& tolerances)
{
    const Geometry& g = fluid_.geometry;
    const PeriodicFlow flow = periodicFlow(periodic, fluid_);
    const std::vector<Vec3> buoyancy = conditions.buoyancy;
    Tolerances inner = tolerances;
    auto solveAt = [&](double gradient) {
        push(conditions, buoyancy, times(gradient, flow.direction), g.cells());
        solveFlowOnce(conditions, inner);
    };
    if (periodic.meanVelocity == 0) return solveAt(drive_ = periodic.pressureGradient);
    double viscosity = 0, density = 0;
    for (double mu : conditions.viscosity) viscosity = std::max(viscosity, mu);
    for (double rho : conditions.density) density = std::max(density, rho);
    viscosity = maxOver(communicator(), viscosity);
    density = maxOver(communicator(), density);
    if (drive_ == 0) drive_ = 32 * viscosity * periodic.meanVelocity / (flow.diameter * flow.diameter); // a tube's
    auto mismatch = [&](double gradient) {
        solveAt(gradient);
        return 1 - meanVelocity(flow, g, flowState_.flux, density) / periodic.meanVelocity;
    };
    const std::string what = "the pressure gradient of the periodic flow";
    if (turbulence_) { // exactly only in the last turns
        inner.flow = std::min(inner.flow, 0.1 * roughly);
        double off = 1;
        for (int i = 0; i < 5 && std::abs(off) > roughly; ++i) {
            off = mismatch(drive_);
            drive_ /= std::clamp(1 - off, 0.1, 10.0);
        }
    } else {
        inner.flow = std::min(inner.flow, exactly * drivenTo);
        drive_ = secant(what, drive_, drivenTo, mismatch);
    }
}

void OpenFoamSolver::solveFan(int patch, FlowConditions conditions, const Tolerances& tolerances)
{
    Tolerances inner = tolerances;
    if (!turbulence_) inner.flow = std::min(inner.flow, exactly * drivenTo);
    const auto& curve = setup_.boundaries[patch].fanCurve;
    const Geometry& g = fluid_.geometry;
    const PatchRange& range = g.patches[patch];
    double area = 0;
    for (int f = range.start; f < range.start + range.size; ++f) area += g.magArea(f);
    area = sumOver(communicator(), area);
    if (drive_ == 0) drive_ = 0.5 * curve.back().first / area;
    auto solveAt = [&](double velocity) {
        for (int f = range.start; f < range.start + range.size; ++f)
            conditions.boundaryVelocity[f - g.internalFaces] = times(-velocity / g.magArea(f), g.area[f]);
        solveFlowOnce(conditions, inner);
        return pressureDrop();
    };
    auto mismatch = [&](double velocity, double drop) {
        return (fanPressure(curve, velocity * area) - drop) / curve.front().second;
    };
    const std::string what = "the operating point of fan '" + setup_.boundaries[patch].patch + "'";
    if (turbulence_) { // turn by turn, as if the pressure drop grew with the square of the flow
        const double from = drive_, drop = solveAt(from);
        drive_ = secant(what, from, drivenTo,
                        [&](double velocity) { return mismatch(velocity, drop * std::pow(velocity / from, 2)); });
    } else {
        drive_ = secant(what, drive_, drivenTo, [&](double velocity) { return mismatch(velocity, solveAt(velocity)); });
    }
}

double OpenFoamSolver::massFlowThrough(int patch) const
{
    const PatchRange& range = fluid_.geometry.patches[patch];
    double mass = 0;
    for (int f = range.start; f < range.start + range.size; ++f) mass -= flowState_.flux[f];
    return sumOver(communicator(), mass);
}

double OpenFoamSolver::pressureDrop() const
{
    const Geometry& g = fluid_.geometry;
    double inlet[2] = {0, 0}, outlet[2] = {0, 0}; // area, force
    for (std::size_t i = 0; i < setup_.boundaries.size(); ++i) {
        const FlowBoundary kind = setup_.boundaries[i].flow;
        if (kind != FlowBoundary::inlet && kind != FlowBoundary::outlet) continue;
        double* sums = kind == FlowBoundary::inlet ? inlet : outlet;
        for (int f = g.patches[i].start; f < g.patches[i].start + g.patches[i].size; ++f) {
            sums[0] += g.magArea(f);
            sums[1] += g.magArea(f) * flowState_.boundaryPressure[f - g.internalFaces];
        }
    }
    for (double* sums : {inlet, outlet})
        for (int i = 0; i < 2; ++i) sums[i] = sumOver(communicator(), sums[i]);
    return inlet[0] > 0 && outlet[0] > 0 ? inlet[1] / inlet[0] - outlet[1] / outlet[0] : 0.0;
}

// Of the fluid's boundary faces, on the fluid's side [K].
std::vector<double> OpenFoamSolver::wallTemperatures() const
{
    const Geometry& g = fluid_.geometry;
    std::vector<double> wall;
    for (int f = g.internalFaces; f < g.faces(); ++f) {
        const int face = fluid_.faceOf[f];
        const double above = fluid_.flipped[f] ? energy_.system().neighbourFaceTemperature(face)
                                               : energy_.system().ownerFaceTemperature(face);
        wall.push_back(setup_.referenceTemperature + above);
    }
    return wall;
}

// Wall shear is that of the viscosity at the wall's own temperature, once it is known.
void OpenFoamSolver::addWallViscosity(FlowConditions& conditions, const std::vector<double>& wall) const
{
    if (!conditions.variableViscosity) return;
    const Geometry& g = fluid_.geometry;
    for (int f = g.internalFaces; f < g.faces(); ++f) {
        const ZoneMaterial& material = setup_.materials[distribution_.mesh.zone[fluid_.cellOf[g.owner[f]]]];
        conditions.wallViscosity.push_back(material.viscosity(wall[f - g.internalFaces]));
    }
}

void OpenFoamSolver::addFlags(const Physics& physics, Solution& solution) const
{
    for (std::string& flag :
         flowFlags(physics, setup_, named(), fluid_, flowState_, absoluteTemperatures(), wallTemperatures()))
        solution.flags.push_back(std::move(flag));
    if (!turbulence_) return;
    for (std::string& flag : turbulence_->flags()) solution.flags.push_back(std::move(flag));
}

} // namespace coldloop::cht
