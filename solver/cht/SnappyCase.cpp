// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/SnappyCase.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

namespace coldloop::cht {

namespace {

namespace fs = std::filesystem;

// Between the surfaces and the box. Not whole, so that the planes of the grid do not lie in those of a body whose sizes are
// whole numbers of cells.
constexpr double space = 2.37;

void write(const fs::path& path, const std::string& text)
{
    std::ofstream out(path);
    out << "FoamFile { version 2.0; format ascii; class dictionary; object " << path.filename().string() << "; }\n"
        << text;
    out.close();
    if (!out) throw EnvironmentError(fmt::format("{} cannot be written. Check the space left.", path.string()));
}

std::string blocks(const meshes::Point& lower, const meshes::Point& upper)
{
    std::string corners;
    for (const int corner : {0, 1, 3, 2, 4, 5, 7, 6}) {
        meshes::Point at{};
        for (int d = 0; d < 3; ++d) at[d] = corner >> d & 1 ? upper[d] : lower[d];
        corners += fmt::format("({:.17g} {:.17g} {:.17g})\n", at[0], at[1], at[2]);
    }
    return fmt::format(
        "vertices (\n{});\nblocks (hex (0 1 2 3 4 5 6 7) ({:.0f} {:.0f} {:.0f}) simpleGrading (1 1 1));\n"
        "edges ();\nboundary ();\ndefaultPatch {{ name outside; type patch; }}\n",
        corners, upper[0] - lower[0], upper[1] - lower[1], upper[2] - lower[2]);
}

std::string features(std::size_t surfaces)
{
    std::string text;
    for (std::size_t i = 0; i < surfaces; ++i)
        text += fmt::format("{}.stl {{ extractionMethod extractFromSurface; writeObj no;\n"
                            "    extractFromSurfaceCoeffs {{ includedAngle 150; }} }}\n",
                            surfaceName(i));
    return text;
}

// Where surfaces lie in each other the first of refinementSurfaces takes the cells, so the last comes first.
std::string snappy(std::size_t surfaces, const meshes::Point& inside)
{
    std::string geometry, edges, zones;
    for (std::size_t i = surfaces; i-- > 0;) {
        const std::string name = surfaceName(i);
        geometry += fmt::format("    {0}.stl {{ type triSurfaceMesh; name {0}; }}\n", name);
        edges += fmt::format("        {{ file \"{}.eMesh\"; level 0; }}\n", name);
        zones += fmt::format("        {0} {{ level (0 0); faceZone {0}; faceType internal; cellZone {0}; "
                             "cellZoneInside inside; }}\n",
                             name);
    }
    return "castellatedMesh true;\nsnap true;\naddLayers false;\ngeometry\n{\n" + geometry +
           "}\ncastellatedMeshControls\n{\n    maxLocalCells 100000000;\n    maxGlobalCells 100000000;\n"
           "    minRefinementCells 0;\n    nCellsBetweenLevels 2;\n    resolveFeatureAngle 30;\n"
           "    allowFreeStandingZoneFaces false;\n    refinementRegions {}\n    features\n    (\n" +
           edges + "    );\n    refinementSurfaces\n    {\n" + zones +
           fmt::format("    }}\n    locationInMesh ({:.17g} {:.17g} {:.17g});\n}}\n", inside[0], inside[1], inside[2]) +
           R"(snapControls
{
    nSmoothPatch 3;
    tolerance 2;
    nSolveIter 100;
    nRelaxIter 5;
    nFeatureSnapIter 15;
    implicitFeatureSnap false;
    explicitFeatureSnap true;
    multiRegionFeatureSnap true;
}
addLayersControls
{
    layers {}
    relativeSizes true;
    expansionRatio 1;
    finalLayerThickness 0.3;
    minThickness 0.1;
    nGrow 0;
    featureAngle 60;
    nRelaxIter 3;
    nSmoothSurfaceNormals 1;
    nSmoothNormals 3;
    nSmoothThickness 10;
    maxFaceThicknessRatio 0.5;
    maxThicknessToMedialRatio 0.3;
    minMedianAxisAngle 90;
    nBufferCellsNoExtrude 0;
    nLayerIter 50;
}
meshQualityControls
{
    maxNonOrtho 65;
    maxBoundarySkewness 20;
    maxInternalSkewness 4;
    maxConcave 80;
    minVol 1e-13;
    minTetQuality 1e-15;
    minArea -1;
    minTwist 0.02;
    minDeterminant 0.001;
    minFaceWeight 0.05;
    minVolRatio 0.01;
    minTriangleTwist -1;
    nSmoothScale 4;
    errorReduction 0.75;
    relaxed { maxNonOrtho 75; }
}
mergeTolerance 1e-6;
)";
}

} // namespace

std::string surfaceName(std::size_t i) { return "surface" + std::to_string(i); }

void writeSnappyCase(const std::string& folder, const std::vector<meshes::Triangles>& surfaces)
{
    const fs::path top = folder, system = top / "system";
    fs::create_directories(system);
    fs::create_directories(top / "constant/triSurface");
    meshes::Point lower = surfaces.front().points.front(), upper = lower;
    for (std::size_t i = 0; i < surfaces.size(); ++i) {
        meshes::writeStl(surfaces[i], (top / "constant/triSurface" / (surfaceName(i) + ".stl")).string());
        for (const meshes::Point& p : surfaces[i].points)
            for (int d = 0; d < 3; ++d) lower[d] = std::min(lower[d], p[d]), upper[d] = std::max(upper[d], p[d]);
    }
    for (int d = 0; d < 3; ++d) {
        lower[d] -= space;
        upper[d] = lower[d] + std::ceil(upper[d] + space - lower[d]);
    }
    write(system / "controlDict",
          "application snappyHexMesh; startFrom startTime; startTime 0; stopAt endTime; endTime 1;\n"
          "deltaT 1; writeControl timeStep; writeInterval 1; writeFormat binary; writePrecision 12;\n");
    write(system / "fvSchemes", "ddtSchemes {} gradSchemes {} divSchemes {} laplacianSchemes {}\n"
                                "interpolationSchemes {} snGradSchemes {}\n");
    write(system / "fvSolution", "");
    write(system / "blockMeshDict", blocks(lower, upper));
    write(system / "surfaceFeatureExtractDict", features(surfaces.size()));
    write(system / "snappyHexMeshDict", snappy(surfaces.size(), {lower[0] + 0.31, lower[1] + 0.37, lower[2] + 0.43}));
}

} // namespace coldloop::cht
