// Where the pressure goes in the trays of a solved system.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/facility/Parameters.h"
#include "solver/facility/System.h"

#include <vector>

namespace coldloop::facility {

// Over the fins of each chip's plate [Pa], plenums and ports apart, by the GPU plates' share of them; of chips other than
// GPUs it means nothing.
std::vector<double> finPressureDrops(const Parameters& parameters, const System& system);

// Over both quick disconnects of the tray that holds the chip [Pa].
double quickDisconnectDrop(const Parameters& parameters, const System& system, int chip);

} // namespace coldloop::facility
