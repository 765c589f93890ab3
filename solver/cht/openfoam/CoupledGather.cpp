// CoupledMultigrid's last level of several ranks, gathered on every rank.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/CoupledMultigrid.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace coldloop::cht {

namespace {

std::vector<int> offsets(const std::vector<int>& counts, int width)
{
    std::vector<int> starts(counts.size(), 0);
    for (std::size_t rank = 1; rank < counts.size(); ++rank) starts[rank] = starts[rank - 1] + width * counts[rank - 1];
    return starts;
}

template <class T>
std::vector<T> allOf(const T* mine, const std::vector<int>& counts, int width, MPI_Datatype type, MPI_Comm communicator)
{
    int rank = 0;
    MPI_Comm_rank(communicator, &rank);
    std::vector<int> lengths = counts;
    for (int& length : lengths) length *= width;
    std::vector<T> all(std::accumulate(lengths.begin(), lengths.end(), std::size_t(0)));
    MPI_Allgatherv(mine, lengths[rank], type, all.data(), lengths.data(), offsets(counts, width).data(), type,
                   communicator);
    return all;
}

std::vector<int> countsOf(int mine, MPI_Comm communicator)
{
    int size = 1;
    MPI_Comm_size(communicator, &size);
    std::vector<int> counts(size);
    MPI_Allgather(&mine, 1, MPI_INT, counts.data(), 1, MPI_INT, communicator);
    return counts;
}

} // namespace

void CoupledMultigrid::gatherPattern()
{
    const Level& level = levels_.back();
    const BlockMatrix& m = level.matrix;
    const MPI_Comm communicator = level.halo->communicator();
    whole_ = std::make_unique<Whole>();
    whole_->rows = countsOf(m.rows(), communicator);
    whole_->entries = countsOf(int(m.column.size()), communicator);
    std::vector<int> lengths, columns;
    for (int i = 0; i < m.rows(); ++i) lengths.push_back(m.start[i + 1] - m.start[i]);
    for (int c : m.column) columns.push_back(int(level.halo->number(c)));
    lengths = allOf(lengths.data(), whole_->rows, 1, MPI_INT, communicator);
    columns = allOf(columns.data(), whole_->entries, 1, MPI_INT, communicator);
    const std::vector<float> strengths = allOf(level.strength.data(), whole_->entries, 1, MPI_FLOAT, communicator);
    std::vector<int> start{0}, column;
    std::vector<float> strength;
    whole_->place.resize(columns.size());
    for (std::size_t row = 0, e = 0; row < lengths.size(); ++row) {
        std::vector<int> order(lengths[row]);
        std::iota(order.begin(), order.end(), int(e));
        std::sort(order.begin(), order.end(), [&](int a, int b) { return columns[a] < columns[b]; });
        for (int i : order) {
            whole_->place[i] = int(column.size());
            column.push_back(columns[i]);
            strength.push_back(strengths[i]);
        }
        start.push_back(int(column.size()));
        e += std::size_t(lengths[row]);
    }
    const int rows = int(lengths.size());
    whole_->multigrid = std::make_unique<CoupledMultigrid>();
    whole_->multigrid->setPattern(std::move(start), std::move(column), std::move(strength),
                                  std::make_shared<Halo>(MPI_COMM_SELF, rows, std::vector<PetscInt>{}));
}

void CoupledMultigrid::gatherBlocks()
{
    const Level& level = levels_.back();
    const MPI_Comm communicator = level.halo->communicator();
    static_assert(sizeof(Block) == 16 * sizeof(float) && sizeof(Link) == 8 * sizeof(float));
    BlockMatrix& whole = whole_->multigrid->matrix();
    const std::vector<float> diagonal =
        allOf(reinterpret_cast<const float*>(level.matrix.diagonal.data()), whole_->rows, 16, MPI_FLOAT, communicator);
    const std::vector<float> value =
        allOf(reinterpret_cast<const float*>(level.matrix.value.data()), whole_->entries, 8, MPI_FLOAT, communicator);
    for (std::size_t i = 0; i < whole.diagonal.size(); ++i)
        std::copy(&diagonal[16 * i], &diagonal[16 * i] + 16, whole.diagonal[i].begin());
    for (std::size_t i = 0; i < whole.value.size(); ++i)
        std::memcpy(&whole.value[whole_->place[i]], &value[8 * i], sizeof(Link));
    whole_->multigrid->update();
}

// `solution` from `right`: on the whole level, alike on every rank.
void CoupledMultigrid::solveWhole(Level& level)
{
    CoupledMultigrid& whole = *whole_->multigrid;
    Level& top = whole.levels_[0];
    top.right = allOf(level.right.data(), whole_->rows, 4, MPI_FLOAT, level.halo->communicator());
    whole.solveCoarse(0);
    const std::size_t first = 4 * std::size_t(level.halo->first());
    std::copy(top.solution.begin() + first, top.solution.begin() + first + 4 * std::size_t(level.matrix.rows()),
              level.solution.begin());
}

} // namespace coldloop::cht
