// Meshes in OpenFOAM's own form: read from a polyMesh folder, and made in memory for OpenFOAM's models.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/PolyMesh.h"

#include <memory>
#include <string>
#include <vector>

namespace Foam {
class Time;
class fvMesh;
} // namespace Foam

namespace coldloop::cht {

// OpenFOAM's registry of everything, one for the program, with a time that nobody advances. It reads no case and writes
// nothing. From the first call on OpenFOAM is silent and throws Foam::error instead of ending the program.
Foam::Time& foamRegistry();

// See readPolyMesh in solver/cht/Loader.h. No OpenFOAM mesh is built and none of its copies stay.
meshes::PolyMesh readFoamMesh(const std::string& folder);

// A patch whose faces meet the same faces on another rank, in the same order.
struct ProcessorPatch {
    std::string patch;
    int rank = 0;       // the other one
    std::string cyclic; // where the ranks meet across a cyclic pair: this side's patch
};

// While one lives OpenFOAM's models work on all ranks together, where there is more than one; otherwise OpenFOAM takes
// each rank for itself. Collective.
class FoamParallel {
public:
    FoamParallel();
    ~FoamParallel();
    FoamParallel(const FoamParallel&) = delete;
    FoamParallel& operator=(const FoamParallel&) = delete;
};

// An fvMesh in memory with a cell zone for each zone. The mesh must be in upper triangular order; of a cyclic pair both
// sides must be whole and in the same order.
class FoamMesh {
public:
    // Patches named in `walls` are of OpenFOAM's type wall, those in `processors` (the last ones) lead to other ranks,
    // others are of their kind. Throws SolveError with OpenFOAM's own text when it refuses the mesh.
    explicit FoamMesh(const meshes::PolyMesh& mesh, const std::vector<std::string>& walls = {},
                      const std::vector<ProcessorPatch>& processors = {});
    ~FoamMesh();
    Foam::fvMesh& mesh();

private:
    std::unique_ptr<Foam::fvMesh> mesh_;
};

} // namespace coldloop::cht
