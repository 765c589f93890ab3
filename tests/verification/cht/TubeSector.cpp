// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/verification/cht/TubeSector.h"

#include "meshes/Assembly.h"

#include <cmath>

namespace coldloop::test {

namespace {

using meshes::PatchKind;

constexpr double halfAngle = 0.01; // [rad]
constexpr unsigned char hexahedron = 12, wedge = 13;

class Sector {
public:
    Sector(const std::vector<double>& fromWall, const std::vector<double>& along, bool periodic)
        : rings_(int(fromWall.size()) - 1), layers_(int(along.size()) - 1)
    {
        shaped_.zoneNames = {"water"};
        for (double x : along) {
            for (int i = 0; i < rings_; ++i)
                for (double angle : {-halfAngle, halfAngle})
                    shaped_.points.push_back(
                        {x, (1 - fromWall[i]) * std::cos(angle), (1 - fromWall[i]) * std::sin(angle)});
            shaped_.points.push_back({x, 0, 0});
        }
        const PatchKind ends = periodic ? PatchKind::cyclic : PatchKind::plain;
        patches_.resize(4);
        patches_[start] = {"start", {}, {0}, ends, periodic ? "end" : ""};
        patches_[end] = {"end", {}, {0}, ends, periodic ? "start" : ""};
        patches_[wall] = {"wall", {}, {0}, PatchKind::plain, ""};
        patches_[sides] = {"sides", {}, {0}, PatchKind::symmetry, ""};
    }

    meshes::PolyMesh mesh()
    {
        for (int layer = 0; layer < layers_; ++layer) {
            for (int ring = 0; ring < rings_; ++ring) addCell(ring, layer);
            addFace(wall, {point(0, 0, layer), point(0, 1, layer), point(0, 1, layer + 1), point(0, 0, layer + 1)});
        }
        for (int ring = 0; ring < rings_; ++ring) {
            addFace(start, across(ring, 0));
            addFace(end, across(ring, layers_));
        }
        return meshes::assemble(shaped_, patches_, "tube");
    }

private:
    enum Patch { start, end, wall, sides };

    int point(int ring, int side, int station) const
    {
        return station * (2 * rings_ + 1) + 2 * ring + (ring == rings_ ? 0 : side); // the axis has one point
    }

    std::vector<int> across(int ring, int station) const // corners of a cell's end
    {
        std::vector<int> corners{point(ring, 0, station), point(ring, 1, station)};
        if (ring + 1 < rings_) corners.push_back(point(ring + 1, 1, station));
        corners.push_back(point(ring + 1, 0, station));
        return corners;
    }

    void addCell(int ring, int layer)
    {
        std::vector<int> corners = across(ring, layer);
        const std::vector<int> far = across(ring, layer + 1);
        corners.insert(corners.end(), far.begin(), far.end());
        shaped_.add(ring + 1 < rings_ ? hexahedron : wedge, corners, 0);
        for (int side : {0, 1})
            addFace(sides, {point(ring, side, layer), point(ring + 1, side, layer), point(ring + 1, side, layer + 1),
                            point(ring, side, layer + 1)});
    }

    void addFace(Patch patch, const std::vector<int>& corners)
    {
        std::vector<int>& points = patches_[patch].facePoints;
        points.insert(points.end(), corners.begin(), corners.end());
        patches_[patch].faceStart.push_back(int(points.size()));
    }

    int rings_, layers_;
    meshes::ShapedCells shaped_;
    std::vector<meshes::ShapedPatch> patches_;
};

} // namespace

meshes::PolyMesh tubeSector(const std::vector<double>& fromWall, const std::vector<double>& along, bool periodic)
{
    return Sector(fromWall, along, periodic).mesh();
}

} // namespace coldloop::test
