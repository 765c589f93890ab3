// A mesh as the checks look at it: zones and patches by name, connected parts.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/PolyMesh.h"

#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace coldloop::model {

class MeshView {
public:
    explicit MeshView(const meshes::PolyMesh& mesh) : mesh_(mesh) {}

    const meshes::PolyMesh& mesh() const { return mesh_; }
    const meshes::MeshPatch* patch(const std::string& name) const; // nullptr where absent
    int zone(const std::string& name) const;                       // -1 where absent
    std::vector<std::string> patchNames() const;
    std::set<int> zonesOf(const meshes::MeshPatch& patch) const; // behind its faces
    bool touch(int zoneA, int zoneB) const;                      // across an internal face
    // A number for each cell, the same for cells that are joined through internal faces and cyclic pairs whose both
    // cells satisfy `wanted`; -1 for cells that do not.
    std::vector<int> parts(const std::function<bool(int cell)>& wanted) const;
    std::pair<meshes::Point, meshes::Point> bounds() const; // lower and upper corner [m]

private:
    const meshes::PolyMesh& mesh_;
};

} // namespace coldloop::model
