// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/FlowSystem.h"

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

// The unknowns of owned cells and ghosts.
const double* FlowSystem::spread(const double* x)
{
    if (geometry_.halo->alone()) return x;
    std::copy(x, x + 4 * std::size_t(cells()), local_.begin());
    geometry_.halo->update(local_, 4);
    return local_.data();
}

Vec3 FlowSystem::buoyancyOn(int f) const
{
    const std::vector<Vec3>& b = conditions_.buoyancy;
    const int o = geometry_.owner[f];
    if (f >= geometry_.internalFaces) return b[o];
    return plus(times(weight_[f], b[o]), times(1 - weight_[f], b[geometry_.neighbour[f]]));
}

void FlowSystem::addBuoyancy()
{
    const Geometry& g = geometry_;
    for (int f = 0; f < g.internalFaces; ++f) {
        const Vec3 d = g.across(f);
        const double fall = -dot(buoyancyOn(f), d);
        ofPressure_.add(&gradient_[12 * std::size_t(g.owner[f]) + 9], g.owner[f], d, fall);
        ofPressure_.add(&gradient_[12 * std::size_t(g.neighbour[f]) + 9], g.neighbour[f], d, fall);
    }
}

// The gradients of u, v, w and G. `given` is 1 for a state, 0 for a perturbation.
void FlowSystem::gradients(const double* x, double given)
{
    const Geometry& g = geometry_;
    ofVelocity_.begin<4>(x, gradient_.data());
    if (given != 0 && !conditions_.buoyancy.empty()) addBuoyancy();
    divideAtJumps(x, given);
    for (int f = g.internalFaces; f < g.faces(); ++f) {
        const int o = g.owner[f];
        double* slope = &gradient_[12 * std::size_t(o)];
        if (boundary(f) == FlowBoundary::outlet) {
            const Vec3 d = g.fromOwner(f);
            double difference = given * conditions_.boundaryPressure[f - g.internalFaces] - x[4 * o + 3];
            if (given != 0 && !conditions_.buoyancy.empty()) difference -= dot(buoyancyOn(f), d);
            ofPressure_.add(slope + 9, o, d, difference);
            continue;
        }
        const Vec3 u = boundaryVelocity(f, x, given), d = g.fromOwner(f);
        for (int i = 0; i < 3; ++i) ofVelocity_.add(slope + 3 * i, o, d, u[i] - x[4 * o + i]);
    }
    ofVelocity_.end(gradient_.data(), 4, 0, 3);
    ofPressure_.end(gradient_.data(), 4, 3, 1);
    g.halo->update(gradient_, 12);
}

// What acts in the volume of cells: force, porous resistance, storage.
void FlowSystem::addVolumes(const double* x, double given, double* r) const
{
    const bool porous = !conditions_.darcy.empty();
    for (int c = 0; c < cells(); ++c) {
        const double volume = geometry_.volume[c];
        const double* u = x + 4 * c;
        double* row = r + 4 * c;
        if (porous) {
            const Vec3 resistance = porousResistance(c, given != 0 ? u : &cellVelocity_[c][0]);
            for (int i = 0; i < 3; ++i) row[i] += resistance[i] * u[i];
            if (given == 0) addForchheimerSlope(c, u, row);
        }
        if (given != 0 && !conditions_.force.empty())
            for (int i = 0; i < 3; ++i) row[i] -= volume * conditions_.force[c][i];
        if (given != 0 && !conditions_.storage.empty()) row[3] += conditions_.storage[c];
        if (conditions_.timeCoefficient == 0) continue;
        const double mass = conditions_.density[c] * volume;
        for (int i = 0; i < 3; ++i)
            row[i] += mass * (conditions_.timeCoefficient * u[i] - given * conditions_.timeHistory[c][i]);
    }
}

void FlowSystem::addPins(const double* x, double* r) const
{
    for (int c : conditions_.pinned) r[4 * c + 3] += pinCoefficient(c) * x[4 * c + 3];
}

void FlowSystem::linearise(const double* x)
{
    const double* all = spread(x);
    for (int c = 0; c < geometry_.cells(); ++c) cellVelocity_[c] = {all[4 * c], all[4 * c + 1], all[4 * c + 2]};
    setJumpWeights();
    gradients(all, 1);
    setMobility(all, d_);
    massFlux(all, 1, d_, phi_);
    setCoefficients();
    for (int f = 0; f < geometry_.faces(); ++f) {
        push_[f] = float(pressurePush(f, all, 1));
        sense_[f] = carried(f, all, 1) < 0 ? -1 : 1;
    }
    for (int f = 0; f < geometry_.internalFaces; ++f) faceVelocity_[f] = faceVelocity(f, all, phi_[f]);
}

void FlowSystem::setPseudoTime(double courant)
{
    inertia_.clear();
    if (courant <= 0) return;
    std::vector<double> outflow(geometry_.cells(), 0.0);
    for (int f = 0; f < geometry_.faces(); ++f) {
        outflow[geometry_.owner[f]] += std::max(phi_[f], 0.0);
        if (f < geometry_.internalFaces) outflow[geometry_.neighbour[f]] += std::max(-phi_[f], 0.0);
    }
    for (int c = 0; c < cells(); ++c) inertia_.push_back(outflow[c] / courant);
}

std::vector<double> FlowSystem::flux(const double* x)
{
    const double* all = spread(x);
    gradients(all, 1);
    std::vector<double> phi;
    setMobility(all, mobility_);
    massFlux(all, 1, mobility_, phi);
    return phi;
}

void FlowSystem::pressureForce(const double* p, double* force)
{
    for (int c = 0; c < cells(); ++c) {
        local_[4 * c] = local_[4 * c + 1] = local_[4 * c + 2] = 0;
        local_[4 * c + 3] = p[c];
    }
    geometry_.halo->update(local_, 4);
    gradients(local_.data(), 0);
    std::fill(out_.begin(), out_.end(), 0.0);
    for (int f = 0; f < geometry_.faces(); ++f) addPressure(f, local_.data(), 0, out_.data());
    for (int c = 0; c < cells(); ++c) std::copy_n(&out_[4 * std::size_t(c)], 3, force + 3 * c);
}

std::vector<double> FlowSystem::boundaryPressures(const double* x)
{
    const Geometry& g = geometry_;
    const double* all = spread(x);
    gradients(all, 1);
    std::vector<double> p;
    for (int f = g.internalFaces; f < g.faces(); ++f) {
        const int o = g.owner[f];
        const Vec3 d = g.fromOwner(f);
        const double* slope = &gradient_[12 * std::size_t(o) + 9];
        double value = all[4 * o + 3] + slope[0] * d[0] + slope[1] * d[1] + slope[2] * d[2];
        if (!conditions_.buoyancy.empty()) value += dot(buoyancyOn(f), d);
        p.push_back(boundary(f) == FlowBoundary::outlet ? conditions_.boundaryPressure[f - g.internalFaces] : value);
    }
    return p;
}

} // namespace coldloop::cht
