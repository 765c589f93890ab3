// One run of a 3-D model under way: what runStudy() keeps from start to end.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/model/Levels.h"
#include "solver/model/Monitors.h"
#include "solver/model/Sizes.h"
#include "solver/model/Study.h"

#include <map>
#include <memory>

namespace coldloop::model {

inline const char* const stopText = "stopped on request";

class StudyRun {
public:
    StudyRun(const Model& model, const cht::SolverFactory& factory, const StudyOptions& options, Observer& observer)
        : model_(model), factory_(factory), options_(options), observer_(observer),
          monitors_(model.monitors, model.symmetryFactor), record_(monitors_.columns())
    {
        if (options.resume) resume();
    }

    Outcome run();

private:
    meshes::PolyMesh makeMesh() const;
    void makeSolver();
    cht::Physics physicsNow(double share = 1, const std::string& loadCase = "") const; // on this mesh
    Outcome solveLevel();
    void solveLoadCases(Outcome& outcome);
    Outcome loadCase(const cht::Physics& physics);
    Outcome figures(const cht::Physics& physics, const cht::Solution& solution); // with the monitors
    void start();
    cht::Solution advance();
    bool step(const cht::Solution& solution);
    bool follow(const std::string& equation, const cht::Solution& present);
    void told(const cht::Progress& progress);
    bool keepState();
    void showState();
    void keepLevels();
    void packRun(Archive& archive) const;
    void resume();

    const Model& model_;
    const cht::SolverFactory& factory_;
    const StudyOptions& options_;
    Observer& observer_;
    Monitors monitors_;
    Record record_;
    std::unique_ptr<cht::ConjugateSolver> solver_;
    cht::Physics physics_;
    std::optional<FinCoefficients> fins_;
    Sizes sizes_;
    std::vector<std::string> zoneNames_;
    std::vector<Flag> warnings_;
    std::vector<Event> events_;
    Levels levels_;                    // of the first rank, which writes them
    std::map<std::string, int> steps_; // rows so far, by equation
    int level_ = 1, startLevel_ = 1;
    bool restoring_ = false, transientUnderWay_ = false, stopped_ = false;
    bool followed_ = false; // monitors were evaluated in this solve
    double lastTime_ = 0, nextWrite_ = 0, nextCheckpoint_ = 0;
};

} // namespace coldloop::model
