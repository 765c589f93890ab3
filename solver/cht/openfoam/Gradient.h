// Least-squares gradient of cell values.
//
//     sum_i w_i D_i D_i^T g = sum_i w_i D_i delta_i,   w = 1 / |D|^2
//
// An equation says D . g = delta: across a plain internal face D leads from centre to centre and delta is the difference.
// Other equations - boundary values, prescribed slopes, interfaces between materials - are added by the caller, the same
// directions to the matrix once and the differences at every evaluation. Directions without any equation get slope 0.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/Geometry.h"

namespace coldloop::cht {

class Gradient {
public:
    // `plain`: of internal faces, those whose two values may be compared directly; empty: all.
    explicit Gradient(const Geometry& geometry, std::vector<char> plain = {});
    // An equation of a cell besides; `weight` multiplies 1 / |D|^2. Before finish().
    void add(int cell, const Vec3& direction, double weight = 1);
    void finish(); // inverts the matrices

    // g = right-hand side over the plain faces. v: `Width` numbers a cell; g: 3 a number. `jump` is added to the
    // neighbour's value as the owner sees it, one number for each internal face, or null.
    template <int Width>
    void begin(const double* v, const double* jump, double* g) const;
    // Adds an equation's difference to the right-hand side of one number's gradient.
    static void add(double* right, const Vec3& direction, double difference, double weight = 1)
    {
        const double scale = weight * difference / dot(direction, direction);
        for (int i = 0; i < 3; ++i) right[i] += scale * direction[i];
    }
    // Solves, for owned cells and ghosts (whose values are not right).
    template <int Width>
    void end(double* g) const
    {
        end(g, Width, 0, Width);
    }
    // Numbers first .. first + count - 1 of `width` numbers a cell only.
    void end(double* g, int width, int first, int count) const;

private:
    const Geometry* geometry_; // outlives this
    std::vector<char> plain_;
    std::vector<std::array<double, 6>> inverse_; // xx, yy, zz, xy, xz, yz of a cell
};

} // namespace coldloop::cht
