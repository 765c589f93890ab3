// The points of an inlet's profile must lie where its patch is.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/model/MeshView.h"
#include "solver/model/Model.h"

#include <string>
#include <vector>

namespace coldloop::model {

// Adds a fault where the box around the patch reaches out of the box around the points by more than 10 % of its extent
// in any direction, or where the points reach ten times as far as the patch: a profile in another unit, or with another
// origin, which between its points would still give some velocity. A direction in which the patch has no extent is
// measured by its largest; one in which the points have none (a profile along a line) must lie in the patch's box.
// `section` begins the message; the patch is one of the mesh.
void checkProfile(const Profile& profile, const std::string& section, const MeshView& view,
                  std::vector<std::string>& faults);

} // namespace coldloop::model
