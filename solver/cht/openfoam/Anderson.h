// Anderson's acceleration of a fixed-point iteration x = G(x).
//
//     x_next = G_k - sum_i gamma_i (G_{i+1} - G_i),   gamma = argmin | f_k - sum_i gamma_i (f_{i+1} - f_i) |,  f = G - x
//
// Source: H. F. Walker, P. Ni, SIAM J. Numer. Anal. 49 (2011) 1715-1735.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mpi.h>

#include <deque>
#include <vector>

namespace coldloop::cht {

class Anderson {
public:
    Anderson(MPI_Comm communicator, std::size_t depth) : communicator_(communicator), depth_(depth) {}
    // The next x from the last one and what G made of it; this rank's numbers. Collective.
    std::vector<double> next(const std::vector<double>& x, const std::vector<double>& g);

private:
    struct Pair {
        std::vector<double> f, g; // differences of successive iterates
    };
    MPI_Comm communicator_;
    std::size_t depth_;
    std::deque<Pair> pairs_;
    bool begun_ = false;
    std::vector<double> f_, g_; // of the last iterate
};

} // namespace coldloop::cht
