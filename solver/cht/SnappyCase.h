// The OpenFOAM case in which snappyHexMesh works. Lengths are in cells there: its tolerances are absolute.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/Stl.h"

#include <string>
#include <vector>

namespace coldloop::cht {

// Surface i is named surfaceName(i) there, and so is the cell zone of its inside. A box with space around all surfaces is
// meshed and the space kept, so that no point inside need be known; its cells are in no zone.
std::string surfaceName(std::size_t i);
void writeSnappyCase(const std::string& folder, const std::vector<meshes::Triangles>& surfaces);

} // namespace coldloop::cht
