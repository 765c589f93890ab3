// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/PolyMesh.h"
#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>

namespace coldloop::meshes {

namespace {

void checkFaces(const PolyMesh& mesh, const std::string& source)
{
    const int points = int(mesh.points.size()), cells = mesh.cells(), faces = mesh.faces();
    if (cells == 0) throw InputError(fmt::format("{}: the mesh has no cells.", source));
    if (int(mesh.faceStart.size()) != faces + 1 || mesh.internalFaces() > faces || mesh.faceStart.front() != 0 ||
        mesh.faceStart.back() != int(mesh.facePoints.size()))
        throw InputError(fmt::format("{}: {} faces, {} owners and {} neighbours do not fit together. Write the mesh "
                                     "again.",
                                     source, int(mesh.faceStart.size()) - 1, faces, mesh.internalFaces()));
    for (int f = 0; f < faces; ++f) {
        if (mesh.faceStart[f + 1] - mesh.faceStart[f] < 3)
            throw InputError(fmt::format("{}: face {} has {} points. Faces need 3.", source, f,
                                         mesh.faceStart[f + 1] - mesh.faceStart[f]));
        const int owner = mesh.owner[f], neighbour = f < mesh.internalFaces() ? mesh.neighbour[f] : -1;
        if (owner < 0 || owner >= cells || neighbour >= cells)
            throw InputError(fmt::format("{}: face {} lies between cells {} and {}, but the cells are 0 to {}.", source,
                                         f, owner, neighbour, cells - 1));
        if (f < mesh.internalFaces() && neighbour <= owner)
            throw InputError(fmt::format("{}: face {} has owner {} and neighbour {}. The owner must be the lower cell; "
                                         "renumberMesh puts it right.",
                                         source, f, owner, neighbour));
    }
    for (const int p : mesh.facePoints)
        if (p < 0 || p >= points)
            throw InputError(
                fmt::format("{}: a face has point {}, but the points are 0 to {}.", source, p, points - 1));
}

} // namespace

void checkNumbers(const PolyMesh& mesh, const std::string& source)
{
    checkFaces(mesh, source);
    int next = mesh.internalFaces();
    for (const MeshPatch& patch : mesh.patches) {
        if (patch.start != next || patch.size < 0)
            throw InputError(fmt::format("{}: patch '{}' has {} faces from {} on, but face {} is next. Patches must "
                                         "cover the boundary in order.",
                                         source, patch.name, patch.size, patch.start, next));
        next += patch.size;
    }
    if (next != mesh.faces())
        throw InputError(
            fmt::format("{}: the patches end at face {}, the mesh has {}. Patches must cover the boundary.", source,
                        next, mesh.faces()));
    for (const MeshPatch& patch : mesh.patches) {
        if (patch.kind != PatchKind::cyclic) continue;
        const auto partner = std::find_if(mesh.patches.begin(), mesh.patches.end(),
                                          [&](const MeshPatch& other) { return other.name == patch.partner; });
        if (partner == mesh.patches.end() || partner->size != patch.size || partner->partner != patch.name)
            throw InputError(
                fmt::format("{}: cyclic patch '{}' of {} faces and its partner '{}' do not match. Both must "
                            "name each other and have equal faces in the same order.",
                            source, patch.name, patch.size, patch.partner));
    }
}

} // namespace coldloop::meshes
