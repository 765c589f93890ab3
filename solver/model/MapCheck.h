// A power map must lie on the patch or zone that it heats.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/Physics.h"
#include "solver/model/MeshView.h"

namespace coldloop::model {

// Adds a fault for an unknown patch or zone, and for each rectangle that reaches beyond the box around its faces or
// cells by more than 1e-6 of the box. `section` begins the messages.
void checkMap(const cht::PowerMap& map, const std::string& section, const MeshView& view,
              std::vector<std::string>& faults);

} // namespace coldloop::model
