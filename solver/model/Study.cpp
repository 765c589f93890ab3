// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/model/Study.h"

#include "meshes/Quality.h"
#include "solver/core/Error.h"
#include "solver/core/Ranks.h"
#include "solver/model/Checks.h"
#include "solver/model/Figures.h"
#include "solver/model/StudyRun.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::model {

namespace {

// The first multiple of `interval` that is later than `time`, whenever a run was stopped.
double after(double time, double interval)
{
    return interval > 0 ? interval * (std::floor(time / interval * (1 + 1e-12)) + 1) : time;
}

void checkFinite(const cht::Solution& solution)
{
    bool finite = std::isfinite(solution.maxTemperature) && std::isfinite(solution.pressureDrop);
    for (double temperature : solution.cells.temperature) finite = finite && std::isfinite(temperature);
    for (const auto& u : solution.cells.velocity) finite = finite && std::isfinite(u[0] + u[1] + u[2]);
    if (ranks::any(!finite))
        throw SolveError(fmt::format("the solution at {:.6g} s holds numbers that are not finite. Look at the mesh "
                                     "report of `coldloop check` and at the material properties",
                                     solution.time));
}

} // namespace

Outcome StudyRun::run()
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

meshes::PolyMesh StudyRun::makeMesh() const { return model_.mesh.make(std::pow(model_.mesh.levelRatio, level_ - 1)); }

void StudyRun::makeSolver()
{
    meshes::PolyMesh mesh;
    ranks::onFirst([&] {
        mesh = makeMesh();
        const meshes::QualityReport quality = meshes::inspect(mesh);
        meshes::refuseFaults(quality, model_.mesh.words); // first: they name the cells
        warnings_ = checkModel(model_, mesh);
        for (const std::string& warning : quality.warnings) warnings_.push_back({"mesh", warning});
    });
    sizes_ = sizesOf(mesh);
    if (model_.fins && !fins_) // before the mesh of the whole is there
        fins_ = finCoefficients(*model_.fins, channelVelocity(*model_.fins), meanTemperature(*model_.fins), factory_);
    physics_ = physicsNow();
    if (level_ == startLevel_)
        for (const Flag& flag : warnings_) observer_.warn(flag);
    solver_ = factory_(std::move(mesh));
    zoneNames_ = solver_->mesh().zoneNames;
    monitors_.restart();
    followed_ = false;
    solver_->onProgress([this](const cht::Progress& progress) { told(progress); });
    if (!model_.monitors.empty())
        solver_->onIteration([this](const cht::Solution& present) { return follow("iteration", present); });
}

cht::Physics StudyRun::physicsNow(double share, const std::string& loadCase) const
{
    cht::Physics physics = physicsOn(model_, sizes_, share, loadCase);
    if (fins_) applyFins(*model_.fins, *fins_, physics);
    return physics;
}

Outcome StudyRun::solveLevel()
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
        if (!monitors_.empty() && !followed_) follow("iteration", solution); // told of its end only
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
    Outcome outcome = figures(physics_, solution);
    if (level_ == options_.levels && fins_) {
        observer_.phase("slices of the fins");
        reportFins(*model_.fins, *fins_, compareSlices(*model_.fins, *fins_, factory_), outcome);
    }
    if (level_ == options_.levels && model_.writeFields) observer_.field(solver_->mesh(), solution);
    if (level_ == options_.levels && !model_.transient) solveLoadCases(outcome);
    return outcome;
}

// The first is solved; the others on its flow.
void StudyRun::solveLoadCases(Outcome& outcome)
{
    const std::vector<std::string> names = loadCases(model_);
    const Outcome first = outcome;
    for (const std::string& name : names) {
        const bool solved = name == names.front();
        if (!solved) observer_.phase("load case " + name);
        const cht::Physics physics = physicsNow(1, name);
        const Outcome other = solved ? first : loadCase(physics);
        outcome.loadCases.push_back(
            {name, other.quantities, other.zones, other.monitors, other.energyImbalance, other.convergence});
        outcome.energyImbalance = std::max(outcome.energyImbalance, other.energyImbalance);
        outcome.massImbalance = std::max(outcome.massImbalance, other.massImbalance);
        for (const Flag& flag : other.flags) {
            const bool known = std::any_of(first.flags.begin(), first.flags.end(), [&](const Flag& f) {
                return f.component == flag.component && f.message == flag.message;
            });
            if (!known) outcome.flags.push_back({name + ": " + flag.component, flag.message});
        }
    }
}

Outcome StudyRun::loadCase(const cht::Physics& physics)
{
    const cht::Solution solution = solver_->solveHeat(physics, model_.tolerances);
    checkFinite(solution);
    return figures(physics, solution);
}

Outcome StudyRun::figures(const cht::Physics& physics, const cht::Solution& solution)
{
    Outcome outcome = figuresOf(model_, physics, sizes_, *solver_, solution);
    outcome.monitors = monitors_.columns();
    const std::vector<double> values = monitors_.evaluate(*solver_, solution);
    for (std::size_t i = 0; i < values.size(); ++i) outcome.monitors[i].value = values[i];
    return outcome;
}

// The steady state that a transient begins with.
void StudyRun::start()
{
    observer_.phase("steady start");
    solver_->onIteration([](const cht::Solution&) { return true; }); // monitors follow, and may end, what comes after
    solver_->solve(physicsNow(model_.transient->startPower), model_.tolerances);
    cht::State state = solver_->state();
    state.time = 0;
    solver_->restore(state);
}

cht::Solution StudyRun::advance()
{
    observer_.phase("transient");
    transientUnderWay_ = true;
    const Transient& transient = *model_.transient;
    nextWrite_ = after(lastTime_, transient.writeInterval.value_or(0));
    nextCheckpoint_ = after(lastTime_, transient.checkpointInterval.value_or(0));
    return solver_->advance(physics_, model_.tolerances, {transient.end, transient.step, transient.flow},
                            [this](const cht::Solution& solution) { return step(solution); });
}

bool StudyRun::step(const cht::Solution& solution)
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
bool StudyRun::follow(const std::string& equation, const cht::Solution& present)
{
    followed_ = true;
    const std::vector<double> values = monitors_.evaluate(*solver_, present);
    record_.add({level_, equation, ++steps_[equation], present.time, std::nan(""), values});
    observer_.progress({equation, steps_[equation], std::nan(""), present.time}, values);
    const std::optional<std::string> reached = monitors_.reached(values);
    if (reached) events_.push_back({present.time, *reached + ", which ends the run"});
    return !reached;
}

void StudyRun::told(const cht::Progress& progress)
{
    if (!transientUnderWay_) // in time the steps are enough
        record_.add({level_, progress.equation, progress.iteration, progress.time, progress.residual, {}});
    observer_.progress(progress, {});
    if (!transientUnderWay_ && ranks::any(observer_.stopRequested())) throw Stopped(stopText);
}

Outcome runStudy(const Model& model, const cht::SolverFactory& factory, const StudyOptions& options, Observer& observer)
{
    return StudyRun(model, factory, options, observer).run();
}

} // namespace coldloop::model
