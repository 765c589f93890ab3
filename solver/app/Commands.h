// The commands of the program, one source file each.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
};
int runCase(const RunOptions& options);

int checkCase(const std::string& caseFile, const std::vector<std::string>& overrides);
int showHotspots(const std::string& directory, int rows);
int showLibrary(const std::string& action, const std::string& name);

} // namespace coldloop::app
