// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/Loader.h"

#include "solver/core/Error.h"
#include "solver/core/SharedLibrary.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

namespace coldloop::cht {

namespace {

using Make = ConjugateSolver* (*)(meshes::PolyMesh*);         // takes the mesh
using Read = void (*)(const char* folder, meshes::PolyMesh*); // fills it

void setEnvironment()
{
    setenv("FOAM_SIGFPE", "false", 1); // its floating-point traps would kill other libraries of this process
    const char* given = std::getenv("WM_PROJECT_DIR");
    const std::filesystem::path folder = given ? given : COLDLOOP_OPENFOAM_PROJECT_DIR;
    if (!std::filesystem::exists(folder / "etc/controlDict"))
        throw EnvironmentError(
            fmt::format("OpenFOAM: {} has no etc/controlDict. Install the Debian package openfoam, or set "
                        "WM_PROJECT_DIR to an OpenFOAM installation.",
                        folder.string()));
    setenv("WM_PROJECT_DIR", folder.c_str(), 0);
}

struct Library {
    Make make;
    Read read;
};

Library open()
{
    setEnvironment();
    const SharedLibrary library(
        "libcoldloop_openfoam.so", COLDLOOP_OPENFOAM_LIBRARY,
        "Build coldloop with OpenFOAM and install the Debian packages openfoam and libopenfoam.");
    return {library.find<Make>("coldloopMakeConjugateSolver"), library.find<Read>("coldloopReadPolyMesh")};
}

const Library& loaded()
{
    static const Library library = open(); // once a program; not set when it throws
    return library;
}

} // namespace

SolverFactory loadOpenFoam()
{
    const Make make = loaded().make;
    return [make](meshes::PolyMesh mesh) { return std::unique_ptr<ConjugateSolver>(make(&mesh)); };
}

meshes::PolyMesh readPolyMesh(const std::string& folder)
{
    meshes::PolyMesh mesh;
    loaded().read(folder.c_str(), &mesh);
    return mesh;
}

} // namespace coldloop::cht
