// Which boundary faces form which patch, said by place and direction: for block meshes, and for meshes of other origin
// that carry no names.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/PolyMesh.h"

#include <optional>
#include <string>
#include <vector>

namespace coldloop::meshes {

enum class Side { xMin, xMax, yMin, yMax, zMin, zMax };

struct Box {
    Point lower{}, upper{}; // corners [m]
};

// The boundary faces of `zone` ("": of any zone) that look towards `side` form patch `name`; with `within` only those
// whose centres lie in that box. Rules of one name share a patch. Where several rules match a face, one with a box goes
// before one without, then one with a zone, then one with a side. Cyclic patches
// are two opposite, equal sides, each naming the other as partner.
struct PatchRule {
    std::string name;
    std::string zone;
    std::optional<Side> side{}; // none: any
    PatchKind kind = PatchKind::plain;
    std::string partner{};
    std::optional<Box> within{};
};

// The mesh with the patches of the rules, in their order, then what they leave of the former patches (of cyclic ones
// everything). A face looks towards a side when its normal is within 45 degrees of it. Patches keep the former order of
// their faces. Throws InputError: a rule with a zone that is not there or that matches no face, two equal rules for one
// face, cyclic patches whose i-th faces are not shifted images of each other.
PolyMesh repatched(PolyMesh mesh, const std::vector<PatchRule>& rules);

// What is wrong with rules for a mesh of these zones, before there is one.
std::vector<std::string> ruleFaults(const std::vector<PatchRule>& rules, const std::vector<std::string>& zones);

} // namespace coldloop::meshes
