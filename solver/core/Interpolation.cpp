// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Interpolation.h"

#include "solver/core/Error.h"

#include <algorithm>
#include <cmath>

namespace coldloop {

namespace {

// One-sided three-point slope at an end, limited so that the curve stays monotone.
double endSlope(double h0, double h1, double d0, double d1)
{
    const double slope = ((2 * h0 + h1) * d0 - h0 * d1) / (h0 + h1);
    if (slope * d0 <= 0) return 0;
    if (d0 * d1 < 0 && std::abs(slope) > 3 * std::abs(d0)) return 3 * d0;
    return slope;
}

} // namespace

MonotoneCubic::MonotoneCubic(std::vector<double> x, std::vector<double> y) : x_(std::move(x)), y_(std::move(y))
{
    const std::size_t n = x_.size();
    expects(n >= 2 && y_.size() == n, "MonotoneCubic: at least two points, as many x as y");
    std::vector<double> h(n - 1), d(n - 1);
    for (std::size_t i = 0; i + 1 < n; ++i) {
        h[i] = x_[i + 1] - x_[i];
        expects(h[i] > 0, "MonotoneCubic: x must increase strictly");
        d[i] = (y_[i + 1] - y_[i]) / h[i];
    }
    slope_.assign(n, d[0]);
    for (std::size_t i = 1; i + 1 < n; ++i) {
        const double w0 = 2 * h[i] + h[i - 1], w1 = h[i] + 2 * h[i - 1];
        slope_[i] = d[i - 1] * d[i] > 0 ? (w0 + w1) / (w0 / d[i - 1] + w1 / d[i]) : 0;
    }
    if (n > 2) {
        slope_[0] = endSlope(h[0], h[1], d[0], d[1]);
        slope_[n - 1] = endSlope(h[n - 2], h[n - 3], d[n - 2], d[n - 3]);
    }
    cumulative_.assign(n, 0);
    for (std::size_t i = 0; i + 1 < n; ++i)
        cumulative_[i + 1] =
            cumulative_[i] + h[i] * (y_[i] + y_[i + 1]) / 2 + h[i] * h[i] * (slope_[i] - slope_[i + 1]) / 12;
}

Property MonotoneCubic::operator()(double x) const
{
    if (x <= x_.front()) return {y_.front() + slope_.front() * (x - x_.front()), slope_.front()};
    if (!(x < x_.back())) return {y_.back() + slope_.back() * (x - x_.back()), slope_.back()};
    const std::size_t i = std::upper_bound(x_.begin(), x_.end(), x) - x_.begin() - 1;
    const double h = x_[i + 1] - x_[i], s = x - x_[i];
    const double delta = (y_[i + 1] - y_[i]) / h;
    const double c = (3 * delta - 2 * slope_[i] - slope_[i + 1]) / h;
    const double b = (slope_[i] + slope_[i + 1] - 2 * delta) / (h * h);
    return {y_[i] + s * (slope_[i] + s * (c + s * b)), slope_[i] + s * (2 * c + 3 * s * b)};
}

double MonotoneCubic::integral(double x) const
{
    if (x <= x_.front()) {
        const double s = x - x_.front();
        return s * (y_.front() + slope_.front() * s / 2);
    }
    if (!(x < x_.back())) {
        const double s = x - x_.back();
        return cumulative_.back() + s * (y_.back() + slope_.back() * s / 2);
    }
    const std::size_t i = std::upper_bound(x_.begin(), x_.end(), x) - x_.begin() - 1;
    const double h = x_[i + 1] - x_[i], s = x - x_[i];
    const double delta = (y_[i + 1] - y_[i]) / h;
    const double c = (3 * delta - 2 * slope_[i] - slope_[i + 1]) / h;
    const double b = (slope_[i] + slope_[i + 1] - 2 * delta) / (h * h);
    return cumulative_[i] + s * (y_[i] + s * (slope_[i] / 2 + s * (c / 3 + s * b / 4)));
}

} // namespace coldloop
