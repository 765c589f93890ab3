// Connected parts of a mesh over all ranks, and what is known of each.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/Geometry.h"

#include <functional>
#include <map>
#include <set>

namespace coldloop::cht {

// The part of every cell, ghosts too: the smallest number (Halo::number) of a cell in it. `joins` says which internal
// faces connect their cells; it must answer alike on the ranks that share a face. Collective.
std::vector<int> connectedParts(const Geometry& geometry, const std::function<bool(int)>& joins);

// (part, fact) pairs of all ranks, by part. Collective.
std::map<int, std::set<int>> gatherFacts(const Geometry& geometry, const std::set<std::pair<int, int>>& facts);

} // namespace coldloop::cht
