// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Gradient.h"

#include <algorithm>

namespace coldloop::cht {

namespace {

constexpr double empty = 1e-9; // eigenvalue, relative to the trace, of a direction that has no equation

void accumulate(std::array<double, 6>& m, const Vec3& d, double weight)
{
    const double w = weight / dot(d, d);
    m[0] += w * d[0] * d[0];
    m[1] += w * d[1] * d[1];
    m[2] += w * d[2] * d[2];
    m[3] += w * d[0] * d[1];
    m[4] += w * d[0] * d[2];
    m[5] += w * d[1] * d[2];
}

std::array<double, 6> inverted(std::array<double, 6> m)
{
    const double trace = m[0] + m[1] + m[2];
    if (!(trace > 0)) return {};
    for (int i = 0; i < 3; ++i) m[i] += empty * trace; // a slope of 0 weighs that much in every direction
    const double c0 = m[1] * m[2] - m[5] * m[5], c3 = m[4] * m[5] - m[3] * m[2], c4 = m[3] * m[5] - m[4] * m[1];
    const double inverse = 1 / (m[0] * c0 + m[3] * c3 + m[4] * c4);
    return {c0 * inverse, (m[0] * m[2] - m[4] * m[4]) * inverse, (m[0] * m[1] - m[3] * m[3]) * inverse, c3 * inverse,
            c4 * inverse, (m[3] * m[4] - m[0] * m[5]) * inverse};
}

} // namespace

Gradient::Gradient(const Geometry& geometry, std::vector<char> plain)
    : geometry_(&geometry), plain_(std::move(plain)), inverse_(geometry.cells(), std::array<double, 6>{})
{
    for (int f = 0; f < geometry_->internalFaces; ++f) {
        if (!plain_.empty() && !plain_[f]) continue;
        const Vec3 d = geometry_->across(f);
        accumulate(inverse_[geometry_->owner[f]], d, 1);
        accumulate(inverse_[geometry_->neighbour[f]], d, 1);
    }
}

void Gradient::add(int cell, const Vec3& direction, double weight) { accumulate(inverse_[cell], direction, weight); }

void Gradient::finish()
{
    for (auto& matrix : inverse_) matrix = inverted(matrix);
}

template <int Width>
void Gradient::begin(const double* v, const double* jump, double* g) const
{
    std::fill(g, g + std::size_t(3) * Width * geometry_->cells(), 0.0);
    for (int f = 0; f < geometry_->internalFaces; ++f) {
        if (!plain_.empty() && !plain_[f]) continue;
        const int o = geometry_->owner[f], e = geometry_->neighbour[f];
        const Vec3 d = geometry_->across(f);
        const double w = 1 / dot(d, d);
        double* ofOwner = g + std::size_t(3) * Width * o;
        double* ofNeighbour = g + std::size_t(3) * Width * e;
        for (int i = 0; i < Width; ++i) {
            const double difference = w * (v[Width * e + i] - v[Width * o + i] + (jump ? jump[f] : 0));
            for (int j = 0; j < 3; ++j) {
                ofOwner[3 * i + j] += difference * d[j];
                ofNeighbour[3 * i + j] += difference * d[j];
            }
        }
    }
}

void Gradient::end(double* g, int width, int first, int count) const
{
    for (int c = 0; c < geometry_->cells(); ++c) {
        const std::array<double, 6>& m = inverse_[c];
        for (int i = first; i < first + count; ++i) {
            double* slope = g + std::size_t(3) * (std::size_t(width) * c + i);
            const double x = slope[0], y = slope[1], z = slope[2];
            slope[0] = m[0] * x + m[3] * y + m[4] * z;
            slope[1] = m[3] * x + m[1] * y + m[5] * z;
            slope[2] = m[4] * x + m[5] * y + m[2] * z;
        }
    }
}

template void Gradient::begin<1>(const double*, const double*, double*) const;
template void Gradient::begin<3>(const double*, const double*, double*) const;
template void Gradient::begin<4>(const double*, const double*, double*) const;

} // namespace coldloop::cht
