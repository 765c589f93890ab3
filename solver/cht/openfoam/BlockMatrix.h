// Sparse matrix of 4 x 4 blocks in single precision, and what one does with blocks. Rows of a block are u, v, w and
// continuity, columns u, v, w, p. Beside the diagonal the three momenta couple alike and not with each other.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

namespace coldloop::cht {

using Block = std::array<float, 16>; // row by row

//     [ momentum  0  0  force_1 ]
//     [ 0  momentum  0  force_2 ]
//     [ 0  0  momentum  force_3 ]
//     [ flux_1 flux_2 flux_3  k ]
struct Link {
    float momentum = 0, force[3] = {}, flux[3] = {}, k = 0;
};

struct BlockMatrix {
    std::vector<int> start, column; // of each row's entries beside the diagonal, columns ascending
    std::vector<Block> diagonal;
    std::vector<Link> value;
    int rows() const { return int(start.size()) - 1; }
};

inline void add(const Block& b, const float* x, float* y)
{
    for (int i = 0; i < 4; ++i)
        y[i] += b[4 * i] * x[0] + b[4 * i + 1] * x[1] + b[4 * i + 2] * x[2] + b[4 * i + 3] * x[3];
}

inline void add(const Link& l, const float* x, float* y)
{
    for (int i = 0; i < 3; ++i) y[i] += l.momentum * x[i] + l.force[i] * x[3];
    y[3] += l.flux[0] * x[0] + l.flux[1] * x[1] + l.flux[2] * x[2] + l.k * x[3];
}

inline void subtract(const Link& l, const float* x, float* y)
{
    for (int i = 0; i < 3; ++i) y[i] -= l.momentum * x[i] + l.force[i] * x[3];
    y[3] -= l.flux[0] * x[0] + l.flux[1] * x[1] + l.flux[2] * x[2] + l.k * x[3];
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

inline void sum(const Link& what, Link& to)
{
    to.momentum += what.momentum;
    to.k += what.k;
    for (int i = 0; i < 3; ++i) {
        to.force[i] += what.force[i];
        to.flux[i] += what.flux[i];
    }
}

inline Block full(const Link& l)
{
    return {l.momentum, 0, 0,          l.force[0], 0,         l.momentum, 0,         l.force[1],
            0,          0, l.momentum, l.force[2], l.flux[0], l.flux[1],  l.flux[2], l.k};
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
