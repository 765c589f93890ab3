// Porous bodies in FlowSystem.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/FlowSystem.h"

#include <cmath>

namespace coldloop::cht {

Vec3 FlowSystem::porousResistance(int c, const double* u) const
{
    const Vec3 &darcy = conditions_.darcy[c], &forchheimer = conditions_.forchheimer[c];
    const double speed = std::sqrt(u[0] * u[0] + u[1] * u[1] + u[2] * u[2]);
    Vec3 resistance;
    for (int i = 0; i < 3; ++i)
        resistance[i] = geometry_.volume[c] *
                        (conditions_.viscosity[c] * darcy[i] + 0.5 * conditions_.density[c] * speed * forchheimer[i]);
    return resistance;
}

// d|u| of the Forchheimer resistance, for the change v of the velocity. With Picard too: u = c / u goes to and fro.
void FlowSystem::addForchheimerSlope(int c, const double* v, double* row) const
{
    const Vec3& u = cellVelocity_[c];
    const double speed = std::sqrt(dot(u, u));
    if (speed == 0) return;
    const double change = (u[0] * v[0] + u[1] * v[1] + u[2] * v[2]) / speed;
    for (int i = 0; i < 3; ++i)
        row[i] += geometry_.volume[c] * 0.5 * conditions_.density[c] * conditions_.forchheimer[c][i] * change * u[i];
}

void FlowSystem::setJumps()
{
    jumps_.clear();
    pressureWeight_.clear();
    if (conditions_.darcy.empty()) return;
    pressureWeight_ = weight_;
    for (int f = 0; f < geometry_.internalFaces; ++f) {
        const int o = geometry_.owner[f], e = geometry_.neighbour[f];
        if (conditions_.darcy[o] != conditions_.darcy[e] || conditions_.forchheimer[o] != conditions_.forchheimer[e])
            jumps_.push_back(f);
    }
}

// The pressure falls on both sides as the resistance against the flow through the face wants.
void FlowSystem::setJumpWeights()
{
    auto along = [&](int c, const Vec3& s) { // [N s/m^4], times a constant
        const Vec3 resistance = porousResistance(c, &cellVelocity_[c][0]);
        double sum = 0;
        for (int i = 0; i < 3; ++i) sum += resistance[i] * s[i] * s[i];
        return sum / geometry_.volume[c];
    };
    for (int f : jumps_) {
        const double before = (1 - weight_[f]) * along(geometry_.owner[f], geometry_.area[f]);
        const double beyond = weight_[f] * along(geometry_.neighbour[f], geometry_.area[f]);
        pressureWeight_[f] = before + beyond > 0 ? beyond / (before + beyond) : weight_[f];
    }
}

// Takes the equation of delta p across a jump away and gives each cell its own.
void FlowSystem::divideAtJumps(const double* x, double given)
{
    const Geometry& g = geometry_;
    const bool buoyant = given != 0 && !conditions_.buoyancy.empty();
    for (int f : jumps_) {
        const int o = g.owner[f], e = g.neighbour[f];
        const Vec3 d = g.across(f), before = times(1 - weight_[f], d), beyond = times(weight_[f], d);
        const double difference = x[4 * e + 3] - x[4 * o + 3] - (buoyant ? dot(buoyancyOn(f), d) : 0.0);
        for (const int c : {o, e}) ofPressure_.add(&gradient_[12 * std::size_t(c) + 9], c, d, -difference);
        ofPressure_.add(&gradient_[12 * std::size_t(o) + 9], o, before, (1 - pressureWeight_[f]) * difference);
        ofPressure_.add(&gradient_[12 * std::size_t(e) + 9], e, beyond, pressureWeight_[f] * difference);
    }
}

} // namespace coldloop::cht
