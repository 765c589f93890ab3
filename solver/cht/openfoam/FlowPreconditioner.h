// Preconditioner of the flow equations: one cycle of CoupledMultigrid on their compact part, which couples a cell with
// its face neighbours only: upwind convection, two-point viscous stress, linear pressure force and flux, the compact
// Rhie-Chow Laplacian. The change of momentum by the change of flux, which Newton's method has in the operator, is left
// out: with it the matrix need not be definite, and the cycle fails where the flow turns.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/CoupledMultigrid.h"
#include "solver/cht/openfoam/FlowSystem.h"
#include "solver/cht/openfoam/PetscTools.h"

namespace coldloop::cht {

class FlowPreconditioner {
public:
    explicit FlowPreconditioner(const FlowSystem& system); // `system` must outlive this
    // Takes the coefficients of the system's last linearisation. Continuity rows are multiplied by `continuityScale`.
    // Collective.
    void update(double continuityScale);
    void apply(Vec in, Vec out);
    void release(); // gives memory back until the next update

private:
    void makePattern();
    struct FaceEntries { // rows of owner and neighbour, columns of owner and neighbour
        Block& oo;
        Link &oe, &eo;
        Block& ee;
    };
    FaceEntries entries(int face);
    void addFace(int face, double continuityScale);
    void addBoundary(int face, double continuityScale);

    const FlowSystem& system_;
    CoupledMultigrid multigrid_;
    std::vector<int> ofOwner_, ofNeighbour_; // entries of internal faces in the rows of owner and neighbour; -1: no row
    Block spare_;                            // takes what belongs to rows of other ranks
    Link spareLink_;
    std::vector<float> in_, out_;
};

} // namespace coldloop::cht
