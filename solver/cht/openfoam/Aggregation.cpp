// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Aggregation.h"

#include <algorithm>

namespace coldloop::cht {

namespace {

constexpr float weakest = 0.25f;

struct Groups {
    std::vector<int> of; // of each node
    int count = 0;
};

Groups pairs(const WeightedGraph& graph)
{
    Groups groups;
    groups.of.assign(graph.nodes(), -1);
    for (int i = 0; i < graph.nodes(); ++i) {
        if (groups.of[i] >= 0) continue;
        int best = -1;
        float most = 0, largest = 0;
        for (int e = graph.start[i]; e < graph.start[i + 1]; ++e) {
            largest = std::max(largest, graph.weight[e]);
            if (groups.of[graph.column[e]] >= 0 || graph.weight[e] <= most) continue;
            most = graph.weight[e];
            best = graph.column[e];
        }
        groups.of[i] = groups.count;
        if (best >= 0 && most >= weakest * largest) groups.of[best] = groups.count;
        ++groups.count;
    }
    return groups;
}

WeightedGraph graphOf(const Groups& groups, const WeightedGraph& graph)
{
    std::vector<int> first(groups.count, -1), next(graph.nodes(), -1); // chains of a group's nodes
    for (int i = graph.nodes() - 1; i >= 0; --i) {
        next[i] = first[groups.of[i]];
        first[groups.of[i]] = i;
    }
    WeightedGraph result;
    result.start.push_back(0);
    std::vector<int> position(groups.count, -1); // of a neighbour in this group's row, if not before its begin
    for (int group = 0; group < groups.count; ++group) {
        const int begin = int(result.column.size());
        for (int i = first[group]; i >= 0; i = next[i])
            for (int e = graph.start[i]; e < graph.start[i + 1]; ++e) {
                const int to = groups.of[graph.column[e]];
                if (to == group) continue;
                if (position[to] < begin) {
                    position[to] = int(result.column.size());
                    result.column.push_back(to);
                    result.weight.push_back(0);
                }
                result.weight[position[to]] += graph.weight[e];
            }
        result.start.push_back(int(result.column.size()));
    }
    return result;
}

} // namespace

std::vector<int> pairTwice(const WeightedGraph& graph)
{
    Groups first = pairs(graph);
    const Groups second = pairs(graphOf(first, graph));
    for (int& group : first.of) group = second.of[group];
    return first.of;
}

} // namespace coldloop::cht
