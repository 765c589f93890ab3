// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Paths.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <numeric>
#include <set>

namespace coldloop::cht {

namespace {

using Names = std::vector<std::string>;

// Connected parts of the mesh: `links` says which internal faces join their cells. Returns each cell's root cell.
template <class Links>
std::vector<int> parts(const Geometry& g, Links links)
{
    std::vector<int> root(g.cells());
    std::iota(root.begin(), root.end(), 0);
    auto find = [&](int c) {
        while (root[c] != c) c = root[c] = root[root[c]];
        return c;
    };
    for (int f = 0; f < g.internalFaces; ++f)
        if (links(f)) root[find(g.neighbour[f])] = find(g.owner[f]);
    for (int c = 0; c < g.cells(); ++c) root[c] = find(c);
    return root;
}

template <class Visit>
void forBoundaryFaces(const Geometry& g, Visit visit)
{
    for (std::size_t p = 0; p < g.patches.size(); ++p)
        for (int f = g.patches[p].start; f < g.patches[p].start + g.patches[p].size; ++f) visit(f, int(p));
}

} // namespace

void checkTouchingCoolants(const Setup& setup, const meshes::HexMesh& mesh, Names& faults)
{
    std::set<std::pair<int, int>> pairs;
    for (std::size_t f = 0; f < mesh.neighbour.size(); ++f)
        pairs.insert({mesh.zone[mesh.owner[f]], mesh.zone[mesh.neighbour[f]]});
    for (const auto& [p, n] : pairs) {
        const ZoneMaterial &a = setup.materials[p], &b = setup.materials[n];
        if (a.fluid && b.fluid &&
            (a.density != b.density || a.viscosity != b.viscosity || a.specificHeat != b.specificHeat))
            faults.push_back(
                fmt::format("3-D model: coolants of zones '{}' and '{}' touch but differ in density, viscosity "
                            "or specific heat. Give them the same.",
                            a.zone, b.zone));
    }
}

std::vector<char> flowingCells(const Setup& setup, const meshes::HexMesh& mesh, const Geometry& g, Names& faults)
{
    auto fluid = [&](int c) { return setup.materials[mesh.zone[c]].fluid; };
    const auto root = parts(g, [&](int f) { return fluid(g.owner[f]) && fluid(g.neighbour[f]); });
    std::vector<char> fed(g.cells(), 0), drained(g.cells(), 0);
    std::set<std::pair<int, int>> wrong; // patch, zone
    forBoundaryFaces(g, [&](int f, int p) {
        const Boundary& boundary = setup.boundaries[p];
        if (boundary.flow == FlowBoundary::inlet && boundary.velocity > 0) fed[root[g.owner[f]]] = 1;
        if (boundary.flow == FlowBoundary::outlet) drained[root[g.owner[f]]] = 1;
        const bool opening = boundary.flow == FlowBoundary::inlet || boundary.flow == FlowBoundary::outlet;
        if (opening && !fluid(g.owner[f])) wrong.insert({p, mesh.zone[g.owner[f]]});
    });
    for (const auto& [patch, zone] : wrong)
        faults.push_back(
            fmt::format("3-D model: inlet or outlet '{}' lies on the solid zone '{}'. Put it on a coolant zone.",
                        setup.boundaries[patch].patch, mesh.zoneNames[zone]));
    std::set<int> closed;
    std::vector<char> flowing(g.cells(), 0);
    for (int c = 0; c < g.cells(); ++c) {
        flowing[c] = fluid(c) && fed[root[c]];
        if (flowing[c] && !drained[root[c]]) closed.insert(mesh.zone[c]);
    }
    for (int zone : closed)
        faults.push_back(
            fmt::format("3-D model: zone '{}' has an inlet but no outlet. Give it one.", mesh.zoneNames[zone]));
    return flowing;
}

void checkHeatHasWayOut(const Setup& setup, const meshes::HexMesh& mesh, const Geometry& g)
{
    const auto root = parts(g, [](int) { return true; });
    std::vector<char> anchored(g.cells(), 0);
    std::vector<double> heat(g.cells(), 0.0);
    forBoundaryFaces(g, [&](int f, int p) {
        const Boundary& boundary = setup.boundaries[p];
        if (boundary.thermal == ThermalBoundary::fixedTemperature) anchored[root[g.owner[f]]] = 1;
        if (boundary.thermal == ThermalBoundary::heatFlux) heat[root[g.owner[f]]] += boundary.heatFlux * g.magArea[f];
    });
    for (int c = 0; c < g.cells(); ++c) {
        if (setup.flowing[c]) anchored[root[c]] = 1;
        heat[root[c]] += setup.materials[mesh.zone[c]].heatSource * g.volume[c];
    }
    for (int r = 0; r < g.cells(); ++r) {
        if (root[r] != r || anchored[r]) continue;
        std::set<int> coolants, solids;
        for (int c = 0; c < g.cells(); ++c)
            if (root[c] == r) (setup.materials[mesh.zone[c]].fluid ? coolants : solids).insert(mesh.zone[c]);
        Names names;
        for (int zone : coolants.empty() ? solids : coolants) names.push_back(mesh.zoneNames[zone]);
        throw SolveError(
            fmt::format("energy: zone {} takes {:.6g} W but has no coolant flow and no fixed temperature, so "
                        "there is no steady temperature. Give an inlet a velocity above 0 or a patch a "
                        "temperature.",
                        joined(names), heat[r]));
    }
}

} // namespace coldloop::cht
