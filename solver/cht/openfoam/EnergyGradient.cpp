// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/EnergyGradient.h"

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {
const Vec3 none{};
Vec3 along(const Vec3& v, const Vec3& n) { return minus(v, times(dot(v, n), n)); } // v^t
Vec3 unit(const Vec3& v) { return times(1 / std::sqrt(dot(v, v)), v); }
} // namespace

EnergyGradient::EnergyGradient(const Geometry& geometry, const std::vector<int>& zone, const Conduction& conduction,
                               const EnergyBoundary& boundary)
    : geometry_(geometry), zone_(zone), conduction_(conduction), boundary_(boundary)
{
}

void EnergyGradient::build(const EnergyConditions& conditions, const std::vector<char>& wanted)
{
    conditions_ = &conditions;
    wanted_ = wanted;
    gradient_.reset();
    specialFaces_.clear();
    boundaryFaces_.clear();
    double any = std::find(wanted.begin(), wanted.end(), 1) != wanted.end();
    if (maxOver(geometry_.halo->communicator(), any) == 0) {
        wanted_.clear();
        return;
    }
    for (int f = 0; f < geometry_.internalFaces; ++f)
        if (special(f) && (wanted_[geometry_.owner[f]] || wanted_[geometry_.neighbour[f]])) specialFaces_.push_back(f);
    for (int f = geometry_.internalFaces; f < geometry_.faces(); ++f)
        if (wanted_[geometry_.owner[f]] && boundary_.face(f).kind != ThermalBoundary::outlet)
            boundaryFaces_.push_back(f);
    rebuild();
}

void EnergyGradient::rebuild()
{
    if (wanted_.empty()) return;
    const Geometry& g = geometry_;
    std::vector<char> plain(g.internalFaces);
    for (int f = 0; f < g.internalFaces; ++f)
        plain[f] = !special(f) && (wanted_[g.owner[f]] || wanted_[g.neighbour[f]]);
    gradient_.emplace(g, std::move(plain));
    for (int f : specialFaces_) {
        const Vec3 d = direction(f, true), e = direction(f, false);
        if (d != none) gradient_->add(g.owner[f], d);
        if (e != none) gradient_->add(g.neighbour[f], e);
    }
    for (int f : boundaryFaces_) gradient_->add(g.owner[f], boundaryDirection(f));
    gradient_->finish();
}

Vec3 EnergyGradient::direction(int f, bool owners) const
{
    const Geometry& g = geometry_;
    if (f >= g.firstCyclic) return times(owners ? 1 : -1, g.across(f));
    const Vec3 n = times(owners ? 1 : -1, unit(g.area[f]));
    const Vec3 d = owners ? g.fromOwner(f) : g.fromNeighbour(f);
    const Vec3 e = times(-1, owners ? g.fromNeighbour(f) : g.fromOwner(f));
    const int self = owners ? g.owner[f] : g.neighbour[f], other = owners ? g.neighbour[f] : g.owner[f];
    const Vec3 flux = conduction_.heat(self, n); // K_P n
    if (const double h = conduction_.wallFunction(f); h > 0) {
        if (owners == conduction_.wallFunctionIsOwners(f)) return none; // the profile at this wall is not resolved
        return plus(d, times(conduction_.resistance(f) + 1 / h, flux));
    }
    const Vec3 others = conduction_.heat(other, n);
    const Vec3 jump = times(conduction_.resistance(f), flux);
    const Vec3 bend = times(dot(e, n) / dot(others, n), minus(flux, along(others, n)));
    return plus(plus(plus(d, along(e, n)), bend), jump);
}

Vec3 EnergyGradient::boundaryDirection(int f) const
{
    const Vec3 d = geometry_.fromOwner(f);
    const BoundaryFace& face = boundary_.face(f);
    if (face.kind == ThermalBoundary::fixedTemperature || face.kind == ThermalBoundary::inlet) return d;
    const Vec3 flux = conduction_.heat(geometry_.owner[f], unit(geometry_.area[f]));
    return face.robin > 0 ? plus(d, times(1 / face.robin, flux)) : flux;
}

double EnergyGradient::boundaryDifference(int f, const double* t, bool derivative) const
{
    const BoundaryFace& face = boundary_.face(f);
    const double given = boundary_.given(f, derivative);
    if (face.kind == ThermalBoundary::fixedTemperature || face.kind == ThermalBoundary::inlet || face.robin > 0)
        return given - t[geometry_.owner[f]];
    return given / geometry_.magArea(f);
}

CyclicView EnergyGradient::ownersView(int f) const
{
    if (conditions_->cyclic.empty()) return {};
    const CyclicHeat& heat = conditions_->cyclic[geometry_.cyclicPatch[f - geometry_.firstCyclic]];
    return {1 / heat.ratio, -heat.rise / heat.ratio};
}

CyclicView EnergyGradient::neighboursView(int f) const
{
    if (conditions_->cyclic.empty()) return {};
    const CyclicHeat& heat = conditions_->cyclic[geometry_.cyclicPatch[f - geometry_.firstCyclic]];
    return {heat.ratio, heat.rise};
}

void EnergyGradient::evaluate(const double* t, double* g, bool derivative)
{
    if (!gradient_) return;
    gradient_->begin<1>(t, g);
    const double shifted = derivative ? 0 : 1;
    for (int f : specialFaces_) {
        const int o = geometry_.owner[f], e = geometry_.neighbour[f];
        const bool cyclic = f >= geometry_.firstCyclic;
        const CyclicView there = cyclic ? ownersView(f) : CyclicView{};
        const CyclicView back = cyclic ? neighboursView(f) : CyclicView{};
        if (const Vec3 d = direction(f, true); d != none)
            gradient_->add(g + 3 * o, o, d, t[e] * there.factor + shifted * there.shift - t[o]);
        if (const Vec3 d = direction(f, false); d != none)
            gradient_->add(g + 3 * e, e, d, t[o] * back.factor + shifted * back.shift - t[e]);
    }
    for (int f : boundaryFaces_) {
        const int o = geometry_.owner[f];
        gradient_->add(g + 3 * o, o, boundaryDirection(f), boundaryDifference(f, t, derivative));
    }
    gradient_->end(g);
    geometry_.halo->update(g, 3);
}

} // namespace coldloop::cht
