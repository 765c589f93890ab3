// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/StockCasePolynomial.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace coldloop::cht {

namespace {

using Real = long double; // powers of T around 300 K cancel in sums
constexpr int terms = 8, nodes = 64, probes = 400;
constexpr double goodEnough = 1e-6; // relative

// Chebyshev polynomials T_0 .. T_7 at x in -1 .. 1.
std::array<Real, terms> chebyshev(Real x)
{
    std::array<Real, terms> t{1, x};
    for (int i = 2; i < terms; ++i) t[i] = 2 * x * t[i - 1] - t[i - 2];
    return t;
}

// Solves the n equations of a symmetric positive matrix in place.
std::array<Real, terms> solve(std::array<std::array<Real, terms>, terms> a, std::array<Real, terms> b, int n)
{
    for (int i = 0; i < n; ++i)
        for (int j = i + 1; j < n; ++j) {
            const Real factor = a[j][i] / a[i][i];
            for (int k = i; k < n; ++k) a[j][k] -= factor * a[i][k];
            b[j] -= factor * b[i];
        }
    std::array<Real, terms> x{};
    for (int i = n; i-- > 0;) {
        x[i] = b[i];
        for (int k = i + 1; k < n; ++k) x[i] -= a[i][k] * x[k];
        x[i] /= a[i][i];
    }
    return x;
}

// Coefficients of Chebyshev polynomials in x = (T - middle) / half to those of powers of T.
std::array<double, terms> powers(const std::array<Real, terms>& ofChebyshev, Real middle, Real half)
{
    std::array<std::array<Real, terms>, terms> inX{}, xTo{}; // T_i in powers of x, x^i in powers of T
    inX[0][0] = inX[1][1] = 1;
    for (int i = 2; i < terms; ++i)
        for (int k = 0; k < terms; ++k) inX[i][k] = (k > 0 ? 2 * inX[i - 1][k - 1] : 0) - inX[i - 2][k];
    xTo[0][0] = 1;
    for (int i = 1; i < terms; ++i)
        for (int k = 0; k <= i; ++k) xTo[i][k] = ((k > 0 ? xTo[i - 1][k - 1] : 0) - middle * xTo[i - 1][k]) / half;
    std::array<double, terms> sum{};
    for (int k = 0; k < terms; ++k) {
        Real c = 0;
        for (int i = 0; i < terms; ++i)
            for (int j = 0; j < terms; ++j) c += ofChebyshev[i] * inX[i][j] * xTo[j][k];
        sum[k] = static_cast<double>(c);
    }
    return sum;
}

double deviation(const std::array<double, terms>& c, const Law& law, double lowest, double highest)
{
    double worst = 0;
    for (int i = 0; i <= probes; ++i) {
        const double t = lowest + (highest - lowest) * i / probes;
        double value = 0;
        for (int k = terms; k-- > 0;) value = value * t + c[k];
        worst = std::max(worst, std::abs(value / law(t) - 1));
    }
    return worst;
}

} // namespace

PolynomialFit fitPolynomial(const Law& law, double lowest, double highest)
{
    if (law.isConstant()) return {{law(lowest)}, 0};
    const Real middle = (Real(lowest) + highest) / 2, half = (Real(highest) - lowest) / 2;
    std::array<std::array<Real, terms>, terms> normal{};
    std::array<Real, terms> right{};
    for (int n = 0; n < nodes; ++n) {
        const Real x = std::cos(std::acos(Real(-1)) * (n + Real(0.5)) / nodes);
        const Real value = law(static_cast<double>(middle + half * x));
        const std::array<Real, terms> basis = chebyshev(x);
        for (int i = 0; i < terms; ++i) {
            right[i] += basis[i] / value;
            for (int j = 0; j < terms; ++j) normal[i][j] += basis[i] * basis[j] / (value * value);
        }
    }
    PolynomialFit best{{}, INFINITY};
    for (int n = 1; n <= terms && best.error > goodEnough; ++n) {
        const std::array<double, terms> c = powers(solve(normal, right, n), middle, half);
        const double error = deviation(c, law, lowest, highest);
        if (error < best.error) best = {c, error};
    }
    return best;
}

} // namespace coldloop::cht
