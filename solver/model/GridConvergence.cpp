// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/model/GridConvergence.h"

#include "solver/core/Error.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace coldloop::model {

namespace {

constexpr double formalOrder = 2, lowestOrder = 0.5, highestOrder = 20;

// p with ratio = r21^p (r32^p - 1) / (r21^p - 1), which grows with p; not a number outside the bracket.
double orderOf(double ratio, double r21, double r32)
{
    const auto excess = [&](double p) {
        return std::pow(r21, p) * (std::pow(r32, p) - 1) / (std::pow(r21, p) - 1) - ratio;
    };
    double low = 1e-3, high = highestOrder;
    if (!(excess(low) < 0) || !(excess(high) > 0)) return std::numeric_limits<double>::quiet_NaN();
    for (int i = 0; i < 100; ++i) {
        const double middle = (low + high) / 2;
        (excess(middle) < 0 ? low : high) = middle;
    }
    return (low + high) / 2;
}

// From the three finest meshes; says in `note` why there is none.
double observedOrder(const GridConvergence& g, double r21, std::string& note)
{
    const double none = std::numeric_limits<double>::quiet_NaN();
    const std::size_t n = g.values.size();
    if (n < 3) {
        note = "two meshes tell no order: it is taken as 2, with a safety factor of 3";
        return none;
    }
    const double fine = g.values[n - 2] - g.values[n - 1], coarse = g.values[n - 3] - g.values[n - 2];
    const double r32 = std::cbrt(g.cells[n - 2] / g.cells[n - 3]);
    if (fine == 0 || !(coarse / fine > 0)) {
        if (fine != 0) note = "the value swings from mesh to mesh: refine further";
        return none;
    }
    const double order = orderOf(coarse / fine, r21, r32);
    if (std::isnan(order)) note = "the differences do not shrink with the meshes: refine further";
    return order;
}

} // namespace

GridConvergence gridConvergence(const std::string& quantity, const std::string& unit, const std::vector<double>& cells,
                                const std::vector<double>& values, double reference)
{
    expects(cells.size() == values.size() && cells.size() >= 2, "grid convergence needs two meshes or more");
    expects(std::adjacent_find(cells.begin(), cells.end(), [](double a, double b) { return !(a < b); }) == cells.end(),
            "grid convergence needs meshes from coarse to fine");
    GridConvergence g;
    g.quantity = quantity;
    g.unit = unit;
    g.cells = cells;
    g.values = values;
    const std::size_t n = values.size();
    const double r21 = std::cbrt(cells[n - 1] / cells[n - 2]), fine = values[n - 1];
    g.observedOrder = observedOrder(g, r21, g.note);
    const bool asExpected = std::abs(g.observedOrder - formalOrder) <= 0.1 * formalOrder; // false without an order
    g.safetyFactor = asExpected ? 1.25 : 3;
    double order = formalOrder;
    if (!asExpected && !std::isnan(g.observedOrder)) {
        order = std::clamp(g.observedOrder, lowestOrder, formalOrder);
        g.note =
            "the observed order is not that of the scheme, 2: the meshes are not fine enough for it, and the safety "
            "factor is 3";
    }
    if (n >= 3 && std::isnan(g.observedOrder)) order = lowestOrder;
    const double step = (fine - values[n - 2]) / (std::pow(r21, order) - 1);
    const bool settles = n < 3 || !std::isnan(g.observedOrder);
    g.extrapolated = settles ? fine + step : fine;
    g.uncertainty = g.safetyFactor * std::abs(step);
    g.index = g.uncertainty == 0 ? 0 : g.uncertainty / std::abs(fine - reference);
    return g;
}

} // namespace coldloop::model
