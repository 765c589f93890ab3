// The fluxes of EnergySystem: what crosses each face, and their sum over the faces of cells.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/EnergySystem.h"

#include <algorithm>

namespace coldloop::cht {

void EnergySystem::evaluate(const double* t, double* result, bool derivative)
{
    const Geometry& g = geometry_;
    gradient_.evaluate(t, g_.data(), derivative);
    double* r = result;
    if (!g.halo->alone()) {
        r_.resize(g.cells());
        r = r_.data();
    }
    std::fill_n(r, g.cells(), 0.0);
    addInternalFaces(t, r, derivative);
    for (int f = g.firstCyclic; f < g.internalFaces; ++f) {
        const double heat = conducted(f, t, derivative) + convected(f, t, derivative);
        r[g.owner[f]] += heat;
        r[g.neighbour[f]] -= heat + surplus(f, t, derivative);
    }
    for (int f = g.internalFaces; f < g.faces(); ++f) {
        const BoundaryFace& face = boundary_.face(f);
        if (face.conductance > 0 || face.value != 0) r[g.owner[f]] += boundary_.heat(f, t, g_.data(), derivative);
        if (flux(f) != 0) r[g.owner[f]] += convected(f, t, derivative);
    }
    addCells(t, r, derivative);
    if (r != result) std::copy_n(r, g.ownedCells, result);
}

void EnergySystem::addInternalFaces(const double* t, double* r, bool derivative) const
{
    const Geometry& g = geometry_;
    for (int f = 0; f < g.firstCyclic; ++f) {
        const int o = g.owner[f], e = g.neighbour[f];
        const double heat = conduction_.conductance(f) * (t[o] - t[e]);
        r[o] += heat;
        r[e] -= heat;
    }
    auto add = [&](int f, double heat) {
        r[g.owner[f]] += heat;
        r[g.neighbour[f]] -= heat;
    };
    for (int f : conduction_.skewFaces())
        if (f < g.firstCyclic) add(f, skewHeat(f));
    for (int f : moving_) add(f, convected(f, t, derivative));
    if (derivative && !byLaw_.empty())
        for (int f = 0; f < g.firstCyclic; ++f) add(f, lawHeat(f, t));
}

void EnergySystem::addCells(const double* t, double* r, bool derivative) const
{
    if (!derivative && !source_.empty())
        for (int c = 0; c < geometry_.ownedCells; ++c) r[c] -= source_[c];
    if (!stage_) return;
    for (int c = 0; c < geometry_.ownedCells; ++c) r[c] += derivative ? storageSlope(c) * t[c] : stored(c);
}

double EnergySystem::skewHeat(int f) const
{
    const bool cyclic = f >= geometry_.firstCyclic;
    const double there = lean(neighbour(f), conduction_.neighbourSide(f).offset);
    const double factor = cyclic ? gradient_.ownersView(f).factor : 1;
    return conduction_.conductance(f) * (factor * there - lean(geometry_.owner[f], conduction_.ownerSide(f).offset));
}

double EnergySystem::lawHeat(int f, const double* x) const
{
    return byLaw_[f].owner * x[geometry_.owner[f]] + byLaw_[f].neighbour * x[neighbour(f)];
}

double EnergySystem::conducted(int f, const double* t, bool derivative) const
{
    if (f >= geometry_.internalFaces) return boundary_.heat(f, t, g_.data(), derivative);
    const CyclicView view = f >= geometry_.firstCyclic ? gradient_.ownersView(f) : CyclicView{};
    const double there = t[neighbour(f)] * view.factor + (derivative ? 0 : view.shift);
    double heat = conduction_.conductance(f) * (t[geometry_.owner[f]] - there);
    if (!g_.empty()) heat += skewHeat(f);
    return derivative && !byLaw_.empty() ? heat + lawHeat(f, t) : heat;
}

double EnergySystem::faceTemperature(int f, const double* t, bool derivative) const
{
    const int o = geometry_.owner[f];
    if (f >= geometry_.internalFaces) {
        const BoundaryFace& face = boundary_.face(f);
        if (face.kind == ThermalBoundary::inlet) return boundary_.given(f, derivative);
        if (face.kind == ThermalBoundary::outlet && flux(f) < 0)
            return face.returns ? boundary_.given(f, derivative) : t[o];
        return t[o] + rise(o, geometry_.fromOwner(f));
    }
    if (flux(f) >= 0) return t[o] + rise(o, geometry_.fromOwner(f));
    const double there = t[neighbour(f)] + rise(neighbour(f), geometry_.fromNeighbour(f));
    if (f < geometry_.firstCyclic) return there;
    const CyclicView view = gradient_.ownersView(f);
    return there * view.factor + (derivative ? 0 : view.shift);
}

double EnergySystem::convected(int f, const double* t, bool derivative) const
{
    if (flux(f) == 0) return 0;
    const int c = upwindCell(f);
    const Enthalpy& h = enthalpies_[zone_[c]];
    const double temperature = faceTemperature(f, t, derivative);
    return flux(f) * (derivative ? h.slope(t_[c]) * temperature : h(temperature));
}

double EnergySystem::surplus(int f, const double* t, bool derivative) const
{
    const CyclicView view = gradient_.neighboursView(f);
    double heat = view.factor == 1 ? 0 : (view.factor - 1) * conducted(f, t, derivative);
    if (flux(f) == 0) return heat;
    const int c = upwindCell(f);
    const Enthalpy& h = enthalpies_[zone_[c]];
    const double here = faceTemperature(f, t, derivative);
    const double there = here * view.factor + (derivative ? 0 : view.shift);
    return heat + flux(f) * (derivative ? h.slope(t_[c]) * (there - here) : h(there) - h(here));
}

double EnergySystem::conduction(int f) const { return conducted(f, t_.data(), false); }

double EnergySystem::convection(int f) const { return convected(f, t_.data(), false); }

double EnergySystem::cyclicSurplus(int f) const { return surplus(f, t_.data(), false); }

double EnergySystem::source(int c) const { return source_.empty() ? 0 : source_[c]; }

double EnergySystem::stored(int c) const
{
    if (!stage_) return 0;
    const double h = enthalpy(c, t_[c]);
    return mass(c) * (h - stage_->enthalpy[c]) / stage_->tau - (outflow_.empty() ? 0 : outflow_[c] * h);
}

double EnergySystem::storageSlope(int c) const
{
    if (!stage_) return 0;
    return enthalpies_[zone_[c]].slope(t_[c]) * (mass(c) / stage_->tau - (outflow_.empty() ? 0 : outflow_[c]));
}

double EnergySystem::ownerFaceTemperature(int f) const
{
    if (f >= geometry_.internalFaces)
        return boundary_.face(f).kind == ThermalBoundary::outlet
                   ? faceTemperature(f, t_.data(), false)
                   : boundary_.temperature(f, t_.data(), g_.data(), false);
    const FaceSide side = conduction_.ownerSide(f);
    const int o = geometry_.owner[f];
    return t_[o] - lean(o, side.offset) - conduction(f) / side.alpha;
}

double EnergySystem::neighbourFaceTemperature(int f) const
{
    const FaceSide side = conduction_.neighbourSide(f);
    return t_[neighbour(f)] - lean(neighbour(f), side.offset) + conduction(f) / side.alpha;
}

EnergySystem::Slope EnergySystem::slope(int f) const
{
    const double capacity = flux(f) == 0 ? 0 : flux(f) * enthalpies_[zone_[upwindCell(f)]].slope(t_[upwindCell(f)]);
    if (f >= geometry_.internalFaces) return {boundary_.face(f).conductance + std::max(capacity, 0.0), 0};
    const double g = conduction_.conductance(f);
    return {g + std::max(capacity, 0.0), -g + std::min(capacity, 0.0)};
}

} // namespace coldloop::cht
