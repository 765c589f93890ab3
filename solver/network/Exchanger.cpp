// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/network/Exchanger.h"

#include "solver/core/Error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace coldloop::network {

namespace {

// psi(t) = (1 - exp(-t)) / t for t >= 0 and its derivative; the difference of two equal capacity flows gives t = 0.
struct Decay {
    double value, derivative;
};
Decay decay(double t)
{
    if (t < 1e-3) return {1 - t / 2 + t * t / 6 - t * t * t / 24, -0.5 + t / 3 - t * t / 8 + t * t * t / 30};
    const double e = std::exp(-t), lost = -std::expm1(-t);
    return {lost / t, (t * e - lost) / (t * t)};
}

} // namespace

double uaOfApproach(double duty, double approach, double c1, double c2)
{
    if (!(duty > 0 && c1 > 0 && c2 > 0))
        throw InputError(
            fmt::format("exchanger: duty {} W and capacity flows {} and {} W/K must be above zero.", duty, c1, c2));
    const double smallest = std::min(c1, c2), x = 1 - smallest / std::max(c1, c2);
    const double effectiveness = duty / (std::max(approach, 0.0) + duty / c1) / smallest;
    if (!(approach > 0) || !(effectiveness < 1))
        throw InputError(
            fmt::format("exchanger: no finite size gives an approach of {:.4g} K at {:.5g} kW with capacity flows "
                        "{:.5g} and {:.5g} kW/K (effectiveness would be {:.4g}). Use a larger approach, more "
                        "flow or less duty.",
                        approach, duty / 1e3, c1 / 1e3, c2 / 1e3, effectiveness));
    const double ratio = effectiveness / (1 - effectiveness); // NTU = ln(1 + x ratio) / x
    return smallest * (x * ratio < 1e-12 ? ratio : std::log1p(x * ratio) / x);
}

double exchangerUa(const ExchangerParameters& exchanger, double m1, double m2)
{
    if (m1 <= 0 || m2 <= 0) return 0;
    const double side = 2 * exchanger.ratedUa;
    const double h1 = side * std::pow(m1 / exchanger.ratedMassFlow1, exchanger.exponent);
    const double h2 = side * std::pow(m2 / exchanger.ratedMassFlow2, exchanger.exponent);
    return 1 / (1 / h1 + 1 / h2);
}

// With u = 1/Cmin, v = 1/Cmax and phi = (1 - exp(-UA (u - v))) / (u - v):  eps Cmin = 1 / (1/phi + v).
ExchangerConductance exchangerConductance(double ua, double c1, double c2)
{
    if (ua <= 0 || c1 <= 0 || c2 <= 0) return {0, 0, 0};
    const double u = 1 / std::min(c1, c2), v = 1 / std::max(c1, c2);
    const Decay psi = decay(ua * (u - v));
    const double phi = ua * psi.value, phiByX = ua * ua * psi.derivative;
    const double k = phi / (1 + phi * v);
    const double kByU = k * k / (phi * phi) * phiByX, kByV = -kByU - k * k;
    const double byMin = -u * u * kByU, byMax = -v * v * kByV;
    return c1 <= c2 ? ExchangerConductance{k, byMin, byMax} : ExchangerConductance{k, byMax, byMin};
}

double exchangerConductance(const ExchangerParameters& exchanger, double m1, double m2, double cp1, double cp2)
{
    return exchangerConductance(exchangerUa(exchanger, m1, m2), m1 * cp1, m2 * cp2).value;
}

} // namespace coldloop::network
