// Why a chip is hot: the input whose nominal value lowers its temperature most.
//
// The whole network is solved again with the governor off: as it is, and with one input at its nominal value - supply
// temperature, unrestricted flow, power at TDP, unspread resistance. A chip within its limits has no cause, nor has one
// that no input lowers by 0.1 K.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/facility/Parameters.h"
#include "solver/reduced/PlateModel.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace coldloop::facility {

enum class Cause { none, supplyTemperature, lowFlow, power, highResistance };
std::string toString(Cause cause);
inline constexpr std::array<Cause, 4> allCauses{Cause::supplyTemperature, Cause::lowFlow, Cause::power,
                                                Cause::highResistance};

// Steady junction temperatures [K] of the resolved rack's chips with the input of `nominal` at its nominal value
// (Cause::none: everything as it is). governed: the governor acts; clocks then go into `clocks` where it is given.
std::vector<double> junctionsWith(const Parameters& parameters, std::shared_ptr<const reduced::PlateModel> plate,
                                  Cause nominal, bool governed, std::vector<double>* clocks = nullptr);

// The cause of each chip; hot[i] says whether chip i left its limits at all.
std::vector<Cause> findCauses(const Parameters& parameters, std::shared_ptr<const reduced::PlateModel> plate,
                              const std::vector<bool>& hot);

} // namespace coldloop::facility
