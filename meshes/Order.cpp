// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Order.h"

#include <algorithm>
#include <numeric>

namespace coldloop::meshes {

namespace {

class CuthillMcKee {
public:
    explicit CuthillMcKee(const PolyMesh& mesh) : graph_(adjacency(mesh)), seen_(mesh.cells(), 0)
    {
        order_.reserve(mesh.cells());
    }

    std::vector<int> make()
    {
        for (int c = 0; c < int(seen_.size()); ++c) {
            if (seen_[c]) continue;
            const std::size_t before = order_.size();
            walk(c); // the last cell of a walk lies at an end of the region: begin there
            const int end = order_.back();
            for (std::size_t i = before; i < order_.size(); ++i) seen_[order_[i]] = 0;
            order_.resize(before);
            walk(end);
        }
        std::reverse(order_.begin(), order_.end());
        return std::move(order_);
    }

private:
    int degree(int c) const { return graph_.start[c + 1] - graph_.start[c]; }

    void walk(int from) // breadth first, neighbours of few neighbours first
    {
        std::size_t next = order_.size();
        order_.push_back(from);
        seen_[from] = 1;
        for (; next < order_.size(); ++next) {
            const std::size_t added = order_.size();
            for (int i = graph_.start[order_[next]]; i < graph_.start[order_[next] + 1]; ++i)
                if (const int c = graph_.cell[i]; !seen_[c]) seen_[c] = 1, order_.push_back(c);
            std::stable_sort(order_.begin() + added, order_.end(),
                             [this](int a, int b) { return degree(a) < degree(b); });
        }
    }

    Adjacency graph_;
    std::vector<char> seen_;
    std::vector<int> order_;
};

} // namespace

std::vector<int> bandOrder(const PolyMesh& mesh) { return CuthillMcKee(mesh).make(); }

PolyMesh renumbered(const PolyMesh& mesh, const std::vector<int>& order)
{
    std::vector<int> number(order.size()), face(mesh.faces());
    for (std::size_t i = 0; i < order.size(); ++i) number[order[i]] = int(i);
    std::iota(face.begin(), face.end(), 0);
    const auto cells = [&](int f) { return std::minmax(number[mesh.owner[f]], number[mesh.neighbour[f]]); };
    std::sort(face.begin(), face.begin() + mesh.internalFaces(), [&](int a, int b) { return cells(a) < cells(b); });

    PolyMesh result;
    result.points = mesh.points;
    result.patches = mesh.patches;
    result.zoneNames = mesh.zoneNames;
    result.zone.reserve(order.size());
    for (const int c : order) result.zone.push_back(mesh.zone[c]);
    result.owner.reserve(mesh.owner.size());
    result.neighbour.reserve(mesh.neighbour.size());
    result.faceStart.reserve(mesh.faceStart.size());
    result.facePoints.reserve(mesh.facePoints.size());
    result.faceStart.push_back(0);
    for (const int f : face) {
        const int size = mesh.faceStart[f + 1] - mesh.faceStart[f];
        const auto begin = mesh.facePoints.begin() + mesh.faceStart[f];
        result.facePoints.insert(result.facePoints.end(), begin, begin + size);
        result.faceStart.push_back(int(result.facePoints.size()));
        int owner = number[mesh.owner[f]];
        if (f < mesh.internalFaces()) {
            int neighbour = number[mesh.neighbour[f]];
            if (neighbour < owner) {
                std::swap(owner, neighbour);
                std::reverse(result.facePoints.end() - size + 1, result.facePoints.end());
            }
            result.neighbour.push_back(neighbour);
        }
        result.owner.push_back(owner);
    }
    return result;
}

} // namespace coldloop::meshes
