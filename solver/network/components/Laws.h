// Power laws that pass through zero flow smoothly, shared by the component kinds.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/core/Error.h"
#include "solver/core/Property.h"
#include "solver/network/Component.h"

#include <cmath>
#include <string>

namespace coldloop::network {

// sign(x) |x|^n exactly for |x| >= x0 > 0; inside an odd cubic a x + b x^3 with the same value and slope at x0, so that
// the slope at zero is (3 - n)/2 x0^(n - 1) > 0 for 1 <= n < 3. Derivative by x.
inline Property smoothPower(double x, double n, double x0)
{
    const double size = std::abs(x);
    if (size >= x0) {
        const double slope = n == 2 ? size : std::pow(size, n - 1);
        return {x * slope, n * slope};
    }
    const double scale = n == 2 ? x0 : std::pow(x0, n - 1), ratio = x / x0;
    return {scale * x * ((3 - n) + (n - 1) * ratio * ratio) / 2, scale * ((3 - n) + 3 * (n - 1) * ratio * ratio) / 2};
}

// A loss of flow coefficient kv [m^2]: dp = rho (Q / kv)^2, exact above this loss, regular through zero below it.
constexpr double smoothedBelow = 1; // [Pa]
inline Property flowCoefficientLoss(double massFlow, double density, double kv)
{
    const double perSquare = 1 / (density * kv * kv);
    const Property square = smoothPower(massFlow, 2, std::sqrt(smoothedBelow / perSquare));
    return {perSquare * square.value, perSquare * square.derivative};
}

// Volume flow as messages write it.
std::string litresPerMinute(double volumeFlow);

// Throws InputError "'name': quantity is <value>, it must be above zero." unless value > 0 and finite.
void requirePositive(const std::string& component, const char* quantity, double value);
void requireNotNegative(const std::string& component, const char* quantity, double value);

} // namespace coldloop::network
