// Aggregation multigrid for equations with 4 x 4 blocks (u, v, w, p) on the graph of cells and face neighbours, as a
// preconditioner. One cycle: a smoothing step, the residual's sum over each aggregate of about 4 strongly coupled
// cells solved on the next level, a second smoothing step.
//
// Smoother: block DILU, (D + L) D^-1 (D + U) with D_i = A_ii - sum_{j < i} A_ij D_j^-1 A_ji, on each rank's own cells. It
// treats velocity and pressure of a cell together, so neither a Schur complement nor relaxation factors appear.
// Coarse levels: sums of blocks over aggregates (piecewise constant interpolation), solved by two steps of GCR with the
// cycle as preconditioner (K-cycle), since such interpolation alone is too stiff. Blocks are in single precision.
// Aggregates do not reach over ranks; a level with few rows goes to every rank as a whole, and each goes on alone.
// Sources: Y. Notay, ETNA 37 (2010) 123-146; M. J. Raw, AIAA paper 96-0297.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/BlockMatrix.h"
#include "solver/cht/openfoam/Halo.h"

#include <memory>

namespace coldloop::cht {

class CoupledMultigrid {
public:
    // The pattern of this rank's rows of the finest matrix, symmetric; columns beyond the rows are the halo's ghosts.
    // `strength` of its entries says how close two cells are. Collective.
    void setPattern(std::vector<int> start, std::vector<int> column, std::vector<float> strength,
                    std::shared_ptr<const Halo> halo);
    bool empty() const { return levels_.empty(); }
    BlockMatrix& matrix() { return levels_[0].matrix; } // fill its blocks, then update()
    void update();                                      // collective
    // 4 numbers a cell; one cycle from 0. `solution` has room for ghosts. Collective.
    void apply(const float* right, float* solution) { cycle(0, right, solution); }

private:
    struct Level {
        BlockMatrix matrix;
        std::shared_ptr<const Halo> halo;
        std::vector<float> strength;
        std::vector<int> transpose;  // entry (j, i) of entry (i, j), of own rows
        std::vector<int> upper, end; // of each row: its first entry beyond the diagonal, and of a ghost
        std::vector<Block> inverse;  // of D
        std::vector<int> aggregate;  // of each cell and ghost: row of the next level
        std::vector<int> target;     // of each entry: entry of the next level, or -1: its diagonal
        std::vector<float> work, correction, right, solution;
        std::array<std::vector<float>, 2> direction, image;
    };
    // The last level of several ranks, gathered: the rest of the hierarchy, alike on every rank.
    struct Whole {
        std::vector<int> rows, entries; // of each rank
        std::vector<int> place;         // of each gathered entry in the whole matrix
        std::unique_ptr<CoupledMultigrid> multigrid;
    };
    static void prepare(Level& level);
    static Level coarser(Level& fine);
    static void sumBlocks(const Level& fine, BlockMatrix& coarse);
    static void factorise(Level& level);
    static void smooth(const Level& level, const float* r, float* z);
    static void multiply(const Level& level, float* x, float* y);
    void gatherPattern();
    void gatherBlocks();
    void solveWhole(Level& level);
    void cycle(std::size_t l, const float* r, float* z);
    void solveCoarse(std::size_t l);
    std::vector<Level> levels_;
    std::unique_ptr<Whole> whole_;
};

} // namespace coldloop::cht
