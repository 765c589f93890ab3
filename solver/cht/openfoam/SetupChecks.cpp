// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/SetupChecks.h"

#include "solver/cht/openfoam/Coolants.h"
#include "solver/cht/openfoam/Regions.h"
#include "solver/core/Error.h"

#include <fmt/format.h>

namespace coldloop::cht {

namespace {

using Names = std::vector<std::string>;

constexpr double sampleTemperatures[] = {290, 340}; // [K] at which laws are compared

bool sameCoolant(const ZoneMaterial& a, const ZoneMaterial& b)
{
    for (const double t : sampleTemperatures)
        if (a.density(t) != b.density(t) || a.viscosity(t) != b.viscosity(t) || a.specificHeat(t) != b.specificHeat(t))
            return false;
    return true;
}

bool delivers(const Boundary& boundary)
{
    return boundary.velocity > 0 || boundary.massFlow > 0 || boundary.velocityField || !boundary.fanCurve.empty();
}

template <class Visit>
void forBoundaryFaces(const Geometry& g, Visit visit)
{
    for (std::size_t p = 0; p < g.patches.size(); ++p)
        for (int f = g.patches[p].start; f < g.patches[p].start + g.patches[p].size; ++f) visit(f, int(p));
}

// Patches by index, both of each pair.
std::set<int> patchesOf(const std::vector<Periodic>& pairs, const Geometry& g)
{
    std::set<int> found;
    for (const Periodic& periodic : pairs)
        for (std::size_t p = 0; p < g.patches.size(); ++p)
            if (g.patches[p].name == periodic.patch || g.patches[p].partner == periodic.patch) found.insert(int(p));
    return found;
}

// Which parts a periodic flow goes through.
void addPeriodicFacts(const Physics& physics, const Geometry& g, const std::vector<int>& part,
                      const std::function<bool(int)>& fluid, std::set<std::pair<int, int>>& facts)
{
    const Periodic* driving = drivingPair(physics);
    const std::set<int> pairs = patchesOf(physics.periodic, g);
    const std::set<int> drivers = driving ? patchesOf({*driving}, g) : std::set<int>{};
    for (int f = g.firstCyclic; f < g.internalFaces; ++f) {
        const int patch = g.cyclicPatch[f - g.firstCyclic];
        if (!fluid(g.owner[f])) continue;
        if (pairs.count(patch)) facts.insert({part[g.owner[f]], drivenFact});
        if (drivers.count(patch)) facts.insert({part[g.owner[f]], periodicFact});
    }
}

} // namespace

void checkMaterial(const ZoneMaterial& material, Names& faults)
{
    auto positive = [&](const Law& law, const char* what, const char* unit) {
        const double value = law(300);
        if (!(value > 0))
            faults.push_back(
                fmt::format("3-D model: zone '{}': {} {} {} must be above 0.", material.zone, what, value, unit));
    };
    positive(material.conductivity, "conductivity", "W/(m K)");
    for (int i = 0; i < 3; ++i)
        if (!(material.conductivityShape[i][i] > 0))
            faults.push_back(fmt::format("3-D model: zone '{}': conductivity {} W/(m K) along {} must be above 0.",
                                         material.zone, material.conductivityShape[i][i] * material.conductivity(300),
                                         "xyz"[i]));
    if (!material.fluid) return;
    positive(material.density, "density", "kg/m^3");
    positive(material.specificHeat, "specific heat", "J/(kg K)");
    positive(material.viscosity, "viscosity", "Pa s");
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
    if (!(boundary.velocity >= 0) || !(boundary.massFlow >= 0))
        faults.push_back(
            fmt::format("3-D model: inlet '{}': velocity {} m/s and mass flow {} kg/s must not be negative. "
                        "They count into the domain.",
                        boundary.patch, boundary.velocity, boundary.massFlow));
    if ((heatIn || boundary.thermal == ThermalBoundary::fixedTemperature) && !boundary.temperatureField &&
        !(boundary.temperature > 0))
        faults.push_back(fmt::format("3-D model: patch '{}': temperature {} K must be above 0.", boundary.patch,
                                     boundary.temperature));
    if (boundary.thermal != ThermalBoundary::convection) return;
    if (!(boundary.heatTransfer >= 0) || !(boundary.emissivity >= 0 && boundary.emissivity <= 1) ||
        !(boundary.heatTransfer + boundary.emissivity > 0))
        faults.push_back(
            fmt::format("3-D model: patch '{}': heat transfer {} W/(m^2 K) must not be negative, emissivity "
                        "{} must be from 0 to 1, and one of them above 0.",
                        boundary.patch, boundary.heatTransfer, boundary.emissivity));
}

void checkTouchingCoolants(const Setup& setup, const NamedMesh& mesh, Names& faults)
{
    const Geometry& g = mesh.geometry;
    std::set<std::pair<int, int>> pairs;
    for (int f = 0; f < g.internalFaces; ++f) {
        const int p = mesh.zone[g.owner[f]], n = mesh.zone[g.neighbour[f]];
        if (p != n) pairs.insert({std::min(p, n), std::max(p, n)});
    }
    for (const auto& [p, others] : gatherFacts(g, pairs))
        for (int n : others) {
            const ZoneMaterial &a = setup.materials[p], &b = setup.materials[n];
            if (a.fluid && b.fluid && !sameCoolant(a, b))
                faults.push_back(fmt::format("3-D model: coolants '{}' and '{}' touch but differ in density, viscosity "
                                             "or specific heat. Part them by a solid or give both the same material.",
                                             a.zone, b.zone));
        }
}

void findFlow(const Physics& physics, Setup& setup, const NamedMesh& mesh, Names& faults)
{
    const Geometry& g = mesh.geometry;
    auto fluid = [&](int c) { return setup.materials[mesh.zone[c]].fluid; };
    const std::vector<int> part = connectedParts(g, [&](int f) { return fluid(g.owner[f]) && fluid(g.neighbour[f]); });
    const bool buoyant = physics.buoyancy != Buoyancy::none && dot(physics.gravity, physics.gravity) > 0;
    std::set<std::pair<int, int>> facts, onSolid;
    for (int c = 0; c < g.ownedCells; ++c) {
        if (!fluid(c)) continue;
        facts.insert({part[c], zoneFact + mesh.zone[c]});
        if (buoyant || setup.materials[mesh.zone[c]].force) facts.insert({part[c], drivenFact});
    }
    addPeriodicFacts(physics, g, part, fluid, facts);
    forBoundaryFaces(g, [&](int f, int p) {
        const Boundary& boundary = setup.boundaries[p];
        const bool inlet = boundary.flow == FlowBoundary::inlet, outlet = boundary.flow == FlowBoundary::outlet;
        const int label = part[g.owner[f]];
        if ((inlet || outlet) && !fluid(g.owner[f])) onSolid.insert({p, mesh.zone[g.owner[f]]});
        if (inlet) facts.insert({label, inletFact});
        if (inlet && delivers(boundary)) facts.insert({label, deliveringFact});
        if (outlet) facts.insert({label, outletFact});
        if (boundary.flow == FlowBoundary::wall && boundary.velocityField && fluid(g.owner[f]))
            facts.insert({label, drivenFact});
    });
    for (const auto& [p, zones] : gatherFacts(g, onSolid))
        faults.push_back(
            fmt::format("3-D model: patch '{}' is an inlet or outlet but lies on zone '{}', which is solid.",
                        setup.boundaries[p].patch, mesh.zoneNames[*zones.begin()]));
    std::map<int, std::set<int>> moving;
    for (const auto& [label, known] : gatherFacts(g, facts)) {
        if (known.count(inletFact) && !known.count(outletFact))
            faults.push_back(fmt::format("3-D model: coolant {} has an inlet but no outlet. Give it one.",
                                         joined(zonesOf(known, mesh, setup))));
        if (!known.count(deliveringFact) && !known.count(drivenFact)) continue;
        moving.emplace(label, known);
        const PetscInt cell = label - g.halo->first();
        if (!known.count(outletFact) && cell >= 0 && cell < g.ownedCells) setup.pinned.push_back(int(cell));
    }
    setup.flowing.resize(g.cells());
    for (int c = 0; c < g.cells(); ++c) setup.flowing[c] = fluid(c) && moving.count(part[c]);
    findCoolants(physics, setup, mesh, part, moving, faults);
}

void checkHeatHasWayOut(const Setup& setup, const NamedMesh& mesh)
{
    const Geometry& g = mesh.geometry;
    const std::vector<int> part = connectedParts(g, [](int) { return true; });
    std::set<std::pair<int, int>> facts;
    for (int c = 0; c < g.ownedCells; ++c) {
        const ZoneMaterial& material = setup.materials[mesh.zone[c]];
        facts.insert({part[c], zoneFact + mesh.zone[c]});
        if (material.heatSource != 0) facts.insert({part[c], heatedFact});
    }
    forBoundaryFaces(g, [&](int f, int p) {
        const Boundary& boundary = setup.boundaries[p];
        const int c = g.owner[f];
        if (boundary.thermal == ThermalBoundary::fixedTemperature || boundary.thermal == ThermalBoundary::convection ||
            (boundary.flow == FlowBoundary::outlet && setup.flowing[c]))
            facts.insert({part[c], wayOutFact});
        if (boundary.thermal == ThermalBoundary::heatFlux && boundary.heatFlux != 0)
            facts.insert({part[c], heatedFact});
    });
    for (int f = g.firstCyclic; f < g.internalFaces; ++f)
        if (!setup.cyclic.empty()) facts.insert({part[g.owner[f]], wayOutFact});
    for (const auto& [label, known] : gatherFacts(g, facts))
        if (!known.count(wayOutFact))
            throw SolveError(fmt::format(
                "energy: zone {} {} but has no coolant flow and no fixed temperature, so there is no steady "
                "temperature. Give an inlet a velocity above 0 or a patch a temperature.",
                joined(zonesOf(known, mesh, setup)), known.count(heatedFact) ? "takes heat" : "takes no heat"));
}

} // namespace coldloop::cht
