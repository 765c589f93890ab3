// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/Loader.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <system_error>

namespace coldloop::cht {

namespace {

using Make = ConjugateSolver* (*)(meshes::PolyMesh*);         // takes the mesh
using Read = void (*)(const char* folder, meshes::PolyMesh*); // fills it
constexpr const char* libraryName = "libcoldloop_openfoam.so";

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

// Beside the program, in ../lib, where it was built; the bare name makes dlopen search the library path.
std::vector<std::string> candidates()
{
    std::vector<std::string> paths;
    std::error_code ignored;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
    for (const std::filesystem::path& path : {program / libraryName, program.parent_path() / "lib" / libraryName,
                                              std::filesystem::path(COLDLOOP_OPENFOAM_LIBRARY)})
        if (std::filesystem::exists(path, ignored)) paths.push_back(path.string());
    paths.push_back(libraryName);
    return paths;
}

struct Library {
    Make make;
    Read read;
};

void* symbolOf(void* library, const std::string& path, const char* name)
{
    void* symbol = dlsym(library, name);
    if (!symbol)
        throw EnvironmentError(
            fmt::format("OpenFOAM: {} is not of this coldloop: it has no {}. Build it again.", path, name));
    return symbol;
}

Library open()
{
    setEnvironment();
    const std::string path = candidates().front();
    void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_GLOBAL);
    if (!library)
        throw EnvironmentError(
            fmt::format("OpenFOAM: {} cannot be loaded: {}. Build coldloop with OpenFOAM and install the "
                        "Debian packages openfoam and libopenfoam.",
                        path, dlerror()));
    return {reinterpret_cast<Make>(symbolOf(library, path, "coldloopMakeConjugateSolver")),
            reinterpret_cast<Read>(symbolOf(library, path, "coldloopReadPolyMesh"))};
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
