// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/StockCaseModel.h"

#include "meshes/Quality.h"
#include "solver/cht/StockCaseText.h"
#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace coldloop::cht {

namespace {

constexpr double roomTemperature = 293.15; // [K] to start from where nothing in the case has a temperature

// One patch becomes a plane of symmetry only where it is that for flow and heat.
void setPatches(StockModel& model)
{
    for (const meshes::MeshPatch& patch : model.mesh.patches) {
        Boundary boundary;
        boundary.patch = patch.name;
        if (patch.kind == meshes::PatchKind::symmetry) boundary.flow = FlowBoundary::symmetry;
        for (const Boundary& given : model.physics.boundaries)
            if (given.patch == patch.name) boundary = given;
        model.boundaries.push_back(boundary);
    }
    for (std::size_t p = 0; p < model.boundaries.size(); ++p) {
        const Boundary& boundary = model.boundaries[p];
        meshes::MeshPatch& patch = model.mesh.patches[p];
        if (patch.kind == meshes::PatchKind::cyclic) continue;
        bool mirror = boundary.flow == FlowBoundary::symmetry && boundary.thermal == ThermalBoundary::adiabatic;
        for (const PowerMap& map : model.physics.powerMaps) mirror = mirror && map.patch != patch.name;
        patch.kind = mirror ? meshes::PatchKind::symmetry : meshes::PatchKind::plain;
    }
}

void setTemperatures(StockModel& model)
{
    double& reference = model.referenceTemperature;
    reference = model.physics.initialTemperature;
    for (const Boundary& b : model.boundaries)
        if (b.thermal == ThermalBoundary::fixedTemperature || b.thermal == ThermalBoundary::convection)
            if (b.temperature > 0) reference = b.temperature;
    for (const Boundary& b : model.boundaries)
        if (b.flow == FlowBoundary::inlet) reference = b.temperature;
    if (!(reference > 0)) reference = roomTemperature;
    model.initialTemperature =
        model.physics.initialTemperature > 0 ? model.physics.initialTemperature : model.referenceTemperature;
}

// Index of the region that each zone of the mesh lies in; regions in the order of the zones.
void setRegions(StockModel& model)
{
    const meshes::PolyMesh& mesh = model.mesh;
    for (const std::string& zone : mesh.zoneNames) {
        StockRegion region;
        region.name = zone;
        for (const ZoneMaterial& material : model.physics.zones)
            if (material.zone == zone) region.material = material;
        model.regions.push_back(region);
    }
    for (int c = 0; c < mesh.cells(); ++c) model.regions[mesh.zone[c]].volume += model.sizes.volume[c];
    for (std::size_t p = 0; p < mesh.patches.size(); ++p) {
        std::map<int, std::vector<int>> faces;
        const meshes::MeshPatch& patch = mesh.patches[p];
        for (int f = patch.start; f < patch.start + patch.size; ++f) faces[mesh.zone[mesh.owner[f]]].push_back(f);
        for (auto& [zone, of] : faces) model.regions[zone].patches.push_back({int(p), std::move(of)});
    }
}

double resistanceBetween(const StockModel& model, const std::string& a, const std::string& b)
{
    for (const ContactResistance& contact : model.physics.contacts)
        if ((contact.zoneA == a && contact.zoneB == b) || (contact.zoneA == b && contact.zoneB == a))
            return contact.value;
    return 0;
}

void setInterfaces(StockModel& model)
{
    const meshes::PolyMesh& mesh = model.mesh;
    std::map<std::pair<int, int>, std::vector<int>> between;
    for (int f = 0; f < mesh.internalFaces(); ++f) {
        const int a = mesh.zone[mesh.owner[f]], b = mesh.zone[mesh.neighbour[f]];
        if (a != b) between[{std::min(a, b), std::max(a, b)}].push_back(f);
    }
    for (const auto& [pair, faces] : between) {
        StockRegion &a = model.regions[pair.first], &b = model.regions[pair.second];
        const double resistance = resistanceBetween(model, a.name, b.name);
        a.interfaces.push_back({pair.second, resistance, faces});
        b.interfaces.push_back({pair.first, resistance, faces});
    }
}

// Names without cells go; cells without a zone or material are the callers' to refuse, here only never written.
void dropEmptyZones(meshes::PolyMesh& mesh)
{
    std::vector<int> count(mesh.zoneNames.size(), 0), place(mesh.zoneNames.size(), -1);
    for (const int zone : mesh.zone) {
        if (zone < 0) throw InputError("mesh: a cell lies in no zone. Give every cell one.");
        ++count[zone];
    }
    std::vector<std::string> names;
    for (std::size_t z = 0; z < count.size(); ++z)
        if (count[z] > 0) place[z] = int(names.size()), names.push_back(mesh.zoneNames[z]);
    for (int& zone : mesh.zone) zone = place[zone];
    mesh.zoneNames = names;
}

void requireMaterials(const StockModel& model)
{
    for (const std::string& zone : model.mesh.zoneNames) {
        const auto of = [&](const ZoneMaterial& material) { return material.zone == zone; };
        if (std::none_of(model.physics.zones.begin(), model.physics.zones.end(), of))
            throw InputError(fmt::format("{}: zone '{}' has no material. Give it one.", model.zonePlace(zone), zone));
    }
}

} // namespace

bool StockModel::buoyant() const
{
    return physics.buoyancy != Buoyancy::none && meshes::dot(physics.gravity, physics.gravity) > 0;
}

double StockModel::areaOf(int face) const { return std::sqrt(meshes::dot(sizes.faceArea[face], sizes.faceArea[face])); }

std::string inexpressible(const std::string& place, const std::string& what, const std::string& why)
{
    return fmt::format("{}: {} cannot be written for OpenFOAM's own solver: {}", place, what, why);
}

StockModel makeStockModel(const meshes::PolyMesh& mesh, const Physics& physics, const StockOptions& options)
{
    StockModel model;
    model.mesh = mesh;
    model.physics = physics;
    model.options = options;
    dropEmptyZones(model.mesh);
    requireMaterials(model);
    model.sizes = meshes::measure(mesh);
    model.maxAngle = meshes::inspect(mesh).maxNonOrthogonality;
    setPatches(model);
    setTemperatures(model);
    std::vector<std::string> faults;
    joinCoolants(model, faults);
    setRegions(model);
    setInterfaces(model);
    refuseInexpressible(model, faults);
    if (!faults.empty()) throw InputError(faults);
    warnOfDifferences(model);
    return model;
}

} // namespace coldloop::cht
