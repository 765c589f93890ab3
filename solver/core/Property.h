// A quantity with its derivative, as every correlation returns it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coldloop {

struct Property {
    double value;      // SI
    double derivative; // by the argument that the function names (temperature [1/K] unless it says otherwise)
};

constexpr double zeroCelsius = 273.15; // [K]

} // namespace coldloop
