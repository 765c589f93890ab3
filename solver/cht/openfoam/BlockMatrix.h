// Sparse matrix of 4 x 4 blocks in single precision, and what one does with blocks.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

namespace coldloop::cht {

using Block = std::array<float, 16>; // row by row

struct BlockMatrix {
    std::vector<int> start, column; // of each row's entries beside the diagonal, columns ascending
    std::vector<Block> diagonal, value;
    int rows() const { return int(start.size()) - 1; }
};

inline void add(const Block& b, const float* x, float* y)
{
    for (int i = 0; i < 4; ++i)
        y[i] += b[4 * i] * x[0] + b[4 * i + 1] * x[1] + b[4 * i + 2] * x[2] + b[4 * i + 3] * x[3];
}

inline void subtract(const Block& b, const float* x, float* y)
{
    for (int i = 0; i < 4; ++i)
        y[i] -= b[4 * i] * x[0] + b[4 * i + 1] * x[1] + b[4 * i + 2] * x[2] + b[4 * i + 3] * x[3];
}

inline void sum(const Block& what, Block& to)
{
    for (int k = 0; k < 16; ++k) to[k] += what[k];
}

using WideBlock = std::array<double, 16>;

template <class A, class B>
WideBlock product(const A& a, const B& b)
{
    WideBlock c{};
    for (int i = 0; i < 4; ++i)
        for (int k = 0; k < 4; ++k)
            for (int j = 0; j < 4; ++j) c[4 * i + j] += double(a[4 * i + k]) * b[4 * k + j];
    return c;
}

// Rows may be of different units.
Block inverse(const WideBlock& block);

// Position of (row, column) among the entries, or where it would stand.
int entry(const BlockMatrix& matrix, int row, int column);

} // namespace coldloop::cht
