// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/BlockGrid.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <utility>

namespace coldloop::meshes {

namespace {

constexpr const char* axisNames[] = {"x", "y", "z"};

void checkAxis(const Axis& axis, const char* name, std::vector<std::string>& faults)
{
    if (axis.segments.empty()) faults.push_back(fmt::format("mesh: axis {} has no segments. Give at least one.", name));
    double begin = axis.start;
    for (const Segment& segment : axis.segments) {
        if (!(segment.end > begin))
            faults.push_back(fmt::format("mesh: axis {}: a segment ends at {} m, not beyond its begin {} m. "
                                         "Ends must increase.",
                                         name, segment.end, begin));
        if (segment.cells < 1)
            faults.push_back(fmt::format("mesh: axis {}: the segment that ends at {} m has {} cells. Give at least 1.",
                                         name, segment.end, segment.cells));
        if (!(segment.expansion > 0))
            faults.push_back(fmt::format("mesh: axis {}: the segment that ends at {} m has expansion {}. It must be "
                                         "above 0 (last cell / first cell).",
                                         name, segment.end, segment.expansion));
        begin = segment.end;
    }
}

} // namespace

void checkGrid(const BlockGrid& grid)
{
    std::vector<std::string> faults;
    std::size_t blocks = 1;
    for (int d = 0; d < 3; ++d) {
        checkAxis(grid.axes[d], axisNames[d], faults);
        blocks *= grid.axes[d].segments.size();
    }
    if (grid.zones.size() != blocks)
        faults.push_back(fmt::format("mesh: {} zone names for {} blocks. Give one a block (\"\" leaves it out).",
                                     grid.zones.size(), blocks));
    for (std::string& fault : ruleFaults(grid.patches, grid.zones)) faults.push_back(std::move(fault));
    if (faults.empty() && grid.cells() == 0) faults.push_back("mesh: every block is left out. Name a zone for one.");
    if (!faults.empty()) throw InputError(faults);
}

} // namespace coldloop::meshes
