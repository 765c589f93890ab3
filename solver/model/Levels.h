// The figures of several meshes: kept in checkpoints, compared at the end.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/core/Quantity.h"
#include "solver/model/Outcome.h"

#include <vector>

namespace coldloop::model {

class Levels {
public:
    void add(long cells, const std::vector<Quantity>& quantities) { rows_.push_back({cells, quantities}); }
    void save(Archive& archive) const;                // names start with "model/level "
    void restore(const Archive& archive, int levels); // so many
    // Puts the meshes and the grid convergence of thermal resistance, pressure drop and highest temperature (counted
    // from `reference` [K]) into the outcome.
    void compare(Outcome& outcome, double reference) const;

private:
    std::vector<LevelRow> rows_; // coarsest first
};

} // namespace coldloop::model
