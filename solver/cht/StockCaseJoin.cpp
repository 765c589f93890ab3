// Touching zones of one coolant become one region: the stock solver has no boundary condition between two coolants.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/StockCaseModel.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>

namespace coldloop::cht {

namespace {

constexpr double samples[] = {280, 300, 320, 350}; // [K] at which laws are compared

const ZoneMaterial& materialOf(const StockModel& model, int zone)
{
    return *std::find_if(model.physics.zones.begin(), model.physics.zones.end(),
                         [&](const ZoneMaterial& m) { return m.zone == model.mesh.zoneNames[zone]; });
}

// What differs, nullptr where two zones can be one region.
const char* difference(const ZoneMaterial& a, const ZoneMaterial& b)
{
    const auto differs = [&](const Law& x, const Law& y) {
        return std::any_of(std::begin(samples), std::end(samples), [&](double t) { return x(t) != y(t); });
    };
    if (differs(a.density, b.density) || differs(a.viscosity, b.viscosity) || differs(a.specificHeat, b.specificHeat) ||
        differs(a.conductivity, b.conductivity) || a.gas != b.gas)
        return "properties";
    if (a.regime != b.regime) return "regime";
    if (a.darcy != b.darcy || a.forchheimer != b.forchheimer) return "porosity";
    if (a.heatSource != b.heatSource) return "heat source";
    return nullptr;
}

int rootOf(const std::vector<int>& parent, int zone)
{
    while (parent[zone] != zone) zone = parent[zone];
    return zone;
}

void refuseContacts(const StockModel& model, const std::set<std::pair<int, int>>& joined,
                    std::vector<std::string>& faults)
{
    const std::vector<std::string>& names = model.mesh.zoneNames;
    for (std::size_t i = 0; i < model.physics.contacts.size(); ++i)
        for (const auto& [a, b] : joined) {
            const ContactResistance& contact = model.physics.contacts[i];
            const std::set<std::string> pair{contact.zoneA, contact.zoneB};
            if (contact.value > 0 && pair == std::set<std::string>{names[a], names[b]})
                faults.push_back(inexpressible(
                    model.place(fmt::format("contacts.{}", i + 1)),
                    fmt::format("a contact resistance between the coolants '{}' and '{}'", names[a], names[b]),
                    "they are one region there. Remove it."));
        }
}

} // namespace

void joinCoolants(StockModel& model, std::vector<std::string>& faults)
{
    meshes::PolyMesh& mesh = model.mesh;
    std::set<std::pair<int, int>> touching;
    for (int f = 0; f < mesh.internalFaces(); ++f) {
        const int a = mesh.zone[mesh.owner[f]], b = mesh.zone[mesh.neighbour[f]];
        if (a != b && materialOf(model, a).fluid && materialOf(model, b).fluid) touching.insert(std::minmax(a, b));
    }
    std::vector<int> parent(mesh.zoneNames.size());
    std::iota(parent.begin(), parent.end(), 0);
    for (const auto& [a, b] : touching) {
        if (const char* const what = difference(materialOf(model, a), materialOf(model, b)))
            faults.push_back(inexpressible(
                model.zonePlace(mesh.zoneNames[b]),
                fmt::format("coolant '{}', which touches coolant '{}' but differs in {},", mesh.zoneNames[b],
                            mesh.zoneNames[a], what),
                "a coolant there is one region with one setting, and two regions of coolant do not exchange flow. Give "
                "both zones the same."));
        const int rootA = rootOf(parent, a), rootB = rootOf(parent, b);
        parent[std::max(rootA, rootB)] = std::min(rootA, rootB);
    }
    refuseContacts(model, touching, faults);
    if (!faults.empty()) return;
    std::vector<int> place(parent.size(), -1);
    std::vector<std::string> names;
    for (std::size_t z = 0; z < parent.size(); ++z) {
        const int root = rootOf(parent, int(z));
        if (root == int(z)) place[z] = int(names.size()), names.push_back(mesh.zoneNames[z]);
        place[z] = place[root];
    }
    for (int& zone : mesh.zone) zone = place[zone];
    mesh.zoneNames = names;
}

} // namespace coldloop::cht
