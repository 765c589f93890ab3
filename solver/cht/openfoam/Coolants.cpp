// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Coolants.h"

#include "solver/cht/openfoam/Regions.h"

#include <fmt/format.h>

#include <algorithm>

namespace coldloop::cht {

namespace {

using Names = std::vector<std::string>;

bool drives(const Periodic& periodic) { return periodic.meanVelocity != 0 || periodic.pressureGradient != 0; }

Names fansOf(const Setup& setup)
{
    Names fans;
    for (const Boundary& boundary : setup.boundaries)
        if (boundary.flow == FlowBoundary::inlet && !boundary.fanCurve.empty()) fans.push_back(boundary.patch);
    return fans;
}

void checkDrivers(const Physics& physics, const Setup& setup, const NamedMesh& mesh,
                  const std::map<int, std::set<int>>& moving, Names& faults)
{
    const Names fans = fansOf(setup);
    if (fans.size() > 1)
        faults.push_back(fmt::format("3-D model: patches {} all have a fan curve. One model takes one: solve them as "
                                     "models of their own.",
                                     joined(fans)));
    Names pairs;
    for (const Periodic& periodic : physics.periodic)
        if (drives(periodic)) pairs.push_back(periodic.patch);
    if (pairs.empty()) return;
    if (pairs.size() > 1)
        faults.push_back(fmt::format("3-D model: periodic patches {} each drive a flow. One model takes one such pair: "
                                     "solve them as models of their own.",
                                     joined(pairs)));
    if (!fans.empty())
        faults.push_back(fmt::format("3-D model: fan '{}' is beside a flow that periodic patch '{}' drives. Solve them "
                                     "as models of their own.",
                                     fans.front(), pairs.front()));
    bool any = false;
    for (const auto& [label, known] : moving) {
        any = any || known.count(periodicFact);
        if (pairs.size() == 1 && !known.count(periodicFact))
            faults.push_back(fmt::format("3-D model: coolant {} moves beside the one that periodic patch '{}' drives "
                                         "and is not joined to it. Solve them as models of their own.",
                                         joined(zonesOf(known, mesh, setup)), pairs.front()));
    }
    if (!any && pairs.size() == 1)
        faults.push_back(fmt::format("3-D model: periodic patch '{}' is to drive a flow but no coolant lies at it. "
                                     "Name a pair that coolant crosses.",
                                     pairs.front()));
}

} // namespace

const Periodic* drivingPair(const Physics& physics)
{
    for (const Periodic& periodic : physics.periodic)
        if (drives(periodic)) return &periodic;
    const bool through = std::any_of(physics.boundaries.begin(), physics.boundaries.end(),
                                     [](const Boundary& boundary) { return boundary.flow == FlowBoundary::inlet; });
    return physics.periodic.empty() || through ? nullptr : &physics.periodic.front();
}

Names zonesOf(const std::set<int>& facts, const NamedMesh& mesh, const Setup& setup)
{
    Names coolants, solids;
    for (int fact : facts) {
        if (fact < zoneFact) continue;
        const int zone = fact - zoneFact;
        (setup.materials[zone].fluid ? coolants : solids).push_back(mesh.zoneNames[zone]);
    }
    return coolants.empty() ? solids : coolants;
}

void findCoolants(const Physics& physics, Setup& setup, const NamedMesh& mesh, const std::vector<int>& part,
                  const std::map<int, std::set<int>>& moving, Names& faults)
{
    checkDrivers(physics, setup, mesh, moving, faults);
    std::map<int, int> number;
    for (const auto& [label, known] : moving) {
        number.emplace(label, int(number.size()));
        setup.coolants.push_back({zonesOf(known, mesh, setup), {}, setup.referenceTemperature});
    }
    const Geometry& g = mesh.geometry;
    setup.coolant.assign(g.cells(), -1);
    for (int c = 0; c < g.cells(); ++c)
        if (setup.materials[mesh.zone[c]].fluid && number.count(part[c])) setup.coolant[c] = number.at(part[c]);
    std::set<std::pair<int, int>> inlets;
    for (std::size_t p = 0; p < g.patches.size(); ++p)
        for (int f = g.patches[p].start; f < g.patches[p].start + g.patches[p].size; ++f)
            if (setup.boundaries[p].flow == FlowBoundary::inlet && setup.coolant[g.owner[f]] >= 0)
                inlets.insert({setup.coolant[g.owner[f]], int(p)});
    std::set<int> fans;
    for (const auto& [coolant, patches] : gatherFacts(g, inlets))
        for (int p : patches) {
            const Boundary& inlet = setup.boundaries[p];
            setup.coolants[coolant].inlets.push_back(inlet.patch);
            if (inlet.temperature > 0) setup.coolants[coolant].referenceTemperature = inlet.temperature;
            if (!inlet.fanCurve.empty() && !fans.insert(p).second)
                faults.push_back(fmt::format("3-D model: fan '{}' lies on coolants that are apart from each other. "
                                             "Solve them as models of their own.",
                                             inlet.patch));
        }
}

std::vector<double> pressureDrops(const Geometry& g, const FlowConditions& conditions,
                                  const std::vector<double>& pressure)
{
    std::vector<double> sums(4 * std::size_t(conditions.coolants)); // area and force of inlets, of outlets
    for (int f = 0; f < g.faces() - g.internalFaces; ++f) {
        const FlowBoundary kind = conditions.boundary[f];
        if (kind != FlowBoundary::inlet && kind != FlowBoundary::outlet) continue;
        const int coolant = conditions.coolant.empty() ? 0 : conditions.coolant[f];
        double* both = &sums[4 * std::size_t(coolant) + (kind == FlowBoundary::inlet ? 0 : 2)];
        both[0] += g.magArea(f + g.internalFaces);
        both[1] += g.magArea(f + g.internalFaces) * pressure[f];
    }
    MPI_Allreduce(MPI_IN_PLACE, sums.data(), int(sums.size()), MPI_DOUBLE, MPI_SUM, g.halo->communicator());
    std::vector<double> drops;
    for (const double* s = sums.data(); s != sums.data() + sums.size(); s += 4)
        drops.push_back(s[0] > 0 && s[2] > 0 ? s[1] / s[0] - s[3] / s[2] : 0.0);
    return drops;
}

} // namespace coldloop::cht
