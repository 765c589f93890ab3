// What can be said of a case before anything is solved.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/facility/Parameters.h"

namespace coldloop::facility {

// UA [W/K] of the CDU's exchanger and of the isolating exchanger from their ratings. Throw InputError naming the exchanger
// when no finite size gives the rated approach.
double cduUa(const Parameters& parameters);
double isolatingUa(const Parameters& parameters);

// Throws SolveError when the racks' heat has no flow, or one that it would bring beyond the coolant's range:
// rise = heat to liquid / (m cp) above the range's end less the set point.
void requireFlowForHeat(const Parameters& parameters);

} // namespace coldloop::facility
