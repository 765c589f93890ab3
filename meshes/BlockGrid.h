// A box of hexahedral blocks: breakpoints along x, y, z, a zone name for each block, names for boundary patches.
//
// Blocks named "" are left out, so their neighbours get boundary faces. One conforming mesh with cell zones comes of it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/PolyMesh.h"

#include <array>
#include <optional>
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

struct Box {
    Point lower{}, upper{}; // corners [m]
};

// The boundary faces of the blocks of `zone` ("": of any zone) that look towards `side` form patch `name`; with `within`
// only those whose centres lie in that box. Rules of one name share a patch. Where several rules match a face, one with
// a box goes before one without, then one with a zone before one without. Faces of no rule form the patch "walls".
// Cyclic patches are two opposite, equal sides, each naming the other as partner.
struct PatchRule {
    std::string name;
    std::string zone;
    Side side = Side::xMin;
    PatchKind kind = PatchKind::plain;
    std::string partner{};
    std::optional<Box> within{};
};

struct BlockGrid {
    std::array<Axis, 3> axes;
    std::vector<std::string> zones; // of blocks, x fastest: zones[ix + nx (iy + ny iz)]
    std::vector<PatchRule> patches;
    long cells() const; // of blocks that are not left out
};

// The hexahedral mesh of the grid. Cells are numbered x fastest, blocks that are left out skipped; zone names in the
// order of first use; patches in the order of the rules, "walls" last if it has faces. Throws InputError, all faults at
// once: an axis without segments, a segment that does not grow, has no cells or an expansion <= 0; a number of zones that
// is not that of the blocks; no block left; a rule that names an unknown zone or matches no face, two equal rules for the
// same faces; cyclic patches without a partner that mirrors them.
PolyMesh makeBlockMesh(const BlockGrid& grid);

} // namespace coldloop::meshes
