// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/QualityFaults.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace coldloop::meshes {

namespace {

using Zones = std::pair<int, int>;

Zones zonesOf(const PolyMesh& mesh, int a, int b) { return std::minmax(mesh.zone[a], mesh.zone[b]); }

std::string nameOf(const PolyMesh& mesh, int zone) { return zone < 0 ? "none" : mesh.zoneNames[zone]; }

// Finds the cells whose boxes hold a point: a regular grid of bins over the whole box, each listing the cells whose boxes
// reach into it.
class Bins {
public:
    Bins(const PolyMesh& mesh, const Measures& sizes) : mesh_(mesh), sizes_(sizes), faces_(facesOfCells(mesh))
    {
        for (int d = 0; d < 3; ++d) {
            const auto [low, high] = std::minmax_element(mesh.points.begin(), mesh.points.end(),
                                                         [d](const Point& a, const Point& b) { return a[d] < b[d]; });
            lower_[d] = (*low)[d];
            count_[d] = std::max(1, int(std::cbrt(double(mesh.cells()))));
            width_[d] = std::max((*high)[d] - lower_[d], 1e-300) / count_[d];
        }
        start_.assign(std::size_t(count_[0]) * count_[1] * count_[2] + 1, 0);
        eachEntry([&](std::size_t bin, int) { ++start_[bin + 1]; });
        for (std::size_t b = 1; b < start_.size(); ++b) start_[b] += start_[b - 1];
        cell_.resize(start_.back());
        std::vector<std::size_t> next(start_.begin(), start_.end() - 1);
        eachEntry([&](std::size_t bin, int c) { cell_[next[bin]++] = c; });
    }

    // A cell for which `wanted` holds and that has the point inside, -1 for none.
    template <class Wanted>
    int holding(const Point& at, const Wanted& wanted) const
    {
        const std::size_t bin = binOf({place(at[0], 0), place(at[1], 1), place(at[2], 2)});
        for (std::size_t i = start_[bin]; i < start_[bin + 1]; ++i)
            if (wanted(cell_[i]) && inside(at, cell_[i])) return cell_[i];
        return -1;
    }

private:
    int place(double x, int d) const { return std::clamp(int((x - lower_[d]) / width_[d]), 0, count_[d] - 1); }
    std::size_t binOf(const std::array<int, 3>& at) const
    {
        return at[0] + std::size_t(count_[0]) * (at[1] + std::size_t(count_[1]) * at[2]);
    }

    template <class Use>
    void eachEntry(const Use& use) const // use(bin, cell)
    {
        for (int c = 0; c < mesh_.cells(); ++c) {
            Point low = sizes_.cellCentre[c], high = low;
            for (int i = faces_.start[c]; i < faces_.start[c + 1]; ++i)
                for (int k = mesh_.faceStart[faces_.face[i]]; k < mesh_.faceStart[faces_.face[i] + 1]; ++k)
                    for (int d = 0; d < 3; ++d) {
                        low[d] = std::min(low[d], mesh_.points[mesh_.facePoints[k]][d]);
                        high[d] = std::max(high[d], mesh_.points[mesh_.facePoints[k]][d]);
                    }
            for (int z = place(low[2], 2); z <= place(high[2], 2); ++z)
                for (int y = place(low[1], 1); y <= place(high[1], 1); ++y)
                    for (int x = place(low[0], 0); x <= place(high[0], 0); ++x) use(binOf({x, y, z}), c);
        }
    }

    bool inside(const Point& at, int c) const
    {
        for (int i = faces_.start[c]; i < faces_.start[c + 1]; ++i) {
            const int f = faces_.face[i];
            const double outwards = dot(sizes_.faceArea[f], minus(sizes_.faceCentre[f], at));
            if ((mesh_.owner[f] == c ? outwards : -outwards) <= 0) return false;
        }
        return true;
    }

    const PolyMesh& mesh_;
    const Measures& sizes_;
    CellFaces faces_;
    Point lower_{}, width_{};
    std::array<int, 3> count_{};
    std::vector<std::size_t> start_;
    std::vector<int> cell_;
};

} // namespace

std::vector<std::string> overlaps(const PolyMesh& mesh, const Measures& sizes, const std::vector<int>& partOf)
{
    const Bins bins(mesh, sizes);
    std::map<Zones, std::vector<int>> found;
    std::map<Zones, int> other;
    for (int c = 0; c < mesh.cells(); ++c) {
        const int in = bins.holding(sizes.cellCentre[c], [&](int d) { return partOf[d] != partOf[c]; });
        if (in < 0) continue;
        found[zonesOf(mesh, c, in)].push_back(c);
        other.emplace(zonesOf(mesh, c, in), in);
    }
    std::vector<std::string> faults;
    for (const auto& [zones, cells] : found)
        faults.push_back(
            fmt::format("zones '{}' and '{}' overlap: {} cells lie in each other, as {} in {}. Cut one zone "
                        "where it meets the other.",
                        nameOf(mesh, zones.first), nameOf(mesh, zones.second), cells.size(),
                        firstCells({cells.front()}, sizes), other.at(zones)));
    return faults;
}

std::vector<std::string> unjoined(const PolyMesh& mesh, const Measures& sizes, const std::vector<int>& partOf,
                                  std::vector<std::string>& warnings)
{
    // Sorted by their place along a line on which few centres coincide by chance.
    struct Face {
        double place;
        int face;
    };
    const Point line{0.8164965809, 0.4409585518, 0.3727797};
    std::vector<Face> faces;
    double extent = 0;
    for (const MeshPatch& patch : mesh.patches)
        for (int f = patch.start; patch.kind != PatchKind::cyclic && f < patch.start + patch.size; ++f) {
            faces.push_back({dot(sizes.faceCentre[f], line), f});
            for (const double x : sizes.faceCentre[f]) extent = std::max(extent, std::abs(x));
        }
    std::sort(faces.begin(), faces.end(), [](const Face& a, const Face& b) { return a.place < b.place; });
    const double slack = 1e-9 * extent;
    std::map<std::pair<bool, Zones>, std::vector<int>> found; // faces; whether in one part of one zone
    for (std::size_t i = 0; i < faces.size(); ++i)
        for (std::size_t k = i + 1; k < faces.size() && faces[k].place - faces[i].place <= slack; ++k) {
            const int f = faces[i].face, g = faces[k].face;
            const Point apart = minus(sizes.faceCentre[f], sizes.faceCentre[g]);
            if (dot(apart, apart) > slack * slack) continue;
            const int a = mesh.owner[f], b = mesh.owner[g];
            const Zones zones = zonesOf(mesh, a, b);
            found[{zones.first == zones.second && partOf[a] == partOf[b], zones}].push_back(f);
        }
    std::vector<std::string> faults;
    for (const auto& [where, pairs] : found) {
        const auto& [baffle, zones] = where;
        const std::string place = fmt::format("{} pairs of boundary faces that are not joined, the first at "
                                              "({:.6g} {:.6g} {:.6g}) m",
                                              pairs.size(), sizes.faceCentre[pairs.front()][0],
                                              sizes.faceCentre[pairs.front()][1], sizes.faceCentre[pairs.front()][2]);
        if (baffle)
            warnings.push_back(
                fmt::format("zone '{}' touches itself in {}: nothing crosses there. Unless a thin wall is "
                            "meant, merge the points.",
                            nameOf(mesh, zones.first), place));
        else if (zones.first == zones.second)
            faults.push_back(fmt::format("two parts of zone '{}' touch in {}: no heat would cross. Merge the points of "
                                         "both parts (in Gmsh: Coherence or fragments).",
                                         nameOf(mesh, zones.first), place));
        else
            faults.push_back(
                fmt::format("zones '{}' and '{}' touch in {}: no heat would cross. Merge the points of both "
                            "zones (in Gmsh: Coherence or fragments).",
                            nameOf(mesh, zones.first), nameOf(mesh, zones.second), place));
    }
    return faults;
}

} // namespace coldloop::meshes
