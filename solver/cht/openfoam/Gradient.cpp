// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Gradient.h"

#include <algorithm>

namespace coldloop::cht {

namespace {

constexpr double empty = 1e-9; // weight of a slope of 0, next to equations that weigh 1

std::array<double, 6> product(const Vec3& d, double weight)
{
    return {weight * d[0] * d[0], weight * d[1] * d[1], weight * d[2] * d[2],
            weight * d[0] * d[1], weight * d[0] * d[2], weight * d[1] * d[2]};
}

void accumulate(std::array<double, 6>& sum, const std::array<double, 6>& more, double factor = 1)
{
    for (int i = 0; i < 6; ++i) sum[i] += factor * more[i];
}

std::array<double, 6> inverted(const std::array<double, 6>& m)
{
    const double c0 = m[1] * m[2] - m[5] * m[5], c3 = m[4] * m[5] - m[3] * m[2], c4 = m[3] * m[5] - m[4] * m[1];
    const double inverse = 1 / (m[0] * c0 + m[3] * c3 + m[4] * c4);
    return {c0 * inverse, (m[0] * m[2] - m[4] * m[4]) * inverse, (m[0] * m[1] - m[3] * m[3]) * inverse, c3 * inverse,
            c4 * inverse, (m[3] * m[4] - m[0] * m[5]) * inverse};
}

} // namespace

Gradient::Gradient(const Geometry& geometry, std::vector<char> plain)
    : geometry_(&geometry), plain_(std::move(plain)), inverse_(geometry.cells(), Symmetric{})
{
    measure();
    for (int f = 0; f < geometry.internalFaces; ++f) {
        if (!this->plain(f)) continue;
        const Vec3 d = geometry.across(f);
        add(geometry.owner[f], d);
        add(geometry.neighbour[f], d);
    }
    findTetrahedra();
}

void Gradient::measure()
{
    const Geometry& g = *geometry_;
    spread_.assign(g.cells(), Symmetric{});
    for (int f = 0; f < g.faces(); ++f) {
        const bool internal = f < g.internalFaces;
        const Symmetric square = product(g.across(f), internal ? 1 : 4); // a boundary cell's image lies twice as far
        accumulate(spread_[g.owner[f]], square);
        if (internal) accumulate(spread_[g.neighbour[f]], square);
    }
    metric_.reserve(g.cells());
    for (int c = 0; c < g.cells(); ++c) {
        // A ghost may have too few faces here; what it gets is replaced by its own rank's.
        const Symmetric m = g.owned(c) ? inverted(spread_[c]) : Symmetric{1, 1, 1, 0, 0, 0};
        metric_.push_back({float(m[0]), float(m[1]), float(m[2]), float(m[3]), float(m[4]), float(m[5])});
    }
}

void Gradient::findTetrahedra()
{
    const Geometry& g = *geometry_;
    std::vector<int> faces(g.cells());
    for (int f = 0; f < g.faces(); ++f) {
        ++faces[g.owner[f]];
        if (f < g.internalFaces) ++faces[g.neighbour[f]];
    }
    g.halo->update(faces.data());
    const double any = std::find(faces.begin(), faces.begin() + g.ownedCells, 4) != faces.begin() + g.ownedCells;
    if (maxOver(g.halo->communicator(), any) == 0) return;
    for (int number : faces) tetrahedron_.push_back(number == 4);
}

void Gradient::add(int cell, const Vec3& direction, double weight)
{
    accumulate(inverse_[cell], product(direction, weight * weightOf(cell, direction)));
}

// Adds to each tetrahedron what its neighbours across plain faces have, `width` numbers a cell.
template <class Numbers>
void Gradient::shareAmongTetrahedra(Numbers& of, std::size_t width) const
{
    const Numbers alone = of;
    for (int f = 0; f < geometry_->internalFaces; ++f) {
        if (!plain(f)) continue;
        const std::size_t o = geometry_->owner[f], e = geometry_->neighbour[f];
        if (tetrahedron_[o])
            for (std::size_t i = 0; i < width; ++i) of[width * o + i] += alone[width * e + i];
        if (tetrahedron_[e])
            for (std::size_t i = 0; i < width; ++i) of[width * e + i] += alone[width * o + i];
    }
}

void Gradient::finish()
{
    const Geometry& g = *geometry_;
    if (!tetrahedron_.empty()) {
        std::vector<double> numbers;
        for (const Symmetric& m : inverse_) numbers.insert(numbers.end(), m.begin(), m.end());
        g.halo->update(numbers, 6);
        shareAmongTetrahedra(numbers, 6);
        for (std::size_t c = 0; c < inverse_.size(); ++c) std::copy_n(&numbers[6 * c], 6, inverse_[c].begin());
    }
    for (int c = 0; c < g.ownedCells; ++c) {
        Symmetric& m = inverse_[c];
        if (!(m[0] + m[1] + m[2] > 0)) continue;
        accumulate(m, spread_[c], empty);
        m = inverted(m);
    }
    spread_ = {};
}

template <int Width>
void Gradient::begin(const double* v, double* g) const
{
    constexpr std::size_t stride = 3 * Width;
    std::fill_n(g, stride * geometry_->cells(), 0.0);
    for (int f = 0; f < geometry_->internalFaces; ++f) {
        if (!plain(f)) continue;
        const int o = geometry_->owner[f], e = geometry_->neighbour[f];
        const Vec3 d = geometry_->across(f);
        const double ofOwner = weightOf(o, d), ofNeighbour = weightOf(e, d);
        double *a = g + stride * o, *b = g + stride * e;
        for (int i = 0; i < Width; ++i) {
            const double difference = v[Width * e + i] - v[Width * o + i];
            for (int j = 0; j < 3; ++j) {
                a[3 * i + j] += ofOwner * difference * d[j];
                b[3 * i + j] += ofNeighbour * difference * d[j];
            }
        }
    }
}

void Gradient::end(double* g, int width, int first, int count)
{
    const std::size_t stride = std::size_t(3) * width, from = std::size_t(3) * first, numbers = std::size_t(3) * count;
    const int n = geometry_->ownedCells;
    if (!tetrahedron_.empty()) {
        shared_.resize(numbers * geometry_->cells());
        for (int c = 0; c < n; ++c) std::copy_n(g + stride * c + from, numbers, &shared_[numbers * c]);
        geometry_->halo->update(shared_, int(numbers));
        shareAmongTetrahedra(shared_, numbers);
        for (int c = 0; c < n; ++c) std::copy_n(&shared_[numbers * c], numbers, g + stride * c + from);
    }
    for (int c = 0; c < n; ++c) {
        const Symmetric& m = inverse_[c];
        for (int i = 0; i < count; ++i) {
            double* slope = g + stride * c + from + std::size_t(3) * i;
            const double x = slope[0], y = slope[1], z = slope[2];
            slope[0] = m[0] * x + m[3] * y + m[4] * z;
            slope[1] = m[3] * x + m[1] * y + m[5] * z;
            slope[2] = m[4] * x + m[5] * y + m[2] * z;
        }
    }
}

template void Gradient::begin<1>(const double*, double*) const;
template void Gradient::begin<4>(const double*, double*) const;

} // namespace coldloop::cht
