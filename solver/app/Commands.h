// The commands of the program, one source file each.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/core/Error.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace coldloop::app {

// Reads the command line and carries out the command. Returns the exit code of core/Error.h.
int dispatch(int argc, char** argv);

struct RunOptions {
    std::string caseFile, directory; // directory empty: out/<case folder>
    std::vector<std::string> overrides;
    std::string until; // simulated time with unit, empty: to the end
    bool resume = false, force = false, json = false;
    int ranks = 0;                        // processes; 0: as many as were started
    int meshLevels = 1;                   // meshes on which a 3-D model is solved
    std::vector<std::string> petsc;       // options after "--", each with its values
    std::vector<std::string> commandLine; // the program and its arguments, to start it again on several processes
};
int runCase(const RunOptions& options); // a facility or a 3-D model
int runModel(const RunOptions& options);

// What both kinds of run need.
std::filesystem::path outputDirectory(const RunOptions& options, const std::filesystem::path& casePath);
std::optional<double> untilTime(const RunOptions& options, bool transient); // InputError: not a time, or no transient
const char* statusOf(const Error& error);                                   // "interrupted", "not-converged", "failed"

struct ExportOptions {
    std::string caseFile, directory;
    std::vector<std::string> overrides;
    std::string schemes; // "second-order" or "upwind": of the enthalpy
};
int exportOpenFoam(const ExportOptions& options);

int checkCase(const std::string& caseFile, const std::vector<std::string>& overrides);
int showHotspots(const std::string& directory, int rows);
int showLibrary(const std::string& action, const std::string& name);

} // namespace coldloop::app
