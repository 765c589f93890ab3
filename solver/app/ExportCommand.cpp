// coldloop export openfoam: a 3-D model as a case of OpenFOAM's own solver.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Quality.h"
#include "solver/app/Commands.h"
#include "solver/app/PetscSession.h"
#include "solver/case/Case.h"
#include "solver/case/Model3d.h"
#include "solver/cht/StockCase.h"
#include "solver/core/Error.h"
#include "solver/model/Checks.h"
#include "solver/model/Sizes.h"

#include <cstdio>

namespace coldloop::app {

namespace {

cht::StockOptions stockOptions(const model::Model& model, const ExportOptions& options)
{
    cht::StockOptions stock;
    stock.title = model.title;
    stock.upwindEnthalpy = options.schemes == "upwind" || model.physics.upwindEnthalpy;
    stock.place = [&model](const std::string& section) { return model::placed(model, section); };
    if (model::loadCases(model).size() > 1)
        throw InputError(model::placed(model, "power-maps.1") +
                         ": several load cases cannot be written for OpenFOAM's own solver: a case has one. Keep the "
                         "power maps of one of them.");
    if (!model.transient) return stock;
    if (model.transient->steadyStart)
        throw InputError(model::placed(model, "time") +
                         ": a transient that starts from the steady state cannot be written for OpenFOAM's own solver: "
                         "its runs start from given fields. Write start = \"rest\", or leave [time] out to export the "
                         "steady state.");
    stock.time = cht::TimeControl{model.transient->end, model.transient->step};
    stock.writeInterval = model.transient->writeInterval.value_or(0);
    return stock;
}

} // namespace

int exportOpenFoam(const ExportOptions& options)
{
    if (!case_file::isModel(options.caseFile)) {
        case_file::loadCase(options.caseFile, options.overrides); // a file with faults says so first
        throw InputError(options.caseFile +
                         ": only 3-D models ([mesh], [zones], [boundaries]) can be exported for OpenFOAM, "
                         "and this is a facility.");
    }
    const case_file::LoadedModel loaded = case_file::loadModel(options.caseFile, options.overrides);
    if (loaded.model.fins)
        throw InputError(options.caseFile +
                         ": cold-plate.fins = \"upscaled\" has no counterpart in a stock case. Write "
                         "\"resolved\" or \"porous\" to export it.");
    const cht::StockOptions stock = stockOptions(loaded.model, options);
    const PetscSession petsc; // a polyMesh is read by OpenFOAM
    const meshes::PolyMesh mesh = loaded.model.mesh.make(1);
    meshes::refuseFaults(meshes::inspect(mesh), loaded.model.mesh.words); // first: they name the cells
    for (const Flag& flag : model::checkModel(loaded.model, mesh))
        std::printf("warning: %s: %s\n", flag.component.c_str(), flag.message.c_str());
    const cht::Physics physics = model::physicsOn(loaded.model, model::sizesOf(mesh));
    const cht::StockReport report = cht::writeStockCase(mesh, physics, options.directory, stock);
    for (const std::string& warning : report.warnings) std::printf("warning: %s\n", warning.c_str());
    std::printf("%s: a case of %d cells and %d regions for %s. Run it with %s/Allrun; README.md there says more.\n",
                options.directory.c_str(), mesh.cells(), static_cast<int>(report.regions.size()), report.solver.c_str(),
                options.directory.c_str());
    return 0;
}

} // namespace coldloop::app
