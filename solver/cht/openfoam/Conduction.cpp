// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Conduction.h"

#include "solver/cht/openfoam/WorstCell.h"
#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {
constexpr double aligned = 1e-5; // |a| / |d| below which a face counts as orthogonal: rounding of written meshes
constexpr double flattest =
    1e-4;                        // least d.n / |d|: a cell whose centre lies beyond its face does not conduct backwards
constexpr double lawStep = 1e-3; // for slopes of laws [K]

double length(const Vec3& v) { return std::sqrt(dot(v, v)); }
} // namespace

Conduction::Conduction(const Geometry& geometry, const std::vector<int>& zone) : geometry_(geometry), zone_(zone) {}

void Conduction::update(const EnergyConditions& conditions, const double* t)
{
    conditions_ = &conditions;
    wallFunction_.clear();
    for (const WallFunction& w : conditions.wallFunctions) wallFunction_[w.face] = w.heatTransfer;
    isotropic_.clear();
    constant_ = true;
    for (const ZoneMaterial& material : conditions.materials) {
        isotropic_.push_back(material.conductivityShape == isotropic);
        constant_ = constant_ && material.conductivity.isConstant();
    }
    takeLaws(t);
    fillFaces();
}

void Conduction::takeLaws(const double* t)
{
    const EnergyConditions& conditions = *conditions_;
    ofZone_.clear();
    ofCell_.clear();
    slope_.clear();
    for (const ZoneMaterial& material : conditions.materials)
        ofZone_.push_back(material.conductivity(conditions.referenceTemperature));
    if (constant_ && conditions.eddyConductivity.empty()) return;
    const int n = geometry_.cells();
    ofCell_.resize(n);
    if (!constant_) slope_.assign(n, 0.0);
    double bad = 0;
    for (int c = 0; c < n; ++c) {
        const Law& law = conditions.materials[zone_[c]].conductivity;
        const double absolute = conditions.referenceTemperature + t[c];
        ofCell_[c] = law.isConstant() ? ofZone_[zone_[c]] : law(absolute);
        if (!(ofCell_[c] > 0) || std::isinf(ofCell_[c])) bad = 1;
        if (!law.isConstant())
            slope_[c] = (law(absolute + lawStep) - law(absolute - lawStep)) / (2 * lawStep * ofCell_[c]);
    }
    if (maxOver(geometry_.halo->communicator(), bad) > 0) refuse();
}

void Conduction::refuse() const
{
    std::vector<double> wrong(geometry_.ownedCells);
    for (int c = 0; c < geometry_.ownedCells; ++c) wrong[c] = ofCell_[c] > 0 && !std::isinf(ofCell_[c]) ? 0 : 1;
    throw SolveError(fmt::format("energy: the conductivity {} is not a positive number at the temperature there. Give "
                                 "a law that is.",
                                 placeOf(worstCell(geometry_, zone_, wrong), conditions_->materials)));
}

Vec3 Conduction::heat(int cell, const Vec3& s) const
{
    const int zone = zone_[cell];
    const double k = ofCell_.empty() ? ofZone_[zone] : ofCell_[cell];
    const double eddy = conditions_->eddyConductivity.empty() ? 0 : conditions_->eddyConductivity[cell];
    if (isotropic_[zone]) return times(k + eddy, s);
    return plus(times(k, times(conditions_->materials[zone].conductivityShape, s)), times(eddy, s));
}

double Conduction::slope(int cell) const { return slope_.empty() ? 0 : slope_[cell]; }

double Conduction::resistance(int f) const
{
    const int p = zone_[geometry_.owner[f]], n = zone_[geometry_.neighbour[f]];
    if (p == n) return 0;
    for (const ZoneContact& contact : conditions_->contacts)
        if ((contact.zoneA == p && contact.zoneB == n) || (contact.zoneA == n && contact.zoneB == p))
            return contact.resistance;
    return 0;
}

double Conduction::wallFunction(int f) const
{
    if (wallFunction_.empty()) return 0;
    const auto found = wallFunction_.find(f);
    return found == wallFunction_.end() ? 0 : found->second;
}

FaceSide Conduction::side(int f, int cell, const Vec3& outward, const Vec3& d) const
{
    const Vec3 kappa = heat(cell, outward);
    const double across = dot(kappa, outward), distance = dot(d, outward);
    const double least = flattest * std::sqrt(dot(d, d) * dot(outward, outward));
    FaceSide side;
    side.alpha = across / std::max(distance, least);
    side.offset = minus(times(1 / side.alpha, kappa), d);
    if (dot(side.offset, side.offset) < aligned * aligned * dot(d, d)) side.offset = {};
    if (const double h = wallFunction(f); h > 0 && conditions_->materials[zone_[cell]].fluid)
        side.alpha = h * length(outward);
    return side;
}

void Conduction::fillFaces()
{
    const Geometry& g = geometry_;
    conductance_.resize(g.internalFaces);
    skew_.clear();
    const Vec3 none{};
    for (int f = 0; f < g.internalFaces; ++f) {
        const FaceSide p = ownerSide(f), n = neighbourSide(f);
        double series = 1 / p.alpha + 1 / n.alpha;
        if (const double r = resistance(f); r > 0) series += r / g.magArea(f);
        conductance_[f] = 1 / series;
        if (p.offset != none || n.offset != none) skew_.push_back(f);
    }
    skew_.shrink_to_fit();
}

} // namespace coldloop::cht
