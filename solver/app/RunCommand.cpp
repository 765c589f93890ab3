// coldloop run: solves a case and writes its results.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "postprocess/Hotspots.h"
#include "solver/app/Commands.h"
#include "solver/app/Console.h"
#include "solver/app/FieldPieces.h"
#include "solver/app/Interrupt.h"
#include "solver/app/Launch.h"
#include "solver/app/PetscSession.h"
#include "solver/app/Provenance.h"
#include "solver/app/RunObserver.h"
#include "solver/app/Tables.h"
#include "solver/case/Case.h"
#include "solver/case/Model3d.h"
#include "solver/cht/Loader.h"
#include "solver/core/Error.h"
#include "solver/core/Units.h"
#include "solver/facility/Simulation.h"
#include "solver/results/Results.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

namespace coldloop::app {

namespace {

namespace fs = std::filesystem;

constexpr int hotspotRows = 12; // printed at the end of a run

// Writes every file of docs/formats.md into .partial and moves all into place.
void writeResults(results::RunDirectory& directory, const case_file::LoadedCase& loaded,
                  const facility::Outcome& outcome, const RunObserver& observer, const results::Summary& summary,
                  const Console& console)
{
    const fs::path partial = directory.partial();
    results::writeText(partial / "case.toml", loaded.effective);
    results::writeHotspots(partial / "hotspots.csv", outcome.hotspots);
    if (observer.history().size() > 0) {
        observer.history().writeHdf5(partial / "history.h5");
        observer.history().writeCsv(partial / "history.csv");
    } else { // a steady case: its one instant
        results::History steady(outcome.places);
        steady.append(outcome.steady);
        steady.writeHdf5(partial / "history.h5");
        steady.writeCsv(partial / "history.csv");
    }
    std::vector<results::NamedField> fields;
    for (const facility::PlateField& field : outcome.fields)
        fields.push_back({field.name, pieceOf(field.mesh, field.cells, field.time, false)});
    results::writeFields(partial, fields);
    const auto worst = std::max_element(
        outcome.zoomed.begin(), outcome.zoomed.end(),
        [](const facility::ZoomedPlate& a, const facility::ZoomedPlate& b) { return a.junction < b.junction; });
    if (worst != outcome.zoomed.end()) // a name that does not depend on the result, for scripts
        results::writeSeries(partial / "fields" / "worst-plate.hdf.series",
                             {{results::fileStem(facility::chipName(worst->place)) + ".hdf", 0}});
    results::writeFacility(partial, outcome);
    results::writeText(partial / "summary.json", results::summaryJson(summary));
    results::writeText(partial / "log.txt", console.log());
    directory.publish();
}

// What one run needs from start to end.
class RunSession {
public:
    explicit RunSession(const RunOptions& options)
        : options_(options), console_(options.json ? stderr : stdout),
          loaded_(case_file::loadCase(options.caseFile, options.overrides)),
          until_(untilTime(options, loaded_.parameters.transient.has_value())),
          directory_(outputDirectory(options, loaded_.path), loaded_.path, options.force)
    {
    }

    int run()
    {
        const PetscSession petsc;
        const InterruptGuard guard;
        console_.line(fmt::format("{}: {}", versionText(), loaded_.parameters.title));
        RunObserver observer(console_, directory_, loaded_);
        Archive archive;
        facility::SimulationOptions simulation;
        simulation.until = until_;
        if (options_.resume) {
            archive = directory_.readCheckpoint(loaded_.hash);
            const double reached = archive.at("system/control").at(0);
            if (until_ && *until_ <= reached)
                throw InputError(
                    fmt::format("--until: the checkpoint is already at {:.6g} s. Give a later time or leave "
                                "--until out.",
                                reached));
            observer.resumeFrom(archive);
            simulation.resume = &archive;
            console_.line(fmt::format("resumes at t = {:.6g} s", reached));
        }
        try {
            const cht::SolverFactory factory = cht::loadOpenFoam();
            facility::SimulationResult result = facility::simulate(loaded_.parameters, factory, simulation, observer);
            observer.phases().end();
            return finish(result, observer);
        } catch (const Error& error) {
            console_.endProgress();
            writeFailure(error, observer);
            throw;
        }
    }

private:
    results::Summary summary(const std::string& status, const facility::Outcome* outcome,
                             const RunObserver& observer) const
    {
        results::Summary s;
        s.status = status;
        s.title = loaded_.parameters.title;
        s.outcome = outcome;
        s.placeholders = loaded_.placeholders;
        s.timing = observer.phases().timing();
        s.peakMemoryBytes = peakMemoryBytes();
        s.provenance = provenance(loaded_.hash);
        return s;
    }

    int finish(const facility::SimulationResult& result, const RunObserver& observer)
    {
        const facility::Outcome& outcome = result.outcome;
        const results::Summary s = summary(result.complete ? "solved" : "interrupted", &outcome, observer);
        if (result.complete) {
            for (const Flag& flag : outcome.flags)
                console_.line(fmt::format("note: {}: {}", flag.component, flag.message));
            sayEstimate(outcome);
            if (!outcome.zoomed.empty()) console_.line("\n" + zoomTable(outcome.zoomed));
            console_.line(fmt::format("Verdict: {}", verdict(loaded_, outcome)));
        }
        if (result.complete || !directory_.hadResults())
            writeResults(directory_, loaded_, outcome, observer, s, console_);
        if (options_.json) std::printf("%s\n", results::summaryJson(s).c_str());
        if (!result.complete) {
            std::string overrides;
            for (const std::string& override : options_.overrides) overrides += fmt::format(" --set '{}'", override);
            console_.line(fmt::format("stopped early; carry on with: coldloop run {} -o {}{} --resume",
                                      options_.caseFile, directory_.path().string(), overrides));
            return static_cast<int>(ExitCode::stopped);
        }
        directory_.removeCheckpoint();
        console_.line("");
        console_.line(postprocess::hotspotTableOf(directory_.path() / "hotspots.csv", hotspotRows));
        console_.line(fmt::format("Results are in {} ({:.1f} s); fields for ParaView: {}", directory_.path().string(),
                                  observer.phases().timing().back().second, (directory_.path() / "fields").string()));
        results::writeText(directory_.path() / "log.txt", console_.log()); // now with the table
        return 0;
    }

    // Where the supply floats, beside what a designer would add up by hand.
    void sayEstimate(const facility::Outcome& outcome)
    {
        const double solved = facility::quantity(outcome, "tcs_supply_temperature");
        if (solved < facility::quantity(outcome, "tcs_supply_setpoint") + 0.05) return;
        console_.line(fmt::format(
            "TCS supply: {:.2f} degC solved; adding up the approaches of the ratings would give {:.2f} degC.",
            solved - zeroCelsius, facility::quantity(outcome, "tcs_supply_temperature_from_ratings") - zeroCelsius));
    }

    // A run that failed says so in its folder, unless older complete results stand there. Wrong input touches nothing.
    void writeFailure(const Error& error, const RunObserver& observer)
    {
        const bool untold = error.exitCode() == ExitCode::environment || error.exitCode() == ExitCode::wrongInput;
        const bool asBefore = options_.resume && error.exitCode() == ExitCode::stopped; // its results so far stand
        if (directory_.hadResults() || untold || asBefore) return;
        results::Summary s = summary(statusOf(error), nullptr, observer);
        s.message = error.what();
        results::writeText(directory_.partial() / "case.toml", loaded_.effective);
        results::writeText(directory_.partial() / "summary.json", results::summaryJson(s));
        results::writeText(directory_.partial() / "log.txt", console_.log() + error.what() + "\n");
        directory_.publish();
        if (options_.json) std::printf("%s\n", results::summaryJson(s).c_str());
    }

    const RunOptions& options_;
    Console console_;
    case_file::LoadedCase loaded_;
    std::optional<double> until_;
    results::RunDirectory directory_;
};

} // namespace

fs::path outputDirectory(const RunOptions& options, const fs::path& casePath)
{
    if (!options.directory.empty()) return options.directory;
    return fs::path("out") / casePath.parent_path().filename();
}

std::optional<double> untilTime(const RunOptions& options, bool transient)
{
    if (options.until.empty()) return {};
    if (!transient) throw InputError("--until: the case has no transient to stop in. Leave --until out.");
    try {
        const double time = parseQuantity(options.until, Kind::time);
        if (!(time > 0)) throw InputError(fmt::format("'{}' is not after the start", options.until));
        return time;
    } catch (const InputError& error) {
        throw InputError(fmt::format("--until: {}", error.what()));
    }
}

const char* statusOf(const Error& error)
{
    if (error.exitCode() == ExitCode::stopped) return "interrupted";
    return error.exitCode() == ExitCode::notConverged ? "not-converged" : "failed";
}

namespace {

// A facility is solved by one process.
void refuseModelOptions(const RunOptions& options)
{
    const int processes = std::max(options.ranks, launchedProcesses());
    if (processes > 1)
        throw InputError(
            fmt::format("{} processes were asked for, but '{}' is a facility, which one process solves. Leave "
                        "-n (or mpirun) out",
                        processes, options.caseFile));
    if (options.meshLevels > 1)
        throw InputError(
            fmt::format("--mesh-levels is for 3-D models, and '{}' is a facility. Leave it out", options.caseFile));
    if (!options.petsc.empty())
        throw InputError(
            fmt::format("options for PETSc (after --) are for 3-D models, and '{}' is a facility. Leave them "
                        "out",
                        options.caseFile));
}

} // namespace

int runCase(const RunOptions& options)
{
    if (case_file::isModel(options.caseFile)) return runModel(options);
    refuseModelOptions(options);
    return RunSession(options).run();
}

} // namespace coldloop::app
