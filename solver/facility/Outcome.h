// What a run gives back, as plain structs: results writes them, the program prints them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/ConjugateSolver.h"
#include "solver/core/Convergence.h"
#include "solver/core/Ledger.h"
#include "solver/core/Placeholder.h"
#include "solver/core/Quantity.h"
#include "solver/workload/Chip.h"

#include <array>
#include <limits>
#include <string>
#include <vector>

namespace coldloop::facility {

struct ChipPlace {
    int number = 0;                   // from 0, in the order of all per-chip arrays
    int rack = 1, tray = 1, slot = 1; // from 1; tray counts from the bottom, slots of a tray run over all its chips
    workload::ChipKind kind = workload::ChipKind::gpu;
    double maxOperating = std::numeric_limits<double>::quiet_NaN(); // [K], not a number where no limit is known
};

// "rack 1 tray 4 slot 2"
std::string chipName(const ChipPlace& place);

struct ChipSample {
    double junction = 0;      // [K] at the end of the step
    double junctionPeak = 0;  // [K] highest inside the step
    double plate = 0;         // base of the cold plate [K]
    double inlet = 0;         // coolant entering the plate [K]
    double power = 0;         // mean over the step [W]
    double heatToCoolant = 0; // mean over the step [W]
    double volumeFlow = 0;    // [m^3/s]
    double clock = 1;         // of the maximum, at the end of the step
    double throttledTime = 0; // since the start [s]
    double lostWork = 0;      // since the start, seconds at full clock not done
    bool throttled = false;   // now: clock cut by more than 0.1 % for temperature
    bool shutdown = false;
};

// The facility at one instant (a steady solution has time 0).
struct Snapshot {
    double time = 0;                 // [s]
    std::vector<ChipSample> chips;   // of the resolved rack
    std::vector<Quantity> totals;    // loops, plant, job: the same names at each instant
    std::vector<LedgerJoint> ledger; // of the step that ended here
    double massImbalance = 0;
    double couplingResidual = 0; // worst interface residual of the step [K]
    int couplingIterations = 0;
};

// The total of that name, not a number where there is none.
double total(const Snapshot& shot, const std::string& name);

struct HotspotRow {
    ChipPlace place;
    double junction = 0;                         // highest of the run [K]
    double margin = 0;                           // maxOperating - junction [K], not a number without limit
    double power = 0, volumeFlow = 0, inlet = 0; // when it was hottest [W], [m^3/s], [K]
    double throttledTime = 0;                    // [s]
    std::string cause;                           // "supply temperature", "low flow", "power", "high resistance", "none"
};

struct Event {
    double time = 0; // [s]
    std::string component, message;
};

// For the picture of the hall: boxes (racks, trays, chips) and pipes with what colours them.
struct Box {
    std::string name, kind;              // kind: "rack", "tray", "chip"
    int chip = -1;                       // number of the chip, else -1
    std::array<double, 3> low{}, high{}; // [m], hall coordinates: x across, y along, z up
    double temperature = 0;              // [K], mean of what it holds
    double margin = 0;                   // [K], smallest of what it holds; not a number without limit
    double volumeFlow = 0;               // [m^3/s]
};
struct PipeRun {
    std::string name;
    std::array<double, 3> from{}, to{}; // [m]
    double temperature = 0, volumeFlow = 0;
};

// A GPU's plate solved again in 3-D at the state that the network has it in; both models without the plate's own spread.
struct ZoomedPlate {
    ChipPlace place;
    double volumeFlow = 0, inlet = 0, power = 0;       // [m^3/s], [K], [W]
    double junction = 0;                               // in the rack, with the plate's own resistance [K]
    double junctionReduced = 0, junction3d = 0;        // [K]
    double resistanceReduced = 0, resistance3d = 0;    // (junction - inlet) / power [K/W]
    double finPressureDrop = 0, finPressureDrop3d = 0; // by the law fitted to the samples, as in the network [Pa]
    double energyImbalance = 0, massImbalance = 0;     // of the 3-D solve

    double junctionDifference() const { return junctionReduced - junction3d; }                // [K]
    double resistanceDifference() const { return resistanceReduced / resistance3d - 1; }      // [-]
    double pressureDropDifference() const { return finPressureDrop / finPressureDrop3d - 1; } // [-]
};

struct PlateField {   // the 3-D field of a plate
    std::string name; // "rack 1 tray 4 slot 2"
    meshes::PolyMesh mesh;
    cht::CellField cells; // of the mesh
    double time = 0;
};

struct PlateCurvePoint { // what the 3-D solver gave for the reduced model
    double volumeFlow = 0, inlet = 0, resistance = 0, plateResistance = 0, finPressureDrop = 0; // SI
};

struct Outcome {
    std::vector<Quantity> quantities;
    double energyImbalance = 0, massImbalance = 0; // largest of network and 3-D
    std::vector<LedgerJoint> steadyLedger;
    std::vector<ConvergenceRecord> convergence;
    std::vector<Flag> flags;
    std::vector<Event> events;
    std::vector<ChipPlace> places;
    std::vector<HotspotRow> hotspots; // all chips, least margin first, chips without limit last
    std::vector<PlateCurvePoint> plateCurve;
    std::vector<ZoomedPlate> zoomed; // hottest first, then those that were named
    std::vector<PlateField> fields;  // of the same, in the same order
    std::vector<Box> boxes;
    std::vector<PipeRun> pipes;
    Snapshot steady, last;
    double jobStoppedAt = std::numeric_limits<double>::quiet_NaN();
};

// The quantity of that name, not a number where there is none.
double quantity(const Outcome& outcome, const std::string& name);

} // namespace coldloop::facility
