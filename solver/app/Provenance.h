// What a result was made by: version, commit, libraries, host, date.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/results/Results.h"

#include <string>

namespace coldloop::app {

std::string versionText(); // "coldloop 0.1.0 (commit)"
results::Provenance provenance(const std::string& caseHash);
double peakMemoryBytes(); // of this process so far

} // namespace coldloop::app
