// Conductances between cells of one material or of two.
//
//     kappa = K S,   alpha = kappa.n / d.n,   a = kappa / alpha - d,   1 / G = 1 / alpha_P + R / |S| + 1 / alpha_N
//     heat out of the owner  F = G [ (T_P - g_P.a_P) - (T_N - g_N.a_N) ]   [W]
//
// d leads from a cell's centre to the face's, g is the temperature gradient of a cell. T - g.a is the temperature where
// the line along kappa through the face's centre comes nearest to the cell's centre; a is 0 where that is the centre.
// F is exact for fields that are linear on either side, whatever K, R and the shape of the cells.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/EnergyConditions.h"

#include <unordered_map>

namespace coldloop::cht {

struct FaceSide {
    double alpha = 0; // half conductance [W/K]
    Vec3 offset{};    // a [m]
};

class Conduction {
public:
    // References are kept.
    Conduction(const Geometry& geometry, const std::vector<int>& zone);
    // Takes the laws at t [K], above the reference, ghosts included. Throws SolveError where a conductivity is not
    // positive, with the zone and the place. Collective.
    void update(const EnergyConditions& conditions, const double* t);

    double conductance(int f) const { return conductance_[f]; } // G of an internal face [W/K]
    // Internal faces where a does not vanish, cyclic ones included.
    const std::vector<int>& skewFaces() const { return skew_; }
    bool constant() const { return constant_; } // conductivities do not depend on temperature

    FaceSide ownerSide(int f) const { return side(f, geometry_.owner[f], geometry_.area[f], geometry_.fromOwner(f)); }
    FaceSide neighbourSide(int f) const
    {
        return side(f, geometry_.neighbour[f], times(-1, geometry_.area[f]), geometry_.fromNeighbour(f));
    }
    Vec3 heat(int cell, const Vec3& s) const; // K s
    double slope(int cell) const;             // (dk/dT) / k [1/K]
    double resistance(int f) const;           // R of an internal face [m^2 K/W]
    // Heat transfer coefficient of the coolant's side of a face with a wall function, otherwise 0 [W/(m^2 K)].
    double wallFunction(int f) const;
    bool wallFunctionIsOwners(int f) const { return conditions_->materials[zone_[geometry_.owner[f]]].fluid; }

private:
    FaceSide side(int f, int cell, const Vec3& outward, const Vec3& d) const;
    void takeLaws(const double* t);
    [[noreturn]] void refuse() const;
    void fillFaces();

    const Geometry& geometry_;
    const std::vector<int>& zone_;
    const EnergyConditions* conditions_ = nullptr;
    bool constant_ = true;
    std::vector<char> isotropic_;        // of zones
    std::vector<double> ofZone_;         // k of zones where the laws are constant
    std::vector<double> ofCell_, slope_; // of cells where they are not; empty otherwise
    std::vector<double> conductance_;    // of internal faces
    std::vector<int> skew_;
    std::unordered_map<int, double> wallFunction_;
};

} // namespace coldloop::cht
