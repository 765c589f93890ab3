// A drawing of bricks, to see what was built.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/Bricks.h"

#include <optional>
#include <string>
#include <vector>

namespace coldloop::meshes {

// SVG: `plan`, seen from above, over a section through `all` at that y, whose heights are drawn larger than lengths, and
// with `z` over one at that height. Later bricks cover earlier ones. Zones have their names and their extents.
std::string drawnBricks(const std::vector<Brick>& plan, const std::vector<Brick>& all, double y,
                        std::optional<double> z, const std::string& title);

} // namespace coldloop::meshes
