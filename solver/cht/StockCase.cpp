// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/StockCase.h"

#include "meshes/FoamFiles.h"
#include "solver/cht/StockCaseFields.h"
#include "solver/cht/StockCaseGuide.h"
#include "solver/cht/StockCaseMaterials.h"
#include "solver/cht/StockCaseNumerics.h"
#include "solver/cht/StockCaseText.h"
#include "solver/cht/StockCaseTurbulence.h"
#include "solver/core/Error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace coldloop::cht {

namespace {

namespace fs = std::filesystem;
const char* const noSchemes = "ddtSchemes {}\ngradSchemes {}\ndivSchemes {}\nlaplacianSchemes {}\n"
                              "interpolationSchemes {}\nsnGradSchemes {}\n";

void requireEmpty(const fs::path& folder)
{
    std::error_code ignored;
    if (fs::exists(folder, ignored) && !(fs::is_directory(folder, ignored) && fs::is_empty(folder, ignored)))
        throw InputError(fmt::format(
            "{} is there and not empty. Name a new folder for the exported case, or remove it.", folder.string()));
}

std::vector<std::string> namesOf(const StockModel& model, bool fluid)
{
    std::vector<std::string> names;
    for (const StockRegion& region : model.regions)
        if (region.material.fluid == fluid) names.push_back(region.name);
    return names;
}

void writeMesh(const StockModel& model, const fs::path& folder)
{
    meshes::FoamFormat format;
    for (std::size_t p = 0; p < model.boundaries.size(); ++p)
        if (model.boundaries[p].flow == FlowBoundary::wall && model.mesh.patches[p].kind == meshes::PatchKind::plain)
            format.walls.push_back(model.boundaries[p].patch);
    meshes::writeFoamFiles(model.mesh, (folder / "constant" / "polyMesh").string(), format);
}

void writeRegion(const StockModel& model, const StockRegion& region, const fs::path& folder)
{
    const fs::path system = folder / "system" / region.name, constant = folder / "constant" / region.name;
    const auto dictionary = [](const fs::path& file, const std::string& text) {
        writeFoamText(file, "dictionary", text);
    };
    dictionary(system / "fvSchemes", schemesText(model, region));
    dictionary(system / "fvSolution", solutionText(model, region));
    dictionary(constant / "thermophysicalProperties", thermophysicalText(model, region));
    dictionary(constant / "radiationProperties", "radiation       off;\nradiationModel  none;\n");
    if (const std::string sources = sourcesText(region); !sources.empty()) dictionary(constant / "fvOptions", sources);
    if (region.material.fluid) dictionary(constant / "turbulenceProperties", turbulenceText(model, region));
    if (region.material.fluid && model.buoyant())
        writeFoamText(constant / "hRef", "uniformDimensionedScalarField",
                      fmt::format("dimensions      [0 1 0 0 0 0 0];\nvalue           {};\n",
                                  foamNumber(outletHeight(model, region))));
    writeFields(model, region, folder / "0" / region.name);
}

void writeCommon(const StockModel& model, const fs::path& folder)
{
    writeFoamText(folder / "system" / "controlDict", "dictionary", controlText(model));
    writeFoamText(folder / "system" / "fvSchemes", "dictionary", noSchemes);
    writeFoamText(folder / "system" / "fvSolution", "dictionary", topSolutionText(model));
    writeFoamText(folder / "constant" / "regionProperties", "dictionary",
                  fmt::format("regions\n(\n    fluid ({})\n    solid ({})\n);\n", fmt::join(namesOf(model, true), " "),
                              fmt::join(namesOf(model, false), " ")));
    writeFoamText(folder / "constant" / "g", "uniformDimensionedVectorField",
                  fmt::format("dimensions      [0 1 -2 0 0 0 0];\nvalue           {};\n",
                              foamVector(model.buoyant() ? model.physics.gravity : Vec3{})));
}

} // namespace

StockReport writeStockCase(const meshes::PolyMesh& mesh, const Physics& physics, const std::string& folder,
                           const StockOptions& options)
{
    requireEmpty(folder);
    const StockModel model = makeStockModel(mesh, physics, options);
    for (const StockRegion& region : model.regions)
        for (const StockPatch& patch : region.patches) mapPowers(model, patch.patch); // before anything is written
    writeMesh(model, folder);
    writeCommon(model, folder);
    for (const StockRegion& region : model.regions) writeRegion(model, region, folder);
    writeAllrun(model, fs::path(folder) / "Allrun");
    writePlainText(fs::path(folder) / "README.md", readmeText(model));
    StockReport report{solverName(model), namesOf(model, true), model.warnings};
    for (const std::string& solid : namesOf(model, false)) report.regions.push_back(solid);
    return report;
}

} // namespace coldloop::cht
