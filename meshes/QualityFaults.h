// The faults of QualityReport.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/Measure.h"

#include <string>
#include <vector>

namespace coldloop::meshes {

// What to say of points whose coordinates are no numbers; empty where all are.
std::string notNumbers(const PolyMesh& mesh);

// All other faults; `parts` becomes the number of parts of the mesh. Adds to `warnings` what of it may be meant: several
// parts, and boundary faces inside a part that coincide.
std::vector<std::string> faultsOf(const PolyMesh& mesh, const Measures& sizes, int& parts,
                                  std::vector<std::string>& warnings);

// "12 (0.1 0.2 0.3), 13 (...), ...": the first of some cells with their centres, joined.
std::string firstCells(const std::vector<int>& cells, const Measures& sizes);

// Cells of one part that lie in cells of another, said once for each pair of zones. `partOf`: of each cell.
std::vector<std::string> overlaps(const PolyMesh& mesh, const Measures& sizes, const std::vector<int>& partOf);

// Boundary faces at the same place, said once for each pair of zones. A fault where the zones or the parts differ; inside
// one part of a zone they may be a thin wall (a baffle), so that it is a warning.
std::vector<std::string> unjoined(const PolyMesh& mesh, const Measures& sizes, const std::vector<int>& partOf,
                                  std::vector<std::string>& warnings);

} // namespace coldloop::meshes
