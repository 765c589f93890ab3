// What passes through the faces of FlowSystem: mass, momentum, and the force of the pressure on them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/FlowSystem.h"

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {

// Integral of mean . (x - face centre) dS over a face that is not planar [Pa m^2].
Vec3 turned(const Tensor& warp, const Vec3& mean)
{
    Vec3 force{};
    for (int j = 0; j < 3; ++j)
        for (int i = 0; i < 3; ++i) force[i] += warp[j][i] * mean[j];
    return force;
}

} // namespace

// rho u . S of the velocity between the cells alone, without what the pressure adds.
double FlowSystem::carried(int f, const double* x, double given) const
{
    const Geometry& g = geometry_;
    const double* a = x + 4 * g.owner[f];
    const Vec3& s = g.area[f];
    if (f >= g.internalFaces) {
        if (boundary(f) == FlowBoundary::inlet)
            return given * faceDensity_[f] * dot(conditions_.boundaryVelocity[f - g.internalFaces], s);
        return boundary(f) == FlowBoundary::outlet ? faceDensity_[f] * (a[0] * s[0] + a[1] * s[1] + a[2] * s[2]) : 0.0;
    }
    const double w = weight_[f], *b = x + 4 * g.neighbour[f];
    double through = 0;
    for (int i = 0; i < 3; ++i) through += (w * a[i] + (1 - w) * b[i]) * s[i];
    return faceDensity_[f] * through;
}

// d = V / a_P, a_P = sum over faces mu s + |rho u . S| / 2, and the porous resistance.
void FlowSystem::setMobility(const double* x, std::vector<double>& d)
{
    const Geometry& g = geometry_;
    d.assign(g.cells(), 0.0);
    for (int f = 0; f < g.faces(); ++f) {
        const bool inside = f < g.internalFaces;
        const bool held = !inside && (boundary(f) == FlowBoundary::wall || boundary(f) == FlowBoundary::inlet);
        const double part = (inside || held ? viscousConductance(f) : 0.0) + 0.5 * std::abs(carried(f, x, 1));
        d[g.owner[f]] += part;
        if (inside) d[g.neighbour[f]] += part;
    }
    for (int c = 0; c < cells(); ++c) {
        if (!conditions_.darcy.empty()) {
            const Vec3 resistance = porousResistance(c, x + 4 * c);
            d[c] += *std::max_element(resistance.begin(), resistance.end());
        }
        d[c] = g.volume[c] / d[c];
    }
    g.halo->update(d);
}

// What the pressure adds to the flux, over rho d: s (delta p - avg(G) . D) [Pa m].
double FlowSystem::pressurePush(int f, const double* x, double given) const
{
    const Geometry& g = geometry_;
    const bool inside = f < g.internalFaces;
    if (!inside && boundary(f) != FlowBoundary::outlet) return 0;
    const int o = g.owner[f];
    const double *a = x + 4 * o, *ga = &gradient_[12 * std::size_t(o) + 9];
    const Vec3 d = inside ? g.across(f) : g.fromOwner(f);
    double compact = -a[3], wide = 0;
    if (inside) {
        const int e = g.neighbour[f];
        const double* gb = &gradient_[12 * std::size_t(e) + 9];
        double w = weight_[f];
        if (!pressureWeight_.empty() && pressureWeight_[f] != w) w = 1 - w; // a jump: each gradient over its own way
        for (int i = 0; i < 3; ++i) wide += (w * ga[i] + (1 - w) * gb[i]) * d[i];
        compact += x[4 * e + 3];
    } else {
        for (int i = 0; i < 3; ++i) wide += ga[i] * d[i];
        compact += given * conditions_.boundaryPressure[f - g.internalFaces];
    }
    if (given != 0 && !conditions_.buoyancy.empty()) compact -= dot(buoyancyOn(f), d);
    return shape_[f] * (compact - wide);
}

double FlowSystem::faceMobility(int f, const std::vector<double>& d) const
{
    const double own = d[geometry_.owner[f]];
    if (f >= geometry_.internalFaces) return own;
    return weight_[f] * own + (1 - weight_[f]) * d[geometry_.neighbour[f]];
}

double FlowSystem::faceFlux(int f, const double* x, double given, const std::vector<double>& mobility) const
{
    const Geometry& g = geometry_;
    const double phi = carried(f, x, given) - faceDensity_[f] * faceMobility(f, mobility) * pressurePush(f, x, given);
    if (f >= g.internalFaces || (!skew_[f] && g.warp.empty())) return phi;
    const double w = weight_[f];
    const double *ga = &gradient_[12 * std::size_t(g.owner[f])], *gb = &gradient_[12 * std::size_t(g.neighbour[f])];
    const Vec3& s = g.area[f];
    const Vec3 aside = minus(g.fromOwner(f), times(1 - w, g.across(f)));
    double through = 0;
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 3; ++j)
            through += (w * ga[3 * i + j] + (1 - w) * gb[3 * i + j]) *
                       (aside[j] * s[i] + (g.warp.empty() ? 0.0 : g.warp[f][j][i]));
    return phi + faceDensity_[f] * through;
}

void FlowSystem::massFlux(const double* x, double given, const std::vector<double>& mobility,
                          std::vector<double>& phi) const
{
    phi.resize(geometry_.faces());
    for (int f = 0; f < geometry_.faces(); ++f) phi[f] = faceFlux(f, x, given, mobility);
}

// The change of d along v, into mobility_.
void FlowSystem::setChangeOfMobility(const double* v)
{
    const Geometry& g = geometry_;
    std::fill(mobility_.begin(), mobility_.end(), 0.0);
    for (int f = 0; f < g.faces(); ++f) {
        const double change = 0.5 * sense_[f] * carried(f, v, 0);
        mobility_[g.owner[f]] += change;
        if (f < g.internalFaces) mobility_[g.neighbour[f]] += change;
    }
    for (int c = 0; c < cells(); ++c) mobility_[c] *= -d_[c] * d_[c] / g.volume[c];
    g.halo->update(mobility_);
}

// (p_f - p_P - b_f . D_P) S: the pressure of faces is linear between the cells, and no force is left of a hydrostatic
// one.
void FlowSystem::addPressure(int f, const double* x, double given, double* r) const
{
    const Geometry& g = geometry_;
    const bool buoyant = given != 0 && !conditions_.buoyancy.empty(), inside = f < g.internalFaces;
    const int o = g.owner[f];
    const double* ga = &gradient_[12 * std::size_t(o) + 9];
    const Vec3& s = g.area[f];
    Vec3 mean{ga[0], ga[1], ga[2]}; // gradient on the face
    double own = 0, other = 0;      // p_f less the cell's
    if (inside) {
        const double w = weight_[f], wp = pressureWeight(f);
        const double* gb = &gradient_[12 * std::size_t(g.neighbour[f]) + 9];
        double rise = x[4 * g.neighbour[f] + 3] - x[4 * o + 3], aside = 0;
        if (buoyant) rise -= dot(buoyancyOn(f), g.across(f));
        if (skew_[f] || !g.warp.empty())
            for (int i = 0; i < 3; ++i) mean[i] = w * ga[i] + (1 - w) * gb[i];
        if (skew_[f]) aside = dot(mean, minus(g.fromOwner(f), times(1 - w, g.across(f))));
        own = (1 - wp) * rise + aside;
        other = -wp * rise + aside;
    } else if (boundary(f) == FlowBoundary::outlet) {
        own = given * conditions_.boundaryPressure[f - g.internalFaces] - x[4 * o + 3];
        if (buoyant) own -= dot(buoyancyOn(f), g.fromOwner(f));
    } else {
        own = dot(mean, g.fromOwner(f));
    }
    const Vec3 bent = g.warp.empty() ? Vec3{} : turned(g.warp[f], mean);
    for (int i = 0; i < 3; ++i) {
        r[4 * std::size_t(o) + i] += own * s[i] + bent[i];
        if (inside) r[4 * std::size_t(g.neighbour[f]) + i] -= other * s[i] + bent[i];
    }
}

void FlowSystem::addViscous(int f, const double* x, double given, double* r) const
{
    const Geometry& g = geometry_;
    const bool inside = f < g.internalFaces;
    if (!inside && boundary(f) == FlowBoundary::outlet) return;
    const int o = g.owner[f];
    const double *a = x + 4 * o, *ga = &gradient_[12 * std::size_t(o)];
    const double w = inside ? weight_[f] : 1.0, *gb = inside ? &gradient_[12 * std::size_t(g.neighbour[f])] : ga;
    const Vec3& s = g.area[f];
    Vec3 beyond, stress;
    if (inside) {
        const double* b = x + 4 * g.neighbour[f];
        beyond = {b[0], b[1], b[2]};
    } else {
        beyond = boundaryVelocity(f, x, given);
    }
    for (int i = 0; i < 3; ++i) stress[i] = shape_[f] * (a[i] - beyond[i]);
    if (oblique_[f]) {
        const Vec3 rest = minus(s, times(shape_[f], g.across(f)));
        for (int i = 0; i < 3; ++i)
            for (int j = 0; j < 3; ++j) stress[i] -= (w * ga[3 * i + j] + (1 - w) * gb[3 * i + j]) * rest[j];
    }
    if (inside && conditions_.variableViscosity) // grad u^T
        for (int i = 0; i < 3; ++i)
            for (int j = 0; j < 3; ++j) stress[i] -= s[j] * (w * ga[3 * j + i] + (1 - w) * gb[3 * j + i]);
    if (!inside && boundary(f) == FlowBoundary::symmetry) // only the normal component
        stress = times(dot(stress, s) / dot(s, s), s);
    for (int i = 0; i < 3; ++i) {
        r[4 * std::size_t(o) + i] += faceViscosity_[f] * stress[i];
        if (inside) r[4 * std::size_t(g.neighbour[f]) + i] -= faceViscosity_[f] * stress[i];
    }
}

Vec3 FlowSystem::faceVelocity(int f, const double* x, double direction) const // linear-upwind
{
    const bool out = direction >= 0;
    const int c = out ? geometry_.owner[f] : geometry_.neighbour[f];
    const Vec3 to = out ? geometry_.fromOwner(f) : geometry_.fromNeighbour(f);
    const double* slope = &gradient_[12 * std::size_t(c)];
    Vec3 u;
    for (int i = 0; i < 3; ++i)
        u[i] = x[4 * c + i] + slope[3 * i] * to[0] + slope[3 * i + 1] * to[1] + slope[3 * i + 2] * to[2];
    return u;
}

// phi (u_f - u_P)
void FlowSystem::addConvection(int f, const double* x, double given, double phi, double* r) const
{
    const Geometry& g = geometry_;
    const bool inside = f < g.internalFaces;
    const int o = g.owner[f];
    const Vec3 u = inside ? faceVelocity(f, x, phi) : boundaryVelocity(f, x, given);
    for (int i = 0; i < 3; ++i) {
        r[4 * std::size_t(o) + i] += phi * (u[i] - x[4 * o + i]);
        if (inside) r[4 * std::size_t(g.neighbour[f]) + i] -= phi * (u[i] - x[4 * g.neighbour[f] + i]);
    }
}

void FlowSystem::addMass(int f, double phi, double* r) const
{
    r[4 * std::size_t(geometry_.owner[f]) + 3] += phi;
    if (f < geometry_.internalFaces) r[4 * std::size_t(geometry_.neighbour[f]) + 3] -= phi;
}

void FlowSystem::residual(const double* x, double* r)
{
    const double* all = spread(x);
    gradients(all, 1);
    setMobility(all, mobility_);
    std::fill(out_.begin(), out_.end(), 0.0);
    double* sum = out_.data();
    for (int f = 0; f < geometry_.faces(); ++f) {
        change_[f] = faceFlux(f, all, 1, mobility_);
        addViscous(f, all, 1, sum);
        addPressure(f, all, 1, sum);
        addConvection(f, all, 1, change_[f], sum);
        addMass(f, change_[f], sum);
    }
    std::copy(sum, sum + 4 * std::size_t(cells()), r);
    addVolumes(all, 1, r);
    addPins(all, r);
}

void FlowSystem::apply(const double* v, double* y)
{
    const Geometry& g = geometry_;
    const double* all = spread(v);
    gradients(all, 0);
    if (newton_) setChangeOfMobility(all);
    std::fill(out_.begin(), out_.end(), 0.0);
    double* sum = out_.data();
    for (int f = 0; f < g.faces(); ++f) {
        change_[f] = faceFlux(f, all, 0, d_);
        if (newton_) change_[f] -= faceDensity_[f] * faceMobility(f, mobility_) * push_[f];
        addViscous(f, all, 0, sum);
        addPressure(f, all, 0, sum);
        addConvection(f, all, 0, phi_[f], sum);
        addMass(f, change_[f], sum);
        if (!newton_ || f >= g.internalFaces) continue; // an outlet's face velocity is the cell's
        const int o = g.owner[f], e = g.neighbour[f];
        for (int i = 0; i < 3; ++i) {
            sum[4 * std::size_t(o) + i] += change_[f] * (faceVelocity_[f][i] - cellVelocity_[o][i]);
            sum[4 * std::size_t(e) + i] -= change_[f] * (faceVelocity_[f][i] - cellVelocity_[e][i]);
        }
    }
    std::copy(sum, sum + 4 * std::size_t(cells()), y);
    addVolumes(all, 0, y);
    addPins(all, y);
    for (std::size_t c = 0; c < inertia_.size(); ++c)
        for (int i = 0; i < 3; ++i) y[4 * c + i] += inertia_[c] * v[4 * c + i];
}

} // namespace coldloop::cht
