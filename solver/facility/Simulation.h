// A whole run: the plate from 3-D CFD, the steady state at TDP, the chosen plates again in 3-D, the transient.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/facility/Outcome.h"
#include "solver/facility/Parameters.h"

#include <optional>
#include <string>

namespace coldloop::facility {

// What the run tells while it goes on, and what it asks. Implemented by the program; all functions may do nothing.
class Observer {
public:
    virtual ~Observer() = default;
    virtual void phase(const std::string& name) = 0;                            // a new phase begins
    virtual void progress(double done, double of, const std::string& what) = 0; // within a phase
    virtual void steadySolved(const Snapshot& shot) = 0;
    virtual void recordInstant(const Snapshot& shot) = 0; // each instant of the transient, time 0 included
    virtual bool stopRequested() = 0;                     // asked after each step
    virtual void checkpoint(Archive archive,
                            const std::vector<HotspotRow>& hotspots) = 0; // hottest so far, causes open
};

struct SimulationOptions {
    std::optional<double> until;     // stop the transient at this time [s], to be resumed
    const Archive* resume = nullptr; // a checkpoint of the same case
};

struct SimulationResult {
    Outcome outcome;
    bool complete = false; // false: stopped early, the last checkpoint resumes it
};

// Throws SolveError when a solve does not converge or a balance is broken (limits: energy 1e-6, mass 1e-9).
SimulationResult simulate(const Parameters& parameters, const cht::SolverFactory& factory,
                          const SimulationOptions& options, Observer& observer);

inline constexpr double energyLimit = 1e-6, massLimit = 1e-9; // relative imbalances that a verdict "solved" allows

} // namespace coldloop::facility
