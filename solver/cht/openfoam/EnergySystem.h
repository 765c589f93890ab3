// The discrete steady energy equation over all zones, in temperature above a reference.
//
//     sum_f [ phi_f cp T_f ] - sum_f G_f (T_N - T_P) = q V,    1 / G_f = ( d_P / k_P + R_f + d_N / k_N ) / |S|   [W]
//
// T_f in the convective term is linear-upwind (second order) with gradients that use this side's face temperature where
// the material changes, so none is built across. An inlet carries phi cp T_in and conducts nothing; an outlet carries
// the extrapolated cell temperature and conducts nothing.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/ConjugateSolver.h"
#include "solver/cht/openfoam/Geometry.h"

namespace coldloop::cht {

struct EnergyConditions {
    std::vector<Vec3> conductivity;        // of cells [W/(m K)]
    std::vector<double> specificHeat;      // of cells [J/(kg K)]
    std::vector<double> source;            // of cells [W]
    std::vector<double> resistance;        // of internal faces [m^2 K/W]
    std::vector<double> flux;              // mass flux of faces, out of the owner [kg/s]
    std::vector<ThermalBoundary> boundary; // of boundary faces
    std::vector<double> value; // of boundary faces: temperature above the reference [K] or heat flux [W/m^2]
};

class EnergySystem {
public:
    explicit EnergySystem(const Geometry& geometry);
    void setConditions(EnergyConditions conditions);
    const Geometry& geometry() const { return geometry_; }
    const EnergyConditions& conditions() const { return conditions_; }

    void residual(const double* t, double* r) { evaluate(t, 1, r); }  // sum of what leaves - source [W]
    void apply(const double* t, double* y) { evaluate(t, 0, y); }     // its linear part
    double conductance(int face) const { return conductance_[face]; } // [W/K]; 0 where the boundary does not conduct
    // The face temperature on the owner's side, or on the neighbour's side, above the reference [K].
    double ownerFaceTemperature(int face, const double* t) const;
    double neighbourFaceTemperature(int face, const double* t) const;
    double conduction(int face, const double* t) const; // out of the owner by conduction or given flux [W]
    double convection(int face, const double* t);       // out of the owner with the coolant [W]; after residual()

private:
    void evaluate(const double* t, double given, double* r);
    void gradients(const double* t, double given);
    double boundaryTemperature(int face, const double* t, double given) const;
    double boundaryConduction(int face, const double* t, double given) const;
    double convectedTemperature(int face, const double* t, double given) const;
    double side(int face, int cell, double distance) const; // |S| k / d of one side [W/K]

    const Geometry& geometry_;
    Extrapolation extrapolation_;
    EnergyConditions conditions_;
    std::vector<double> conductance_, ownerSide_, neighbourSide_;
    std::vector<Vec3> gradient_;
    std::vector<char> moving_; // cells that coolant flows through
};

} // namespace coldloop::cht
