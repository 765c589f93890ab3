// coldloop run of a 3-D model.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/app/Commands.h"
#include "solver/app/Console.h"
#include "solver/app/Interrupt.h"
#include "solver/app/Launch.h"
#include "solver/app/ModelObserver.h"
#include "solver/app/ModelTables.h"
#include "solver/app/PetscSession.h"
#include "solver/app/Provenance.h"
#include "solver/case/Model3d.h"
#include "solver/cht/Loader.h"
#include "solver/core/Error.h"
#include "solver/core/Ranks.h"
#include "solver/core/Units.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdio>
#include <optional>

namespace coldloop::app {

namespace {

namespace fs = std::filesystem;

constexpr double patience = 30; // [s] that a rank which failed waits for the others

// What one run needs from start to end, on each rank.
class ModelSession {
public:
    ModelSession(const RunOptions& options, case_file::LoadedModel loaded)
        : options_(options), console_(options.json ? stderr : stdout, !ranks::first()), loaded_(std::move(loaded))
    {
        for (const std::string& option : options.petsc) loaded_.model.tolerances.petscOptions.push_back(option);
        std::string path;
        ranks::onFirst([&] {
            directory_.emplace(outputDirectory(options_, loaded_.path), loaded_.path, options_.force);
            path = directory_->path().string();
        });
        ranks::share(path);
        observer_.emplace(console_, directory_ ? &*directory_ : nullptr, path, loaded_.model, loaded_.hash);
    }

    int run()
    {
        console_.open(fmt::format("{}: {}{}", versionText(), loaded_.model.title,
                                  ranks::count() > 1 ? fmt::format(", on {} processes", ranks::count()) : ""));
        Archive archive;
        model::StudyOptions study;
        study.levels = options_.meshLevels;
        study.until = untilTime(options_, loaded_.model.transient.has_value());
        study.resume = options_.resume;
        study.archive = &archive;
        if (options_.resume) resume(archive, study.until);
        try {
            const cht::SolverFactory factory = cht::loadOpenFoam();
            const model::Outcome outcome = model::runStudy(loaded_.model, factory, study, *observer_);
            observer_->phases().end();
            return finish(outcome);
        } catch (const Error& error) {
            console_.endProgress();
            const std::vector<std::int64_t> memory = memoryOfRanks();
            ranks::onFirst([&] { writeFailure(error, memory); });
            throw;
        }
    }

private:
    void resume(Archive& archive, const std::optional<double>& until)
    {
        double reached = 0;
        ranks::onFirst([&] {
            archive = directory_->readCheckpoint(loaded_.hash);
            const auto time = archive.find("state/time");
            reached = time == archive.end() ? 0 : time->second.at(0);
        });
        observer_->resumeFrom(archive);
        ranks::share(reached);
        if (until && *until <= reached)
            throw InputError(fmt::format("--until: the checkpoint is already at {:.6g} s. Give a later time or leave "
                                         "--until out.",
                                         reached));
        console_.line(reached > 0 ? fmt::format("resumes at t = {:.6g} s", reached) : "resumes from the checkpoint");
    }

    std::vector<std::int64_t> memoryOfRanks() const
    {
        const std::vector<double> all = ranks::gathered({peakMemoryBytes()});
        return {all.begin(), all.end()};
    }

    results::Summary summary(const std::string& status, const std::vector<std::int64_t>& memory) const
    {
        results::Summary s;
        s.kind = results::CaseKind::model;
        s.status = status;
        s.title = loaded_.model.title;
        s.placeholders = loaded_.placeholders;
        s.timing = observer_->phases().timing();
        for (std::int64_t bytes : memory) s.peakMemoryBytes += static_cast<double>(bytes);
        s.peakMemoryOfRanks = memory;
        s.provenance = provenance(loaded_.hash);
        s.provenance.ranks = ranks::count();
        return s;
    }

    int finish(const model::Outcome& outcome)
    {
        const std::vector<std::int64_t> memory = memoryOfRanks();
        if (outcome.complete) print(outcome);
        ranks::onFirst([&] {
            results::Summary s = summary(outcome.complete ? "solved" : "interrupted", memory);
            s.model = &outcome;
            if (outcome.complete || !directory_->hadResults()) writeResults(s, outcome.complete);
            if (options_.json) std::printf("%s\n", results::summaryJson(s).c_str());
            if (outcome.complete) directory_->removeCheckpoint();
        });
        if (!outcome.complete) {
            console_.line("stopped early; carry on with the same command and --resume");
            return static_cast<int>(ExitCode::stopped);
        }
        console_.line(ranks::first()
                          ? "Results are in " + directory_->path().string() +
                                (loaded_.model.writeFields ? "; fields for ParaView: fields/model.hdf.series" : "")
                          : "");
        return 0;
    }

    void print(const model::Outcome& outcome)
    {
        console_.line("");
        console_.line(figuresTable(outcome));
        console_.line(zonesTable(outcome));
        console_.line(patchesTable(outcome));
        if (!outcome.monitors.empty()) console_.line("Monitors at the end:\n" + monitorsTable(outcome));
        console_.line(convergenceTable(outcome));
        if (!outcome.loadCases.empty())
            console_.line("Load cases (all else is of the first):\n" + loadCasesTable(outcome));
        if (!outcome.levels.empty()) console_.line("Meshes:\n" + levelsTable(outcome));
        for (const Placeholder& p : loaded_.placeholders)
            console_.line(fmt::format("placeholder: {} = {}{}: {}", p.name, p.value,
                                      p.low.empty() ? "" : fmt::format(" ({} to {})", p.low, p.high), p.note));
        for (const Flag& flag : outcome.flags) console_.line(fmt::format("note: {}: {}", flag.component, flag.message));
        for (const model::Event& event : outcome.events)
            console_.line(fmt::format("at t = {:.6g} s: {}", event.time, event.message));
        console_.line("Verdict: " + verdict(outcome));
    }

    void writeResults(const results::Summary& s, bool complete)
    {
        const fs::path partial = directory_->partial();
        results::writeText(partial / "case.toml", loaded_.effective);
        if (observer_->record()) results::writeRecord(partial / "history.csv", *observer_->record());
        if (complete) observer_->publishFields();
        if (!loaded_.model.drawing.empty()) {
            fs::create_directories(partial / "images");
            results::writeText(partial / "images" / "package.svg", loaded_.model.drawing);
        }
        results::writeText(partial / "summary.json", results::summaryJson(s));
        results::writeText(partial / "log.txt", console_.log());
        directory_->publish();
    }

    // A run that failed says so in its folder, unless older complete results stand there. Wrong input touches nothing.
    void writeFailure(const Error& error, const std::vector<std::int64_t>& memory)
    {
        const bool untold = error.exitCode() == ExitCode::environment || error.exitCode() == ExitCode::wrongInput;
        if (directory_->hadResults() || untold) return;
        results::Summary s = summary(statusOf(error), memory);
        s.message = error.what();
        writeResults(s, true);
        if (options_.json) std::printf("%s\n", results::summaryJson(s).c_str());
    }

    const RunOptions& options_;
    Console console_;
    case_file::LoadedModel loaded_;
    std::optional<results::RunDirectory> directory_; // of the first rank
    std::optional<ModelObserver> observer_;
};

void checkOptions(const RunOptions& options, const model::Model& model)
{
    if (options.meshLevels > 1 && model.transient)
        throw InputError(
            "--mesh-levels compares steady states, and the case has a [time] section. Leave one of them out");
    if (options.meshLevels > 1 && !model.mesh.refinable)
        throw InputError(
            fmt::format("--mesh-levels: the mesh of {} cannot be refined. Use a recipe, or make the meshes in "
                        "your mesh program and run them one by one",
                        model.mesh.words));
    if (options.ranks > 0 && launchedProcesses() > 1 && launchedProcesses() != options.ranks)
        throw InputError(fmt::format("-n {}, but {} processes were started. Leave -n out, or start the program alone",
                                     options.ranks, launchedProcesses()));
}

} // namespace

int runModel(const RunOptions& options)
{
    case_file::LoadedModel loaded = case_file::loadModel(options.caseFile, options.overrides);
    checkOptions(options, loaded.model);
    if (options.ranks > 1 && launchedProcesses() == 1) return launch(options.ranks, options.commandLine);
    const PetscSession petsc;
    const InterruptGuard guard;
    try {
        return ModelSession(options, std::move(loaded)).run();
    } catch (const Error& error) {
        if (ranks::meet(patience)) throw;
        std::fprintf(stderr, "process %d: %s\n", ranks::number(), error.what());
        ranks::abandon(static_cast<int>(error.exitCode()));
    } catch (const std::exception& error) {
        if (ranks::meet(patience)) throw;
        std::fprintf(stderr, "process %d: coldloop has a bug, please report it with the case file: %s\n",
                     ranks::number(), error.what());
        ranks::abandon(static_cast<int>(ExitCode::bug));
    }
}

} // namespace coldloop::app
