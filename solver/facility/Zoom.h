// Plates of a rack solved again in 3-D, at the flow, inlet temperature and power that they have in the steady state, and
// what the reduced model says at the same state.
//
// Both are compared without the plate's own spread, so that the difference is the reduced model's error: interpolation of
// R(Q, T_inlet) between its samples, their power, and the law dp = a mu Q + b rho Q^2.
//
// Tested in tests/unit/facility/ZoomTest.cpp and tests/verification/chain/ZoomTest.cpp.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/facility/Outcome.h"
#include "solver/facility/Parameters.h"
#include "solver/facility/PlateSampling.h"
#include "solver/reduced/PlateModel.h"

#include <vector>

namespace coldloop::facility {

// What the network has of a GPU's plate.
struct PlateState {
    ChipPlace place;
    double volumeFlow = 0, inlet = 0, power = 0; // [m^3/s], [K], [W]
    double junction = 0;                         // [K]
    double finPressureDrop = 0;                  // [Pa]
};

// Numbers of the chips to be solved again: the `worst` hottest GPUs, hottest first, then the named ones, each once. A chip
// that gives no heat (shut down) is left out.
std::vector<int> zoomedChips(const ZoomParameters& zoom, const std::vector<ChipPlace>& places,
                             const std::vector<ChipSample>& chips);

struct ZoomedField {
    ZoomedPlate plate;
    PlateField field;
};

// Solves the plate of one GPU. Throws SolveError naming the chip when the 3-D solve does not converge, or its balances
// are not within `energyLimit` and `massLimit` (relative).
ZoomedField zoomPlate(PlateSampling& sampling, const reduced::PlateModel& model, const PlateState& state,
                      double energyLimit, double massLimit);

} // namespace coldloop::facility
