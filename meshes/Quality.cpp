// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Quality.h"

#include "meshes/Measure.h"
#include "meshes/QualityFaults.h"
#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::meshes {

namespace {

constexpr double pi = 3.14159265358979323846;
constexpr double steep = 70;                   // [deg], from where checkMesh counts a face as severe
constexpr double skewed = 4;                   // checkMesh's limit
constexpr double longest = 2, shortest = 1e-6; // [m] what is cooled lies between

double length(const Point& a) { return std::sqrt(dot(a, a)); }

class Inspection {
public:
    explicit Inspection(const PolyMesh& mesh) : mesh_(mesh), sizes_(measure(mesh)) {}

    QualityReport make()
    {
        countAndBound();
        if (const std::string fault = notNumbers(mesh_); !fault.empty()) return report_.faults = {fault}, report_;
        measureZones();
        measureFaces();
        measureCells();
        report_.faults = faultsOf(mesh_, sizes_, report_.parts, report_.warnings);
        warn();
        return report_;
    }

private:
    void countAndBound()
    {
        report_.cells = mesh_.cells();
        report_.faces = mesh_.faces();
        report_.points = int(mesh_.points.size());
        if (mesh_.points.empty()) return;
        report_.lower = report_.upper = mesh_.points.front();
        for (const Point& p : mesh_.points)
            for (int d = 0; d < 3; ++d) {
                report_.lower[d] = std::min(report_.lower[d], p[d]);
                report_.upper[d] = std::max(report_.upper[d], p[d]);
            }
    }

    void measureZones()
    {
        for (const std::string& name : mesh_.zoneNames) report_.zones.push_back({name});
        for (int c = 0; c < mesh_.cells(); ++c)
            if (mesh_.zone[c] >= 0) {
                ++report_.zones[mesh_.zone[c]].cells;
                report_.zones[mesh_.zone[c]].volume += sizes_.volume[c];
            }
        for (const MeshPatch& patch : mesh_.patches) {
            PatchQuality& row = report_.patches.emplace_back(PatchQuality{patch.name, patch.size});
            for (int f = patch.start; f < patch.start + patch.size; ++f) row.area += length(sizes_.faceArea[f]);
        }
    }

    void measureFaces()
    {
        double sum = 0;
        for (int f = 0; f < mesh_.faces(); ++f) {
            const bool internal = f < mesh_.internalFaces();
            const int owner = mesh_.owner[f];
            const Point& area = sizes_.faceArea[f];
            const Point toFace = minus(sizes_.faceCentre[f], sizes_.cellCentre[owner]);
            Point across = times(dot(toFace, area) / std::max(dot(area, area), 1e-300), area); // boundary: normal to it
            if (internal) {
                const int neighbour = mesh_.neighbour[f];
                across = minus(sizes_.cellCentre[neighbour], sizes_.cellCentre[owner]);
                sum += cosine(across, area);
                const auto [small, large] = std::minmax(sizes_.volume[owner], sizes_.volume[neighbour]);
                if (small > 0) report_.maxVolumeRatio = std::max(report_.maxVolumeRatio, large / small);
            }
            report_.maxSkewness = std::max(report_.maxSkewness, skewness(f, toFace, across, internal ? 0.2 : 0.4));
        }
        const auto degrees = [](double cosine) { return std::acos(std::clamp(cosine, -1.0, 1.0)) * 180 / pi; };
        if (mesh_.internalFaces() == 0) return;
        report_.maxNonOrthogonality = degrees(lowestCosine_);
        report_.meanNonOrthogonality = degrees(sum / mesh_.internalFaces());
    }

    double cosine(const Point& across, const Point& area)
    {
        const double value = dot(across, area) / std::max(std::sqrt(dot(across, across) * dot(area, area)), 1e-300);
        lowestCosine_ = std::min(lowestCosine_, value);
        if (value < std::cos(steep * pi / 180)) ++steepFaces_;
        return value;
    }

    double skewness(int f, const Point& toFace, const Point& across, double share)
    {
        const Point& area = sizes_.faceArea[f];
        const double along = dot(area, across);
        const Point off = minus(toFace, times(along != 0 ? dot(area, toFace) / along : 0, across));
        const double size = length(off);
        if (!(size > 1e-12 * length(across))) return 0;
        const Point direction = times(1 / size, off);
        double reach = share * length(across);
        for (int i = mesh_.faceStart[f]; i < mesh_.faceStart[f + 1]; ++i)
            reach = std::max(reach,
                             std::abs(dot(direction, minus(mesh_.points[mesh_.facePoints[i]], sizes_.faceCentre[f]))));
        if (size > skewed * reach) ++skewedFaces_;
        return size / reach;
    }

    void measureCells()
    {
        std::vector<Point> projected(mesh_.cells(), Point{}); // surface seen along x, y, z, twice
        for (int f = 0; f < mesh_.faces(); ++f)
            for (int d = 0; d < 3; ++d) {
                projected[mesh_.owner[f]][d] += std::abs(sizes_.faceArea[f][d]);
                if (f < mesh_.internalFaces()) projected[mesh_.neighbour[f]][d] += std::abs(sizes_.faceArea[f][d]);
            }
        report_.minVolume = mesh_.cells() > 0 ? sizes_.volume[0] : 0;
        for (int c = 0; c < mesh_.cells(); ++c) {
            report_.minVolume = std::min(report_.minVolume, sizes_.volume[c]);
            const Point& p = projected[c];
            const auto [small, large] = std::minmax({p[0], p[1], p[2]});
            const double bulk = (p[0] + p[1] + p[2]) / (6 * std::pow(std::max(sizes_.volume[c], 1e-300), 2.0 / 3));
            report_.maxAspectRatio =
                std::max(report_.maxAspectRatio, sizes_.volume[c] > 0 ? std::max(large / small, bulk) : 0);
        }
    }

    void warn()
    {
        std::vector<std::string>& warnings = report_.warnings;
        if (steepFaces_ > 0)
            warnings.push_back(
                fmt::format("{} faces are non-orthogonal by more than {:.0f} degrees, the worst by {:.1f}. "
                            "Expect slow convergence and lost accuracy there.",
                            steepFaces_, steep, report_.maxNonOrthogonality));
        if (skewedFaces_ > 0)
            warnings.push_back(fmt::format("{} faces are skewed by more than {:.0f}, the worst by {:.1f}. Expect lost "
                                           "accuracy there.",
                                           skewedFaces_, skewed, report_.maxSkewness));
        double extent = 0;
        for (int d = 0; d < 3; ++d) extent = std::max(extent, report_.upper[d] - report_.lower[d]);
        if (extent > longest || (extent > 0 && extent < shortest))
            warnings.push_back(fmt::format("the mesh is {:.4g} m long. If its numbers are {}, scale it by {}.", extent,
                                           extent > longest ? "millimetres" : "kilometres",
                                           extent > longest ? "0.001" : "1000"));
        for (const ZoneQuality& zone : report_.zones)
            if (zone.cells == 0) warnings.push_back(fmt::format("zone '{}' has no cells.", zone.name));
    }

    const PolyMesh& mesh_;
    Measures sizes_;
    QualityReport report_;
    double lowestCosine_ = 1;
    int steepFaces_ = 0, skewedFaces_ = 0;
};

} // namespace

QualityReport inspect(const PolyMesh& mesh) { return Inspection(mesh).make(); }

std::string text(const QualityReport& r)
{
    std::string out = fmt::format("{} cells, {} faces, {} points in {} part{}\n", r.cells, r.faces, r.points, r.parts,
                                  r.parts == 1 ? "" : "s");
    out += fmt::format("box ({:.6g} {:.6g} {:.6g}) to ({:.6g} {:.6g} {:.6g}) m\n", r.lower[0], r.lower[1], r.lower[2],
                       r.upper[0], r.upper[1], r.upper[2]);
    for (const ZoneQuality& zone : r.zones)
        out += fmt::format("zone {}: {} cells, {:.6g} m^3\n", zone.name, zone.cells, zone.volume);
    for (const PatchQuality& patch : r.patches)
        out += fmt::format("patch {}: {} faces, {:.6g} m^2\n", patch.name, patch.faces, patch.area);
    out += fmt::format("non-orthogonality: largest {:.1f}, mean {:.1f} degrees; largest skewness {:.2f}, aspect ratio "
                       "{:.1f}, volume ratio of neighbours {:.1f}; smallest cell {:.3g} m^3\n",
                       r.maxNonOrthogonality, r.meanNonOrthogonality, r.maxSkewness, r.maxAspectRatio, r.maxVolumeRatio,
                       r.minVolume);
    for (const std::string& warning : r.warnings) out += "warning: " + warning + "\n";
    for (const std::string& fault : r.faults) out += "fault: " + fault + "\n";
    return out;
}

void refuseFaults(const QualityReport& report, const std::string& source)
{
    std::vector<std::string> messages;
    for (const std::string& fault : report.faults) messages.push_back(source + ": " + fault);
    if (!messages.empty()) throw InputError(messages);
}

} // namespace coldloop::meshes
