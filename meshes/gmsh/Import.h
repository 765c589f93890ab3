// What the library libcoldloop_gmsh.so gives: coldloopReadMsh(file, result), coldloopMeshStep(file, sizes, result).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/Assembly.h"

namespace coldloop::meshes {

struct GmshImport {
    ShapedCells cells;
    std::vector<ShapedPatch> patches;
};

} // namespace coldloop::meshes
