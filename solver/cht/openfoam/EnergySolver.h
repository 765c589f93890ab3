// Solves the energy equation of EnergySystem, steady or through a step in time: Newton's method (one step where it is
// linear), each by a flexible Krylov method on the second-order operator, preconditioned by BoomerAMG on the compact
// matrix with upwind convection. PETSc options with prefix `energy_` reach the Krylov method and the preconditioner.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/EnergyKrylov.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace coldloop::cht {

// Of the steps in time: stages at time + gamma dt and time + dt.
inline const double sdirkGamma = 1 - std::sqrt(0.5);

class EnergySolver {
public:
    // `zone` of cells, ghosts included.
    EnergySolver(const Geometry& geometry, std::vector<int> zone);

    // Steady state, from the present temperature. Ends when the residual, the estimate of the error of the temperature
    // and the heat balance are below the tolerances. Throws SolveError with residuals and the place of the worst cell
    // when it does not converge, InputError when a periodic rise of temperature does not fit the heat. Collective.
    void solve(EnergyConditions conditions, const Tolerances& tolerances, SolveRecord& record);

    // From the present temperature through `dt` [s], second order and L-stable: SDIRK2 with stages at time + gamma dt
    // and time + dt, gamma = 1 - 1/sqrt(2) (Alexander 1977). `at` gives the conditions of a time (fluxes interpolated to
    // it). Sources may jump at the ends of steps: a step takes none of the next one's. Collective.
    void step(double time, double dt, const std::function<EnergyConditions(double)>& at, const Tolerances& tolerances,
              SolveRecord& record);

    // K t and the solution of (K + rate C) t = heat, both of owned cells above the reference temperature: C the heat capacity,
    // K the conditions' operator, heat the conditions' powers [W], rate [1/s]. The conditions are linear in temperature, else
    // InputError. The second throws SolveError like solve(). Collective.
    std::vector<double> heatOut(EnergyConditions conditions, const std::vector<double>& t);
    std::vector<double> heatGiven(EnergyConditions conditions); // heat of it [W]
    std::vector<double> response(EnergyConditions conditions, double rate, const Tolerances& tolerances,
                                 SolveRecord& record);

    // Ready for residuals of steady conditions, from the present temperature. Returns the residual of the uniform reference
    // temperature [W]. Collective.
    double begin(EnergyConditions conditions);
    EnergySystem& system() { return system_; }
    EnergyKrylov& krylov() { return krylov_; }
    const std::vector<double>& unknowns() const { return t_; } // of owned cells, above the reference [K]
    void setUnknowns(const double* t) { std::copy_n(t, t_.size(), t_.begin()); }
    // Whether a condition holds the temperature's level. Collective.
    bool held() const;

    // Of cells, ghosts included, above the reference temperature of the last conditions [K].
    const std::vector<double>& temperature() const { return system_.temperature(); }
    // `temperature` [K] of owned cells, absolute; the next solve or step starts from it.
    void setTemperature(const std::vector<double>& absolute);
    void setTemperature(double absolute);
    std::vector<double> absoluteTemperature() const; // of owned cells, that the next solve or step starts from [K]
    double errorEstimate() const { return error_; }  // of the temperature after the last solve or step [K]
    void onProgress(std::function<void(const Progress&)> told) { told_ = std::move(told); }
    // Its face values belong to temperature(), after a solve or step.
    const EnergySystem& system() const { return system_; }

private:
    struct Goal { // that ends a solve: residual [W], relative imbalance of heat, error of temperature [K]
        double residual = 0, imbalance = 0, error = 0;
    };
    void prepare(EnergyConditions conditions);
    double residualNorm(const std::vector<double>& t); // into residual_ [W]
    [[noreturn]] void fail(const std::string& why, const SolveRecord& record) const;
    // EnergyNewton.cpp: until the residual is small against `scale`.
    void solveSystem(double scale, const Tolerances& tolerances, SolveRecord& record);
    bool settled(const Goal& goal, double norm) const;
    double rounding() const;
    double solveLinear(const Goal& goal, double norm, double scale, int iterations, SolveRecord& record);
    double newtonStep(const Goal& goal, double norm, double scale, int iterations, SolveRecord& record);
    void note(double norm, double scale, SolveRecord& record) const;
    KSPConvergedReason runKrylov(int iterations, EnergyKrylov::Question done, SolveRecord& record);
    // EnergyPeriodic.cpp
    void balancePeriodic();
    void setLevel();
    void solveConstantWall(const Tolerances& tolerances, SolveRecord& record);
    double turnRatio(double m, const std::function<void(double)>& setRatio, double level, SolveRecord& record);
    double bulkTemperature() const;

    EnergySystem system_;
    EnergyKrylov krylov_;
    EnergyStage stage_;
    bool singular_ = false;
    bool started_ = false;                      // t_ means something
    bool newton_ = false;                       // the derivative follows the laws of conductivity
    double reference_ = 0;                      // that t_ counts from [K]
    double tolerance_ = 0;                      // of the residual, relative
    double error_ = 0;                          // [K]
    std::vector<double> t_, residual_, change_; // of owned cells
    std::function<void(const Progress&)> told_;
};

} // namespace coldloop::cht
