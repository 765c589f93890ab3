// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/EnergyMatrix.h"

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {

// Compressed rows that entries are added to one by one; those of one column are summed up.
class Rows {
public:
    explicit Rows(const std::vector<int>& longest) : start_(longest.size() + 1)
    {
        for (std::size_t i = 0; i < longest.size(); ++i) start_[i + 1] = start_[i] + longest[i];
        end_.assign(start_.begin(), start_.end() - 1);
        column_.resize(start_.back());
        value_.resize(start_.back());
    }
    void add(int row, PetscInt column, double value)
    {
        PetscInt at = end_[row];
        while (at > start_[row] && column_[at - 1] > column) --at;
        if (at > start_[row] && column_[at - 1] == column) {
            value_[at - 1] += value;
            return;
        }
        for (PetscInt i = end_[row]++; i > at; --i) {
            column_[i] = column_[i - 1];
            value_[i] = value_[i - 1];
        }
        column_[at] = column;
        value_[at] = value;
    }
    Matrix matrix(MPI_Comm communicator)
    {
        close();
        const PetscInt n = PetscInt(end_.size());
        Matrix matrix;
        check(MatCreate(communicator, matrix.put()), "MatCreate");
        check(MatSetSizes(matrix, n, n, PETSC_DETERMINE, PETSC_DETERMINE), "MatSetSizes");
        check(MatSetType(matrix, MATAIJ), "MatSetType");
        check(MatSeqAIJSetPreallocationCSR(matrix, start_.data(), column_.data(), value_.data()),
              "MatSeqAIJSetPreallocationCSR");
        check(MatMPIAIJSetPreallocationCSR(matrix, start_.data(), column_.data(), value_.data()),
              "MatMPIAIJSetPreallocationCSR");
        return matrix;
    }

private:
    void close() // the gaps that summing up left
    {
        PetscInt to = 0;
        for (std::size_t row = 0; row < end_.size(); ++row) {
            const PetscInt from = start_[row], to0 = to;
            for (PetscInt i = from; i < end_[row]; ++i, ++to) {
                column_[to] = column_[i];
                value_[to] = value_[i];
            }
            start_[row] = to0;
        }
        start_.back() = to;
    }

    std::vector<PetscInt> start_, end_, column_;
    std::vector<double> value_;
};

} // namespace

Matrix compactMatrix(const EnergySystem& system, bool pinned)
{
    const Geometry& g = system.geometry();
    std::vector<int> longest(g.cells(), 1);
    for (int f = 0; f < g.internalFaces; ++f) {
        ++longest[g.owner[f]];
        ++longest[g.neighbour[f]];
    }
    longest.resize(g.ownedCells);
    Rows rows(longest);
    auto add = [&](int cell, int column, double value) {
        if (g.owned(cell)) rows.add(cell, g.halo->number(column), value);
    };
    for (int c = 0; c < g.ownedCells; ++c) add(c, c, system.storageSlope(c));
    for (int f = 0; f < g.faces(); ++f) {
        const EnergySystem::Slope slope = system.slope(f);
        const int o = g.owner[f];
        add(o, o, slope.owner);
        if (pinned && f == 0 && g.halo->first() == 0) add(o, o, slope.owner);
        if (f >= g.internalFaces) continue;
        const int e = g.neighbour[f];
        add(o, e, slope.neighbour);
        add(e, e, -slope.neighbour);
        add(e, o, -slope.owner);
    }
    return rows.matrix(g.halo->communicator());
}

Signature signatureOf(const EnergySystem& system)
{
    const Geometry& g = system.geometry();
    std::vector<double> rows(g.cells()), diagonal(g.cells());
    for (int c = 0; c < g.ownedCells; ++c) rows[c] = diagonal[c] = system.storageSlope(c);
    for (int f = 0; f < g.faces(); ++f) {
        const EnergySystem::Slope slope = system.slope(f);
        const double weight = 1 + 0.1 * (f % 7); // no exchange between faces goes unseen
        rows[g.owner[f]] += weight * slope.owner;
        diagonal[g.owner[f]] += slope.owner;
        if (f >= g.internalFaces) continue;
        rows[g.neighbour[f]] -= weight * slope.neighbour;
        diagonal[g.neighbour[f]] -= slope.neighbour;
    }
    Signature signature;
    signature.rows.assign(rows.begin(), rows.begin() + g.ownedCells);
    double square = 0;
    for (int c = 0; c < g.ownedCells; ++c) square += diagonal[c] * diagonal[c];
    signature.diagonalNorm = std::sqrt(sumOver(g.halo->communicator(), square));
    return signature;
}

bool Signature::near(const Signature& other, double change, MPI_Comm communicator) const
{
    double differ = rows.size() != other.rows.size();
    for (std::size_t i = 0; i < rows.size() && differ == 0; ++i)
        if (!(std::abs(rows[i] - other.rows[i]) <= change * std::abs(rows[i]))) differ = 1;
    return maxOver(communicator, differ) == 0;
}

} // namespace coldloop::cht
