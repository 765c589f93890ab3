// All chips that a site's model carries: those of the resolved rack one by one, and one of each kind for all nominal
// racks together. Solves them steady, or advances them over a time step in step with the job that they all run.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/facility/ChipThermal.h"
#include "solver/facility/Outcome.h"
#include "solver/facility/Parameters.h"
#include "solver/reduced/PlateModel.h"

#include <memory>
#include <vector>

namespace coldloop::facility {

// What the coolant is to a chip's plate.
struct PlateInflow {
    double massFlow = 0, inlet = 0; // [kg/s], [K]
};

// How a steady solution asks for power; the defaults are the design state.
struct SteadyRequest {
    std::vector<double> gpuShare; // of TDP at the leakage reference temperature, one a chip; empty: TDP
    bool governed = true;
    bool flatPower = false; // exactly that power, whatever the temperature
    bool spread = true;     // false: every plate has its type's resistance
    bool traced = false;    // power as an imported trace gives it: leakage is already in it
};

struct ChipHeat {
    double heat = 0, slope = 0; // into the coolant [W], by inlet temperature [W/K]
    double power = 0;           // [W]
};

// Everything a step changes; plain data, so that a step can be tried and repeated.
struct BankState {
    std::vector<ChipState> chips;
    workload::JobState job;
};

struct BankStep {
    BankState state;
    std::vector<ChipStep> sums; // of each chip
    std::vector<ChipHeat> heat; // means over the step
    double stored = 0;          // [W], weighted, all chips
    double slowestClock = 1;    // mean over the step of the job's slowest GPU
};

class ChipBank {
public:
    ChipBank(const Parameters& parameters, std::shared_ptr<const reduced::PlateModel> plate);

    int resolved() const { return static_cast<int>(places_.size()); }
    int count() const
    {
        return static_cast<int>(chips_.size());
    } // resolved, then GPU, CPU, switch of the nominal racks
    double weight(int chip) const { return chips_[chip].weight; } // chips that it stands for
    const std::vector<ChipPlace>& places() const { return places_; }

    // Resistances of a chip at its inflow.
    ChipThermal thermal(int chip, const PlateInflow& inflow, bool spread) const;

    struct Steady {
        std::vector<ChipSteady> chips;
        std::vector<ChipHeat> heat;
    };
    // Governor latches set in `atLeast` (one a chip, or empty) stay set.
    Steady steady(const std::vector<PlateInflow>& inflow, const SteadyRequest& request,
                  const std::vector<workload::GovernorState>& atLeast) const;

    // One step of dt [s] from `start` at constant inflow; the same call gives the same answer.
    BankStep advance(const BankState& start, double time, const std::vector<PlateInflow>& inflow, double dt) const;

    // Time mean of what the workload asks of each chip, as a share of TDP (1 for chips that are not GPUs).
    std::vector<double> meanShares() const;
    const reduced::PlateModel& plate() const { return *plate_; }

private:
    struct Chip {
        const workload::ChipParameters* chip;
        double weight;
        double spread; // factor on the resistance above the coolant's own rise
        int gpuNumber; // among the resolved rack's GPUs, -1 for the GPU that stands for all nominal ones
    };
    const workload::ChipParameters& parametersOf(int chip, bool traced) const;
    ChipRequest request(const workload::ChipParameters& chip, double share) const;
    double requestedShare(int chip, double time, const workload::JobState& job) const;
    double intervalEnd(const workload::JobState& job, double time, double remaining, double clock) const;
    double volumeFlow(const PlateInflow& inflow) const;

    const Parameters& parameters_;
    std::shared_ptr<const reduced::PlateModel> plate_;
    std::vector<ChipPlace> places_;
    std::vector<Chip> chips_;
    workload::ChipParameters tracedGpu_; // a GPU whose imported power already contains leakage
};

} // namespace coldloop::facility
