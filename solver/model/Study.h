// Runs a 3-D model: its meshes one after another, the steady state or the time, monitors, checkpoints.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/model/Model.h"
#include "solver/model/Outcome.h"
#include "solver/model/Record.h"

#include <optional>

namespace coldloop::model {

// What a run tells while it goes on. Every function is called by all ranks.
class Observer {
public:
    virtual ~Observer() = default;
    virtual void phase(const std::string& name) = 0; // "mesh 2 of 3", "steady state", "transient"
    virtual void warn(const Flag& flag) = 0;         // before the solve
    virtual void progress(const cht::Progress& progress, const std::vector<double>& monitors) = 0;
    virtual bool stopRequested() = 0; // of this rank
    // A field to be written: of the last mesh at its end, and in time at the intervals of the case.
    virtual void field(const meshes::PolyMesh& mesh, const cht::Solution& solution) = 0;
    virtual void checkpoint(Archive archive) = 0;  // whole on the first rank, empty on the others
    virtual void record(const Record& record) = 0; // before each checkpoint and at the end, also of a failed run
};

struct StudyOptions {
    int levels = 1;              // meshes, each finer than the one before; the first is that of the case
    std::optional<double> until; // [s]
    bool resume = false;
    const Archive* archive = nullptr; // to resume from; whole on the first rank
};

// Throws InputError where model and mesh do not fit, SolveError where a solve fails (a checkpoint of its last state was
// then told), Stopped when the observer asked to stop before there was anything to keep. outcome.complete is false when
// it was stopped with a checkpoint. On several ranks all throw the same.
Outcome runStudy(const Model& model, const cht::SolverFactory& factory, const StudyOptions& options,
                 Observer& observer);

// A solver's state as a checkpoint keeps it; names start with "state/".
void pack(const cht::State& state, Archive& archive);
cht::State unpackState(const Archive& archive);
// The fields of a state, on the first rank with all cells of `mesh`, on the others with none.
cht::Solution solutionOf(const cht::State& state, const meshes::PolyMesh& mesh,
                         const std::vector<std::string>& zoneNames);

} // namespace coldloop::model
