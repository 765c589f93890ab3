// Made-up but non-trivial results: what the writers are given here, the readers must find in the files.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/facility/Outcome.h"

namespace coldloop::verification {

// A mesh of three regions with stretched and sheared cells and a hole; every cell has another temperature, pressure and
// velocity, which `time` [s] shifts.
facility::PlateField sampleField(const std::string& name, double time);

// Two racks of trays and chips (one chip of each kind, one without limit) and three pipes.
facility::Outcome sampleOutcome();

} // namespace coldloop::verification
