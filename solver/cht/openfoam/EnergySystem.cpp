// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/EnergySystem.h"

#include "solver/cht/openfoam/WorstCell.h"
#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {
constexpr double backflowLimit = 1e-6; // of the flow out of a patch: what of it needs no temperature
}

EnergySystem::EnergySystem(const Geometry& geometry, std::vector<int> zone)
    : geometry_(geometry), zone_(std::move(zone)), conduction_(geometry, zone_), boundary_(geometry, conduction_),
      gradient_(geometry, zone_, conduction_, boundary_), t_(geometry.cells())
{
    expects(int(zone_.size()) == geometry.cells(), "EnergySystem: one zone for each cell");
}

void EnergySystem::setConditions(EnergyConditions conditions, const double* t)
{
    conditions_ = std::move(conditions);
    std::copy_n(t, geometry_.ownedCells, t_.begin());
    geometry_.halo->update(t_);
    enthalpies_.clear();
    for (const ZoneMaterial& material : conditions_.materials)
        enthalpies_.emplace_back(material, conditions_.referenceTemperature);
    setSources();
    setMasses();
    conduction_.update(conditions_, t_.data());
    boundary_.set(conditions_);
    checkOutlets();
    moving_ = movingFaces();
    g_.assign(g_.size(), 0.0);
    boundary_.update(t_.data(), g_.data());
    linear_ = conduction_.constant() && boundary_.linear() &&
              std::all_of(enthalpies_.begin(), enthalpies_.end(), [](const Enthalpy& h) { return h.linear(); });
    markCells();
}

std::vector<int> EnergySystem::movingFaces() const
{
    std::vector<int> moving;
    for (int f = 0; f < geometry_.firstCyclic; ++f)
        if (flux(f) != 0) moving.push_back(f);
    moving.shrink_to_fit();
    return moving;
}

void EnergySystem::setFlux(const std::vector<double>& flux)
{
    auto stirred = [&] { // boundary and cyclic faces
        std::vector<char> known;
        for (int f = geometry_.firstCyclic; f < geometry_.faces(); ++f) known.push_back(this->flux(f) != 0);
        return known;
    };
    const std::vector<char> before = stirred();
    conditions_.flux = flux;
    std::vector<int> moving = movingFaces();
    const bool differs = moving != moving_ || stirred() != before;
    moving_ = std::move(moving);
    if (maxOver(geometry_.halo->communicator(), differs) > 0) markCells();
}

void EnergySystem::setSources()
{
    const EnergyConditions& given = conditions_;
    source_.clear();
    const bool any = std::any_of(given.materials.begin(), given.materials.end(), [](const ZoneMaterial& material) {
        return material.heatSource != 0 || material.heatField;
    });
    if (!any && given.cellPower.empty()) return;
    source_.resize(geometry_.ownedCells);
    double bad = 0;
    for (int c = 0; c < geometry_.ownedCells; ++c) {
        const ZoneMaterial& material = given.materials[zone_[c]];
        double density = material.heatSource;
        if (material.heatField) density += material.heatField(geometry_.centre[c], given.time);
        source_[c] = density * geometry_.volume[c] + (given.cellPower.empty() ? 0 : given.cellPower[c]);
        if (!std::isfinite(source_[c])) bad = 1;
    }
    if (maxOver(geometry_.halo->communicator(), bad) == 0) return;
    std::vector<double> wrong(source_.size());
    for (std::size_t c = 0; c < wrong.size(); ++c) wrong[c] = std::isfinite(source_[c]) ? 0 : 1;
    throw SolveError("energy: the heat source " + placeOf(worstCell(geometry_, zone_, wrong), given.materials) +
                     " is not a number. Look at the heat source and the power maps that are given there.");
}

// Gradients are needed where coolant flows and at faces that are not orthogonal; ranks agree on ghosts.
void EnergySystem::markCells()
{
    const Geometry& g = geometry_;
    std::vector<char> wanted(g.cells(), 0);
    auto mark = [&](int f) {
        wanted[g.owner[f]] = 1;
        if (f < g.internalFaces) wanted[g.neighbour[f]] = 1;
    };
    for (int f : conduction_.skewFaces()) mark(f);
    for (int f = 0; f < g.faces(); ++f)
        if ((flux(f) != 0 && !conditions_.upwind) || (f >= g.internalFaces && boundary_.face(f).skew)) mark(f);
    gradient_.build(conditions_, wanted);
    if (gradient_.empty())
        g_ = {};
    else
        g_.resize(std::size_t(3) * g.cells());
}

void EnergySystem::checkOutlets() const
{
    for (std::size_t p = 0; p < geometry_.patches.size(); ++p) {
        const PatchRange& patch = geometry_.patches[p];
        const Boundary& boundary = conditions_.boundaries[p];
        if (boundary.thermal != ThermalBoundary::outlet || boundary.temperature > 0) continue;
        double in = 0, out = 0;
        for (int f = patch.start; f < patch.start + patch.size; ++f) (flux(f) > 0 ? out : in) += std::abs(flux(f));
        in = sumOver(geometry_.halo->communicator(), in);
        out = sumOver(geometry_.halo->communicator(), out);
        if (in > backflowLimit * out)
            throw SolveError(
                fmt::format("flow: {:.3g} kg/s come back in through outlet '{}', through which {:.3g} kg/s "
                            "leave, with no known temperature. Lengthen the channel before it or give the "
                            "outlet a temperature for what flows back.",
                            in, patch.name, out));
    }
}

void EnergySystem::setMasses()
{
    density_.clear();
    outflow_.clear();
    for (const ZoneMaterial& material : conditions_.materials)
        density_.push_back(material.density(conditions_.referenceTemperature));
    if (conditions_.density.empty() || conditions_.flux.empty()) return;
    std::vector<double> outflow(geometry_.cells());
    for (int f = 0; f < geometry_.faces(); ++f) {
        outflow[geometry_.owner[f]] += flux(f);
        if (f < geometry_.internalFaces) outflow[neighbour(f)] -= flux(f);
    }
    outflow.resize(geometry_.ownedCells);
    outflow_ = std::move(outflow);
}

void EnergySystem::residual(const double* t, double* r)
{
    std::copy_n(t, geometry_.ownedCells, t_.begin());
    geometry_.halo->update(t_);
    if (!linear_) linearise();
    evaluate(t_.data(), r, false);
    byLaw_.clear();
    if (conduction_.constant() || !followLaws_) return;
    for (int f = 0; f < geometry_.internalFaces; ++f) {
        const double heat = conduction(f) * conduction_.conductance(f);
        byLaw_.push_back({heat / conduction_.ownerSide(f).alpha * conduction_.slope(geometry_.owner[f]),
                          heat / conduction_.neighbourSide(f).alpha * conduction_.slope(neighbour(f))});
    }
}

double EnergySystem::bend(const std::vector<double>& change) const
{
    double most = 0;
    for (int c = 0; c < geometry_.ownedCells && !conduction_.constant(); ++c)
        most = std::max(most, std::abs(conduction_.slope(c) * change[c]));
    return maxOver(geometry_.halo->communicator(), most);
}

void EnergySystem::linearise()
{
    if (!conduction_.constant()) conduction_.update(conditions_, t_.data());
    gradient_.evaluate(t_.data(), g_.data(), false); // for convection at faces that are not orthogonal
    boundary_.update(t_.data(), g_.data());
    gradient_.rebuild();
}

void EnergySystem::apply(const double* x, double* y)
{
    if (geometry_.halo->alone()) return evaluate(x, y, true);
    x_.resize(geometry_.cells());
    std::copy_n(x, geometry_.ownedCells, x_.begin());
    geometry_.halo->update(x_);
    evaluate(x_.data(), y, true);
}

} // namespace coldloop::cht
