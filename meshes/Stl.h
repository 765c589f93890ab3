// Triangulated surfaces from STL files.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/PolyMesh.h"

#include <array>
#include <string>
#include <vector>

namespace coldloop::meshes {

struct Triangles {
    std::vector<Point> points; // in the file's unit; equal corners are one point
    std::vector<std::array<int, 3>> corners;
};

// Ascii or binary, by content. Throws InputError naming the file: not there, not STL, cut short, coordinates that are no
// numbers, no triangles.
Triangles readStl(const std::string& file);

// Throws InputError unless the surface encloses a volume: every edge has two triangles. The first open edge is named.
void checkClosed(const Triangles& surface, const std::string& file);

// Volume inside a closed surface, whichever way its triangles look.
double enclosedVolume(const Triangles& surface);

// Ascii, one solid. Throws EnvironmentError where it cannot be written.
void writeStl(const Triangles& surface, const std::string& file);

} // namespace coldloop::meshes
