// Shape-preserving interpolation of tables.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/core/Property.h"

#include <vector>

namespace coldloop {

// Piecewise cubic Hermite interpolation with Fritsch-Butland slopes: once continuously differentiable, monotone where
// the data are. Outside the table it continues on the end tangent; `contains` tells.
// Source: F. N. Fritsch, J. Butland, SIAM J. Sci. Stat. Comput. 5 (1984) 300-304.
class MonotoneCubic {
public:
    MonotoneCubic() = default;
    // x strictly increasing, same length as y, at least 2. Throws Bug otherwise.
    MonotoneCubic(std::vector<double> x, std::vector<double> y);
    Property operator()(double x) const; // value and dy/dx
    double integral(double x) const;     // from x.front() to x; x within the table's range or on its end tangents
    bool contains(double x) const { return x >= x_.front() && x <= x_.back(); }
    double front() const { return x_.front(); }
    double back() const { return x_.back(); }

private:
    std::vector<double> x_, y_, slope_, cumulative_;
};

} // namespace coldloop
