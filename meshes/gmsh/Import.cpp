// SPDX-License-Identifier: GPL-3.0-or-later
#include "meshes/gmsh/Import.h"

#include "meshes/gmsh/Session.h"
#include "meshes/gmsh/Step.h"
#include "solver/core/Error.h"

#include <fmt/format.h>

#include <gmsh.h>

namespace coldloop::meshes {

namespace {

// Runs `work` in a session; Gmsh throws strings, numbers or exceptions, depending on its version.
template <class Work>
GmshImport inSession(const std::string& file, const Work& work)
{
    const GmshSession session;
    const auto refuse = [&](const std::string& why) {
        return InputError(fmt::format("{}: Gmsh cannot use it: {}", file, why));
    };
    try {
        return work();
    } catch (const Error&) {
        throw;
    } catch (const std::string& text) {
        throw refuse(text);
    } catch (const std::exception& error) {
        throw refuse(error.what());
    } catch (int) {
        std::string last;
        gmsh::logger::getLastError(last);
        throw refuse(last);
    }
}

} // namespace

} // namespace coldloop::meshes

using namespace coldloop::meshes;

extern "C" void coldloopReadMsh(const char* file, GmshImport* result)
{
    *result = inSession(file, [&] {
        gmsh::open(file);
        return takeMesh(file);
    });
}

extern "C" void coldloopMeshStep(const char* file, const StepSizes* sizes, GmshImport* result)
{
    *result = inSession(file, [&] {
        generateStep(file, *sizes);
        GmshImport mesh = takeMesh(file);
        for (Point& point : mesh.cells.points)
            for (double& x : point) x *= 1e-3; // from millimetres
        return mesh;
    });
}
