// What the zones and patches of a mesh measure, and the physics of a model on that mesh.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/model/Model.h"

#include <map>
#include <string>

namespace coldloop::model {

struct Sizes {
    std::map<std::string, double> volume; // of zones [m^3]
    std::map<std::string, double> area;   // of patches [m^2]
    std::map<std::string, std::string>
        patchZone; // the zone behind a patch; that of its first face where there are several
    double cells = 0;
};
// Of the mesh on the first rank, known to all.
Sizes sizesOf(const meshes::PolyMesh& mesh);

// The model's physics with powers as fluxes and sources and volume flows as velocities: value / symmetry factor / area
// or volume. `share` scales all powers. Power maps are those of one load case, by default the first, and those of none.
cht::Physics physicsOn(const Model& model, const Sizes& sizes, double share = 1, const std::string& loadCase = "");

} // namespace coldloop::model
