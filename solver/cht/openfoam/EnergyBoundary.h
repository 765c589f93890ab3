// What happens to heat on the faces of the boundary.
//
//     F = G (T_P - g.a - value)   fixed temperature, and convection  q = h (T_b - T_a) + eps sigma (T_b^4 - T_a^4),
//                                 that one in its linear form about the present T_b, so that G = 1 / (1/alpha + 1/H|S|)
//     F = -value                  given heat; inlets and outlets conduct nothing
//
// F counts out of the domain [W], temperatures are above the reference.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/Conduction.h"

namespace coldloop::cht {

struct BoundaryFace {
    double conductance = 0; // G [W/K]; 0: given heat
    double value = 0;       // temperature [K], or heat into the domain [W]; of inlets, outlets what comes in has it
    double robin = 0;       // H = dq/dT_b of convection [W/(m^2 K)], otherwise 0
    ThermalBoundary kind = ThermalBoundary::adiabatic;
    bool skew = false;    // a does not vanish
    bool returns = false; // an outlet for which the temperature of what flows back is given
};

class EnergyBoundary {
public:
    EnergyBoundary(const Geometry& geometry, const Conduction& conduction);
    // After Conduction::update. Throws SolveError where a field gives no number.
    void set(const EnergyConditions& conditions);
    // Takes the conductivities again, and convection about the temperatures that go with t, g (3 numbers a cell).
    void update(const double* t, const double* g);
    bool linear() const { return linear_; } // no radiation

    const BoundaryFace& face(int f) const { return faces_[f - geometry_.internalFaces]; }
    double given(int f, bool derivative) const { return derivative ? 0 : face(f).value; }
    // F, or its derivative times t, g.
    double heat(int f, const double* t, const double* g, bool derivative) const;
    // T_b of a face that is not an outlet.
    double temperature(int f, const double* t, const double* g, bool derivative) const;

private:
    void setPatch(const EnergyConditions& conditions, int patch);
    void addPower(const EnergyConditions& conditions, int patch);
    void convect(int f, double foot, double alpha);
    double foot(int f, const double* t, const double* g) const; // T_P - g.a; without g where that is not known yet

    const Geometry& geometry_;
    const Conduction& conduction_;
    double reference_ = 0;
    bool linear_ = true;
    std::vector<BoundaryFace> faces_;
    std::vector<const Boundary*> boundary_; // of patches
};

} // namespace coldloop::cht
