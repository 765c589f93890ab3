// The mass flux through faces and the mobility d in it.
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

// Sum of (p_f - p_P - b_f . D_P) S: the pressure of faces is linear between the cells, and no force is left of a
// hydrostatic one.
void FlowSystem::addPressure(const double* x, double given, double* r) const
{
    const Geometry& g = geometry_;
    const bool buoyant = given != 0 && !conditions_.buoyancy.empty();
    for (int f = 0; f < g.faces(); ++f) {
        const bool inside = f < g.internalFaces;
        const int o = g.owner[f];
        const double* ga = &gradient_[12 * std::size_t(o) + 9];
        const Vec3& s = g.area[f];
        Vec3 mean{ga[0], ga[1], ga[2]}; // gradient on the face
        double own = 0, other = 0;      // p_f less the cell's
        if (inside) {
            const double w = weight_[f], wp = pressureWeight(f);
            const double* gb = &gradient_[12 * std::size_t(g.neighbour[f]) + 9];
            for (int i = 0; i < 3; ++i) mean[i] = w * ga[i] + (1 - w) * gb[i];
            const Vec3 d = g.across(f);
            const double rise = x[4 * g.neighbour[f] + 3] - x[4 * o + 3] - (buoyant ? dot(buoyancyOn(f), d) : 0.0);
            const double aside = skew_[f] ? dot(mean, minus(g.fromOwner(f), times(1 - w, d))) : 0.0;
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
}

double FlowSystem::faceMobility(int f, const std::vector<double>& d) const
{
    const double own = d[geometry_.owner[f]];
    if (f >= geometry_.internalFaces) return own;
    return weight_[f] * own + (1 - weight_[f]) * d[geometry_.neighbour[f]];
}

// `given` is 1 for a state, 0 for a perturbation.
void FlowSystem::massFlux(const double* x, double given, const std::vector<double>& mobility,
                          std::vector<double>& phi) const
{
    const Geometry& g = geometry_;
    phi.resize(g.faces());
    for (int f = 0; f < g.faces(); ++f) {
        phi[f] = carried(f, x, given) - faceDensity_[f] * faceMobility(f, mobility) * pressurePush(f, x, given);
        if (f >= g.internalFaces || (!skew_[f] && g.warp.empty())) continue;
        const double w = weight_[f];
        const double *ga = &gradient_[12 * std::size_t(g.owner[f])], *gb = &gradient_[12 * std::size_t(g.neighbour[f])];
        const Vec3& s = g.area[f];
        const Vec3 aside = minus(g.fromOwner(f), times(1 - w, g.across(f)));
        double through = 0;
        for (int i = 0; i < 3; ++i)
            for (int j = 0; j < 3; ++j)
                through += (w * ga[3 * i + j] + (1 - w) * gb[3 * i + j]) *
                           (aside[j] * s[i] + (g.warp.empty() ? 0.0 : g.warp[f][j][i]));
        phi[f] += faceDensity_[f] * through;
    }
}

// To the derivative of the flux along v what the change of d makes of it.
void FlowSystem::addChangeOfMobility(const double* v, std::vector<double>& phi)
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
    for (int f = 0; f < g.faces(); ++f) phi[f] -= faceDensity_[f] * faceMobility(f, mobility_) * push_[f];
}

} // namespace coldloop::cht
