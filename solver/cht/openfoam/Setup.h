// Physics by name (zones, patches) turned into numbers of zones, cells and faces, checked.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/EnergySystem.h"
#include "solver/cht/openfoam/FlowSystem.h"

namespace coldloop::cht {

// Connected cells where coolant moves, apart from other coolants.
struct Coolant {
    std::vector<std::string> zones, inlets; // names
    double referenceTemperature = 0;        // [K] of its inlet (the last one), else that of the Setup
};

struct Setup {
    std::vector<ZoneMaterial> materials; // of zones, in the mesh's order
    std::vector<Boundary> boundaries;    // of patches, in the geometry's order
    std::vector<ZoneContact> contacts;
    std::vector<CyclicHeat> cyclic;  // of patches
    std::vector<char> flowing;       // of cells, ghosts too: coolant moves
    std::vector<Coolant> coolants;   // those that move
    std::vector<int> coolant;        // of cells, ghosts too: index into coolants; -1 where nothing moves
    std::vector<int> pinned;         // owned cells, one for each moving region without outlet
    bool upwindEnthalpy = false;     // first-order convection of heat
    double referenceTemperature = 0; // [K] an inlet's, or a fixed one, or the initial one

    // At which the density of a cell's coolant is taken [K].
    double referenceAt(int cell) const
    {
        const int of = coolant.empty() ? -1 : coolant[cell];
        return of < 0 ? referenceTemperature : coolants[of].referenceTemperature;
    }
};

// The mesh as the rules below see it: zones of all cells (ghosts too) and the lists of names, equal on all ranks.
struct NamedMesh {
    const Geometry& geometry;
    const std::vector<int>& zone;
    const std::vector<std::string>& zoneNames;
};

// Throws InputError with all faults: a zone without material or with values that are not positive, names that match
// nothing, an inlet without outlet, openings on a solid, coolants of different properties that touch, flows that cannot be
// driven in one model.
// Collective.
Setup makeSetup(const Physics& physics, const NamedMesh& mesh);
// For a steady state: throws SolveError that names the zones of a connected part without coolant flow and without a fixed
// temperature. Collective.
void checkHeatHasWayOut(const Setup& setup, const NamedMesh& mesh);

// Conditions of the flow at these temperatures of all cells [K] and this time.
FlowConditions flowConditions(const Physics& physics, const Setup& setup, const NamedMesh& mesh,
                              const SubGeometry& fluid, const std::vector<double>& temperature, double time);
// What of them depends on the temperature.
FlowProperties flowProperties(const Physics& physics, const Setup& setup, const NamedMesh& mesh,
                              const SubGeometry& fluid, const std::vector<double>& temperature);
// Whether what drives the flow may change in time.
bool flowFollowsTime(const Setup& setup);
// Whether the temperature acts on the flow.
bool flowNeedsTemperature(const Physics& physics, const Setup& setup);
// Whether it does so by the density: in gravity or of a gas.
bool densityFollowsTemperature(const Physics& physics, const Setup& setup);

EnergyConditions energyConditions(const Setup& setup, std::vector<double> flux, double time);

std::string joined(const std::vector<std::string>& names); // 'a', 'b'

} // namespace coldloop::cht
