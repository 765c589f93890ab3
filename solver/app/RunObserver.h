// Shows a run on the console, keeps its history, writes its checkpoints.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/app/Console.h"
#include "solver/case/Case.h"
#include "solver/facility/Simulation.h"
#include "solver/results/Results.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace coldloop::app {

class RunObserver : public facility::Observer {
public:
    RunObserver(Console& console, const results::RunDirectory& directory, const case_file::LoadedCase& loaded);

    void phase(const std::string& name) override;
    void progress(double done, double of, const std::string& what) override;
    void steadySolved(const facility::Snapshot& shot) override;
    void recordInstant(const facility::Snapshot& shot) override;
    bool stopRequested() override;
    void checkpoint(Archive archive, const std::vector<facility::HotspotRow>& hotspots) override;

    void resumeFrom(const Archive& archive); // history so far
    void finishPhase();                      // prints how long the present phase took
    const results::History& history() const { return history_; }
    std::vector<std::pair<std::string, double>> timing() const; // phase -> wall seconds, "total" last

private:
    std::string timeLeft(double share) const;

    using Clock = std::chrono::steady_clock;
    Console& console_;
    const results::RunDirectory& directory_;
    const case_file::LoadedCase& loaded_;
    results::History history_;
    Clock::time_point start_, phaseStart_;
    std::string phase_;
    double resumedAt_ = 0;
    std::vector<std::pair<std::string, double>> timing_;
};

} // namespace coldloop::app
