// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Regions.h"

#include <algorithm>
#include <numeric>

namespace coldloop::cht {

namespace {

// Local parts by their root cell.
std::vector<int> localParts(const Geometry& g, const std::function<bool(int)>& joins)
{
    std::vector<int> root(g.cells());
    std::iota(root.begin(), root.end(), 0);
    auto find = [&](int c) {
        while (root[c] != c) c = root[c] = root[root[c]];
        return c;
    };
    for (int f = 0; f < g.internalFaces; ++f)
        if (joins(f)) root[find(g.neighbour[f])] = find(g.owner[f]);
    for (int c = 0; c < g.cells(); ++c) root[c] = find(c);
    return root;
}

} // namespace

std::vector<int> connectedParts(const Geometry& g, const std::function<bool(int)>& joins)
{
    const std::vector<int> root = localParts(g, joins);
    std::vector<int> label(g.cells()), lowest(g.cells(), int(g.halo->total()));
    for (int c = 0; c < g.cells(); ++c) label[c] = int(g.halo->number(c));
    for (bool changed = true; changed;) {
        for (int c = 0; c < g.cells(); ++c) lowest[root[c]] = std::min(lowest[root[c]], label[c]);
        int different = 0;
        for (int c = 0; c < g.cells(); ++c) {
            different |= label[c] != lowest[root[c]];
            label[c] = lowest[root[c]];
        }
        g.halo->update(label.data());
        for (int c = g.ownedCells; c < g.cells(); ++c) different |= label[c] < lowest[root[c]];
        changed = maxOver(g.halo->communicator(), different) > 0;
    }
    return label;
}

std::map<int, std::set<int>> gatherFacts(const Geometry& g, const std::set<std::pair<int, int>>& facts)
{
    const MPI_Comm communicator = g.halo->communicator();
    int size = 1;
    MPI_Comm_size(communicator, &size);
    std::vector<int> mine, counts(size), starts(size);
    for (const auto& [part, fact] : facts) mine.insert(mine.end(), {part, fact});
    const int count = int(mine.size());
    MPI_Allgather(&count, 1, MPI_INT, counts.data(), 1, MPI_INT, communicator);
    for (int rank = 1; rank < size; ++rank) starts[rank] = starts[rank - 1] + counts[rank - 1];
    std::vector<int> all(starts.back() + counts.back());
    MPI_Allgatherv(mine.data(), count, MPI_INT, all.data(), counts.data(), starts.data(), MPI_INT, communicator);
    std::map<int, std::set<int>> result;
    for (std::size_t i = 0; i < all.size(); i += 2) result[all[i]].insert(all[i + 1]);
    return result;
}

} // namespace coldloop::cht
