// Aggregates of strongly coupled nodes of a graph.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace coldloop::cht {

struct WeightedGraph {
    std::vector<int> start, column; // neighbours of each node
    std::vector<float> weight;
    int nodes() const { return int(start.size()) - 1; }
};

// The aggregate of each node, numbered in the order of their first nodes. Twice, each node that is left takes the
// neighbour with the largest weight that is left, unless that is below a quarter of the node's largest weight.
// Source: Y. Notay, ETNA 37 (2010) 123-146, double pairwise aggregation.
std::vector<int> pairTwice(const WeightedGraph& graph);

} // namespace coldloop::cht
