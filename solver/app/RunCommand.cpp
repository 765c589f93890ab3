// coldloop run: solves a case and writes its results.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "postprocess/Hotspots.h"
#include "solver/app/Commands.h"
#include "solver/app/Console.h"
#include "solver/app/Interrupt.h"
#include "solver/app/PetscSession.h"
#include "solver/app/Provenance.h"
#include "solver/app/Tables.h"
#include "solver/case/Case.h"
#include "solver/cht/Loader.h"
#include "solver/core/Error.h"
#include "solver/core/Units.h"
#include "solver/facility/Rack.h"
#include "solver/facility/Simulation.h"
#include "solver/results/Results.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <filesystem>

namespace coldloop::app {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int hotspotRows = 12; // printed at the end of a run

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// Shows the run on the console, keeps its history, writes its checkpoints.
class RunObserver : public facility::Observer {
public:
    RunObserver(Console& console, const results::RunDirectory& directory, const case_file::LoadedCase& loaded)
        : console_(console), directory_(directory), loaded_(loaded), history_(facility::chipPlaces(loaded.parameters.rack)),
          start_(Clock::now()), phaseStart_(start_)
    {
    }

    void phase(const std::string& name) override
    {
        finishPhase();
        phase_ = name;
        phaseStart_ = Clock::now();
    }

    void progress(double done, double of, const std::string& what) override
    {
        console_.progress(fmt::format("{}: {} {:.0f} of {:.0f}{}", phase_, what, done + 1, of, timeLeft(done / of)));
    }

    void steadySolved(const facility::Snapshot& shot) override
    {
        finishPhase();
        console_.line("");
        console_.line("Steady state at TDP:");
        console_.line(chainTable(shot));
        console_.line("Heat ledger [kW]:");
        console_.line(ledgerTable(shot.ledger));
        steady_ = shot;
    }

    void recordInstant(const facility::Snapshot& shot) override
    {
        history_.append(shot);
        const double duration = loaded_.parameters.transient->duration;
        console_.progress(fmt::format("transient: t = {:.0f} of {:.0f} s, hottest GPU {:.1f} degC, {:.0f} throttled, residual "
                                      "{:.1e} K{}", shot.time, duration,
                                      facility::total(shot, "max_junction_temperature") - zeroCelsius,
                                      facility::total(shot, "throttled_chips"), shot.couplingResidual,
                                      timeLeft((shot.time - resumedAt_) / (duration - resumedAt_))));
    }

    bool stopRequested() override { return interrupted(); }

    void checkpoint(Archive archive, const std::vector<facility::HotspotRow>& hotspots) override
    {
        history_.save(archive);
        directory_.writeCheckpoint(archive, loaded_.hash);
        results::writeHotspots(directory_.path() / "checkpoint" / "hotspots.csv", hotspots); // for `coldloop hotspots`
    }

    void resumeFrom(const Archive& archive)
    {
        history_.restore(archive);
        resumedAt_ = archive.at("system/control").at(0);
    }

    void finishPhase()
    {
        if (phase_.empty()) return;
        timing_.emplace_back(phase_, secondsSince(phaseStart_));
        console_.line(fmt::format("{:<28}{:7.1f} s", phase_, timing_.back().second));
        phase_.clear();
    }

    const results::History& history() const { return history_; }
    const facility::Snapshot& steady() const { return steady_; }
    std::vector<std::pair<std::string, double>> timing() const
    {
        auto all = timing_;
        all.emplace_back("total", secondsSince(start_));
        return all;
    }

private:
    std::string timeLeft(double share) const
    {
        if (share <= 0.02) return "";
        const double left = secondsSince(phaseStart_) * (1 / share - 1);
        return fmt::format(", {:.0f} s left", left);
    }

    Console& console_;
    const results::RunDirectory& directory_;
    const case_file::LoadedCase& loaded_;
    results::History history_;
    Clock::time_point start_, phaseStart_;
    std::string phase_;
    facility::Snapshot steady_;
    double resumedAt_ = 0;
    std::vector<std::pair<std::string, double>> timing_;
};

// Writes everything of design section "What a run leaves behind" into .partial and moves it into place.
void writeResults(results::RunDirectory& directory, const case_file::LoadedCase& loaded, const facility::Outcome& outcome,
                  const RunObserver& observer, const results::Summary& summary, const Console& console)
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
    results::writeFields(partial, outcome.fields);
    results::writeFacility(partial, outcome);
    results::writeText(partial / "summary.json", results::summaryJson(summary));
    results::writeText(partial / "log.txt", console.log());
    directory.publish();
}

// What one run needs from start to end.
class RunSession {
public:
    explicit RunSession(const RunOptions& options)
        : options_(options), console_(options.json ? stderr : stdout), loaded_(case_file::loadCase(options.caseFile, options.overrides)),
          until_(untilTime()), directory_(outputDirectory(), loaded_.path, options.force)
    {
    }

    int run()
    {
        const auto start = Clock::now();
        const PetscSession petsc;
        const InterruptGuard guard;
        console_.line(fmt::format("{}: {}", versionText(), loaded_.parameters.title));
        RunObserver observer(console_, directory_, loaded_);
        Archive archive;
        facility::SimulationOptions simulation;
        simulation.until = until_;
        if (options_.resume) {
            archive = directory_.readCheckpoint(loaded_.hash);
            observer.resumeFrom(archive);
            simulation.resume = &archive;
            console_.line(fmt::format("resumes at t = {:.0f} s", archive.at("system/control").at(0)));
        }
        try {
            const cht::SolverFactory factory = cht::loadOpenFoam();
            facility::SimulationResult result = facility::simulate(loaded_.parameters, factory, simulation, observer);
            observer.finishPhase();
            return finish(result, observer, secondsSince(start));
        } catch (const Error& error) {
            console_.endProgress();
            writeFailure(error, observer);
            throw;
        }
    }

private:
    fs::path outputDirectory() const
    {
        if (!options_.directory.empty()) return options_.directory;
        return fs::path("out") / loaded_.path.parent_path().filename();
    }

    std::optional<double> untilTime() const
    {
        if (options_.until.empty()) return {};
        if (!loaded_.parameters.transient)
            throw InputError("--until: the case has no [transient] section to stop in. Leave --until out.");
        try {
            const double time = parseQuantity(options_.until, Kind::time);
            if (!(time > 0)) throw InputError(fmt::format("'{}' is not after the start", options_.until));
            return time;
        } catch (const InputError& error) {
            throw InputError(fmt::format("--until: {}", error.what()));
        }
    }

    results::Summary summary(const std::string& status, const facility::Outcome* outcome, const RunObserver& observer) const
    {
        results::Summary s;
        s.status = status;
        s.title = loaded_.parameters.title;
        s.outcome = outcome;
        s.placeholders = loaded_.placeholders;
        s.timing = observer.timing();
        s.peakMemoryBytes = peakMemoryBytes();
        s.provenance = provenance(loaded_.hash);
        return s;
    }

    int finish(const facility::SimulationResult& result, const RunObserver& observer, double seconds)
    {
        const facility::Outcome& outcome = result.outcome;
        const results::Summary s = summary(result.complete ? "solved" : "interrupted", &outcome, observer);
        if (result.complete) {
            for (const Flag& flag : outcome.flags) console_.line(fmt::format("note: {}: {}", flag.component, flag.message));
            console_.line(estimateLine(outcome));
            console_.line(fmt::format("Verdict: {}", verdict(loaded_, outcome)));
        }
        if (result.complete || !directory_.hadResults()) writeResults(directory_, loaded_, outcome, observer, s, console_);
        if (options_.json) std::printf("%s\n", results::summaryJson(s).c_str());
        if (!result.complete) {
            std::string overrides;
            for (const std::string& override : options_.overrides) overrides += fmt::format(" --set '{}'", override);
            console_.line(fmt::format("stopped early; carry on with: coldloop run {} -o {}{} --resume", options_.caseFile,
                                      directory_.path().string(), overrides));
            return static_cast<int>(ExitCode::stopped);
        }
        directory_.removeCheckpoint();
        console_.line("");
        console_.line(postprocess::hotspotTable(directory_.path(), hotspotRows));
        console_.line(fmt::format("Results are in {} ({:.1f} s); fields for ParaView: {}", directory_.path().string(), seconds,
                                  (directory_.path() / "fields").string()));
        return 0;
    }

    std::string estimateLine(const facility::Outcome& outcome) const
    {
        double solved = NAN, rated = NAN;
        for (const Quantity& quantity : outcome.quantities) {
            if (quantity.name == "tcs_supply_temperature") solved = quantity.value;
            if (quantity.name == "tcs_supply_temperature_from_ratings") rated = quantity.value;
        }
        return fmt::format("TCS supply: {:.2f} degC solved; adding up the approaches of the ratings would give {:.2f} degC.",
                           solved - zeroCelsius, rated - zeroCelsius);
    }

    // A run that failed says so in its folder, unless older complete results stand there.
    void writeFailure(const Error& error, const RunObserver& observer)
    {
        if (directory_.hadResults() || error.exitCode() == ExitCode::environment) return;
        results::Summary s = summary(error.exitCode() == ExitCode::notConverged ? "not-converged" : "failed", nullptr, observer);
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

int runCase(const RunOptions& options)
{
    return RunSession(options).run();
}

} // namespace coldloop::app
