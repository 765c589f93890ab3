// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Bricks.h"

#include "solver/core/Error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace coldloop::meshes {

namespace {

constexpr double samePlane = 1e-9; // [m]
constexpr long mostCells = 20000000;

// The sides of all bricks along one axis, each plane once.
std::vector<double> planesOf(const std::vector<Brick>& bricks, int axis)
{
    std::vector<double> planes;
    for (const Brick& brick : bricks) {
        planes.push_back(brick.lower[axis]);
        planes.push_back(brick.upper[axis]);
    }
    std::sort(planes.begin(), planes.end());
    const auto near = [](double a, double b) { return b - a < samePlane; };
    planes.erase(std::unique(planes.begin(), planes.end(), near), planes.end());
    return planes;
}

std::size_t planeNumber(const std::vector<double>& planes, double at)
{
    const auto place = std::lower_bound(planes.begin(), planes.end(), at - samePlane);
    return static_cast<std::size_t>(place - planes.begin());
}

// A number of cells that rounding does not raise.
int cellsFor(double wanted) { return std::max(1, int(std::ceil(wanted - 1e-6))); }

void check(const std::vector<Brick>& bricks, double cellSize)
{
    std::vector<std::string> faults;
    if (bricks.empty()) faults.push_back("mesh: there are no bricks. Give at least one.");
    if (!(cellSize > 0)) faults.push_back(fmt::format("mesh: a cell size of {} m is not above 0.", cellSize));
    for (const Brick& brick : bricks)
        for (int d = 0; d < 3; ++d)
            if (!(brick.upper[d] - brick.lower[d] > samePlane))
                faults.push_back(
                    fmt::format("mesh: zone '{}' reaches from {:g} m to {:g} m along {}. Give it an extent.",
                                brick.zone, brick.lower[d], brick.upper[d], "xyz"[d]));
    if (!faults.empty()) throw InputError(faults);
}

} // namespace

std::vector<Brick> cut(const std::vector<Brick>& bricks, int axis, double from, double to)
{
    std::vector<Brick> parts;
    for (Brick brick : bricks) {
        const double whole = brick.upper[axis] - brick.lower[axis];
        brick.lower[axis] = std::max(brick.lower[axis], from);
        brick.upper[axis] = std::min(brick.upper[axis], to);
        const double rest = brick.upper[axis] - brick.lower[axis];
        if (rest <= samePlane) continue;
        brick.cells[axis] = cellsFor(brick.cells[axis] * rest / whole);
        parts.push_back(std::move(brick));
    }
    return parts;
}

BlockGrid gridOfBricks(const std::vector<Brick>& bricks, double cellSize)
{
    check(bricks, cellSize);
    BlockGrid grid;
    std::array<std::vector<double>, 3> planes;
    for (int d = 0; d < 3; ++d) {
        planes[d] = planesOf(bricks, d);
        grid.axes[d].start = planes[d].front();
        for (std::size_t i = 1; i < planes[d].size(); ++i) {
            const double extent = planes[d][i] - planes[d][i - 1];
            grid.axes[d].segments.push_back({planes[d][i], d < 2 ? cellsFor(extent / cellSize) : 1, 1});
        }
    }
    const std::size_t nx = planes[0].size() - 1, ny = planes[1].size() - 1, nz = planes[2].size() - 1;
    grid.zones.assign(nx * ny * nz, "");
    for (const Brick& brick : bricks) {
        std::array<std::size_t, 3> from{}, to{};
        for (int d = 0; d < 3; ++d) {
            from[d] = planeNumber(planes[d], brick.lower[d]);
            to[d] = planeNumber(planes[d], brick.upper[d]);
        }
        for (int d = 0; d < 3; ++d)
            for (std::size_t i = from[d]; i < to[d]; ++i) {
                Segment& segment = grid.axes[d].segments[i];
                const double share = (planes[d][i + 1] - planes[d][i]) / (brick.upper[d] - brick.lower[d]);
                segment.cells = std::max(segment.cells, cellsFor(brick.cells[d] * share));
            }
        for (std::size_t k = from[2]; k < to[2]; ++k)
            for (std::size_t j = from[1]; j < to[1]; ++j)
                std::fill_n(grid.zones.begin() + long(from[0] + nx * (j + ny * k)), to[0] - from[0], brick.zone);
    }
    if (const long cells = grid.cells(); cells > mostCells)
        throw InputError(fmt::format("mesh: {} cells are more than {}. Give a larger cell size.", cells, mostCells));
    return grid;
}

} // namespace coldloop::meshes
