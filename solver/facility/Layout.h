// Where racks, trays and chips stand in the hall, coloured by the state of the run: for pictures.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/facility/Outcome.h"
#include "solver/facility/Parameters.h"

namespace coldloop::facility {

// Racks stand in one row along x. The resolved rack (the first) has trays and chips, the others take the mean of the
// loop. Fills outcome.boxes and outcome.pipes from outcome.places, outcome.hotspots and the totals of `shot`.
void layOut(const Parameters& parameters, const Snapshot& shot, Outcome& outcome);

} // namespace coldloop::facility
