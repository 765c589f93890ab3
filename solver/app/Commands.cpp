// The command line.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/app/Commands.h"

#include "meshes/Quality.h"
#include "postprocess/Hotspots.h"
#include "solver/app/PetscSession.h"
#include "solver/app/Provenance.h"
#include "solver/case/Case.h"
#include "solver/case/Model3d.h"
#include "solver/core/Error.h"
#include "solver/model/Checks.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <sstream>

namespace coldloop::app {

namespace {

void printEnd(const std::string& hash, const std::vector<Placeholder>& placeholders)
{
    std::printf("\n# case hash %s\n", hash.c_str());
    for (const Placeholder& p : placeholders)
        std::printf("# placeholder %s = %s%s\n", p.name.c_str(), p.value.c_str(),
                    p.low.empty() ? "" : (" (" + p.low + " to " + p.high + ")").c_str());
}

// Makes the mesh and says what it is like.
int checkModelCase(const std::string& caseFile, const std::vector<std::string>& overrides)
{
    const case_file::LoadedModel loaded = case_file::loadModel(caseFile, overrides);
    std::fputs(loaded.effective.c_str(), stdout);
    printEnd(loaded.hash, loaded.placeholders);
    std::fflush(stdout);
    const PetscSession petsc; // a polyMesh is read by OpenFOAM
    const meshes::PolyMesh mesh = loaded.model.mesh.make(1);
    const meshes::QualityReport quality = meshes::inspect(mesh);
    std::printf("\n# mesh of %s\n", loaded.model.mesh.words.c_str());
    std::istringstream lines(meshes::text(quality));
    for (std::string line; std::getline(lines, line);) std::printf("# %s\n", line.c_str());
    std::fflush(stdout);
    meshes::refuseFaults(quality, loaded.model.mesh.words);
    for (const Flag& flag : model::checkModel(loaded.model, mesh))
        std::printf("# warning: %s: %s\n", flag.component.c_str(), flag.message.c_str());
    return 0;
}

} // namespace

int checkCase(const std::string& caseFile, const std::vector<std::string>& overrides)
{
    if (case_file::isModel(caseFile)) return checkModelCase(caseFile, overrides);
    const case_file::LoadedCase loaded = case_file::loadCase(caseFile, overrides);
    std::fputs(loaded.effective.c_str(), stdout);
    printEnd(loaded.hash, loaded.placeholders);
    return 0;
}

int showHotspots(const std::string& directory, int rows)
{
    std::fputs(postprocess::hotspotTable(directory, rows).c_str(), stdout);
    return 0;
}

int showLibrary(const std::string& action, const std::string& name)
{
    std::fputs((action == "show" ? case_file::showLibraryEntry(name) : case_file::listLibrary()).c_str(), stdout);
    return 0;
}

namespace {

struct Arguments {
    RunOptions run;
    ExportOptions exported;
    std::string caseFile, directory, name;
    std::vector<std::string> overrides;
    int rows = 20;
};

void addRun(CLI::App& app, Arguments& a, int& code)
{
    CLI::App* run = app.add_subcommand("run", "solve a case and write its results");
    run->add_option("CASE", a.run.caseFile, "case file (TOML)")->required();
    run->add_option("-o,--output", a.run.directory, "folder of the results (default: out/<case folder>)");
    run->add_option("--set", a.run.overrides, "override a key of the case: key=value")->allow_extra_args(false);
    run->add_option("--until", a.run.until,
                    "stop the transient at this time and keep a checkpoint, for example \"5 min\"");
    run->add_option("-n,--ranks", a.run.ranks, "processes (MPI) that solve a 3-D model together")
        ->check(CLI::Range(1, 100000));
    run->add_option("--mesh-levels", a.run.meshLevels,
                    "solve a 3-D model on this many meshes, each finer, and report observed order and uncertainty")
        ->check(CLI::Range(1, 8));
    run->add_flag("--resume", a.run.resume, "carry on from the checkpoint of a stopped run");
    run->add_flag("--force", a.run.force, "replace results of another case in the output folder");
    run->add_flag("--json", a.run.json, "print summary.json instead of tables");
    run->footer("Options for PETSc follow after --, for example -- -flow_ksp_monitor -energy_ksp_rtol 1e-9");
    run->callback([&] { code = runCase(a.run); });
}

void addExport(CLI::App& app, Arguments& a, int& code)
{
    CLI::App* exporting = app.add_subcommand("export", "write a case for another program");
    exporting->require_subcommand(1);
    CLI::App* foam = exporting->add_subcommand(
        "openfoam", "a 3-D model for OpenFOAM's own chtMultiRegionSimpleFoam or chtMultiRegionFoam, to check against");
    foam->add_option("CASE", a.exported.caseFile, "case file (TOML)")->required();
    foam->add_option("DIR", a.exported.directory, "folder to write, new or empty")->required();
    foam->add_option("--set", a.exported.overrides, "override a key of the case: key=value")->allow_extra_args(false);
    foam->add_option("--schemes", a.exported.schemes, "convection of heat: second-order or upwind")
        ->default_val("second-order")
        ->check(CLI::IsMember({"second-order", "upwind"}));
    foam->callback([&] { code = exportOpenFoam(a.exported); });
}

void addOthers(CLI::App& app, Arguments& a, int& code)
{
    CLI::App* check =
        app.add_subcommand("check", "read and validate a case, print it with all defaults; solves nothing");
    check->add_option("CASE", a.caseFile, "case file (TOML)")->required();
    check->add_option("--set", a.overrides, "override a key of the case: key=value")->allow_extra_args(false);
    check->callback([&] { code = checkCase(a.caseFile, a.overrides); });

    CLI::App* hotspots = app.add_subcommand("hotspots", "the hot-spot table of a finished or running case");
    hotspots->add_option("DIR", a.directory, "folder of the results")->required();
    hotspots->add_option("-n,--rows", a.rows, "how many chips to show")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    hotspots->callback([&] { code = showHotspots(a.directory, a.rows); });

    CLI::App* library = app.add_subcommand("library", "the component catalogue with its sources");
    CLI::App* list = library->add_subcommand("list", "all entries, one line each");
    CLI::App* show = library->add_subcommand("show", "one entry with all values, units and sources");
    show->add_option("NAME", a.name, "name of the entry")->required();
    library->require_subcommand(0, 1);
    library->callback([&, list, show] {
        (void)list;
        code = showLibrary(show->parsed() ? "show" : "list", a.name);
    });
}

// What stands after "--"; returns how many arguments stand before it.
int takePetscOptions(int argc, char** argv, std::vector<std::string>& options)
{
    char** const end = argv + argc;
    char** const mark = std::find_if(argv, end, [](const char* word) { return std::string(word) == "--"; });
    if (mark == end) return argc;
    std::string text;
    for (char** word = mark + 1; word != end; ++word) text += std::string(*word) + " ";
    try {
        options = case_file::petscOptions(text);
    } catch (const InputError& error) {
        throw InputError(std::string("after --: ") + error.what());
    }
    return static_cast<int>(mark - argv);
}

} // namespace

int dispatch(int argc, char** argv)
{
    CLI::App app{"coldloop: which GPUs run hot, why, and what the coolant loops and the plant do meanwhile."};
    app.footer("Exit codes: 0 solved, 2 wrong input, 3 not converged or a balance broken, 4 stopped early (--resume), "
               "5 environment, 70 bug of coldloop.");
    app.set_version_flag("--version", versionText());
    app.require_subcommand(1);
    Arguments arguments;
    arguments.run.commandLine.assign(argv, argv + argc);
    argc = takePetscOptions(argc, argv, arguments.run.petsc);
    int code = 0;
    addRun(app, arguments, code);
    addExport(app, arguments, code);
    addOthers(app, arguments, code);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& success) { // --help, --version
        return app.exit(success);
    } catch (const CLI::ParseError& error) {
        app.exit(error);
        return static_cast<int>(ExitCode::wrongInput);
    }
    return code;
}

} // namespace coldloop::app
