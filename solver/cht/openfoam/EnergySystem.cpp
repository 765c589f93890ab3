// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/EnergySystem.h"

#include <algorithm>

namespace coldloop::cht {

EnergySystem::EnergySystem(const Geometry& geometry)
    : geometry_(geometry), extrapolation_(makeExtrapolation(geometry)), gradient_(geometry.cells())
{
}

double EnergySystem::side(int f, int cell, double distance) const
{
    const Vec3& s = geometry_.area[f];
    const Vec3& k = conditions_.conductivity[cell];
    const double normal = (k[0] * s[0] * s[0] + k[1] * s[1] * s[1] + k[2] * s[2] * s[2]) / geometry_.magArea[f];
    return normal / distance;
}

void EnergySystem::setConditions(EnergyConditions conditions)
{
    conditions_ = std::move(conditions);
    const Geometry& g = geometry_;
    conductance_.assign(g.faces(), 0.0);
    ownerSide_.assign(g.faces(), 0.0);
    neighbourSide_.assign(g.internalFaces, 0.0);
    moving_.assign(g.cells(), 0);
    for (int f = 0; f < g.faces(); ++f) {
        ownerSide_[f] = side(f, g.owner[f], g.ownerDistance[f]);
        if (conditions_.flux[f] != 0) moving_[g.owner[f]] = 1;
        if (f < g.internalFaces) {
            neighbourSide_[f] = side(f, g.neighbour[f], g.neighbourDistance[f]);
            if (conditions_.flux[f] != 0) moving_[g.neighbour[f]] = 1;
            conductance_[f] =
                1 / (1 / ownerSide_[f] + conditions_.resistance[f] / g.magArea[f] + 1 / neighbourSide_[f]);
        } else if (conditions_.boundary[f - g.internalFaces] == ThermalBoundary::fixedTemperature) {
            conductance_[f] = ownerSide_[f];
        }
    }
}

double EnergySystem::boundaryConduction(int f, const double* t, double given) const
{
    const int b = f - geometry_.internalFaces;
    switch (conditions_.boundary[b]) {
    case ThermalBoundary::fixedTemperature:
        return conductance_[f] * (t[geometry_.owner[f]] - given * conditions_.value[b]);
    case ThermalBoundary::heatFlux: return -given * conditions_.value[b] * geometry_.magArea[f];
    default: return 0;
    }
}

double EnergySystem::boundaryTemperature(int f, const double* t, double given) const
{
    const int b = f - geometry_.internalFaces;
    switch (conditions_.boundary[b]) {
    case ThermalBoundary::inlet: return given * conditions_.value[b];
    case ThermalBoundary::outlet: return extrapolation_.value(geometry_, f, t);
    default: return t[geometry_.owner[f]] - boundaryConduction(f, t, given) / ownerSide_[f];
    }
}

void EnergySystem::gradients(const double* t, double given)
{
    const Geometry& g = geometry_;
    std::fill(gradient_.begin(), gradient_.end(), Vec3{});
    for (int f = 0; f < g.internalFaces; ++f) {
        const int o = g.owner[f], e = g.neighbour[f];
        if (!moving_[o] && !moving_[e]) continue;
        const double heat = conductance_[f] * (t[o] - t[e]);
        const double ofOwner = t[o] - heat / ownerSide_[f], ofNeighbour = t[e] + heat / neighbourSide_[f];
        for (int i = 0; i < 3; ++i) {
            gradient_[o][i] += ofOwner * g.area[f][i];
            gradient_[e][i] -= ofNeighbour * g.area[f][i];
        }
    }
    for (int f = g.internalFaces; f < g.faces(); ++f) {
        if (!moving_[g.owner[f]]) continue;
        const double temperature = boundaryTemperature(f, t, given);
        for (int i = 0; i < 3; ++i) gradient_[g.owner[f]][i] += temperature * g.area[f][i];
    }
    for (int c = 0; c < g.cells(); ++c)
        for (double& component : gradient_[c]) component /= g.volume[c];
}

double EnergySystem::convectedTemperature(int f, const double* t, double given) const
{
    if (f >= geometry_.internalFaces) return boundaryTemperature(f, t, given);
    const bool out = conditions_.flux[f] >= 0;
    const int c = out ? geometry_.owner[f] : geometry_.neighbour[f];
    return t[c] + dot(gradient_[c], out ? geometry_.fromOwner(f) : geometry_.fromNeighbour(f));
}

void EnergySystem::evaluate(const double* t, double given, double* r)
{
    const Geometry& g = geometry_;
    gradients(t, given);
    for (int c = 0; c < g.cells(); ++c) r[c] = -given * conditions_.source[c];
    for (int f = 0; f < g.internalFaces; ++f) {
        const int o = g.owner[f], e = g.neighbour[f];
        double heat = conductance_[f] * (t[o] - t[e]);
        if (const double phi = conditions_.flux[f]; phi != 0)
            heat += phi * conditions_.specificHeat[o] * convectedTemperature(f, t, given);
        r[o] += heat;
        r[e] -= heat;
    }
    for (int f = g.internalFaces; f < g.faces(); ++f) {
        const int o = g.owner[f];
        r[o] += boundaryConduction(f, t, given);
        if (const double phi = conditions_.flux[f]; phi != 0)
            r[o] += phi * conditions_.specificHeat[o] * convectedTemperature(f, t, given);
    }
}

double EnergySystem::ownerFaceTemperature(int f, const double* t) const
{
    if (f >= geometry_.internalFaces) return boundaryTemperature(f, t, 1);
    return t[geometry_.owner[f]] - conduction(f, t) / ownerSide_[f];
}

double EnergySystem::neighbourFaceTemperature(int f, const double* t) const
{
    return t[geometry_.neighbour[f]] + conduction(f, t) / neighbourSide_[f];
}

double EnergySystem::conduction(int f, const double* t) const
{
    if (f >= geometry_.internalFaces) return boundaryConduction(f, t, 1);
    return conductance_[f] * (t[geometry_.owner[f]] - t[geometry_.neighbour[f]]);
}

double EnergySystem::convection(int f, const double* t)
{
    const double phi = conditions_.flux[f];
    return phi == 0 ? 0.0 : phi * conditions_.specificHeat[geometry_.owner[f]] * convectedTemperature(f, t, 1);
}

} // namespace coldloop::cht
