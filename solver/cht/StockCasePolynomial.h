// A law of temperature as the polynomial that OpenFOAM reads: sum of c_i T^i, i = 0 .. 7, T in K.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/Physics.h"

#include <array>

namespace coldloop::cht {

struct PolynomialFit {
    std::array<double, 8> coefficients{}; // of T^0 .. T^7
    double error = 0;                     // largest relative deviation within the range
};

// Least squares of the relative deviation between `lowest` and `highest` [K]; the lowest degree that deviates by less
// than 1e-6, else the best. The law must be positive there.
PolynomialFit fitPolynomial(const Law& law, double lowest, double highest);

} // namespace coldloop::cht
