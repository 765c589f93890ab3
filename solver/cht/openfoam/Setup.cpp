// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Setup.h"

#include "solver/cht/openfoam/SetupChecks.h"
#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace coldloop::cht {

namespace {

using Names = std::vector<std::string>;

int indexOf(const std::string& name, const Names& names)
{
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? -1 : int(found - names.begin());
}

Names patchNames(const Geometry& geometry)
{
    Names names;
    for (const PatchRange& patch : geometry.patches) names.push_back(patch.name);
    return names;
}

ZoneMaterial completed(ZoneMaterial material)
{
    if (!material.hasEnthalpy && material.specificHeat.isConstant()) {
        const double cp = material.specificHeat(0);
        material.enthalpy = Law([cp](double t) { return cp * t; });
        material.hasEnthalpy = true;
    }
    return material;
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
            materials[zone] = completed(material);
        checkMaterial(material, faults);
    }
    for (std::size_t z = 0; z < zones.size(); ++z)
        if (materials[z].zone.empty())
            faults.push_back(fmt::format("3-D model: zone '{}' has no material. Give it one.", zones[z]));
    return materials;
}

std::vector<Boundary> boundariesOfPatches(const Physics& physics, const Geometry& geometry, Names& faults)
{
    const Names patches = patchNames(geometry);
    std::vector<Boundary> boundaries(patches.size());
    for (std::size_t p = 0; p < patches.size(); ++p) {
        boundaries[p].patch = patches[p];
        if (geometry.patches[p].kind == meshes::PatchKind::symmetry) boundaries[p].flow = FlowBoundary::symmetry;
    }
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

std::vector<ZoneContact> contactsOfZones(const Physics& physics, const NamedMesh& mesh, Names& faults)
{
    const Geometry& g = mesh.geometry;
    std::vector<ZoneContact> contacts;
    for (const ContactResistance& contact : physics.contacts) {
        const int a = indexOf(contact.zoneA, mesh.zoneNames), b = indexOf(contact.zoneB, mesh.zoneNames);
        double found = 0;
        for (int f = 0; f < g.internalFaces && a != b; ++f) {
            const int p = mesh.zone[g.owner[f]], n = mesh.zone[g.neighbour[f]];
            if ((p == a && n == b) || (p == b && n == a)) found = 1;
        }
        if (maxOver(g.halo->communicator(), found) == 0)
            faults.push_back(
                fmt::format("3-D model: a contact resistance is between zones '{}' and '{}', which share no "
                            "face. The zones are {}.",
                            contact.zoneA, contact.zoneB, joined(mesh.zoneNames)));
        if (!(contact.value >= 0))
            faults.push_back(fmt::format("3-D model: contact resistance {} m^2 K/W between '{}' and '{}' must not be "
                                         "negative.",
                                         contact.value, contact.zoneA, contact.zoneB));
        contacts.push_back({a, b, contact.value});
    }
    return contacts;
}

std::vector<CyclicHeat> cyclicHeat(const Physics& physics, const Geometry& geometry)
{
    const Names patches = patchNames(geometry);
    std::vector<CyclicHeat> cyclic;
    for (const Periodic& periodic : physics.periodic) {
        const int patch = indexOf(periodic.patch, patches);
        if (patch < 0)
            throw InputError(fmt::format("3-D model: patch '{}' of a periodic flow is not in the mesh. Its patches are "
                                         "{}.",
                                         periodic.patch, joined(patches)));
        const int partner = indexOf(geometry.patches[patch].partner, patches);
        if (partner < 0)
            throw InputError(fmt::format("3-D model: patch '{}' of a periodic flow is not cyclic in the mesh. Make it "
                                         "and the patch opposite a cyclic pair, or name one of such a pair.",
                                         periodic.patch));
        cyclic.resize(patches.size());
        cyclic[patch] = {periodic.temperatureRise, 1, periodic.constantWall};
        cyclic[partner] = {-periodic.temperatureRise, 1, periodic.constantWall};
    }
    return cyclic;
}

double referenceOf(const Setup& setup, const Physics& physics)
{
    double reference = physics.initialTemperature;
    for (const Boundary& boundary : setup.boundaries)
        if (boundary.thermal == ThermalBoundary::fixedTemperature || boundary.thermal == ThermalBoundary::convection)
            if (boundary.temperature > 0) reference = boundary.temperature;
    for (const Boundary& boundary : setup.boundaries)
        if (boundary.flow == FlowBoundary::inlet) reference = boundary.temperature;
    return reference;
}

} // namespace

std::string joined(const std::vector<std::string>& names)
{
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "'" : ", '") + name + "'";
    return all;
}

Setup makeSetup(const Physics& physics, const NamedMesh& mesh)
{
    Setup setup;
    Names faults;
    setup.materials = materialsOfZones(physics, mesh.zoneNames, faults);
    setup.boundaries = boundariesOfPatches(physics, mesh.geometry, faults);
    setup.contacts = contactsOfZones(physics, mesh, faults);
    if (!faults.empty()) throw InputError(faults);
    setup.cyclic = cyclicHeat(physics, mesh.geometry);
    setup.referenceTemperature = referenceOf(setup, physics);
    checkTouchingCoolants(setup, mesh, faults);
    findFlow(physics, setup, mesh, faults);
    if (!faults.empty()) throw InputError(faults);
    setup.upwindEnthalpy = physics.upwindEnthalpy;
    return setup;
}

EnergyConditions energyConditions(const Setup& setup, std::vector<double> flux, double time)
{
    EnergyConditions conditions;
    conditions.materials = setup.materials;
    conditions.boundaries = setup.boundaries;
    conditions.contacts = setup.contacts;
    conditions.cyclic = setup.cyclic;
    conditions.upwind = setup.upwindEnthalpy;
    conditions.referenceTemperature = setup.referenceTemperature;
    conditions.time = time;
    conditions.flux = std::move(flux);
    return conditions;
}

} // namespace coldloop::cht
