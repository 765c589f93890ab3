// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/StockCaseGuide.h"

#include "solver/cht/StockCaseNumerics.h"
#include "solver/cht/StockCaseText.h"

#include <fmt/format.h>

namespace coldloop::cht {

namespace {

namespace fs = std::filesystem;

const char* const allrun = R"(#!/bin/sh
# Makes one mesh a region of constant/polyMesh, once, then runs the solver.
cd "${{0%/*}}" || exit 1
export WM_PROJECT_DIR="${{WM_PROJECT_DIR:-/usr/share/openfoam}}" # Debian's; another OpenFOAM sets its own
[ -f constant/{0}/polyMesh/owner ] || splitMeshRegions -cellZonesOnly -overwrite > log.splitMeshRegions 2>&1 || exit 1
{1} > log.{1} 2>&1
)";

const char* const readme = R"(# {title}

A case for OpenFOAM's {solver} (version 1912), written by `coldloop export openfoam`: the same mesh, materials and
boundary conditions. It runs as it is:

    ./Allrun

or, typed,

    export WM_PROJECT_DIR=/usr/share/openfoam     # Debian's package; another OpenFOAM sets it itself
    splitMeshRegions -cellZonesOnly -overwrite    # constant/polyMesh with cell zones -> one mesh a region
    {solver}

Regions: {regions}.

`postProcessing/<region>/` follows the highest temperature of each region (`tmax_...`), the mean p_rgh of each inlet
(`pin_...`; outlets are held at {pressure} Pa, the difference is the pressure drop) and the mean temperature of each
outlet, weighted with the flow (`tout_...`). {end}

Convection of heat uses {scheme}. The solver differs from coldloop in two ways that finer cells remove: heat is also
conducted through inlets, and an outlet carries the temperature of its cells (no gradient) where coldloop extrapolates
to the face, so the last cells are warmer by half their temperature rise.
{warnings})";

std::string listed(const StockModel& model)
{
    std::string text;
    for (const StockRegion& region : model.regions)
        text += fmt::format("{}`{}` ({})", text.empty() ? "" : ", ", region.name,
                            region.material.fluid ? "fluid" : "solid");
    return text;
}

} // namespace

std::string readmeText(const StockModel& model)
{
    std::string warnings;
    for (const std::string& warning : model.warnings) warnings += "\n**Warning.** " + warning + "\n";
    const bool inTime = model.options.time.has_value();
    return fmt::format(
        readme, fmt::arg("title", model.options.title.empty() ? "Exported case" : model.options.title),
        fmt::arg("solver", solverName(model)), fmt::arg("regions", listed(model)),
        fmt::arg("pressure", foamNumber(model.physics.operatingPressure)),
        fmt::arg("end", inTime ? "The run starts from rest; its time step follows the Courant number."
                               : "The iteration has no stop criterion of its own: look whether they have settled."),
        fmt::arg("scheme", model.options.upwindEnthalpy ? "upwind differences" : "linearUpwind differences"),
        fmt::arg("warnings", warnings));
}

void writeAllrun(const StockModel& model, const fs::path& file)
{
    writePlainText(file, fmt::format(allrun, model.regions[0].name, solverName(model)));
    fs::permissions(file, fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec,
                    fs::perm_options::add);
}

} // namespace coldloop::cht
