// The residual of CoupledNewton, its derivative and its preconditioner.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/CoupledNewton.h"

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {

constexpr double probe = 1e-3; // [K] by which properties are differenced

double largest(const double* values, int n, MPI_Comm communicator)
{
    double most = 0;
    for (int i = 0; i < n; ++i) most = std::max(most, std::abs(values[i]));
    return maxOver(communicator, most);
}

} // namespace

PetscErrorCode CoupledNewton::applyOperator(Mat matrix, Vec in, Vec out)
{
    CoupledNewton* self = nullptr;
    PetscCall(MatShellGetContext(matrix, &self));
    self->apply(Read(in), Write(out));
    return 0;
}

PetscErrorCode CoupledNewton::applyPreconditioner(PC pc, Vec in, Vec out)
{
    CoupledNewton* self = nullptr;
    PetscCall(PCShellGetContext(pc, &self));
    try {
        self->precondition(Read(in), Write(out));
    } catch (const Error&) { // must not pass through PETSc
        return PETSC_ERR_LIB;
    }
    return 0;
}

FlowProperties CoupledNewton::properties(const double* t)
{
    std::vector<double> all(whole_.cells());
    for (int c = 0; c < whole_.ownedCells; ++c) all[c] = strength_ * t[c];
    whole_.halo->update(all);
    return properties_(all);
}

void CoupledNewton::toWhole(const std::vector<double>& flux, std::vector<double>& whole) const
{
    whole.assign(whole_.faces(), 0.0);
    for (std::size_t f = 0; f < fluid_.faceOf.size(); ++f)
        whole[fluid_.faceOf[f]] = fluid_.flipped[f] ? -flux[f] : flux[f];
}

CoupledNewton::Norms CoupledNewton::residual(Vec at)
{
    const Read x(at);
    Write r(residual_);
    flow_.system().setProperties(properties(x + flowNumbers_));
    flow_.system().residual(x, r);
    flowResidual_.assign(r.get(), r + flowNumbers_);
    baseFlux_ = flow_.system().lastFlux();
    toWhole(baseFlux_, wholeFlux_);
    energy_.system().setFlux(wholeFlux_);
    energy_.system().residual(x + flowNumbers_, r + flowNumbers_);
    double flow = 0, energy = 0;
    for (int i = 0; i < flowNumbers_; ++i) {
        r[i] *= (i % 4 == 3 ? flow_.continuityScale() : 1.0) / flow_.reference();
        flow += r[i] * r[i];
    }
    for (int c = 0; c < whole_.ownedCells; ++c) {
        double& row = r[flowNumbers_ + c];
        row /= energyScale_;
        energy += row * row;
    }
    const MPI_Comm communicator = whole_.halo->communicator();
    return {std::sqrt(sumOver(communicator, flow)), std::sqrt(sumOver(communicator, energy))};
}

// Takes the derivative at x_, where residual() has just been.
void CoupledNewton::linearise()
{
    const EnergySystem& energy = energy_.system();
    base_ = properties(Read(x_) + flowNumbers_);
    faceEnthalpy_.resize(fluid_.faceOf.size());
    for (std::size_t f = 0; f < fluid_.faceOf.size(); ++f)
        faceEnthalpy_[f] = fluid_.flipped[f] ? 0
                                             : energy.enthalpy(fluid_.cellOf[fluid_.geometry.owner[f]],
                                                               energy.convectedTemperature(fluid_.faceOf[f]));
    energy_.krylov().update(false);
    flow_.preconditioner().update(flow_.continuityScale());
}

void CoupledNewton::addEffectOfTemperature(const double* dT, double* y)
{
    const double most = largest(dT, whole_.ownedCells, whole_.halo->communicator());
    if (most == 0) return;
    const double length = probe / most;
    std::vector<double> t(energy_.system().temperature().begin(),
                          energy_.system().temperature().begin() + whole_.ownedCells);
    for (int c = 0; c < whole_.ownedCells; ++c) t[c] += length * dT[c];
    FlowSystem& system = flow_.system();
    system.setProperties(properties(t.data()));
    std::vector<double> moved(flowNumbers_);
    system.residual(Read(x_), moved.data());
    for (int i = 0; i < flowNumbers_; ++i) y[i] += (moved[i] - flowResidual_[i]) / length;
    for (std::size_t f = 0; f < flux_.size(); ++f) flux_[f] += (system.lastFlux()[f] - baseFlux_[f]) / length;
    system.setProperties(base_);
}

void CoupledNewton::addEffectOfFlux(double* y)
{
    const Geometry& g = fluid_.geometry;
    heat_.assign(g.cells(), 0.0);
    for (int f = 0; f < g.faces(); ++f) {
        heat_[g.owner[f]] += flux_[f] * faceEnthalpy_[f];
        if (f < g.internalFaces) heat_[g.neighbour[f]] -= flux_[f] * faceEnthalpy_[f];
    }
    for (int c = 0; c < g.ownedCells; ++c) y[fluid_.cellOf[c]] += heat_[c];
}

void CoupledNewton::apply(const double* v, double* y)
{
    flow_.system().apply(v, y);
    flux_ = flow_.system().lastFlux();
    addEffectOfTemperature(v + flowNumbers_, y);
    energy_.system().apply(v + flowNumbers_, y + flowNumbers_);
    addEffectOfFlux(y + flowNumbers_);
    for (int i = 0; i < flowNumbers_; ++i) y[i] *= (i % 4 == 3 ? flow_.continuityScale() : 1.0) / flow_.reference();
    for (int c = 0; c < whole_.ownedCells; ++c) y[flowNumbers_ + c] /= energyScale_;
}

void CoupledNewton::precondition(const double* r, double* z)
{
    right_.assign(r + flowNumbers_, r + flowNumbers_ + whole_.ownedCells);
    for (double& value : right_) value *= energyScale_;
    cycle_.resize(right_.size());
    energy_.krylov().precondition(right_, cycle_);
    std::copy(cycle_.begin(), cycle_.end(), z + flowNumbers_);
    flowRight_.assign(flowNumbers_, 0.0);
    flux_.assign(fluid_.geometry.faces(), 0.0);
    addEffectOfTemperature(cycle_.data(), flowRight_.data());
    {
        Write in(flowIn_);
        for (int i = 0; i < flowNumbers_; ++i)
            in[i] = r[i] * flow_.reference() - flowRight_[i] * (i % 4 == 3 ? flow_.continuityScale() : 1.0);
    }
    flow_.preconditioner().apply(flowIn_, flowOut_);
    std::copy_n(Read(flowOut_).get(), flowNumbers_, z);
}

} // namespace coldloop::cht
