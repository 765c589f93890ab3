// Boundary values and coefficients of FlowSystem.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/FlowSystem.h"

#include <algorithm>

namespace coldloop::cht {

void FlowSystem::setConditions(const FlowConditions& conditions)
{
    conditions_ = conditions;
    phi_.assign(geometry_.faces(), 0.0);
    setCoefficients();
}

void FlowSystem::setCoefficients()
{
    const Geometry& g = geometry_;
    coefficients_.fromNeighbour.resize(g.internalFaces);
    coefficients_.fromOwner.resize(g.internalFaces);
    coefficients_.diagonal.assign(g.cells(), 0.0);
    for (int f = 0; f < g.internalFaces; ++f) {
        const double fromNeighbour = viscous(f) + std::max(-phi_[f], 0.0);
        const double fromOwner = viscous(f) + std::max(phi_[f], 0.0);
        coefficients_.fromNeighbour[f] = fromNeighbour;
        coefficients_.fromOwner[f] = fromOwner;
        coefficients_.diagonal[g.owner[f]] += fromNeighbour;
        coefficients_.diagonal[g.neighbour[f]] += fromOwner;
    }
    for (int f = g.internalFaces; f < g.faces(); ++f)
        if (boundary(f) == FlowBoundary::wall || boundary(f) == FlowBoundary::inlet)
            coefficients_.diagonal[g.owner[f]] += viscous(f) + std::max(-phi_[f], 0.0);
    for (int c = 0; c < g.cells(); ++c) d_[c] = g.volume[c] / coefficients_.diagonal[c];
}

double FlowSystem::pressureCoefficient(int f) const
{
    const int owner = geometry_.owner[f];
    if (f >= geometry_.internalFaces)
        return boundary(f) == FlowBoundary::outlet ? conditions_.density[owner] * d_[owner] * viscousShape_[f] : 0.0;
    const double w = geometry_.ownerWeight[f];
    return conditions_.density[owner] * (w * d_[owner] + (1 - w) * d_[geometry_.neighbour[f]]) * viscousShape_[f];
}

double FlowSystem::normalViscous(int f) const { return boundary(f) == FlowBoundary::symmetry ? viscous(f) : 0.0; }

double FlowSystem::facePressure(int f, const double* p) const
{
    if (boundary(f) == FlowBoundary::outlet) return 0;
    if (boundary(f) == FlowBoundary::symmetry) return p[geometry_.owner[f]];
    return extrapolation_.value(geometry_, f, p);
}

Vec3 FlowSystem::boundaryVelocity(int f, const double* x, double inlet) const
{
    const int n = cells(), c = geometry_.owner[f];
    const Vec3& area = geometry_.area[f];
    const double magnitude = geometry_.magArea[f];
    Vec3 u{};
    switch (boundary(f)) {
    case FlowBoundary::wall: break;
    case FlowBoundary::inlet:
        for (int i = 0; i < 3; ++i)
            u[i] = -inlet * conditions_.inletVelocity[f - geometry_.internalFaces] * area[i] / magnitude;
        break;
    case FlowBoundary::outlet: u = {x[c], x[n + c], x[2 * n + c]}; break;
    case FlowBoundary::symmetry: {
        u = {x[c], x[n + c], x[2 * n + c]};
        const double normal = dot(u, area) / (magnitude * magnitude);
        for (int i = 0; i < 3; ++i) u[i] -= normal * area[i];
    }
    }
    return u;
}

} // namespace coldloop::cht
