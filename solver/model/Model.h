// A 3-D model as a case describes it: mesh, physics, what to watch, when to stop. Plain SI values.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/ConjugateSolver.h"
#include "solver/core/Quantity.h"
#include "solver/model/FinArray.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace coldloop::model {

// Makes the mesh. `fineness` multiplies the number of cells along each direction; 1 is the mesh of the case.
struct MeshSource {
    std::string words; // "recipe microchannel", "file heatsink.msh"
    std::function<meshes::PolyMesh(double fineness)> make;
    double levelRatio = 1.5; // of fineness from one of several meshes to the next
    bool refinable = true;   // other values of `fineness` than 1 are possible
};

struct Total {
    std::string of;   // patch or zone
    double value = 0; // of the whole device, spread evenly: [W] or [m^3/s]
};

// The points of an inlet's velocityField, to compare with the patch.
struct Profile {
    std::string patch, file;
    std::vector<cht::Vec3> points; // [m]
};

enum class MonitorKind { probe, patch, zone };
enum class Watched { temperature, pressure, velocity, minTemperature, meanTemperature, maxTemperature, heat, massFlow };

// A number that is followed through the iterations or time steps.
struct Monitor {
    std::string name;
    MonitorKind kind = MonitorKind::zone;
    std::string of; // patch or zone
    cht::Vec3 at{}; // of a probe [m]: the cell whose centre is nearest
    Watched watched = Watched::maxTemperature;
    std::optional<double> stopAbove, stopBelow; // the run ends where the value passes
    std::optional<double> stopSettled;          // ... or changes by less than this from one row to the next
};

struct Transient {
    double end = 0, step = 0;                 // [s]
    bool steadyStart = true;                  // from the steady state, else from rest at the initial temperature
    double startPower = 1;                    // of all powers, in that steady state
    bool flow = false;                        // the flow has inertia
    std::optional<double> writeInterval;      // of fields [s]; none: the last instant only
    std::optional<double> checkpointInterval; // [s]
};

struct Model {
    std::string title;
    MeshSource mesh;
    cht::Physics physics; // of the part that is modelled; what needs areas and volumes is in the lists
    // Load cases: a steady state each, on one flow, with the power maps of that name and those of none.
    std::vector<std::string> mapLoadCases; // of physics.powerMaps, "" of those that are in all; empty: all of none
    std::vector<Total> patchPowers, zonePowers, volumeFlows;
    std::vector<Profile> profiles;
    double symmetryFactor = 1; // whole device / modelled part
    cht::Tolerances tolerances;
    std::optional<Transient> transient;
    std::vector<Monitor> monitors;
    std::optional<FinArray> fins; // whose coefficients are found before the solve
    std::string drawing;          // SVG of what is built; empty without
    std::vector<Quantity> stated; // numbers that follow from the case alone and that the results repeat
    double velocityLimit = 0;     // [m/s], 0: none
    bool writeFields = true;
    std::map<std::string, std::string> places; // "zones.coolant" -> "case.toml:12:1", for messages
};

// Their names, each once, in the order of the maps.
std::vector<std::string> loadCases(const Model& model);

// "case.toml:12:1: zones.coolant" where the place is known, else the name.
std::string placed(const Model& model, const std::string& section);

} // namespace coldloop::model
