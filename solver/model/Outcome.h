// What the run of a 3-D model gives back, for the whole device: results writes it, the program prints it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/core/Convergence.h"
#include "solver/core/Placeholder.h"
#include "solver/core/Quantity.h"
#include "solver/model/GridConvergence.h"

#include <string>
#include <vector>

namespace coldloop::model {

struct PatchRow {
    std::string name;
    double area = 0;                                // [m^2]
    double heat = 0;                                // into the device [W]
    double massFlow = 0;                            // into it [kg/s]
    double meanTemperature = 0, maxTemperature = 0; // of area; of an inlet or outlet the mean is that of the flow [K]
    double meanPressure = 0;                        // of area [Pa]
};

struct ZoneRow {
    std::string name;
    long cells = 0;
    double volume = 0;                                                  // [m^3]
    double minTemperature = 0, meanTemperature = 0, maxTemperature = 0; // [K], mean of volume
    double heatSource = 0;                                              // [W]
};

struct LevelRow {
    long cells = 0;
    std::vector<Quantity> quantities; // of that mesh
};

// Of one of several load cases on one flow.
struct LoadCaseRow {
    std::string name;
    std::vector<Quantity> quantities;
    std::vector<ZoneRow> zones;
    std::vector<Quantity> monitors;
    double energyImbalance = 0;
    std::vector<ConvergenceRecord> convergence;
};

struct Event {
    double time = 0; // [s]
    std::string message;
};

struct Outcome {
    std::vector<Quantity> quantities;
    double energyImbalance = 0, massImbalance = 0;
    std::vector<ConvergenceRecord> convergence;
    std::vector<Flag> flags;
    std::vector<Event> events;
    std::vector<PatchRow> patches;
    std::vector<ZoneRow> zones;
    std::vector<Quantity> monitors;     // at the end
    std::vector<LoadCaseRow> loadCases; // empty without; all else here is of the first
    std::vector<LevelRow> levels;       // one a mesh, coarsest first; empty with a single mesh
    std::vector<GridConvergence> gridConvergence;
    bool complete = true; // false: stopped early, a checkpoint was written
};

// The quantity of that name, not a number where there is none.
double quantity(const std::vector<Quantity>& quantities, const std::string& name);

} // namespace coldloop::model
