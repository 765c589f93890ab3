// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/model/MeshView.h"

#include <algorithm>
#include <numeric>

namespace coldloop::model {

namespace {

// The root of a cell in a forest of parents; halves the path on the way.
int rootOf(std::vector<int>& parent, int cell)
{
    while (parent[cell] != cell) cell = parent[cell] = parent[parent[cell]];
    return cell;
}

} // namespace

const meshes::MeshPatch* MeshView::patch(const std::string& name) const
{
    for (const meshes::MeshPatch& patch : mesh_.patches)
        if (patch.name == name) return &patch;
    return nullptr;
}

int MeshView::zone(const std::string& name) const
{
    const auto found = std::find(mesh_.zoneNames.begin(), mesh_.zoneNames.end(), name);
    return found == mesh_.zoneNames.end() ? -1 : static_cast<int>(found - mesh_.zoneNames.begin());
}

std::vector<std::string> MeshView::patchNames() const
{
    std::vector<std::string> names;
    for (const meshes::MeshPatch& patch : mesh_.patches) names.push_back(patch.name);
    return names;
}

std::set<int> MeshView::zonesOf(const meshes::MeshPatch& patch) const
{
    std::set<int> zones;
    for (int face = patch.start; face < patch.start + patch.size; ++face) zones.insert(mesh_.zone[mesh_.owner[face]]);
    return zones;
}

bool MeshView::touch(int zoneA, int zoneB) const
{
    for (int face = 0; face < mesh_.internalFaces(); ++face) {
        const int a = mesh_.zone[mesh_.owner[face]], b = mesh_.zone[mesh_.neighbour[face]];
        if ((a == zoneA && b == zoneB) || (a == zoneB && b == zoneA)) return true;
    }
    return false;
}

std::vector<int> MeshView::parts(const std::function<bool(int cell)>& wanted) const
{
    std::vector<int> parent(static_cast<std::size_t>(mesh_.cells()));
    std::iota(parent.begin(), parent.end(), 0);
    std::vector<char> in(parent.size());
    for (std::size_t cell = 0; cell < in.size(); ++cell) in[cell] = wanted(static_cast<int>(cell)) ? 1 : 0;
    const auto join = [&](int a, int b) {
        if (in[a] && in[b]) parent[rootOf(parent, a)] = rootOf(parent, b);
    };
    for (int face = 0; face < mesh_.internalFaces(); ++face) join(mesh_.owner[face], mesh_.neighbour[face]);
    for (const meshes::CyclicFaces& pair : meshes::cyclicFaces(mesh_))
        join(mesh_.owner[pair.first], mesh_.owner[pair.second]);
    std::vector<int> part(parent.size());
    for (std::size_t cell = 0; cell < part.size(); ++cell)
        part[cell] = in[cell] ? rootOf(parent, static_cast<int>(cell)) : -1;
    return part;
}

std::pair<meshes::Point, meshes::Point> MeshView::bounds() const
{
    meshes::Point low = mesh_.points.empty() ? meshes::Point{} : mesh_.points.front(), high = low;
    for (const meshes::Point& point : mesh_.points)
        for (int d = 0; d < 3; ++d) {
            low[d] = std::min(low[d], point[d]);
            high[d] = std::max(high[d], point[d]);
        }
    return {low, high};
}

} // namespace coldloop::model
