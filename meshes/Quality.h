// What a mesh is like, and whether an answer can come of it. Made before every solve.
//
// Angles, skewness and aspect ratio as OpenFOAM's checkMesh has them (primitiveMeshTools, v1912).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/PolyMesh.h"

#include <string>
#include <vector>

namespace coldloop::meshes {

struct ZoneQuality {
    std::string name;
    int cells = 0;
    double volume = 0; // [m^3]
};

struct PatchQuality {
    std::string name;
    int faces = 0;
    double area = 0; // [m^2]
};

struct QualityReport {
    int cells = 0, faces = 0, points = 0;
    Point lower{}, upper{}; // corners of the bounding box [m]
    std::vector<ZoneQuality> zones;
    std::vector<PatchQuality> patches;
    double maxNonOrthogonality = 0,
           meanNonOrthogonality = 0; // between area and line of centres, of internal faces [deg];
                                     // the mean is that of the cosine
    double maxSkewness = 0;          // where that line meets the face, from its centre, over the face's reach that way
    double maxAspectRatio = 0;       // of cells: largest over smallest extent
    double minVolume = 0;            // [m^3]
    double maxVolumeRatio = 1;       // of neighbours, larger over smaller
    int parts = 0;                   // that no internal face or cyclic pair joins
    std::vector<std::string> faults; // no answer comes of the mesh
    std::vector<std::string> warnings; // it may come, and be poor
};

// Faults: coordinates that are no numbers; cells without volume or with a negative one; open cells, whose face areas sum
// to more than 1e-9 of their surface; faces that look into their owner; cells in no zone; cells that lie in cells of
// another part; boundary faces of different zones or parts that coincide without being joined; cyclic patches that are no
// shifted images. Each names the first few cells with their centres. Warnings: several parts, boundary faces in one part
// that coincide, non-orthogonality above 70 degrees, skewness above 4, a mesh above 2 m or below 1 um, zones without
// cells. O(N), a fraction of a second for a million cells.
QualityReport inspect(const PolyMesh& mesh);

// The report for people, several lines.
std::string text(const QualityReport& report);

// Throws InputError with all faults, each led by `source` (the mesh's file or recipe), where there are any.
void refuseFaults(const QualityReport& report, const std::string& source);

} // namespace coldloop::meshes
