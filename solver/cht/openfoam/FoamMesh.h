// An OpenFOAM fvMesh made in memory from a hexahedral mesh, with a cell zone for each material. Nothing is written.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/HexMesh.h"
#include "solver/cht/openfoam/Geometry.h"

#include <memory>

namespace coldloop::cht {

class FoamMesh {
public:
    // Throws SolveError with OpenFOAM's own text when it refuses the mesh.
    explicit FoamMesh(const meshes::HexMesh& mesh);
    ~FoamMesh();
    Geometry geometry() const; // C, V, Cf, Sf, magSf and weights of the mesh

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace coldloop::cht
