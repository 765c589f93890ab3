// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Setup.h"

#include "solver/cht/openfoam/Paths.h"
#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace coldloop::cht {

namespace {

using Names = std::vector<std::string>;

int indexOf(const std::string& name, const Names& names)
{
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? -1 : int(found - names.begin());
}

Names patchNames(const meshes::HexMesh& mesh)
{
    Names names;
    for (const meshes::HexPatch& patch : mesh.patches) names.push_back(patch.name);
    return names;
}

void checkMaterial(const ZoneMaterial& material, Names& faults)
{
    auto positive = [&](double value, const char* what, const char* unit) {
        if (!(value > 0))
            faults.push_back(
                fmt::format("3-D model: zone '{}': {} {} {} must be above 0.", material.zone, what, value, unit));
    };
    for (double k : material.conductivity) positive(k, "conductivity", "W/(m K)");
    if (!material.fluid) return;
    positive(material.density, "density", "kg/m^3");
    positive(material.specificHeat, "specific heat", "J/(kg K)");
    positive(material.viscosity, "viscosity", "Pa s");
}

std::vector<ZoneMaterial> materialsOfZones(const Physics& physics, const Names& zones, Names& faults)
{
    std::vector<ZoneMaterial> materials(zones.size());
    for (const ZoneMaterial& material : physics.zones) {
        const int zone = indexOf(material.zone, zones);
        if (zone < 0)
            faults.push_back(
                fmt::format("3-D model: a material is for zone '{}', which the mesh does not have. Its zones "
                            "are {}.",
                            material.zone, joined(zones)));
        else if (!materials[zone].zone.empty())
            faults.push_back(fmt::format("3-D model: zone '{}' has two materials. Keep one.", material.zone));
        else
            materials[zone] = material;
        checkMaterial(material, faults);
    }
    for (std::size_t z = 0; z < zones.size(); ++z)
        if (materials[z].zone.empty())
            faults.push_back(fmt::format("3-D model: zone '{}' has no material. Give it one.", zones[z]));
    return materials;
}

void checkBoundary(const Boundary& boundary, Names& faults)
{
    const bool flowIn = boundary.flow == FlowBoundary::inlet, heatIn = boundary.thermal == ThermalBoundary::inlet;
    const bool flowOut = boundary.flow == FlowBoundary::outlet, heatOut = boundary.thermal == ThermalBoundary::outlet;
    if (flowIn != heatIn || flowOut != heatOut)
        faults.push_back(
            fmt::format("3-D model: patch '{}' is an inlet or outlet for flow or heat only. Make it one for "
                        "both.",
                        boundary.patch));
    if (!(boundary.velocity >= 0))
        faults.push_back(fmt::format("3-D model: inlet '{}': velocity {} m/s must not be negative. It counts into the "
                                     "domain.",
                                     boundary.patch, boundary.velocity));
    if ((heatIn || boundary.thermal == ThermalBoundary::fixedTemperature) && !(boundary.temperature > 0))
        faults.push_back(fmt::format("3-D model: patch '{}': temperature {} K must be above 0.", boundary.patch,
                                     boundary.temperature));
}

std::vector<Boundary> boundariesOfPatches(const Physics& physics, const Names& patches, Names& faults)
{
    std::vector<Boundary> boundaries(patches.size());
    for (std::size_t p = 0; p < patches.size(); ++p) boundaries[p].patch = patches[p];
    std::set<std::string> seen;
    for (const Boundary& boundary : physics.boundaries) {
        const int patch = indexOf(boundary.patch, patches);
        if (patch < 0)
            faults.push_back(fmt::format("3-D model: a boundary is for patch '{}', which the mesh does not have. Its "
                                         "patches are {}.",
                                         boundary.patch, joined(patches)));
        else if (!seen.insert(boundary.patch).second)
            faults.push_back(
                fmt::format("3-D model: patch '{}' has two boundary conditions. Keep one.", boundary.patch));
        else
            boundaries[patch] = boundary;
        checkBoundary(boundary, faults);
    }
    return boundaries;
}

std::vector<double> faceResistances(const Physics& physics, const meshes::HexMesh& mesh, Names& faults)
{
    std::vector<double> resistance(mesh.neighbour.size(), 0.0);
    for (const ContactResistance& contact : physics.contacts) {
        const int a = indexOf(contact.zoneA, mesh.zoneNames), b = indexOf(contact.zoneB, mesh.zoneNames);
        bool found = false;
        for (std::size_t f = 0; f < mesh.neighbour.size(); ++f) {
            const int p = mesh.zone[mesh.owner[f]], n = mesh.zone[mesh.neighbour[f]];
            if (a == b || !((p == a && n == b) || (p == b && n == a))) continue;
            resistance[f] = contact.value;
            found = true;
        }
        if (!found)
            faults.push_back(
                fmt::format("3-D model: a contact resistance is between zones '{}' and '{}', which share no "
                            "face. The zones are {}.",
                            contact.zoneA, contact.zoneB, joined(mesh.zoneNames)));
        if (!(contact.value >= 0))
            faults.push_back(fmt::format("3-D model: contact resistance {} m^2 K/W between '{}' and '{}' must not be "
                                         "negative.",
                                         contact.value, contact.zoneA, contact.zoneB));
    }
    return resistance;
}

} // namespace

std::string joined(const std::vector<std::string>& names)
{
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "'" : ", '") + name + "'";
    return all;
}

Setup makeSetup(const Physics& physics, const meshes::HexMesh& mesh, const Geometry& geometry)
{
    Setup setup;
    Names faults;
    setup.materials = materialsOfZones(physics, mesh.zoneNames, faults);
    setup.boundaries = boundariesOfPatches(physics, patchNames(mesh), faults);
    setup.resistance = faceResistances(physics, mesh, faults);
    if (!faults.empty()) throw InputError(faults);
    checkTouchingCoolants(setup, mesh, faults);
    setup.flowing = flowingCells(setup, mesh, geometry, faults);
    if (!faults.empty()) throw InputError(faults);
    checkHeatHasWayOut(setup, mesh, geometry);
    for (const Boundary& boundary : setup.boundaries)
        if (boundary.thermal == ThermalBoundary::fixedTemperature) setup.referenceTemperature = boundary.temperature;
    for (const Boundary& boundary : setup.boundaries)
        if (boundary.flow == FlowBoundary::inlet) setup.referenceTemperature = boundary.temperature;
    return setup;
}

FlowConditions flowConditions(const Setup& setup, const meshes::HexMesh& mesh, const SubGeometry& fluid)
{
    FlowConditions conditions;
    for (int c : fluid.cellOf) {
        conditions.density.push_back(setup.materials[mesh.zone[c]].density);
        conditions.viscosity.push_back(setup.materials[mesh.zone[c]].viscosity);
    }
    for (std::size_t p = 0; p < fluid.geometry.patches.size(); ++p) {
        const bool wetted = p >= setup.boundaries.size();
        const FlowBoundary kind = wetted ? FlowBoundary::wall : setup.boundaries[p].flow;
        const double velocity = kind == FlowBoundary::inlet ? setup.boundaries[p].velocity : 0.0;
        conditions.boundary.insert(conditions.boundary.end(), fluid.geometry.patches[p].size, kind);
        conditions.inletVelocity.insert(conditions.inletVelocity.end(), fluid.geometry.patches[p].size, velocity);
    }
    return conditions;
}

EnergyConditions energyConditions(const Setup& setup, const meshes::HexMesh& mesh, const Geometry& geometry,
                                  std::vector<double> flux)
{
    EnergyConditions conditions;
    for (int c = 0; c < geometry.cells(); ++c) {
        const ZoneMaterial& material = setup.materials[mesh.zone[c]];
        conditions.conductivity.push_back(material.conductivity);
        conditions.specificHeat.push_back(material.specificHeat);
        conditions.source.push_back(material.heatSource * geometry.volume[c]);
    }
    conditions.resistance = setup.resistance;
    conditions.flux = std::move(flux);
    for (std::size_t p = 0; p < geometry.patches.size(); ++p) {
        const Boundary& boundary = setup.boundaries[p];
        const double value = boundary.thermal == ThermalBoundary::heatFlux
                                 ? boundary.heatFlux
                                 : boundary.temperature - setup.referenceTemperature;
        conditions.boundary.insert(conditions.boundary.end(), geometry.patches[p].size, boundary.thermal);
        conditions.value.insert(conditions.value.end(), geometry.patches[p].size, value);
    }
    return conditions;
}

} // namespace coldloop::cht
