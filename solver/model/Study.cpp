// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/model/Study.h"

#include "meshes/Quality.h"
#include "solver/core/Error.h"
#include "solver/core/Ranks.h"
#include "solver/model/Checks.h"
#include "solver/model/Figures.h"
#include "solver/model/Levels.h"
#include "solver/model/Monitors.h"

#include <fmt/format.h>

#include <cmath>

namespace coldloop::model {

namespace {

const char* const stopText = "stopped on request";

// The first multiple of `interval` that is later than `time`, whenever a run was stopped.
double after(double time, double interval)
{
    return interval > 0 ? interval * (std::floor(time / interval * (1 + 1e-12)) + 1) : time;
}

class Study {
public:
    Study(const Model& model, const cht::SolverFactory& factory, const StudyOptions& options, Observer& observer)
        : model_(model), factory_(factory), options_(options), observer_(observer),
          monitors_(model.monitors, model.symmetryFactor), record_(monitors_.columns())
    {
        if (options.resume) resume();
    }

    Outcome run()
    {
        Outcome outcome;
        for (int level = startLevel_; level <= options_.levels; ++level) {
            level_ = level;
            try {
                outcome = solveLevel();
            } catch (const SolveError&) {
                if (keepState() && model_.writeFields) showState();
                observer_.record(record_);
                throw;
            } catch (const Stopped&) {
                if (!keepState()) throw;
                outcome.complete = false;
            }
            if (!outcome.complete) break;
            if (options_.levels > 1) levels_.add(std::lround(sizes_.cells), outcome.quantities);
            if (level < options_.levels) {
                solver_.reset(); // before the next mesh needs its memory
                keepLevels();
            }
        }
        observer_.record(record_);
        if (options_.levels > 1 && outcome.complete && ranks::first())
            levels_.compare(outcome, referenceTemperature(outcome.quantities));
        outcome.flags.insert(outcome.flags.begin(), warnings_.begin(), warnings_.end());
        outcome.events = events_;
        return outcome;
    }

private:
    meshes::PolyMesh makeMesh() const { return model_.mesh.make(std::pow(model_.mesh.levelRatio, level_ - 1)); }

    void makeSolver()
    {
        meshes::PolyMesh mesh;
        ranks::onFirst([&] {
            mesh = makeMesh();
            warnings_ = checkModel(model_, mesh);
            const meshes::QualityReport quality = meshes::inspect(mesh);
            meshes::refuseFaults(quality, model_.mesh.words);
            for (const std::string& warning : quality.warnings) warnings_.push_back({"mesh", warning});
        });
        sizes_ = sizesOf(mesh);
        physics_ = physicsOn(model_, sizes_);
        if (level_ == startLevel_)
            for (const Flag& flag : warnings_) observer_.warn(flag);
        solver_ = factory_(std::move(mesh));
        zoneNames_ = solver_->mesh().zoneNames;
        monitors_.restart();
        solver_->onProgress([this](const cht::Progress& progress) { told(progress); });
        if (!model_.monitors.empty())
            solver_->onIteration([this](const cht::Solution& present) { return follow("iteration", present); });
    }

    Outcome solveLevel()
    {
        observer_.phase("mesh and partition");
        makeSolver();
        if (restoring_) {
            cht::State state = unpackState(*options_.archive);
            state.time = lastTime_; // which all ranks know, while the archive is the first one's
            solver_->restore(state);
        }
        const bool inTime = restoring_ && transientUnderWay_;
        restoring_ = false;
        cht::Solution solution;
        if (!model_.transient) {
            observer_.phase("steady state");
            solution = solver_->solve(physics_, model_.tolerances);
            if (!monitors_.empty() && steps_["iteration"] == 0) follow("iteration", solution); // told of its end only
        } else {
            if (!inTime && model_.transient->steadyStart) start();
            solution = advance();
        }
        checkFinite(solution);
        if (stopped_) {
            Outcome outcome;
            outcome.complete = keepState() ? false : throw Stopped(stopText);
            return outcome;
        }
        Outcome outcome = figuresOf(model_, physics_, sizes_, *solver_, solution);
        if (level_ == options_.levels && model_.writeFields) observer_.field(solver_->mesh(), solution);
        return outcome;
    }

    // The steady state that a transient begins with.
    void start()
    {
        observer_.phase("steady start");
        solver_->solve(physicsOn(model_, sizes_, model_.transient->startPower), model_.tolerances);
        cht::State state = solver_->state();
        state.time = 0;
        solver_->restore(state);
    }

    cht::Solution advance()
    {
        observer_.phase("transient");
        transientUnderWay_ = true;
        const Transient& transient = *model_.transient;
        nextWrite_ = after(lastTime_, transient.writeInterval.value_or(0));
        nextCheckpoint_ = after(lastTime_, transient.checkpointInterval.value_or(0));
        return solver_->advance(physics_, model_.tolerances, {transient.end, transient.step},
                                [this](const cht::Solution& solution) { return step(solution); });
    }

    bool step(const cht::Solution& solution)
    {
        const Transient& transient = *model_.transient;
        const double slack = 1e-9 * transient.step;
        checkFinite(solution);
        lastTime_ = solution.time;
        bool goOn = follow("step", solution);
        const bool last = solution.time >= transient.end - slack || !goOn;
        if (model_.writeFields && transient.writeInterval && solution.time >= nextWrite_ - slack && !last) {
            observer_.field(solver_->mesh(), solution);
            nextWrite_ += *transient.writeInterval;
        }
        const bool asked = ranks::any(observer_.stopRequested());
        if (!last && (asked || (options_.until && solution.time >= *options_.until - slack))) {
            stopped_ = true;
            return false;
        }
        if (transient.checkpointInterval && solution.time >= nextCheckpoint_ - slack && !last) {
            keepState();
            nextCheckpoint_ += *transient.checkpointInterval;
        }
        return goOn;
    }

    // A row of the record; false where a monitor ends the run.
    bool follow(const std::string& equation, const cht::Solution& present)
    {
        const std::vector<double> values = monitors_.evaluate(*solver_, present);
        record_.add({level_, equation, ++steps_[equation], present.time, std::nan(""), values});
        observer_.progress({equation, steps_[equation], std::nan(""), present.time}, values);
        const std::optional<std::string> reached = monitors_.reached(values);
        if (reached) events_.push_back({present.time, *reached + ", which ends the run"});
        return !reached;
    }

    void told(const cht::Progress& progress)
    {
        record_.add({level_, progress.equation, progress.iteration, progress.time, progress.residual, {}});
        observer_.progress(progress, {});
        if (!transientUnderWay_ && ranks::any(observer_.stopRequested())) throw Stopped(stopText);
    }

    static void checkFinite(const cht::Solution& solution)
    {
        bool finite = std::isfinite(solution.maxTemperature) && std::isfinite(solution.pressureDrop);
        for (double temperature : solution.cells.temperature) finite = finite && std::isfinite(temperature);
        for (const auto& u : solution.cells.velocity) finite = finite && std::isfinite(u[0] + u[1] + u[2]);
        if (ranks::any(!finite))
            throw SolveError(fmt::format("the solution at {:.6g} s holds numbers that are not finite. Look at the mesh "
                                         "report of `coldloop check` and at the material properties",
                                         solution.time));
    }

    // False where the solver has no state to keep.
    bool keepState()
    {
        if (!solver_) return false;
        Archive archive;
        const cht::State state = solver_->state();
        bool any = !state.temperature.empty();
        ranks::share(any);
        if (!any) return false;
        if (ranks::first()) {
            pack(state, archive);
            packRun(archive);
        }
        observer_.checkpoint(std::move(archive));
        return true;
    }

    // The fields of a solve that failed, from the first rank, which holds its state.
    void showState()
    {
        const cht::State state = solver_->state();
        solver_.reset();
        meshes::PolyMesh mesh;
        ranks::onFirst([&] { mesh = makeMesh(); });
        const cht::Solution shown = solutionOf(state, mesh, zoneNames_);
        observer_.field(mesh, shown);
    }

    void keepLevels()
    {
        Archive archive;
        if (ranks::first()) {
            packRun(archive);
            archive["model/level"] = {double(level_ + 1)};
        }
        observer_.checkpoint(std::move(archive));
    }

    void packRun(Archive& archive) const
    {
        archive["model/level"] = {double(level_)};
        archive["model/levels"] = {double(options_.levels)};
        archive["model/in time"] = {transientUnderWay_ ? 1.0 : 0.0};
        archive["model/cells"] = {sizes_.cells};
        archive["model/steps"] = {};
        for (const auto& [equation, count] : steps_) archive["model/steps/" + equation] = {double(count)};
        levels_.save(archive);
        record_.save(archive);
    }

    void resume();

    const Model& model_;
    const cht::SolverFactory& factory_;
    const StudyOptions& options_;
    Observer& observer_;
    Monitors monitors_;
    Record record_;
    std::unique_ptr<cht::ConjugateSolver> solver_;
    cht::Physics physics_;
    Sizes sizes_;
    std::vector<std::string> zoneNames_;
    std::vector<Flag> warnings_;
    std::vector<Event> events_;
    Levels levels_;                    // of the first rank, which writes them
    std::map<std::string, int> steps_; // rows so far, by equation
    int level_ = 1, startLevel_ = 1;
    bool restoring_ = false, transientUnderWay_ = false, stopped_ = false;
    double lastTime_ = 0, nextWrite_ = 0, nextCheckpoint_ = 0;
};

void Study::resume()
{
    double level = 1, levels = 1, inTime = 0, hasState = 0;
    ranks::onFirst([&] {
        const Archive& archive = *options_.archive;
        level = archive.at("model/level").at(0);
        levels = archive.at("model/levels").at(0);
        inTime = archive.at("model/in time").at(0);
        hasState = archive.count("state/temperature");
        lastTime_ = hasState != 0 ? archive.at("state/time").at(0) : 0;
        record_.restore(archive);
    });
    for (double* value : {&level, &levels, &inTime, &hasState, &lastTime_}) ranks::share(*value);
    if (int(levels) != options_.levels)
        throw InputError(
            fmt::format("--resume: the checkpoint is of a run with --mesh-levels {}. Give the same, or run "
                        "without --resume",
                        int(levels)));
    startLevel_ = level_ = int(level);
    transientUnderWay_ = inTime != 0;
    restoring_ = hasState != 0;
    if (!ranks::first()) return; // levels and counts are kept by the first rank, which writes them
    levels_.restore(*options_.archive, startLevel_ - 1);
    const std::string steps = "model/steps/";
    for (const auto& [key, value] : *options_.archive)
        if (key.compare(0, steps.size(), steps) == 0) steps_[key.substr(steps.size())] = int(value.at(0));
}

} // namespace

Outcome runStudy(const Model& model, const cht::SolverFactory& factory, const StudyOptions& options, Observer& observer)
{
    return Study(model, factory, options, observer).run();
}

} // namespace coldloop::model
