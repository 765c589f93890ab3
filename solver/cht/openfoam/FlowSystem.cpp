// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/FlowSystem.h"

#include <algorithm>

namespace coldloop::cht {

FlowSystem::FlowSystem(const Geometry& geometry)
    : geometry_(geometry), extrapolation_(makeExtrapolation(geometry)), d_(geometry.cells()),
      faceVelocity_(geometry.faces()), cellVelocity_(geometry.cells()), force_(3 * geometry.cells()),
      gradient_(9 * geometry.cells())
{
    for (int f = 0; f < geometry.faces(); ++f) {
        viscousShape_.push_back(geometry.magArea[f] / geometry.distance(f));
        fromOwner_.push_back(geometry.fromOwner(f));
        if (f < geometry.internalFaces) fromNeighbour_.push_back(geometry.fromNeighbour(f));
    }
}

void FlowSystem::pressureForce(const double* p, double* force) const
{
    const Geometry& g = geometry_;
    const int n = cells();
    std::fill(force, force + 3 * n, 0.0);
    for (int f = 0; f < g.internalFaces; ++f) {
        const int o = g.owner[f], e = g.neighbour[f];
        const double value = g.ownerWeight[f] * p[o] + (1 - g.ownerWeight[f]) * p[e];
        for (int i = 0; i < 3; ++i) {
            const double change = value * g.area[f][i];
            force[i * n + o] += change;
            force[i * n + e] -= change;
        }
    }
    for (int f = g.internalFaces; f < g.faces(); ++f) {
        const double value = facePressure(f, p);
        for (int i = 0; i < 3; ++i) force[i * n + g.owner[f]] += value * g.area[f][i];
    }
}

// Uses force_ of the same x. `inlet` is 1 for a state, 0 for a perturbation.
void FlowSystem::massFlux(const double* x, double inlet, std::vector<double>& phi)
{
    const Geometry& g = geometry_;
    const int n = cells();
    const double* p = x + 3 * n;
    phi.resize(g.faces());
    auto normalVelocity = [&](int c, const Vec3& s) { return x[c] * s[0] + x[n + c] * s[1] + x[2 * n + c] * s[2]; };
    auto normalGradient = [&](int c, const Vec3& s) {
        return (force_[c] * s[0] + force_[n + c] * s[1] + force_[2 * n + c] * s[2]) / g.volume[c];
    };
    for (int f = 0; f < g.internalFaces; ++f) {
        const int o = g.owner[f], e = g.neighbour[f];
        const double w = g.ownerWeight[f];
        const Vec3& s = g.area[f];
        const double wide = w * normalGradient(o, s) + (1 - w) * normalGradient(e, s);
        const double compact = (p[e] - p[o]) * viscousShape_[f];
        const double d = w * d_[o] + (1 - w) * d_[e];
        phi[f] =
            conditions_.density[o] * (w * normalVelocity(o, s) + (1 - w) * normalVelocity(e, s) - d * (compact - wide));
    }
    for (int f = g.internalFaces; f < g.faces(); ++f) {
        const int o = g.owner[f];
        const double density = conditions_.density[o];
        phi[f] = 0;
        if (boundary(f) == FlowBoundary::inlet)
            phi[f] = -inlet * density * conditions_.inletVelocity[f - g.internalFaces] * g.magArea[f];
        if (boundary(f) == FlowBoundary::outlet)
            phi[f] = density *
                     (normalVelocity(o, g.area[f]) - d_[o] * (-p[o] * viscousShape_[f] - normalGradient(o, g.area[f])));
    }
}

void FlowSystem::gradients(const double* x, double inlet)
{
    const Geometry& g = geometry_;
    const int n = cells();
    std::fill(gradient_.begin(), gradient_.end(), 0.0);
    for (int f = 0; f < g.internalFaces; ++f) {
        const int o = g.owner[f], e = g.neighbour[f];
        const double w = g.ownerWeight[f];
        double* ofOwner = &gradient_[9 * o];
        double* ofNeighbour = &gradient_[9 * e];
        for (int i = 0; i < 3; ++i) {
            const double value = w * x[i * n + o] + (1 - w) * x[i * n + e];
            for (int j = 0; j < 3; ++j) {
                const double change = value * g.area[f][j];
                ofOwner[3 * i + j] += change;
                ofNeighbour[3 * i + j] -= change;
            }
        }
    }
    for (int f = g.internalFaces; f < g.faces(); ++f) {
        const Vec3 u = boundaryVelocity(f, x, inlet);
        for (int i = 0; i < 3; ++i)
            for (int j = 0; j < 3; ++j) gradient_[9 * g.owner[f] + 3 * i + j] += u[i] * g.area[f][j];
    }
    for (int c = 0; c < n; ++c) {
        const double inverse = 1 / g.volume[c];
        for (int i = 0; i < 9; ++i) gradient_[9 * c + i] *= inverse;
    }
}

Vec3 FlowSystem::faceVelocity(int f, const double* x, double direction) const // linear-upwind
{
    const int n = cells();
    const int c = direction >= 0 ? geometry_.owner[f] : geometry_.neighbour[f];
    const Vec3& to = direction >= 0 ? fromOwner_[f] : fromNeighbour_[f];
    const double* gradient = &gradient_[9 * c];
    Vec3 u;
    for (int i = 0; i < 3; ++i)
        u[i] = x[i * n + c] + gradient[3 * i] * to[0] + gradient[3 * i + 1] * to[1] + gradient[3 * i + 2] * to[2];
    return u;
}

void FlowSystem::addViscous(const double* x, double inlet, double* r) const
{
    const Geometry& g = geometry_;
    const int n = cells();
    for (int f = 0; f < g.internalFaces; ++f) {
        const int o = g.owner[f], e = g.neighbour[f];
        const double coefficient = viscous(f);
        for (int i = 0; i < 3; ++i) {
            const double stress = coefficient * (x[i * n + o] - x[i * n + e]);
            r[i * n + o] += stress;
            r[i * n + e] -= stress;
        }
    }
    for (int f = g.internalFaces; f < g.faces(); ++f) {
        if (boundary(f) == FlowBoundary::outlet) continue;
        const int o = g.owner[f];
        const Vec3 u = boundaryVelocity(f, x, inlet);
        for (int i = 0; i < 3; ++i) r[i * n + o] += viscous(f) * (x[i * n + o] - u[i]);
    }
}

void FlowSystem::linearise(const double* x)
{
    const int n = cells();
    pressureForce(x + 3 * n, force_.data());
    massFlux(x, 1, phi_);
    setCoefficients();
    massFlux(x, 1, phi_);
    gradients(x, 1);
    for (int f = 0; f < geometry_.internalFaces; ++f) faceVelocity_[f] = faceVelocity(f, x, phi_[f]);
    for (int c = 0; c < n; ++c) cellVelocity_[c] = {x[c], x[n + c], x[2 * n + c]};
}

void FlowSystem::residual(const double* x, double* r)
{
    const Geometry& g = geometry_;
    const int n = cells();
    pressureForce(x + 3 * n, r);
    std::copy(r, r + 3 * n, force_.begin());
    std::fill(r + 3 * n, r + 4 * n, 0.0);
    massFlux(x, 1, change_);
    gradients(x, 1);
    addViscous(x, 1, r);
    for (int f = 0; f < g.internalFaces; ++f) {
        const int o = g.owner[f], e = g.neighbour[f];
        const Vec3 u = faceVelocity(f, x, change_[f]);
        for (int i = 0; i < 3; ++i) {
            r[i * n + o] += change_[f] * (u[i] - x[i * n + o]);
            r[i * n + e] -= change_[f] * (u[i] - x[i * n + e]);
        }
        r[3 * n + o] += change_[f];
        r[3 * n + e] -= change_[f];
    }
    for (int f = g.internalFaces; f < g.faces(); ++f) {
        const int o = g.owner[f];
        const Vec3 u = boundaryVelocity(f, x, 1);
        for (int i = 0; i < 3; ++i) r[i * n + o] += change_[f] * (u[i] - x[i * n + o]);
        r[3 * n + o] += change_[f];
    }
}

void FlowSystem::apply(const double* v, double* y)
{
    const Geometry& g = geometry_;
    const int n = cells();
    pressureForce(v + 3 * n, y);
    std::copy(y, y + 3 * n, force_.begin());
    std::fill(y + 3 * n, y + 4 * n, 0.0);
    massFlux(v, 0, change_);
    gradients(v, 0);
    addViscous(v, 0, y);
    for (int f = 0; f < g.internalFaces; ++f) {
        const int o = g.owner[f], e = g.neighbour[f];
        const Vec3 u = faceVelocity(f, v, phi_[f]);
        for (int i = 0; i < 3; ++i) {
            y[i * n + o] += phi_[f] * (u[i] - v[i * n + o]);
            y[i * n + e] -= phi_[f] * (u[i] - v[i * n + e]);
        }
        if (newton_)
            for (int i = 0; i < 3; ++i) {
                y[i * n + o] += change_[f] * (faceVelocity_[f][i] - cellVelocity_[o][i]);
                y[i * n + e] -= change_[f] * (faceVelocity_[f][i] - cellVelocity_[e][i]);
            }
        y[3 * n + o] += change_[f];
        y[3 * n + e] -= change_[f];
    }
    for (int f = g.internalFaces; f < g.faces(); ++f) {
        const int o = g.owner[f];
        const Vec3 u = boundaryVelocity(f, v, 0);
        for (int i = 0; i < 3; ++i) y[i * n + o] += phi_[f] * (u[i] - v[i * n + o]);
        y[3 * n + o] += change_[f]; // an outlet's face velocity is the cell's: its flux carries no change of momentum
    }
}

std::vector<double> FlowSystem::flux(const double* x)
{
    pressureForce(x + 3 * cells(), force_.data());
    std::vector<double> phi;
    massFlux(x, 1, phi);
    return phi;
}

} // namespace coldloop::cht
