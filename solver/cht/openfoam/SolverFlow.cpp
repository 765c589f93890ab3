// The flow's part of OpenFoamSolver.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Coolants.h"
#include "solver/cht/openfoam/Driving.h"
#include "solver/cht/openfoam/Flags.h"
#include "solver/cht/openfoam/OpenFoamSolver.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

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
    for (std::size_t p = 0; p < setup_.boundaries.size(); ++p)
        if (!setup_.boundaries[p].fanCurve.empty()) fan = int(p);
    if (const Periodic* pair = drivingPair(physics))
        solvePeriodic(*pair, conditions, tolerances);
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
    const auto worst = [&] { return flow_->worstPlace(); };
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
        drive_ = secant(what, drive_, drivenTo, mismatch, worst);
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
    const int loop = coolantAt(patch);
    if (drive_ == 0) drive_ = 0.5 * curve.back().first / area;
    auto solveAt = [&](double velocity) {
        for (int f = range.start; f < range.start + range.size; ++f)
            conditions.boundaryVelocity[f - g.internalFaces] = times(-velocity / g.magArea(f), g.area[f]);
        solveFlowOnce(conditions, inner);
        return dropsOfCoolants()[loop];
    };
    auto mismatch = [&](double velocity, double drop) {
        return (fanPressure(curve, velocity * area) - drop) / curve.front().second;
    };
    const auto worst = [&] { return flow_->worstPlace(); };
    const std::string what = "the operating point of fan '" + setup_.boundaries[patch].patch + "'";
    if (turbulence_) { // turn by turn, as if the pressure drop grew with the square of the flow
        const double from = drive_, drop = solveAt(from);
        drive_ = secant(
            what, from, drivenTo,
            [&](double velocity) { return mismatch(velocity, drop * std::pow(velocity / from, 2)); }, worst);
    } else {
        drive_ = secant(
            what, drive_, drivenTo, [&](double velocity) { return mismatch(velocity, solveAt(velocity)); }, worst);
    }
}

int OpenFoamSolver::coolantAt(int patch) const
{
    const std::string& name = setup_.boundaries[patch].patch;
    for (std::size_t i = 0; i < setup_.coolants.size(); ++i)
        for (const std::string& inlet : setup_.coolants[i].inlets)
            if (inlet == name) return int(i);
    throw Bug("coolantAt: no coolant comes in through '" + name + "'");
}

double OpenFoamSolver::massFlowThrough(int patch) const
{
    const PatchRange& range = fluid_.geometry.patches[patch];
    double mass = 0;
    for (int f = range.start; f < range.start + range.size; ++f) mass -= flowState_.flux[f];
    return sumOver(communicator(), mass);
}

std::vector<double> OpenFoamSolver::dropsOfCoolants() const
{
    return pressureDrops(fluid_.geometry, flow_->system().conditions(), flowState_.boundaryPressure);
}

double OpenFoamSolver::pressureDrop() const
{
    double largest = 0;
    for (double drop : dropsOfCoolants())
        if (std::abs(drop) > std::abs(largest)) largest = drop;
    return largest;
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
        conditions.wallViscosity.push_back(material.thickened * material.viscosity(wall[f - g.internalFaces]));
    }
}

// Of coolants that are apart from each other: what the figures of the flow are.
void OpenFoamSolver::addCoolants(Solution& solution) const
{
    const Geometry& g = fluid_.geometry;
    const FlowConditions& conditions = flow_->system().conditions();
    const std::vector<double> drops = dropsOfCoolants();
    std::vector<double> volume(drops.size());
    for (int f = 0; f < g.faces() - g.internalFaces; ++f)
        if (conditions.boundary[f] == FlowBoundary::inlet)
            volume[conditions.coolant[f]] -= flowState_.flux[f + g.internalFaces] / conditions.inletDensity[f];
    std::string each;
    double whole = 0, pumped = 0;
    int through = 0;
    for (std::size_t i = 0; i < drops.size(); ++i) {
        volume[i] = sumOver(communicator(), volume[i]);
        if (setup_.coolants[i].inlets.empty()) continue;
        ++through;
        whole += volume[i];
        pumped += volume[i] * drops[i];
        each +=
            fmt::format("{}{:.6g} Pa from {}", each.empty() ? "" : ", ", drops[i], joined(setup_.coolants[i].inlets));
    }
    if (through < 2) return;
    if (whole * solution.pressureDrop != 0) solution.pumpedShare = pumped / (whole * solution.pressureDrop);
    solution.flags.push_back(fmt::format("{} coolants are apart from each other: the pressure drop is the largest of "
                                         "{}; mass flow, volume flow and pumping power are sums over them, coolant "
                                         "temperatures at inlets and outlets means.",
                                         through, each));
}

void OpenFoamSolver::addFanFlag(Solution& solution) const
{
    for (std::size_t p = 0; p < setup_.boundaries.size(); ++p) {
        const auto& curve = setup_.boundaries[p].fanCurve;
        if (curve.empty()) continue;
        const Geometry& g = fluid_.geometry;
        double flow = 0; // [m^3/s]
        for (int f = g.patches[p].start; f < g.patches[p].start + g.patches[p].size; ++f)
            flow -= dot(flow_->system().conditions().boundaryVelocity[f - g.internalFaces], g.area[f]);
        flow = sumOver(communicator(), flow);
        const double first = curve.front().first, last = curve.back().first, rounding = 1e-6 * last;
        if (flow < first - rounding || flow > last + rounding)
            solution.flags.push_back(
                fmt::format("Fan '{}' works at {:.4g} m^3/s (of the part that is modelled), beyond "
                            "its curve from {:.4g} to {:.4g} m^3/s: its pressure rise there is "
                            "extrapolated.",
                            setup_.boundaries[p].patch, flow, first, last));
    }
}

void OpenFoamSolver::addFlags(const Physics& physics, Solution& solution) const
{
    for (std::string& flag :
         flowFlags(physics, setup_, named(), fluid_, flowState_, absoluteTemperatures(), wallTemperatures()))
        solution.flags.push_back(std::move(flag));
    addFanFlag(solution);
    if (!turbulence_) return;
    for (std::string& flag : turbulence_->flags()) solution.flags.push_back(std::move(flag));
}

} // namespace coldloop::cht
