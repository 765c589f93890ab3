// A case file, read, resolved against the catalogue, validated, in SI.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/core/Placeholder.h"
#include "solver/facility/Parameters.h"

#include <filesystem>
#include <string>
#include <vector>

namespace coldloop::case_file {

struct LoadedCase {
    std::filesystem::path path; // absolute
    facility::Parameters parameters;
    std::string effective;                 // the case with every default filled in, as TOML that loads to the same
    std::string hash;                      // of the effective case and of every catalogue entry it uses
    std::vector<Placeholder> placeholders; // every unsourced number that the result depends on
};

// Reads `path` and `key=value` overrides (dotted keys, TOML values or bare text: "tcs.supply-setpoint=45 degC").
// Catalogue entries come from the folder `library` (default: cases/library beside the program's sources or
// installation). Throws InputError with every error found, each "file:line:column: what, value, why, what to write".
LoadedCase loadCase(const std::filesystem::path& path, const std::vector<std::string>& overrides,
                    const std::filesystem::path& library = {});

// For `coldloop library`: one line an entry, or one entry with all values, units, sources and placeholders.
std::string listLibrary(const std::filesystem::path& library = {});
std::string showLibraryEntry(const std::string& name,
                             const std::filesystem::path& library = {}); // InputError: unknown name

} // namespace coldloop::case_file
