// The linear thermal model that OpenFoamSolver's last steady solution stands for, for reduced models.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/OpenFoamSolver.h"

#include "solver/core/Error.h"

#include <algorithm>

namespace coldloop::cht {

namespace {

// Every wall, inlet and surrounding at the reference temperature.
EnergyConditions atReference(EnergyConditions conditions)
{
    for (Boundary& boundary : conditions.boundaries) {
        boundary.temperature = conditions.referenceTemperature;
        boundary.temperatureField = nullptr;
    }
    return conditions;
}

// And nothing heated but `heat` [W] of cells.
EnergyConditions heatedBy(std::vector<double> heat, EnergyConditions conditions)
{
    conditions = atReference(std::move(conditions));
    for (ZoneMaterial& material : conditions.materials) {
        material.heatSource = 0;
        material.heatField = nullptr;
    }
    for (Boundary& boundary : conditions.boundaries) {
        boundary.heatFlux = 0;
        boundary.heatFluxField = nullptr;
    }
    conditions.facePower.clear();
    conditions.cellPower = std::move(heat);
    return conditions;
}

} // namespace

std::vector<double> OpenFoamSolver::heatCapacity() const
{
    expectSolved();
    std::vector<double> capacity(geometry_.ownedCells);
    for (int c = 0; c < geometry_.ownedCells; ++c)
        capacity[c] = energy_.system().mass(c) *
                      setup_.materials[distribution_.mesh.zone[c]].specificHeat(setup_.referenceTemperature);
    return capacity;
}

std::vector<double> OpenFoamSolver::heatOut(const std::vector<double>& temperature)
{
    expectSolved();
    return energy_.heatOut(heatedBy(std::vector<double>(geometry_.ownedCells), heatConditions(0)), temperature);
}

std::vector<double> OpenFoamSolver::heatGiven(const Physics& physics)
{
    expectSolved();
    setHeat(physics);
    return energy_.heatGiven(atReference(heatConditions(0)));
}

std::vector<double> OpenFoamSolver::heatResponse(const std::vector<double>& heat, double rate,
                                                 const Tolerances& tolerances)
{
    expectSolved();
    return energy_.response(heatedBy(heat, heatConditions(0)), rate, tolerances, records_.emplace_back());
}

} // namespace coldloop::cht
