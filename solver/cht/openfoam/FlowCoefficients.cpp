// Faces, boundary values and coefficients of FlowSystem.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/FlowSystem.h"

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {
constexpr double straight = 1e-6; // what a direction or a face's centre may miss by, relative
constexpr double faint = 1e-3;    // weight of a slope of 0 towards a boundary where nothing is known of the value
} // namespace

FlowSystem::FlowSystem(const Geometry& geometry)
    : geometry_(geometry), ofVelocity_(geometry_), ofPressure_(geometry_), d_(geometry.cells()),
      mobility_(geometry.cells()), push_(geometry.faces()), sense_(geometry.faces()),
      faceVelocity_(geometry.internalFaces), cellVelocity_(geometry.cells()),
      gradient_(12 * std::size_t(geometry.cells())), local_(4 * std::size_t(geometry.cells())),
      out_(4 * std::size_t(geometry.cells()))
{
    setFaces();
}

void FlowSystem::setFaces()
{
    const Geometry& g = geometry_;
    for (int f = 0; f < g.faces(); ++f) {
        const Vec3 d = g.across(f), &s = g.area[f];
        const double magnitude2 = dot(s, s), along = dot(s, d), distance2 = dot(d, d);
        shape_.push_back(magnitude2 / along);
        oblique_.push_back(magnitude2 * distance2 > along * along * (1 + straight));
        if (f >= g.internalFaces) continue;
        weight_.push_back(g.ownerWeight(f));
        const Vec3 aside = minus(g.fromOwner(f), times(1 - weight_[f], d));
        skew_.push_back(dot(aside, aside) > straight * straight * distance2);
    }
}

void FlowSystem::setGradients()
{
    const Geometry& g = geometry_;
    std::vector<char> plain(g.internalFaces, 1);
    for (int f : jumps_) plain[f] = 0;
    ofVelocity_ = Gradient(geometry_);
    ofPressure_ = Gradient(geometry_, plain);
    for (int f : jumps_) {
        ofPressure_.add(g.owner[f], times(1 - weight_[f], g.across(f)));
        ofPressure_.add(g.neighbour[f], times(weight_[f], g.across(f)));
    }
    for (int f = g.internalFaces; f < g.faces(); ++f) {
        const bool outlet = boundary(f) == FlowBoundary::outlet;
        ofVelocity_.add(g.owner[f], g.fromOwner(f), outlet ? faint : 1);
        ofPressure_.add(g.owner[f], g.fromOwner(f), outlet ? 1 : faint);
    }
    ofVelocity_.finish();
    ofPressure_.finish();
}

void FlowSystem::setConditions(const FlowConditions& conditions)
{
    const bool sameBoundary = conditions_.boundary == conditions.boundary && !phi_.empty();
    conditions_ = conditions;
    setFaceProperties();
    const std::vector<int> jumpsBefore = std::move(jumps_);
    setJumps();
    setJumpWeights();
    if (!sameBoundary || jumps_ != jumpsBefore) setGradients();
    phi_.assign(geometry_.faces(), 0.0);
    change_.resize(geometry_.faces());
    setCoefficients();
    setMobility(std::vector<double>(4 * std::size_t(geometry_.cells())).data(), d_);
}

void FlowSystem::setProperties(const FlowProperties& properties)
{
    conditions_.density = properties.density;
    conditions_.viscosity = properties.viscosity;
    conditions_.buoyancy = properties.buoyancy;
    setFaceProperties();
}

void FlowSystem::setFaceProperties()
{
    const Geometry& g = geometry_;
    faceViscosity_.resize(g.faces());
    faceDensity_.resize(g.faces());
    for (int f = 0; f < g.faces(); ++f) {
        const int o = g.owner[f], e = f < g.internalFaces ? g.neighbour[f] : o;
        const double w = f < g.internalFaces ? weight_[f] : 1.0;
        faceViscosity_[f] = w * conditions_.viscosity[o] + (1 - w) * conditions_.viscosity[e];
        faceDensity_[f] = w * conditions_.density[o] + (1 - w) * conditions_.density[e];
        if (f >= g.internalFaces && !conditions_.wallViscosity.empty())
            faceViscosity_[f] = conditions_.wallViscosity[f - g.internalFaces];
        if (f >= g.internalFaces && !conditions_.inletDensity.empty() && boundary(f) == FlowBoundary::inlet)
            faceDensity_[f] = conditions_.inletDensity[f - g.internalFaces];
    }
}

void FlowSystem::setCoefficients()
{
    const Geometry& g = geometry_;
    coefficients_.fromNeighbour.resize(g.internalFaces);
    coefficients_.fromOwner.resize(g.internalFaces);
    coefficients_.diagonal.assign(g.cells(), 0.0);
    for (int f = 0; f < g.internalFaces; ++f) {
        const double viscous = viscousConductance(f);
        const double fromNeighbour = viscous + std::max(-phi_[f], 0.0);
        const double fromOwner = viscous + std::max(phi_[f], 0.0);
        coefficients_.fromNeighbour[f] = fromNeighbour;
        coefficients_.fromOwner[f] = fromOwner;
        coefficients_.diagonal[g.owner[f]] += fromNeighbour;
        coefficients_.diagonal[g.neighbour[f]] += fromOwner;
    }
    for (int f = g.internalFaces; f < g.faces(); ++f)
        if (boundary(f) == FlowBoundary::wall || boundary(f) == FlowBoundary::inlet)
            coefficients_.diagonal[g.owner[f]] += viscousConductance(f) + std::max(-phi_[f], 0.0);
}

double FlowSystem::pressureCoefficient(int f) const
{
    const int owner = geometry_.owner[f];
    if (f >= geometry_.internalFaces)
        return boundary(f) == FlowBoundary::outlet ? faceDensity_[f] * d_[owner] * shape_[f] : 0.0;
    const double w = weight_[f];
    return faceDensity_[f] * (w * d_[owner] + (1 - w) * d_[geometry_.neighbour[f]]) * shape_[f];
}

double FlowSystem::pinCoefficient(int c) const
{
    return conditions_.density[c] * d_[c] * std::cbrt(geometry_.volume[c]);
}

double FlowSystem::normalViscous(int f) const
{
    return boundary(f) == FlowBoundary::symmetry ? viscousConductance(f) : 0.0;
}

Vec3 FlowSystem::volumeResistance(int c) const
{
    const double time = conditions_.timeCoefficient * conditions_.density[c] * geometry_.volume[c];
    Vec3 resistance = conditions_.darcy.empty() ? Vec3{} : porousResistance(c, &cellVelocity_[c][0]);
    const double inertia = inertia_.empty() ? 0.0 : inertia_[c];
    for (double& r : resistance) r += time + inertia;
    if (conditions_.forchheimer.empty()) return resistance;
    const Vec3& u = cellVelocity_[c];
    const double speed = std::sqrt(dot(u, u));
    for (int i = 0; i < 3 && speed > 0; ++i)
        resistance[i] +=
            geometry_.volume[c] * 0.5 * conditions_.density[c] * conditions_.forchheimer[c][i] * u[i] * u[i] / speed;
    return resistance;
}

Vec3 FlowSystem::boundaryVelocity(int f, const double* x, double given) const
{
    const int c = geometry_.owner[f];
    const Vec3 own{x[4 * c], x[4 * c + 1], x[4 * c + 2]};
    const Vec3& s = geometry_.area[f];
    switch (boundary(f)) {
    case FlowBoundary::outlet: return own;
    case FlowBoundary::symmetry: return minus(own, times(dot(own, s) / dot(s, s), s));
    default: return times(given, conditions_.boundaryVelocity[f - geometry_.internalFaces]);
    }
}

} // namespace coldloop::cht
