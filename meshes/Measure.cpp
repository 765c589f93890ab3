// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Measure.h"

#include <cmath>

namespace coldloop::meshes {

namespace {

void measureFace(const PolyMesh& mesh, int f, Measures& result)
{
    const int* points = &mesh.facePoints[mesh.faceStart[f]];
    const int count = mesh.faceStart[f + 1] - mesh.faceStart[f];
    Point mean{}, area{}, moment{};
    for (int i = 0; i < count; ++i) mean = plus(mean, times(1.0 / count, mesh.points[points[i]]));
    double size = 0;
    for (int i = 0; i < count; ++i) {
        const Point& a = mesh.points[points[i]];
        const Point& b = mesh.points[points[(i + 1) % count]];
        const Point normal = times(0.5, cross(minus(b, a), minus(mean, a)));
        const double magnitude = std::sqrt(dot(normal, normal));
        area = plus(area, normal);
        moment = plus(moment, times(magnitude / 3, plus(plus(a, b), mean)));
        size += magnitude;
    }
    result.faceCentre.push_back(size > 0 ? times(1 / size, moment) : mean);
    result.faceArea.push_back(area);
}

template <class Use>
void eachSide(const PolyMesh& mesh, const Use& use) // use(face, cell, sign of the area seen from the cell)
{
    for (int f = 0; f < mesh.faces(); ++f) {
        use(f, mesh.owner[f], 1);
        if (f < mesh.internalFaces()) use(f, mesh.neighbour[f], -1);
    }
}

} // namespace

Measures measure(const PolyMesh& mesh)
{
    Measures result;
    result.faceCentre.reserve(mesh.faces());
    result.faceArea.reserve(mesh.faces());
    for (int f = 0; f < mesh.faces(); ++f) measureFace(mesh, f, result);

    const int cells = mesh.cells();
    std::vector<Point> mean(cells, Point{});
    std::vector<int> count(cells, 0);
    eachSide(mesh, [&](int f, int c, int) { mean[c] = plus(mean[c], result.faceCentre[f]), ++count[c]; });
    for (int c = 0; c < cells; ++c) mean[c] = times(1.0 / count[c], mean[c]);
    result.volume.assign(cells, 0.0);
    result.cellCentre.assign(cells, Point{});
    eachSide(mesh, [&](int f, int c, int sign) {
        const Point toFace = minus(result.faceCentre[f], mean[c]);
        const double pyramid = sign * dot(result.faceArea[f], toFace) / 3;
        result.volume[c] += pyramid;
        result.cellCentre[c] = plus(result.cellCentre[c], times(0.75 * pyramid, toFace));
    });
    for (int c = 0; c < cells; ++c)
        result.cellCentre[c] =
            result.volume[c] > 0 ? plus(mean[c], times(1 / result.volume[c], result.cellCentre[c])) : mean[c];
    return result;
}

CellFaces facesOfCells(const PolyMesh& mesh)
{
    CellFaces result;
    result.start.assign(std::size_t(mesh.cells()) + 1, 0);
    eachSide(mesh, [&](int, int c, int) { ++result.start[c + 1]; });
    for (int c = 0; c < mesh.cells(); ++c) result.start[c + 1] += result.start[c];
    result.face.resize(result.start.back());
    std::vector<int> next(result.start.begin(), result.start.end() - 1);
    eachSide(mesh, [&](int f, int c, int) { result.face[next[c]++] = f; });
    return result;
}

} // namespace coldloop::meshes
