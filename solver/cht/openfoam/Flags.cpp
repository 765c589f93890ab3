// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Flags.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {

constexpr double laminarTo = 2000, turbulentFrom = 1000; // Reynolds numbers
constexpr double boussinesqTo = 0.05;                    // relative change of density

double speedOf(const double* x) { return std::sqrt(x[0] * x[0] + x[1] * x[1] + x[2] * x[2]); }

void addRegimes(const Setup& setup, const NamedMesh& mesh, const std::vector<double>& reynolds,
                std::vector<std::string>& flags)
{
    for (std::size_t z = 0; z < reynolds.size(); ++z) {
        const Regime regime = setup.materials[z].regime;
        if (regime == Regime::laminar && reynolds[z] > laminarTo)
            flags.push_back(
                fmt::format("Zone '{}' is solved as laminar at Re {:.0f}; above {:.0f} it may be turbulent.",
                            mesh.zoneNames[z], reynolds[z], laminarTo));
        if (regime == Regime::turbulent && reynolds[z] > 0 && reynolds[z] < turbulentFrom)
            flags.push_back(fmt::format("Zone '{}' is solved as turbulent at Re {:.0f}; below {:.0f} it is laminar.",
                                        mesh.zoneNames[z], reynolds[z], turbulentFrom));
    }
}

void addBoussinesq(const Physics& physics, const Setup& setup, const NamedMesh& mesh, const SubGeometry& fluid,
                   const std::vector<double>& temperature, std::vector<std::string>& flags)
{
    if (physics.buoyancy != Buoyancy::boussinesq) return;
    double most = 0;
    for (int c : fluid.cellOf) {
        const ZoneMaterial& material = setup.materials[mesh.zone[c]];
        const double reference = material.density(setup.referenceAt(c));
        most = std::max(most, std::abs(material.density(temperature[c]) / reference - 1));
    }
    most = maxOver(fluid.geometry.halo->communicator(), most);
    if (most > boussinesqTo)
        flags.push_back(
            fmt::format("The density changes by {:.2g} of itself: beyond {} the Boussinesq approximation is "
                        "doubtful. Use buoyancy by density.",
                        most, boussinesqTo));
}

void addBoiling(const Physics& physics, const Setup& setup, const NamedMesh& mesh, const SubGeometry& fluid,
                const FlowState& state, const std::vector<double>& wallTemperature, std::vector<std::string>& flags)
{
    const Geometry& g = fluid.geometry;
    std::vector<double> highest(mesh.zoneNames.size(), -1e300); // vapour pressure / pressure
    for (int f = g.internalFaces; f < g.faces(); ++f) {
        const int zone = mesh.zone[fluid.cellOf[g.owner[f]]], at = f - g.internalFaces;
        const double saturation = setup.materials[zone].saturationPressure(wallTemperature[at]);
        if (!(saturation > 0)) continue;
        highest[zone] = std::max(highest[zone], saturation / (physics.operatingPressure + state.boundaryPressure[at]));
    }
    for (std::size_t z = 0; z < highest.size(); ++z) {
        const double ratio = maxOver(g.halo->communicator(), highest[z]);
        if (ratio > 1)
            flags.push_back(
                fmt::format("A wall wetted by '{}' is above saturation: its vapour pressure is {:.3g} times "
                            "the pressure there. Boiling is not modelled.",
                            mesh.zoneNames[z], ratio));
    }
}

} // namespace

std::vector<double> zoneReynolds(const Setup& setup, const NamedMesh& mesh, const SubGeometry& fluid,
                                 const std::vector<double>& unknowns, const std::vector<double>& temperature)
{
    const Geometry& g = fluid.geometry;
    const std::size_t zones = mesh.zoneNames.size();
    std::vector<double> volume(zones), wetted(zones), speed(zones), viscous(zones), reynolds(zones);
    for (int c = 0; c < g.ownedCells; ++c) {
        const int zone = mesh.zone[fluid.cellOf[c]];
        const ZoneMaterial& material = setup.materials[zone];
        volume[zone] += g.volume[c];
        speed[zone] += g.volume[c] * speedOf(&unknowns[4 * std::size_t(c)]);
        viscous[zone] += g.volume[c] * material.viscosity(temperature[fluid.cellOf[c]]) /
                         material.density(setup.referenceAt(fluid.cellOf[c]));
    }
    for (std::size_t p = 0; p < g.patches.size(); ++p) {
        const bool wall = p >= setup.boundaries.size() || setup.boundaries[p].flow == FlowBoundary::wall;
        for (int f = g.patches[p].start; wall && f < g.patches[p].start + g.patches[p].size; ++f)
            wetted[mesh.zone[fluid.cellOf[g.owner[f]]]] += g.magArea(f);
    }
    for (std::size_t z = 0; z < zones; ++z) {
        for (auto* sums : {&volume, &wetted, &speed, &viscous})
            (*sums)[z] = sumOver(g.halo->communicator(), (*sums)[z]);
        if (volume[z] > 0 && wetted[z] > 0) reynolds[z] = 4 * volume[z] / wetted[z] * speed[z] / viscous[z];
    }
    return reynolds;
}

std::vector<std::string> flowFlags(const Physics& physics, const Setup& setup, const NamedMesh& mesh,
                                   const SubGeometry& fluid, const FlowState& state,
                                   const std::vector<double>& temperature, const std::vector<double>& wallTemperature)
{
    std::vector<std::string> flags;
    addRegimes(setup, mesh, zoneReynolds(setup, mesh, fluid, state.unknowns, temperature), flags);
    addBoussinesq(physics, setup, mesh, fluid, temperature, flags);
    addBoiling(physics, setup, mesh, fluid, state, wallTemperature, flags);
    return flags;
}

} // namespace coldloop::cht
