// Shows a run on the console, keeps its history, writes its checkpoints.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/app/Console.h"
#include "solver/app/Phases.h"
#include "solver/case/Case.h"
#include "solver/facility/Simulation.h"
#include "solver/results/Results.h"

#include <string>
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
    const results::History& history() const { return history_; }
    Phases& phases() { return phases_; }
    const Phases& phases() const { return phases_; }

private:
    std::string timeLeft(double share) const;

    Console& console_;
    const results::RunDirectory& directory_;
    const case_file::LoadedCase& loaded_;
    results::History history_;
    Phases phases_;
    double resumedAt_ = 0;
};

} // namespace coldloop::app
