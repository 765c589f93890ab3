// Made-up but non-trivial results: what the writers are given here, the readers must find in the files.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/facility/Outcome.h"
#include "solver/results/Fields.h"

namespace coldloop::verification {

// A mesh of three regions with stretched and sheared cells and a hole; every cell has another temperature, pressure and
// velocity, which `time` [s] shifts.
results::NamedField sampleField(const std::string& name, double time);
// Centres [m] and volumes [m^3] of its cells.
struct CellSizes {
    std::vector<std::array<double, 3>> centre;
    std::vector<double> volume;
};
CellSizes sampleSizes();

// Two racks of trays and chips (one chip of each kind, one without limit) and three pipes.
facility::Outcome sampleOutcome();

} // namespace coldloop::verification
