// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/PowerMaps.h"

#include "solver/cht/openfoam/Footprint.h"
#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {

constexpr double beside = 1e-6; // share of a rectangle that may lie beside its patch or zone: rounding of meshes

std::string named(const PowerMap& map)
{
    return map.zone.empty() ? fmt::format("patch '{}'", map.patch) : fmt::format("zone '{}'", map.zone);
}

void checkRectangles(const PowerMap& map, std::vector<std::string>& faults)
{
    for (const PowerRectangle& r : map.rectangles) {
        if (!(r.width > 0) || !(r.height > 0))
            faults.push_back(fmt::format("power map on {}: rectangle '{}' is {} m wide and {} m high. Both must be "
                                         "above 0.",
                                         named(map), r.name, r.width, r.height));
        if (!(r.power >= 0) || std::isinf(r.power))
            faults.push_back(fmt::format("power map on {}: rectangle '{}' has a power of {} W. It must not be "
                                         "negative.",
                                         named(map), r.name, r.power));
    }
    if (map.zone.empty() == map.patch.empty())
        faults.push_back("power map: it lies on a patch or in a zone. Name one of them.");
}

void checkCover(const PowerMap& map, const PowerRectangle& r, double covered, const Window& extent)
{
    const double area = r.width * r.height;
    if (covered >= area * (1 - beside)) return;
    const double reach =
        std::max({extent.x0 - r.x, r.x + r.width - extent.x1, extent.y0 - r.y, r.y + r.height - extent.y1});
    const std::string how = reach > beside * std::max(r.width, r.height)
                                ? fmt::format("reaches {:.4g} mm over the edge of", reach * 1e3)
                                : fmt::format("lies with {:.3g} % of its area beside", 100 * (1 - covered / area));
    throw InputError(
        fmt::format("power map: rectangle '{}' (x {:.6g} to {:.6g} mm, y {:.6g} to {:.6g} mm) {} {}, which "
                    "extends over x {:.6g} to {:.6g} mm, y {:.6g} to {:.6g} mm of the map. Move it, or the "
                    "map's origin.",
                    r.name, r.x * 1e3, (r.x + r.width) * 1e3, r.y * 1e3, (r.y + r.height) * 1e3, how, named(map),
                    extent.x0 * 1e3, extent.x1 * 1e3, extent.y0 * 1e3, extent.y1 * 1e3));
}

} // namespace

PowerMaps::PowerMaps(const std::vector<PowerMap>& maps, const meshes::PolyMesh& mesh, const Geometry& geometry)
    : cells_(geometry.ownedCells), boundaryFaces_(geometry.faces() - geometry.internalFaces)
{
    std::vector<std::string> faults;
    for (const PowerMap& map : maps) checkRectangles(map, faults);
    if (!faults.empty()) throw InputError(faults);
    const MPI_Comm communicator = geometry.halo->communicator();
    for (std::size_t m = 0; m < maps.size(); ++m) {
        const PowerMap& map = maps[m];
        schedules_.push_back(map.schedule);
        (map.zone.empty() ? onPatches_ : inZones_) = true;
        const Footprint footprint(map, mesh, geometry);
        for (const PowerRectangle& r : map.rectangles) {
            const Window window{r.x, r.x + r.width, r.y, r.y + r.height};
            checkCover(map, r, sumOver(communicator, footprint.covered(window)), footprint.extent());
            const auto parts = footprint.parts(window);
            double sum = 0;
            for (const auto& part : parts) sum += part.second;
            sum = sumOver(communicator, sum);
            std::vector<Share>& shares = map.zone.empty() ? faceShares_ : cellShares_;
            for (const auto& [index, size] : parts) shares.push_back({int(m), index, r.power * size / sum});
        }
    }
}

std::vector<double> PowerMaps::collect(const std::vector<Share>& shares, int size, double time) const
{
    std::vector<double> factor;
    for (const auto& schedule : schedules_) factor.push_back(schedule ? schedule(time) : 1);
    std::vector<double> power(size, 0.0);
    for (const Share& share : shares) power[share.index] += factor[share.map] * share.power;
    return power;
}

std::vector<double> PowerMaps::cellPower(double time) const
{
    return inZones_ ? collect(cellShares_, cells_, time) : std::vector<double>{};
}

std::vector<double> PowerMaps::facePower(double time) const
{
    return onPatches_ ? collect(faceShares_, boundaryFaces_, time) : std::vector<double>{};
}

} // namespace coldloop::cht
