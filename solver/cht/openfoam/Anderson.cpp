// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Anderson.h"

#include <cmath>
#include <numeric>

namespace coldloop::cht {

namespace {

constexpr double dependent = 1e-10; // squared length, relative, of a direction that adds nothing

std::vector<double> difference(const std::vector<double>& a, const std::vector<double>& b)
{
    std::vector<double> result(a);
    for (std::size_t i = 0; i < a.size(); ++i) result[i] -= b[i];
    return result;
}

void add(std::vector<double>& to, double factor, const std::vector<double>& what)
{
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += factor * what[i];
}

} // namespace

std::vector<double> Anderson::next(const std::vector<double>& x, const std::vector<double>& g)
{
    std::vector<double> f = difference(g, x);
    if (begun_) pairs_.push_front({difference(f, f_), difference(g, g_)});
    if (pairs_.size() > depth_) pairs_.pop_back();
    begun_ = true;
    f_ = f;
    g_ = g;
    auto product = [&](const std::vector<double>& a, const std::vector<double>& b) {
        double mine = std::inner_product(a.begin(), a.end(), b.begin(), 0.0), all = 0;
        MPI_Allreduce(&mine, &all, 1, MPI_DOUBLE, MPI_SUM, communicator_);
        return all;
    };
    std::vector<double> result = g;
    std::vector<Pair> basis; // f of these is orthogonal, newest first
    for (const Pair& pair : pairs_) {
        Pair direction = pair;
        const double length = product(pair.f, pair.f);
        for (int pass = 0; pass < 2; ++pass)
            for (const Pair& other : basis) {
                const double along = product(direction.f, other.f) / product(other.f, other.f);
                add(direction.f, -along, other.f);
                add(direction.g, -along, other.g);
            }
        const double rest = product(direction.f, direction.f);
        if (!(rest > dependent * length)) continue;
        const double gamma = product(f, direction.f) / rest;
        add(f, -gamma, direction.f);
        add(result, -gamma, direction.g);
        basis.push_back(std::move(direction));
    }
    return result;
}

} // namespace coldloop::cht
