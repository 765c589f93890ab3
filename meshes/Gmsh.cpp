// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/Gmsh.h"

#include "meshes/Order.h"
#include "meshes/gmsh/Import.h"
#include "solver/core/Error.h"
#include "solver/core/SharedLibrary.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace coldloop::meshes {

namespace {

// Asks the library and makes a mesh of what it gives.
template <class... Arguments>
PolyMesh imported(const char* function, const std::string& file, const Arguments*... arguments)
{
    if (!std::filesystem::is_regular_file(file)) throw InputError(fmt::format("{}: there is no such file.", file));
    static const SharedLibrary library("libcoldloop_gmsh.so", COLDLOOP_GMSH_LIBRARY,
                                       "Install libgmsh-dev (Debian) and build coldloop again.");
    GmshImport result;
    library.find<void (*)(const char*, const Arguments*..., GmshImport*)>(function)(file.c_str(), arguments...,
                                                                                    &result);
    const PolyMesh mesh = assemble(result.cells, result.patches, file);
    return renumbered(mesh, bandOrder(mesh));
}

} // namespace

PolyMesh readMsh(const std::string& file)
{
    // Gmsh runs what it finds in its other files.
    if (std::filesystem::path(file).extension() != ".msh")
        throw InputError(fmt::format("{}: a Gmsh mesh file ends in .msh. Save the mesh as such.", file));
    return imported("coldloopReadMsh", file);
}

PolyMesh meshStep(const std::string& file, const StepSizes& sizes)
{
    const auto check = [&](const std::string& what, double size) {
        if (!(size > 0)) throw InputError(fmt::format("{}: {} is {} m. It must be above 0.", file, what, size));
    };
    check("the mesh size", sizes.largest);
    for (const auto& [zone, size] : sizes.ofZones) check("the mesh size of zone '" + zone + "'", size);
    return imported("coldloopMeshStep", file, &sizes);
}

} // namespace coldloop::meshes
