// The faults of QualityReport.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/Measure.h"

#include <string>
#include <vector>

namespace coldloop::meshes {

// What to say of points whose coordinates are no numbers; empty where all are.
std::string notNumbers(const PolyMesh& mesh);

// All other faults; `parts` becomes the number of parts of the mesh.
std::vector<std::string> faultsOf(const PolyMesh& mesh, const Measures& sizes, int& parts);

// "12 (0.1 0.2 0.3), 13 (...), ...": the first of some cells with their centres, joined.
std::string firstCells(const std::vector<int>& cells, const Measures& sizes);

// Cells of one part that lie in cells of another, said once for each pair of zones. `partOf`: of each cell.
std::vector<std::string> overlaps(const PolyMesh& mesh, const Measures& sizes, const std::vector<int>& partOf);

// Boundary faces of different zones at the same place, said once for each pair of zones.
std::vector<std::string> unjoined(const PolyMesh& mesh, const Measures& sizes);

} // namespace coldloop::meshes
