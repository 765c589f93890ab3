// Boxes of materials laid over each other become one conforming grid of blocks.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/BlockGrid.h"

#include <string>
#include <vector>

namespace coldloop::meshes {

struct Brick {
    std::string zone;                  // "" cuts a hole
    Point lower{}, upper{};            // corners [m]
    std::array<int, 3> cells{1, 1, 1}; // along x, y and z that the brick is to have at least
};

// The grid whose planes are the sides of all bricks; where bricks lie in each other the later one has the place, what no
// brick covers is left out. Sides nearer than 1 nm are one plane. Cells are at most `cellSize` [m] long along x and
// y; each brick has its own number of them, more where sides of others cut it. No patches. Throws InputError: no bricks, a brick
// without extent, a cell size that is not above 0, more than 20 million cells.
BlockGrid gridOfBricks(const std::vector<Brick>& bricks, double cellSize);

// What of the bricks lies between `from` and `to` along `axis` (0, 1, 2), with cells in proportion. [m]
std::vector<Brick> cut(const std::vector<Brick>& bricks, int axis, double from, double to);

} // namespace coldloop::meshes
