// Gmsh, initialised for as long as this lives: one model, options that do not depend on the user's own files. What it and
// OpenCASCADE print goes nowhere: stdout belongs to the program.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/gmsh/Import.h"

#include <string>

namespace coldloop::meshes {

class GmshSession {
public:
    GmshSession();
    ~GmshSession();
    GmshSession(const GmshSession&) = delete;
    GmshSession& operator=(const GmshSession&) = delete;

private:
    int stdout_ = -1; // a copy
};

// The cells and surfaces of the present model that belong to physical groups (of cells: all, where there are no physical
// volumes). Throws InputError naming `file`.
GmshImport takeMesh(const std::string& file);

} // namespace coldloop::meshes
