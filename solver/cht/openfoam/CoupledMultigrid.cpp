// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/CoupledMultigrid.h"

#include "solver/cht/openfoam/Aggregation.h"

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {

constexpr int coarsest = 40;           // rows
constexpr int gatherBelow = 2000;      // rows of all ranks
constexpr int coarsestSteps = 20;      // of GCR there, by restarts of two
constexpr double slowCoarsening = 0.9; // a level that is not smaller than this is the last
constexpr double goodEnough = 0.25;    // residual of a coarse level after one step that makes the second needless
constexpr double exactEnough = 1e-3;   // on the coarsest level

double dot(const std::vector<float>& a, const std::vector<float>& b, std::size_t n)
{
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) sum += double(a[i]) * b[i];
    return sum;
}

void addScaled(std::vector<float>& y, double factor, const std::vector<float>& x)
{
    const float f = float(factor);
    for (std::size_t i = 0; i < y.size(); ++i) y[i] += f * x[i];
}

} // namespace

void CoupledMultigrid::setPattern(std::vector<int> start, std::vector<int> column, std::vector<float> strength,
                                  std::shared_ptr<const Halo> halo)
{
    levels_.clear();
    whole_.reset();
    levels_.emplace_back();
    levels_[0].matrix.start = std::move(start);
    levels_[0].matrix.column = std::move(column);
    levels_[0].strength = std::move(strength);
    levels_[0].halo = std::move(halo);
    prepare(levels_[0]);
    for (;;) {
        const Level& last = levels_.back();
        const PetscInt rows = last.halo->total();
        if (rows <= (last.halo->alone() ? coarsest : gatherBelow)) break;
        Level next = coarser(levels_.back());
        if (next.halo->total() > slowCoarsening * rows) break;
        levels_.push_back(std::move(next));
    }
    if (!levels_.back().halo->alone()) gatherPattern();
}

void CoupledMultigrid::prepare(Level& level)
{
    BlockMatrix& m = level.matrix;
    m.diagonal.resize(m.rows());
    m.value.resize(m.column.size());
    level.inverse.resize(m.rows());
    level.transpose.resize(m.column.size());
    level.upper.resize(m.rows());
    level.end.resize(m.rows());
    int columns = m.rows();
    for (int c : m.column) columns = std::max(columns, c + 1);
    for (int i = 0; i < m.rows(); ++i) {
        level.upper[i] = entry(m, i, i);
        level.end[i] = entry(m, i, m.rows());
        for (int e = m.start[i]; e < level.end[i]; ++e) level.transpose[e] = entry(m, m.column[e], i);
    }
    const std::size_t n = 4 * std::size_t(columns);
    for (auto* v : {&level.work, &level.correction, &level.right, &level.solution, &level.direction[0],
                    &level.direction[1], &level.image[0], &level.image[1]})
        v->assign(n, 0.0f);
}

namespace {

// The graph of a level's own rows.
WeightedGraph ownGraph(const BlockMatrix& m, const std::vector<int>& end, const std::vector<float>& strength)
{
    WeightedGraph graph;
    graph.start.push_back(0);
    for (int i = 0; i < m.rows(); ++i) {
        for (int e = m.start[i]; e < end[i]; ++e) {
            graph.column.push_back(m.column[e]);
            graph.weight.push_back(strength[e]);
        }
        graph.start.push_back(int(graph.column.size()));
    }
    return graph;
}

// Extends the aggregates of own rows to the ghosts, numbers those beyond the own `rows`, and makes the coarse halo.
std::shared_ptr<const Halo> aggregateGhosts(const Halo& fine, std::vector<int>& aggregate, int columns, int rows)
{
    const int own = int(aggregate.size());
    int before = 0;
    MPI_Exscan(&rows, &before, 1, MPI_INT, MPI_SUM, fine.communicator());
    if (fine.first() == 0) before = 0; // the first rank gets nothing from MPI_Exscan
    std::vector<int> number(columns);
    for (int i = 0; i < own; ++i) number[i] = before + aggregate[i];
    fine.update(number.data());
    std::vector<PetscInt> ghosts(number.begin() + own, number.end());
    std::sort(ghosts.begin(), ghosts.end());
    ghosts.erase(std::unique(ghosts.begin(), ghosts.end()), ghosts.end());
    for (int i = own; i < columns; ++i)
        aggregate.push_back(rows + int(std::lower_bound(ghosts.begin(), ghosts.end(), number[i]) - ghosts.begin()));
    return std::make_shared<Halo>(fine.communicator(), rows, ghosts);
}

} // namespace

CoupledMultigrid::Level CoupledMultigrid::coarser(Level& fine)
{
    const BlockMatrix& m = fine.matrix;
    fine.aggregate = pairTwice(ownGraph(m, fine.end, fine.strength));
    const int rows = m.rows() == 0 ? 0 : 1 + *std::max_element(fine.aggregate.begin(), fine.aggregate.end());
    Level coarse;
    coarse.halo = aggregateGhosts(*fine.halo, fine.aggregate, int(fine.work.size() / 4), rows);
    BlockMatrix& c = coarse.matrix;
    std::vector<std::vector<int>> columns(rows);
    for (int i = 0; i < m.rows(); ++i)
        for (int e = m.start[i]; e < m.start[i + 1]; ++e)
            if (fine.aggregate[i] != fine.aggregate[m.column[e]])
                columns[fine.aggregate[i]].push_back(fine.aggregate[m.column[e]]);
    c.start = {0};
    for (std::vector<int>& row : columns) {
        std::sort(row.begin(), row.end());
        c.column.insert(c.column.end(), row.begin(), std::unique(row.begin(), row.end()));
        c.start.push_back(int(c.column.size()));
    }
    coarse.strength.assign(c.column.size(), 0.0f);
    fine.target.assign(m.column.size(), -1);
    for (int i = 0; i < m.rows(); ++i)
        for (int e = m.start[i]; e < m.start[i + 1]; ++e) {
            if (fine.aggregate[i] == fine.aggregate[m.column[e]]) continue;
            fine.target[e] = entry(c, fine.aggregate[i], fine.aggregate[m.column[e]]);
            coarse.strength[fine.target[e]] += fine.strength[e];
        }
    prepare(coarse);
    return coarse;
}

void CoupledMultigrid::sumBlocks(const Level& fine, BlockMatrix& coarse)
{
    std::fill(coarse.diagonal.begin(), coarse.diagonal.end(), Block{});
    std::fill(coarse.value.begin(), coarse.value.end(), Link{});
    const BlockMatrix& m = fine.matrix;
    for (int i = 0; i < m.rows(); ++i) {
        Block& diagonal = coarse.diagonal[fine.aggregate[i]];
        sum(m.diagonal[i], diagonal);
        for (int e = m.start[i]; e < m.start[i + 1]; ++e)
            if (fine.target[e] < 0)
                sum(full(m.value[e]), diagonal);
            else
                sum(m.value[e], coarse.value[fine.target[e]]);
    }
}

void CoupledMultigrid::update()
{
    for (std::size_t l = 0; l < levels_.size(); ++l) {
        factorise(levels_[l]);
        if (l + 1 < levels_.size()) sumBlocks(levels_[l], levels_[l + 1].matrix);
    }
    if (whole_) gatherBlocks();
}

void CoupledMultigrid::factorise(Level& level)
{
    const BlockMatrix& m = level.matrix;
    for (int i = 0; i < m.rows(); ++i) {
        WideBlock d;
        std::copy(m.diagonal[i].begin(), m.diagonal[i].end(), d.begin());
        for (int e = m.start[i]; e < level.upper[i]; ++e) {
            const WideBlock change =
                product(product(full(m.value[e]), level.inverse[m.column[e]]), full(m.value[level.transpose[e]]));
            for (int k = 0; k < 16; ++k) d[k] -= change[k];
        }
        level.inverse[i] = inverse(d);
    }
}

void CoupledMultigrid::smooth(const Level& level, const float* r, float* z)
{
    const BlockMatrix& m = level.matrix;
    for (int i = 0; i < m.rows(); ++i) {
        float s[4] = {r[4 * i], r[4 * i + 1], r[4 * i + 2], r[4 * i + 3]};
        for (int e = m.start[i]; e < level.upper[i]; ++e) subtract(m.value[e], z + 4 * m.column[e], s);
        std::fill(z + 4 * i, z + 4 * i + 4, 0.0f);
        add(level.inverse[i], s, z + 4 * i);
    }
    for (int i = m.rows() - 1; i >= 0; --i) {
        float s[4] = {};
        for (int e = level.upper[i]; e < level.end[i]; ++e) add(m.value[e], z + 4 * m.column[e], s);
        subtract(level.inverse[i], s, z + 4 * i);
    }
}

// y = A x; brings the ghosts of x up to date.
void CoupledMultigrid::multiply(const Level& level, float* x, float* y)
{
    level.halo->update(x, 4);
    const BlockMatrix& m = level.matrix;
    for (int i = 0; i < m.rows(); ++i) {
        float s[4] = {};
        add(m.diagonal[i], x + 4 * i, s);
        for (int e = m.start[i]; e < m.start[i + 1]; ++e) add(m.value[e], x + 4 * m.column[e], s);
        std::copy(s, s + 4, y + 4 * i);
    }
}

// z from r, neither of which is `work` of the level.
void CoupledMultigrid::cycle(std::size_t l, const float* r, float* z)
{
    Level& level = levels_[l];
    if (l + 1 == levels_.size() && whole_) {
        const std::size_t n = 4 * std::size_t(level.matrix.rows());
        std::copy(r, r + n, level.right.begin());
        solveWhole(level);
        std::copy(level.solution.begin(), level.solution.begin() + n, z);
        return;
    }
    smooth(level, r, z);
    if (l + 1 == levels_.size()) return;
    Level& next = levels_[l + 1];
    const int n = level.matrix.rows();
    float* work = level.work.data();
    multiply(level, z, work);
    std::fill(next.right.begin(), next.right.end(), 0.0f);
    for (int i = 0; i < n; ++i)
        for (int k = 0; k < 4; ++k) next.right[4 * level.aggregate[i] + k] += r[4 * i + k] - work[4 * i + k];
    solveCoarse(l + 1);
    for (int i = 0; i < n; ++i)
        for (int k = 0; k < 4; ++k) z[4 * i + k] += next.solution[4 * level.aggregate[i] + k];
    multiply(level, z, work);
    for (int i = 0; i < 4 * n; ++i) work[i] = r[i] - work[i];
    std::vector<float>& change = level.correction;
    smooth(level, work, change.data());
    for (int i = 0; i < 4 * n; ++i) z[i] += change[i];
}

// GCR for `solution` from `right`, which becomes the residual: two steps, more on the coarsest level.
void CoupledMultigrid::solveCoarse(std::size_t l)
{
    Level& level = levels_[l];
    const bool last = l + 1 == levels_.size();
    if (last && whole_) return solveWhole(level);
    const std::size_t n = 4 * std::size_t(level.matrix.rows());
    auto product = [&](const std::vector<float>& a, const std::vector<float>& b) {
        const double mine = dot(a, b, n);
        return level.halo->alone() ? mine : sumOver(level.halo->communicator(), mine);
    };
    std::fill(level.solution.begin(), level.solution.end(), 0.0f);
    const double first = std::sqrt(product(level.right, level.right));
    if (first == 0) return;
    for (int step = 0; step < (last ? coarsestSteps : 2); ++step) {
        std::vector<float>&w = level.direction[step % 2], &q = level.image[step % 2];
        cycle(l, level.right.data(), w.data());
        multiply(level, w.data(), q.data());
        if (step > 0) { // orthogonal to the last direction
            const double h = product(q, level.image[1 - step % 2]);
            addScaled(q, -h, level.image[1 - step % 2]);
            addScaled(w, -h, level.direction[1 - step % 2]);
        }
        const double norm = std::sqrt(product(q, q));
        if (!(norm > 0)) return;
        for (float& x : q) x = float(x / norm);
        for (float& x : w) x = float(x / norm);
        const double h = product(q, level.right);
        addScaled(level.solution, h, w);
        addScaled(level.right, -h, q);
        if (std::sqrt(product(level.right, level.right)) < (last ? exactEnough : goodEnough) * first) return;
    }
}

} // namespace coldloop::cht
