// Temperature gradients of cells, least squares within a material, second order up to its edge.
//
// At a face to another material (or with a contact resistance, or between zones) the slopes along the face are the same
// on both sides and the heat flux is continuous: n.K_P g_P = n.K_N g_N. That makes the other cell's temperature an
// equation for this side's gradient alone, with no face temperature to be found first:
//
//     T_N - T_P = g_P . D,   D = d_P + e^t + (e.n) [ K_P n - (K_N n)^t ] / (n.K_N n) + R K_P n,   e = x_N - x_face
//
// n out of P, ^t: the part along the face. On the boundary: T_b - T_P = g.d (fixed temperature, inlet), n.K g = q into
// the domain (given heat, adiabatic), T_a - T_P = g.(d + K n / H) (convection), nothing at outlets.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/EnergyBoundary.h"
#include "solver/cht/openfoam/Gradient.h"

#include <optional>

namespace coldloop::cht {

// What one side of a cyclic pair sees of the other: T_other * factor + shift.
struct CyclicView {
    double factor = 1, shift = 0;
};

class EnergyGradient {
public:
    EnergyGradient(const Geometry& geometry, const std::vector<int>& zone, const Conduction& conduction,
                   const EnergyBoundary& boundary);
    // Of the cells that are marked (ghosts too); none marked: no work is done and no memory taken.
    void build(const EnergyConditions& conditions, const std::vector<char>& wanted);
    void rebuild(); // with other conductivities
    bool empty() const { return !gradient_; }
    // g: 3 numbers a cell, ghosts up to date. t: ghosts up to date. Collective.
    void evaluate(const double* t, double* g, bool derivative);
    // What the owner sees of the neighbour across a cyclic face, and the neighbour of the owner.
    CyclicView ownersView(int f) const;
    CyclicView neighboursView(int f) const;

private:
    bool special(int f) const { return f >= geometry_.firstCyclic || differ(f); }
    bool differ(int f) const { return zone_[geometry_.owner[f]] != zone_[geometry_.neighbour[f]]; }
    Vec3 direction(int f, bool ownersSide) const; // D; 0 where there is no equation
    Vec3 boundaryDirection(int f) const;          // the same on the boundary
    double boundaryDifference(int f, const double* t, bool derivative) const;

    const Geometry& geometry_;
    const std::vector<int>& zone_;
    const Conduction& conduction_;
    const EnergyBoundary& boundary_;
    const EnergyConditions* conditions_ = nullptr;
    std::vector<char> wanted_;
    std::vector<int> specialFaces_, boundaryFaces_; // of wanted cells
    std::optional<Gradient> gradient_;
};

} // namespace coldloop::cht
