// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/SurfaceMesh.h"

#include "meshes/Measure.h"
#include "meshes/Order.h"
#include "meshes/Stl.h"
#include "meshes/Transform.h"
#include "solver/cht/Loader.h"
#include "solver/cht/SnappyCase.h"
#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace coldloop::cht {

namespace {

namespace fs = std::filesystem;

constexpr double volumeSlack = 0.1; // of what a surface encloses

// A new folder that goes away with its files.
class Scratch {
public:
    Scratch() : path_((fs::temp_directory_path() / "coldloop-surfaces-XXXXXX").string())
    {
        if (!mkdtemp(path_.data()))
            throw EnvironmentError(
                fmt::format("{} cannot be made. Set TMPDIR to a folder that can be written to.", path_));
    }
    ~Scratch()
    {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

std::string lastLines(const std::string& file)
{
    std::ifstream in(file);
    std::deque<std::string> lines;
    for (std::string line; std::getline(in, line);) {
        if (line.empty()) continue;
        lines.push_back(line);
        if (lines.size() > 8) lines.pop_front();
    }
    std::string text;
    for (const std::string& line : lines) text += "\n    " + line;
    return text;
}

// Runs one of OpenFOAM's programs on the case in `folder`, its output to a file there.
void run(std::vector<std::string> words, const std::string& folder)
{
    const std::string log = folder + "/log." + words[0];
    words.insert(words.end(), {"-case", folder});
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    pid_t child = 0;
    const int failed = posix_spawnp(&child, words[0].c_str(), &files, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    int status = 0;
    if (failed || waitpid(child, &status, 0) < 0)
        throw EnvironmentError(
            fmt::format("{} cannot be started. Install the Debian package openfoam, or put the programs "
                        "of your OpenFOAM in PATH.",
                        words[0]));
    if (status != 0)
        throw EnvironmentError(
            fmt::format("{} failed on the STL surfaces. Its last words:{}", words[0], lastLines(log)));
}

meshes::Triangles inCells(const ClosedSurface& surface, double unitsPerCell)
{
    meshes::Triangles triangles = meshes::readStl(surface.file);
    meshes::checkClosed(triangles, surface.file);
    for (meshes::Point& p : triangles.points)
        for (double& x : p) x /= unitsPerCell;
    return triangles;
}

// The surface that each zone of snappyHexMesh's mesh stands for, -1 for others.
std::vector<int> surfacesOf(const meshes::PolyMesh& mesh, std::size_t surfaces)
{
    std::vector<int> all(mesh.zoneNames.size(), -1);
    for (std::size_t z = 0; z < all.size(); ++z)
        for (std::size_t s = 0; s < surfaces; ++s)
            if (mesh.zoneNames[z] == surfaceName(s)) all[z] = int(s);
    return all;
}

// The cells of a surface must fill it, less what later surfaces may have taken.
void checkVolumes(const std::vector<ClosedSurface>& surfaces, const std::vector<meshes::Triangles>& triangles,
                  const std::vector<double>& volume)
{
    std::vector<std::string> faults;
    double later = 0;
    for (std::size_t s = surfaces.size(); s-- > 0;) {
        const double wanted = meshes::enclosedVolume(triangles[s]), least = wanted - later - volumeSlack * wanted;
        if (!(volume[s] > 0))
            faults.push_back(
                fmt::format("{}: no cell fits into this surface (zone '{}'). Make the cells smaller, or take "
                            "it out where a later surface covers it.",
                            surfaces[s].file, surfaces[s].zone));
        else if (volume[s] < least || volume[s] > (1 + volumeSlack) * wanted)
            faults.push_back(fmt::format("{}: the cells in it (zone '{}') have {:.3g} of its volume. Make the cells "
                                         "smaller.",
                                         surfaces[s].file, surfaces[s].zone, volume[s] / wanted));
        later += wanted;
    }
    if (!faults.empty()) throw InputError(std::vector<std::string>(faults.rbegin(), faults.rend()));
}

// Puts the cells of each surface into its zone, and drops those of none.
meshes::PolyMesh insides(meshes::PolyMesh mesh, const std::vector<ClosedSurface>& surfaces,
                         const std::vector<meshes::Triangles>& triangles)
{
    std::vector<std::string> names;
    std::vector<int> zoneOf; // of a surface
    for (const ClosedSurface& surface : surfaces) {
        const auto found = std::find(names.begin(), names.end(), surface.zone);
        zoneOf.push_back(int(found - names.begin()));
        if (found == names.end()) names.push_back(surface.zone);
    }
    const std::vector<int> surfaceOf = surfacesOf(mesh, surfaces.size());
    const meshes::Measures sizes = meshes::measure(mesh);
    std::vector<double> volume(surfaces.size(), 0.0);
    std::vector<int> kept;
    for (int c = 0; c < mesh.cells(); ++c) {
        const int surface = mesh.zone[c] < 0 ? -1 : surfaceOf[mesh.zone[c]];
        if (surface < 0) continue;
        mesh.zone[c] = zoneOf[surface];
        volume[surface] += sizes.volume[c];
        kept.push_back(c);
    }
    checkVolumes(surfaces, triangles, volume);
    mesh.zoneNames = names;
    meshes::PolyMesh inside = meshes::extract(mesh, kept).mesh;
    const int start = inside.internalFaces();
    inside.patches = {{"walls", start, inside.faces() - start}}; // the cut, and nothing of the box around
    return inside;
}

} // namespace

meshes::PolyMesh meshSurfaces(const std::vector<ClosedSurface>& surfaces, double cellSize, double scale)
{
    if (surfaces.empty()) throw InputError("mesh: no surfaces are given.");
    if (!(cellSize > 0 && scale > 0))
        throw InputError(fmt::format("mesh: a cell size of {} m and a scale of {} must be above 0.", cellSize, scale));
    std::vector<meshes::Triangles> triangles;
    std::vector<std::string> faults;
    for (const ClosedSurface& surface : surfaces) try {
            triangles.push_back(inCells(surface, cellSize / scale));
        } catch (const InputError& error) {
            faults.insert(faults.end(), error.messages().begin(), error.messages().end());
        }
    if (!faults.empty()) throw InputError(faults);
    const Scratch scratch;
    writeSnappyCase(scratch.path(), triangles);
    loadOpenFoam(); // sets the programs' environment too
    run({"blockMesh"}, scratch.path());
    run({"surfaceFeatureExtract"}, scratch.path());
    run({"snappyHexMesh", "-overwrite"}, scratch.path());
    const meshes::PolyMesh mesh = insides(readPolyMesh(scratch.path()), surfaces, triangles);
    return meshes::scaled(meshes::renumbered(mesh, meshes::bandOrder(mesh)), cellSize);
}

} // namespace coldloop::cht
