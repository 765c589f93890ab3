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

class AffineGradient {
public:
    // `plain`: of internal faces, those whose two values may be compared directly. Cells that touch no plain face and get
    // no equation have gradient 0. `geometry` outlives this.
    AffineGradient(const Geometry& geometry, std::vector<char> plain);
    void add(int cell, const Vec3& direction); // an equation besides, before finish()
    void finish();                             // collective

    // g = right-hand side over the plain faces. v: of cells, ghosts up to date; g: 3 a cell.
    void begin(const double* v, double* g) const;
    // Adds an equation's difference to the right-hand side.
    void add(double* g, int cell, const Vec3& direction, double difference) const
    {
        const double scale = weight(cell, direction) * difference;
        for (int i = 0; i < 3; ++i) g[3 * cell + i] += scale * direction[i];
    }
    void end(double* g); // solves; ghosts are up to date then. Collective.

private:
    using Symmetric = std::array<double, 6>; // xx, yy, zz, xy, xz, yz
    double weight(int cell, const Vec3& d) const
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
