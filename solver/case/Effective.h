// The case with every default filled in, as TOML.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/case/Build.h"

#include <filesystem>
#include <string>

namespace coldloop::case_file {

// `traceFile` replaces the file of an imported workload, so that the text loads from any folder.
std::string effectiveCase(const CaseRecords& records, const std::string& traceFile);

} // namespace coldloop::case_file
