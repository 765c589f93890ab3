// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/BlockGrid.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::meshes {

int Axis::cells() const
{
    int sum = 0;
    for (const Segment& segment : segments) sum += segment.cells;
    return sum;
}

std::vector<double> Axis::points() const
{
    std::vector<double> all{start};
    for (const Segment& segment : segments) {
        const double begin = all.back();
        const int n = segment.cells;
        const double ratio = n > 1 ? std::pow(segment.expansion, 1.0 / (n - 1)) : 1.0;
        double sum = 0, size = 1;
        for (int i = 0; i < n; ++i, size *= ratio) sum += size;
        double done = 0;
        size = 1;
        for (int i = 0; i < n; ++i, size *= ratio) {
            done += size;
            all.push_back(i + 1 < n ? begin + (segment.end - begin) * done / sum : segment.end);
        }
    }
    return all;
}

long BlockGrid::cells() const
{
    const auto& [x, y, z] = axes;
    long sum = 0;
    std::size_t block = 0;
    for (const Segment& k : z.segments)
        for (const Segment& j : y.segments)
            for (const Segment& i : x.segments) {
                if (block < zones.size() && !zones[block].empty()) sum += long(i.cells) * j.cells * k.cells;
                ++block;
            }
    return sum;
}

BlockGrid refined(BlockGrid grid, double factor)
{
    if (!(factor > 0)) throw InputError(fmt::format("mesh: a fineness of {} is not above 0.", factor));
    for (Axis& axis : grid.axes)
        for (Segment& segment : axis.segments) segment.cells = std::max(1, int(std::lround(segment.cells * factor)));
    return grid;
}

} // namespace coldloop::meshes
