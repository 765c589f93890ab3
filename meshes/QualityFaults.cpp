// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/QualityFaults.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace coldloop::meshes {

namespace {

constexpr std::size_t shown = 5;
constexpr double openLimit = 1e-9;   // of the surface; rounding leaves 1e-13 unless the mesh lies far from the origin
constexpr double cyclicLimit = 1e-4; // of a face's length

double length(const Point& a) { return std::sqrt(dot(a, a)); }

void report(std::vector<std::string>& faults, const std::vector<int>& cells, const Measures& sizes, const char* what,
            const char* advice)
{
    if (cells.empty()) return;
    faults.push_back(fmt::format("{} cell{} {}: {}. {}", cells.size(), cells.size() == 1 ? "" : "s", what,
                                 firstCells(cells, sizes), advice));
}

// Of each cell: the sum of its area vectors, and of their lengths.
struct Surface {
    std::vector<Point> sum;
    std::vector<double> size;
};

Surface surfaces(const PolyMesh& mesh, const Measures& sizes)
{
    Surface result{std::vector<Point>(mesh.cells(), Point{}), std::vector<double>(mesh.cells(), 0.0)};
    for (int f = 0; f < mesh.faces(); ++f) {
        const double size = length(sizes.faceArea[f]);
        result.sum[mesh.owner[f]] = plus(result.sum[mesh.owner[f]], sizes.faceArea[f]);
        result.size[mesh.owner[f]] += size;
        if (f >= mesh.internalFaces()) continue;
        result.sum[mesh.neighbour[f]] = minus(result.sum[mesh.neighbour[f]], sizes.faceArea[f]);
        result.size[mesh.neighbour[f]] += size;
    }
    return result;
}

// Open cells; those that turning one face around would close are told with that face.
void checkClosed(const PolyMesh& mesh, const Measures& sizes, std::vector<std::string>& faults)
{
    const Surface surface = surfaces(mesh, sizes);
    std::vector<char> open(mesh.cells(), 0);
    for (int c = 0; c < mesh.cells(); ++c) open[c] = !(length(surface.sum[c]) <= openLimit * surface.size[c]);
    std::vector<int> turned;
    for (int f = 0; f < mesh.faces(); ++f) {
        bool closes = open[mesh.owner[f]];
        const auto closed = [&](int c, double sign) {
            const Point rest = minus(surface.sum[c], times(2 * sign, sizes.faceArea[f]));
            return length(rest) <= openLimit * surface.size[c];
        };
        if (closes) closes = closed(mesh.owner[f], 1);
        if (closes && f < mesh.internalFaces()) closes = closed(mesh.neighbour[f], -1);
        if (!closes) continue;
        turned.push_back(f);
        open[mesh.owner[f]] = 0;
        if (f < mesh.internalFaces()) open[mesh.neighbour[f]] = 0;
    }
    for (std::size_t i = 0; i < std::min(turned.size(), shown); ++i)
        faults.push_back(
            fmt::format("face {} looks into its owner, cell {}. Turn its points around ({} face{} in all).", turned[i],
                        firstCells({mesh.owner[turned[i]]}, sizes), turned.size(), turned.size() == 1 ? "" : "s"));
    std::vector<int> cells;
    for (int c = 0; c < mesh.cells(); ++c)
        if (open[c]) cells.push_back(c);
    report(faults, cells, sizes, "not closed by faces",
           "A face is missing or belongs to another cell: make the mesh again.");
}

void checkCyclic(const PolyMesh& mesh, const Measures& sizes, std::vector<std::string>& faults)
{
    const std::vector<CyclicFaces> pairs = cyclicFaces(mesh);
    std::vector<char> told(mesh.patches.size(), 0);
    Point shift{};
    std::size_t former = mesh.patches.size();
    for (const CyclicFaces& pair : pairs) {
        std::size_t patch = 0;
        while (pair.first >= mesh.patches[patch].start + mesh.patches[patch].size) ++patch;
        const Point across = minus(sizes.faceCentre[pair.second], sizes.faceCentre[pair.first]);
        if (patch != former) shift = across;
        former = patch;
        const double side = std::sqrt(length(sizes.faceArea[pair.first]));
        const Point both = plus(sizes.faceArea[pair.first], sizes.faceArea[pair.second]);
        if (told[patch] ||
            (length(minus(across, shift)) <= cyclicLimit * side && length(both) <= cyclicLimit * side * side))
            continue;
        told[patch] = 1;
        faults.push_back(
            fmt::format("cyclic patches '{}' and '{}' are not shifted images of each other: faces {} and {} "
                        "do not meet. Only shifts are supported, no rotations.",
                        mesh.patches[patch].name, mesh.patches[patch].partner, pair.first, pair.second));
    }
}

// A number for each part of the mesh that no face joins to another.
std::vector<int> partsOf(const PolyMesh& mesh, int& parts)
{
    const Adjacency graph = adjacency(mesh);
    std::vector<int> partOf(mesh.cells(), -1), next;
    parts = 0;
    for (int c = 0; c < mesh.cells(); ++c) {
        if (partOf[c] >= 0) continue;
        partOf[c] = parts;
        for (next = {c}; !next.empty();) {
            const int at = next.back();
            next.pop_back();
            for (int i = graph.start[at]; i < graph.start[at + 1]; ++i)
                if (const int d = graph.cell[i]; partOf[d] < 0) partOf[d] = parts, next.push_back(d);
        }
        ++parts;
    }
    return partOf;
}

// Says that a mesh has several parts, and where all but the largest are.
std::string separate(const PolyMesh& mesh, const std::vector<int>& partOf, int parts)
{
    struct Part {
        int cells = 0;
        Point low, high;
    };
    constexpr double far = std::numeric_limits<double>::max();
    std::vector<Part> found(parts, {0, {far, far, far}, {-far, -far, -far}});
    for (const int part : partOf) ++found[part].cells;
    for (int f = 0; f < mesh.faces(); ++f)
        for (int k = mesh.faceStart[f]; k < mesh.faceStart[f + 1]; ++k)
            for (int d = 0; d < 3; ++d) {
                Part& part = found[partOf[mesh.owner[f]]];
                part.low[d] = std::min(part.low[d], mesh.points[mesh.facePoints[k]][d]);
                part.high[d] = std::max(part.high[d], mesh.points[mesh.facePoints[k]][d]);
            }
    std::stable_sort(found.begin(), found.end(), [](const Part& a, const Part& b) { return a.cells > b.cells; });
    std::string words;
    for (int i = 1; i < std::min<int>(parts, 1 + int(shown)); ++i)
        words += fmt::format("{}{} cells in ({:.6g} {:.6g} {:.6g}) to ({:.6g} {:.6g} {:.6g}) m", i > 1 ? ", " : "",
                             found[i].cells, found[i].low[0], found[i].low[1], found[i].low[2], found[i].high[0],
                             found[i].high[1], found[i].high[2]);
    return fmt::format(
        "the mesh is in {} parts that no face joins, and no heat passes between them. Beside the largest: "
        "{}{}. Where they should touch, close the gap and merge their points.",
        parts, words, parts > 1 + int(shown) ? ", ..." : "");
}

} // namespace

std::string firstCells(const std::vector<int>& cells, const Measures& sizes)
{
    std::string words;
    for (std::size_t i = 0; i < std::min(cells.size(), shown); ++i) {
        const Point& at = sizes.cellCentre[cells[i]];
        words += fmt::format("{}{} at ({:.6g} {:.6g} {:.6g}) m", i ? ", " : "", cells[i], at[0], at[1], at[2]);
    }
    return words + (cells.size() > shown ? ", ..." : "");
}

std::string notNumbers(const PolyMesh& mesh)
{
    std::vector<int> points;
    for (std::size_t p = 0; p < mesh.points.size(); ++p)
        for (const double x : mesh.points[p])
            if (!std::isfinite(x) && (points.empty() || points.back() != int(p))) points.push_back(int(p));
    if (points.empty()) return "";
    std::string words;
    for (std::size_t i = 0; i < std::min(points.size(), shown); ++i) {
        const Point& at = mesh.points[points[i]];
        words += fmt::format("{}{} ({} {} {})", i ? ", " : "", points[i], at[0], at[1], at[2]);
    }
    return fmt::format("{} point{} of coordinates that are no numbers: {}{}. Make the mesh again.", points.size(),
                       points.size() == 1 ? "" : "s", words, points.size() > shown ? ", ..." : "");
}

std::vector<std::string> faultsOf(const PolyMesh& mesh, const Measures& sizes, int& parts,
                                  std::vector<std::string>& warnings)
{
    std::vector<std::string> faults;
    std::vector<int> flat, nowhere;
    for (int c = 0; c < mesh.cells(); ++c) {
        if (!(sizes.volume[c] > 0)) flat.push_back(c);
        if (mesh.zone[c] < 0) nowhere.push_back(c);
    }
    report(faults, flat, sizes, "without a positive volume", "Make the mesh again, finer or less stretched there.");
    checkClosed(mesh, sizes, faults);
    report(faults, nowhere, sizes, "in no zone", "Every cell needs a zone, which gives it its material.");
    checkCyclic(mesh, sizes, faults);
    const std::vector<int> partOf = partsOf(mesh, parts);
    for (std::string& fault : unjoined(mesh, sizes, partOf, warnings)) faults.push_back(std::move(fault));
    if (parts == 1) return faults;
    for (std::string& fault : overlaps(mesh, sizes, partOf)) faults.push_back(std::move(fault));
    warnings.push_back(separate(mesh, partOf, parts));
    return faults;
}

} // namespace coldloop::meshes
