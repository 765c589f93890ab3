// Least-squares gradient of cell values whose weights stretch with the mesh.
//
//     sum_i w_i D_i D_i^T g = sum_i w_i D_i delta_i,   w = 1 / ( D^T C^-1 D ),   C = sum D D^T over the faces of the cell
//
// An equation says D . g = delta: across a plain internal face D leads from centre to centre and delta is the difference.
// Other equations - boundary values, prescribed slopes, interfaces between materials - are added by the caller, the same
// directions to the matrix once and the differences at every evaluation. Directions without any equation get slope 0.
//
// Lengths count in the metric C of the cell, so that the equations of a stretched mesh weigh as those of the same mesh
// unstretched: corrections for faces that are not orthogonal then stay stable whatever the stretching. A tetrahedron has
// just enough equations; it takes those of its neighbours across plain faces too.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/Geometry.h"

namespace coldloop::cht {

class Gradient {
public:
    // `plain`: of internal faces, those whose two values may be compared directly; empty: all. Cells that touch no plain
    // face and get no equation have gradient 0. `geometry` outlives this.
    explicit Gradient(const Geometry& geometry, std::vector<char> plain = {});
    // An equation besides, `weight` times as heavy as a face's. Before finish().
    void add(int cell, const Vec3& direction, double weight = 1);
    void finish(); // collective

    // g = right-hand side over the plain faces. v: `Width` numbers a cell, ghosts up to date; g: 3 a number.
    template <int Width>
    void begin(const double* v, double* g) const;
    // Adds an equation's difference to the right-hand side of one number's gradient.
    void add(double* right, int cell, const Vec3& direction, double difference, double weight = 1) const
    {
        const double scale = weight * weightOf(cell, direction) * difference;
        for (int i = 0; i < 3; ++i) right[i] += scale * direction[i];
    }
    // Solves for the gradients of numbers first .. first + count - 1 of `width` a cell; of owned cells. Collective.
    void end(double* g, int width = 1, int first = 0, int count = 1);

private:
    using Symmetric = std::array<double, 6>; // xx, yy, zz, xy, xz, yz
    bool plain(int f) const { return plain_.empty() || plain_[f]; }
    double weightOf(int cell, const Vec3& d) const
    {
        const auto& m = metric_[cell];
        return 1 / (m[0] * d[0] * d[0] + m[1] * d[1] * d[1] + m[2] * d[2] * d[2] +
                    2 * (m[3] * d[0] * d[1] + m[4] * d[0] * d[2] + m[5] * d[1] * d[2]));
    }
    void measure();
    void findTetrahedra();
    template <class Numbers>
    void shareAmongTetrahedra(Numbers& of, std::size_t width) const;

    const Geometry* geometry_;
    std::vector<char> plain_;
    std::vector<std::array<float, 6>> metric_; // C^-1 of a cell
    std::vector<Symmetric> spread_;            // C, until finish()
    std::vector<Symmetric> inverse_;
    std::vector<char> tetrahedron_; // of cells, empty where there is none
    std::vector<double> shared_;
};

} // namespace coldloop::cht
