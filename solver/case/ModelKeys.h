// The sections of a 3-D model's case that are declared in a source of their own.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/case/Declaration.h"

namespace coldloop::case_file {

std::vector<std::string> recipeNames(); // each has a section [mesh.NAME]
std::vector<Section> meshSections();    // [mesh] and what is below it
std::vector<Section> packageSections(); // [package] and [cold-plate]
std::vector<Section> controlSections(); // time, numerics, monitors, output

} // namespace coldloop::case_file
