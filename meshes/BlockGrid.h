// A box of hexahedral blocks: breakpoints along x, y, z, a zone name for each block, names for boundary patches.
//
// Blocks named "" are left out, so their neighbours get boundary faces. One conforming mesh with cell zones comes of it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/Patches.h"

#include <array>
#include <string>
#include <vector>

namespace coldloop::meshes {

struct Segment {
    double end = 0; // [m] this segment runs from the former end (or the axis' start) to here
    int cells = 1;
    double expansion = 1; // last cell / first cell
};

struct Axis {
    double start = 0; // [m]
    std::vector<Segment> segments;
    int cells() const;
    std::vector<double> points() const; // cells() + 1 coordinates [m]
};

struct BlockGrid {
    std::array<Axis, 3> axes;
    std::vector<std::string> zones; // of blocks, x fastest: zones[ix + nx (iy + ny iz)]
    std::vector<PatchRule> patches;
    long cells() const; // of blocks that are not left out
};

// Throws InputError, all faults at once: an axis without segments, a segment that does not grow, has no cells or an
// expansion <= 0; a number of zones that is not that of the blocks; no block left; the faults of patch rules.
void checkGrid(const BlockGrid& grid);

// The hexahedral mesh of the grid. Cells are numbered x fastest, blocks that are left out skipped; zone names in the
// order of first use; patches in the order of the rules, then "walls" if it has faces. Throws as checkGrid and repatched.
PolyMesh makeBlockMesh(const BlockGrid& grid);

// The same blocks with the cells of each segment times `factor`, rounded, at least 1. Expansions (last cell / first cell)
// stay, so that cells of a family of grids shrink alike everywhere. Throws InputError for a factor that is not above 0.
BlockGrid refined(BlockGrid grid, double factor);

} // namespace coldloop::meshes
