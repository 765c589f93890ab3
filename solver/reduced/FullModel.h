// A linear thermal model of many temperatures, as the solver that has it offers it at one of several flows Q:
//
//     C dT/dt + K(Q) T = B p + K(Q) 1 Tin,      y = S T
//
// T of cells [K], p of heat sources [W], Tin the inlet's temperature, 1 the field that is 1 K everywhere, y the sensors.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace coldloop::reduced {

using Field = std::vector<double>; // a number of each cell

struct FullModel {
    std::vector<double> flows; // at which it can be asked, rising [m^3/s]
    Field capacity;            // C, positive [J/K]
    std::vector<std::string> sourceNames, sensorNames;
    std::vector<Field> sources; // heat into each cell for 1 W of the source; each sums up to 1
    std::vector<Field> sensors; // weights of cells; each sums up to 1
    // K(Q) T: what leaves each cell by conduction and coolant, for T above the inlet's temperature [W].
    std::function<Field(std::size_t flow, const Field& temperature)> heatOut;
    // Solves (K(Q) + rate C) T = heat; heat into each cell [W], rate [1/s], 0: the steady state.
    std::function<Field(std::size_t flow, const Field& heat, double rate)> response;
};

} // namespace coldloop::reduced
