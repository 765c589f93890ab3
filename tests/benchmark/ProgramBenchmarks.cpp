// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmark/Benchmarks.h"

#include "solver/app/PetscSession.h"
#include "solver/case/Case.h"
#include "solver/cht/ColdPlate.h"
#include "solver/cht/Loader.h"
#include "tests/regression/Files.h"
#include "tests/regression/Program.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace coldloop::benchmark {

namespace {

using regression::Finished;

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

Finished succeed(const std::vector<std::string>& arguments)
{
    const Finished finished = regression::runProgram(arguments);
    if (finished.code != 0) throw std::runtime_error("coldloop " + arguments.front() + " failed: " + finished.err);
    return finished;
}

// The default case, run once for all benchmarks that look at it.
struct DefaultCase {
    double seconds = 0;
    nlohmann::json summary;
    std::size_t steps = 0;

    DefaultCase()
    {
        const regression::Scratch scratch;
        seconds =
            succeed({"run", regression::exampleCase("gb200-nvl72").string(), "-o", (scratch / "out").string()}).seconds;
        summary = regression::summaryOf(scratch / "out");
        steps = regression::historyOf(scratch / "out").at("time").size() - 1;
    }
};

const DefaultCase& defaultCase()
{
    static const DefaultCase run;
    return run;
}

Result wholeRun()
{
    return {defaultCase().seconds,
            "s",
            60,
            {{"phases", defaultCase().summary.at("timing")},
             {"peak_memory_bytes", defaultCase().summary.at("peak_memory_bytes")}}};
}

// Time of the transient over its steps: history and checkpoints are part of it.
Result networkStep()
{
    const double steps = static_cast<double>(defaultCase().steps);
    return {defaultCase().summary.at("timing").at("transient").get<double>() / steps, "s", 0.010, {{"steps", steps}}};
}

// The first solve on a new mesh, then others at flows of the sampling; the mean of all, mesh included.
Result plateSlice()
{
    const app::PetscSession petsc;
    const auto loaded = case_file::loadCase(regression::exampleCase("gb200-nvl72"), {});
    const auto& plate = loaded.parameters.rack.gpuPlate;
    const double flows[] = {0.5, 1.0, 1.5, 2.0}; // of nominal
    const cht::SolverFactory factory = cht::loadOpenFoam();
    const double start = now();
    const auto solver = factory(meshes::makeBlockMesh(cht::coldPlateSlice(plate.geometry)));
    std::size_t cells = 0;
    for (const double flow : flows) {
        const cht::PlateConditions conditions{flow * plate.nominalFlow, 318.15,
                                              loaded.parameters.rack.gpu.thermalDesignPower};
        cells = cht::solvePlate(*solver, plate.geometry, *loaded.parameters.tcs.coolant, conditions, {})
                    .field.cells.volume.size();
    }
    return {(now() - start) / std::size(flows), "s", 1.0, {{"cells", cells}, {"solves", std::size(flows)}}};
}

// The slowest of five calls of either command.
Result startUp()
{
    double slowest = 0;
    for (int i = 0; i < 5; ++i) {
        slowest = std::max(slowest, succeed({"--version"}).seconds);
        slowest = std::max(slowest, succeed({"check", regression::exampleCase("gb200-nvl72").string()}).seconds);
    }
    return {slowest, "s", 2, {{"calls", 10}}};
}

} // namespace

std::vector<Benchmark> programBenchmarks()
{
    return {
        {"start-up", "coldloop --version and coldloop check, the slowest call", startUp},
        {"plate-slice", "one 3-D conjugate solve of the cold plate's slice", plateSlice},
        {"default-case", "the whole run of cases/gb200-nvl72", wholeRun},
        {"network-step", "one coupled step of that run's transient", networkStep},
    };
}

} // namespace coldloop::benchmark
