// The case of a 3-D model, read, resolved against the catalogue, validated, in SI.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/core/Placeholder.h"
#include "solver/model/Model.h"

#include <filesystem>
#include <string>
#include <vector>

namespace coldloop::case_file {

struct LoadedModel {
    std::filesystem::path path; // absolute
    model::Model model;
    std::string effective; // the case with every default filled in, as TOML that loads to the same
    std::string hash;      // of the effective case, of every catalogue entry it uses and of the tables it names
    std::vector<Placeholder> placeholders;
};

// True where the file has sections of a 3-D model ([mesh], [package], [zones], [boundaries]) and none of a facility ([racks],
// [tcs]). A file that cannot be read is none: loading it tells why.
bool isModel(const std::filesystem::path& path);

// As loadCase. The mesh is not made yet; the catalogue's `library` folder as there.
// Throws InputError with every error found, each "file:line:column: what, value, why, what to write".
LoadedModel loadModel(const std::filesystem::path& path, const std::vector<std::string>& overrides,
                      const std::filesystem::path& library = {});

// Options for PETSc in one text, each with its values: "-flow_ksp_monitor", "-energy_ksp_rtol 1e-9". Throws InputError
// for a text that does not begin with an option, and for options that no solver of coldloop reads (without prefix).
std::vector<std::string> petscOptions(const std::string& text);

} // namespace coldloop::case_file
