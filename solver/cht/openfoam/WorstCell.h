// The cell with the largest number of all ranks, for messages.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/Geometry.h"

namespace coldloop::cht {

struct WorstCell {
    double value = 0; // magnitude; infinite where it is not a number
    int zone = 0;
    Vec3 centre{};
};
// `values` and `zone` of owned cells (what follows is not read; no zones: all 0). The same on every rank. Collective.
WorstCell worstCell(const Geometry& geometry, const std::vector<int>& zone, const std::vector<double>& values);
// "in zone 'fin' at (0.001, 0, 0.002) m"
std::string placeOf(const WorstCell& cell, const std::vector<ZoneMaterial>& materials);
std::string placeOf(const WorstCell& cell); // "at (0.001, 0, 0.002) m"

} // namespace coldloop::cht
