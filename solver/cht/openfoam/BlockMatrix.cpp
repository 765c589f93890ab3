// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/BlockMatrix.h"

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

// Gauss and Jordan with row pivoting; rows are scaled first, since they are of different units.
Block inverse(const WideBlock& block)
{
    double a[4][8] = {};
    for (int i = 0; i < 4; ++i) {
        double largest = 0;
        for (int j = 0; j < 4; ++j) largest = std::max(largest, std::abs(a[i][j] = block[4 * i + j]));
        a[i][4 + i] = 1;
        for (double& entry : a[i]) entry /= largest;
    }
    for (int k = 0; k < 4; ++k) {
        int pivot = k;
        for (int i = k + 1; i < 4; ++i)
            if (std::abs(a[i][k]) > std::abs(a[pivot][k])) pivot = i;
        std::swap(a[k], a[pivot]);
        const double reciprocal = 1 / a[k][k];
        for (double& entry : a[k]) entry *= reciprocal;
        for (int i = 0; i < 4; ++i) {
            const double factor = i == k ? 0.0 : a[i][k];
            for (int j = k; j < 8; ++j) a[i][j] -= factor * a[k][j];
        }
    }
    Block result;
    for (int i = 0; i < 4; ++i)
        for (int j = 0; j < 4; ++j) result[4 * i + j] = float(a[i][4 + j]);
    return result;
}

int entry(const BlockMatrix& m, int row, int column)
{
    const auto begin = m.column.begin() + m.start[row], end = m.column.begin() + m.start[row + 1];
    return int(std::lower_bound(begin, end, column) - m.column.begin());
}

} // namespace coldloop::cht
