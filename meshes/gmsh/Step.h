// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/Gmsh.h"

#include <string>

namespace coldloop::meshes {

// Reads a STEP file into the present model, joins its solids and meshes them: a physical volume for each zone. See
// meshStep. The mesh is in millimetres: OpenCASCADE compares lengths by 1e-7 of its unit.
void generateStep(const std::string& file, const StepSizes& sizes);

} // namespace coldloop::meshes
