// A box of hexahedral blocks: breakpoints along x, y, z, a zone name for each block, names for boundary patches.
//
// Blocks named "" are left out, so their neighbours get boundary faces. One conforming mesh with cell zones comes of it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

enum class Side { xMin, xMax, yMin, yMax, zMin, zMax };

// The boundary faces of the blocks of `zone` that look towards `side` form patch `name`. Faces of no rule form the
// patch "walls".
struct PatchRule {
    std::string name;
    std::string zone;
    Side side = Side::xMin;
};

struct BlockGrid {
    std::array<Axis, 3> axes;
    std::vector<std::string> zones; // of blocks, x fastest: zones[ix + nx (iy + ny iz)]
    std::vector<PatchRule> patches;
    long cells() const; // of blocks that are not left out
};

} // namespace coldloop::meshes
