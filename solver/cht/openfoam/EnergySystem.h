// The discrete energy equation over all zones, in temperature above a reference.
//
//     rho V ( h(T) - h* ) / tau + sum_f [ phi_f h(T_f) + F_f ] = Q        the first term only in time
//
// F_f: conduction (Conduction.h, EnergyBoundary.h). T_f in the convective term is linear-upwind, with gradients that
// are never built across a material face (EnergyGradient.h), or, where asked for, that of the cell upstream. An inlet carries phi h(T_in) and conducts nothing; an
// outlet carries the extrapolated cell temperature and conducts nothing; what comes back in through an outlet has the
// temperature given there. Where continuity has a density that changes (gases), d(rho h)/dt is rho dh/dt - h div phi.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/EnergyGradient.h"
#include "solver/cht/openfoam/Enthalpy.h"

namespace coldloop::cht {

// A stage of a step in time: h* of the owned cells [J/kg] and tau [s].
struct EnergyStage {
    std::vector<double> enthalpy;
    double tau = 0;
};

class EnergySystem {
public:
    // `zone` of cells, ghosts included.
    EnergySystem(const Geometry& geometry, std::vector<int> zone);
    EnergySystem(const EnergySystem&) = delete;
    EnergySystem& operator=(const EnergySystem&) = delete;
    // `t` of owned cells: where laws are first taken. Throws SolveError where coolant comes back in through an outlet for
    // which no temperature is given, and where a source is not a number. Collective.
    void setConditions(EnergyConditions conditions, const double* t);
    // Another mass flux of faces [kg/s]. Collective.
    void setFlux(const std::vector<double>& flux);
    void setStage(const EnergyStage* stage) { stage_ = stage; } // null: steady
    void setCyclic(std::vector<CyclicHeat> cyclic) { conditions_.cyclic = std::move(cyclic); }
    const Geometry& geometry() const { return geometry_; }
    const EnergyConditions& conditions() const { return conditions_; }
    const std::vector<int>& zone() const { return zone_; }

    // What leaves the owned cells less what is given to them [W]; the laws are taken at t (of owned cells). Collective.
    void residual(const double* t, double* r);
    // The derivative of the last residual times x; of conductivities in T only the direct part. Owned cells. Collective.
    void apply(const double* x, double* y);
    bool linear() const { return linear_; } // the residual is linear in t
    // Whether the derivative knows that conductivities change with temperature (it does at first).
    void followLaws(bool follow) { followLaws_ = follow; }
    // Largest relative change of a conductivity that changes of the temperature (of owned cells) make, by its slope at the
    // last residual. Collective.
    double bend(const std::vector<double>& change) const;
    double enthalpy(int cell, double t) const { return enthalpies_[zone_[cell]](t); } // [J/kg] above the reference
    double mass(int cell) const                                                       // rho V [kg]
    {
        return geometry_.volume[cell] *
               (conditions_.density.empty() ? density_[zone_[cell]] : conditions_.density[cell]);
    }

    // At the temperatures of the last residual (apply() makes all but the first wrong), above the reference, [K] and [W]:
    const std::vector<double>& temperature() const { return t_; } // of cells, ghosts too
    double ownerFaceTemperature(int face) const;                  // on the owner's side, on the neighbour's
    double neighbourFaceTemperature(int face) const;              // (internal faces that are not cyclic)
    double conduction(int face) const;                            // out of the owner by conduction or given heat
    double convection(int face) const;                            // out of the owner with the coolant
    double convectedTemperature(int face) const
    {
        return faceTemperature(face, t_.data(), false);
    }                                     // as the owner sees it
    double cyclicSurplus(int face) const; // what the neighbour of a cyclic face gets besides what the owner loses
    double source(int cell) const;
    double stored(int cell) const;

    // For a preconditioner: of face f dF/dT_P, dF/dT_N with upwind convection; of a cell what storage adds [W/K].
    struct Slope {
        double owner = 0, neighbour = 0;
    };
    Slope slope(int face) const;
    double storageSlope(int cell) const;

private:
    double flux(int f) const { return conditions_.flux.empty() ? 0 : conditions_.flux[f]; }
    double lean(int cell, const Vec3& d) const // g . d
    {
        return g_.empty() ? 0 : g_[3 * cell] * d[0] + g_[3 * cell + 1] * d[1] + g_[3 * cell + 2] * d[2];
    }
    // From the centre of a cell to a face, as convection sees it.
    double rise(int cell, const Vec3& d) const { return conditions_.upwind ? 0 : lean(cell, d); }
    void setSources();
    std::vector<int> movingFaces() const; // that are not cyclic
    void setMasses();
    void markCells();
    void checkOutlets() const;
    void linearise();
    double conducted(int f, const double* t, bool derivative) const;
    double skewHeat(int f) const; // G (g_N.a_N - g_P.a_P)
    double lawHeat(int f, const double* x) const;
    double faceTemperature(int f, const double* t, bool derivative) const; // T_f as the owner sees it
    double convected(int f, const double* t, bool derivative) const;
    double surplus(int f, const double* t, bool derivative) const;
    int upwindCell(int f) const
    {
        return flux(f) < 0 && f < geometry_.internalFaces ? neighbour(f) : geometry_.owner[f];
    }
    int neighbour(int f) const { return geometry_.neighbour[f]; }
    void evaluate(const double* t, double* r, bool derivative);
    void addInternalFaces(const double* t, double* r, bool derivative) const;
    void addCells(const double* t, double* r, bool derivative) const;

    const Geometry& geometry_;
    std::vector<int> zone_;
    EnergyConditions conditions_;
    Conduction conduction_;
    EnergyBoundary boundary_;
    EnergyGradient gradient_;
    std::vector<Enthalpy> enthalpies_; // of zones
    std::vector<double> density_;      // of zones, at the reference temperature [kg/m^3]
    bool linear_ = true, followLaws_ = true;
    const EnergyStage* stage_ = nullptr;
    std::vector<double> t_, x_, r_; // with ghosts; x_ and r_ only with more than one rank
    std::vector<double> g_;         // 3 a cell; empty where no gradient is needed
    std::vector<double> source_;    // of owned cells, empty where all are 0 [W]
    std::vector<double> outflow_;   // of owned cells, div phi of a gas in time [kg/s]; empty otherwise
    std::vector<int> moving_;       // internal faces with a flux, cyclic ones not included
    struct ByLaw {
        double owner, neighbour;
    };
    std::vector<ByLaw> byLaw_; // of internal faces: dF/dT by way of the conductivities; empty where they are constant
};

} // namespace coldloop::cht
