// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/model/Sizes.h"

#include "meshes/Measure.h"
#include "solver/core/Ranks.h"

#include <algorithm>
#include <cmath>

namespace coldloop::model {

namespace {

double lengthOf(const meshes::Point& v) { return std::sqrt(meshes::dot(v, v)); }

Sizes measured(const meshes::PolyMesh& mesh)
{
    Sizes sizes;
    const meshes::Measures of = meshes::measure(mesh);
    for (int cell = 0; cell < mesh.cells(); ++cell)
        if (mesh.zone[cell] >= 0) sizes.volume[mesh.zoneNames[mesh.zone[cell]]] += of.volume[cell];
    for (const meshes::MeshPatch& patch : mesh.patches) {
        double& area = sizes.area[patch.name];
        for (int face = patch.start; face < patch.start + patch.size; ++face) area += lengthOf(of.faceArea[face]);
        const int zone = patch.size > 0 ? mesh.zone[mesh.owner[patch.start]] : -1;
        sizes.patchZone[patch.name] = zone >= 0 ? mesh.zoneNames[zone] : "";
    }
    sizes.cells = mesh.cells();
    return sizes;
}

template <class Value>
void shareNames(std::map<std::string, Value>& values)
{
    std::string names;
    for (const auto& [name, value] : values) names += name + '\n';
    ranks::share(names);
    for (std::size_t begin = 0, end = 0; begin < names.size(); begin = end + 1) {
        end = names.find('\n', begin);
        values[names.substr(begin, end - begin)];
    }
}

void share(std::map<std::string, double>& values)
{
    shareNames(values);
    for (auto& [name, value] : values) ranks::share(value);
}

void share(std::map<std::string, std::string>& values)
{
    shareNames(values);
    for (auto& [name, value] : values) ranks::share(value);
}

double at(const std::map<std::string, double>& values, const std::string& name)
{
    const auto found = values.find(name);
    return found == values.end() ? 0 : found->second;
}

cht::ScalarField scaled(const cht::ScalarField& field, double factor)
{
    if (!field || factor == 1) return field;
    return [field, factor](const cht::Vec3& position, double time) { return factor * field(position, time); };
}

std::vector<cht::PowerMap> mapsOf(const Model& model, std::string loadCase)
{
    const std::vector<std::string> names = loadCases(model);
    if (names.empty()) return model.physics.powerMaps;
    if (loadCase.empty()) loadCase = names.front();
    std::vector<cht::PowerMap> maps;
    for (std::size_t i = 0; i < model.physics.powerMaps.size(); ++i)
        if (model.mapLoadCases[i].empty() || model.mapLoadCases[i] == loadCase)
            maps.push_back(model.physics.powerMaps[i]);
    return maps;
}

} // namespace

std::vector<std::string> loadCases(const Model& model)
{
    std::vector<std::string> names;
    for (const std::string& name : model.mapLoadCases)
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    return names;
}

std::string placed(const Model& model, const std::string& section)
{
    const auto place = model.places.find(section);
    return place == model.places.end() ? section : place->second + ": " + section;
}

Sizes sizesOf(const meshes::PolyMesh& mesh)
{
    Sizes sizes;
    ranks::onFirst([&] { sizes = measured(mesh); });
    share(sizes.volume);
    share(sizes.area);
    share(sizes.patchZone);
    ranks::share(sizes.cells);
    return sizes;
}

cht::Physics physicsOn(const Model& model, const Sizes& sizes, double share, const std::string& loadCase)
{
    cht::Physics physics = model.physics;
    const double factor = model.symmetryFactor;
    for (cht::ZoneMaterial& zone : physics.zones) {
        for (const Total& total : model.zonePowers)
            if (total.of == zone.zone) zone.heatSource += total.value / factor / at(sizes.volume, zone.zone);
        zone.heatSource *= share;
        zone.heatField = scaled(zone.heatField, share);
    }
    for (cht::Boundary& boundary : physics.boundaries) {
        for (const Total& total : model.patchPowers)
            if (total.of == boundary.patch) boundary.heatFlux = total.value / factor / at(sizes.area, boundary.patch);
        for (const Total& total : model.volumeFlows)
            if (total.of == boundary.patch) boundary.velocity = total.value / factor / at(sizes.area, boundary.patch);
        boundary.heatFlux *= share;
        boundary.heatFluxField = scaled(boundary.heatFluxField, share);
    }
    physics.powerMaps = mapsOf(model, loadCase);
    for (cht::PowerMap& map : physics.powerMaps)
        for (cht::PowerRectangle& rectangle : map.rectangles) rectangle.power *= share;
    return physics;
}

} // namespace coldloop::model
