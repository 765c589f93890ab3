// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/model/GridConvergence.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace coldloop::model;
using Catch::Contains;

namespace {

// f0 + c h^p on meshes of n, 1.5^3 n, 1.5^6 n ... cells
std::vector<double> family(double f0, double c, double order, const std::vector<double>& cells)
{
    std::vector<double> values;
    for (double n : cells) values.push_back(f0 + c * std::pow(n, -order / 3));
    return values;
}

const std::vector<double> threeMeshes = {1000, 3375, 3375 * 4.0}; // ratios 1.5 and 1.587

} // namespace

TEST_CASE("A quantity of second order is found to be one, also where the ratio of meshes changes")
{
    const GridConvergence g = gridConvergence("pressure_drop", "Pa", threeMeshes, family(100, 50, 2, threeMeshes));
    CHECK(g.observedOrder == Approx(2).epsilon(1e-9));
    CHECK(g.extrapolated == Approx(100).epsilon(1e-12));
    CHECK(g.safetyFactor == 1.25);
    CHECK(g.uncertainty == Approx(1.25 * 50 * std::pow(13500, -2 / 3.0)).epsilon(1e-9));
    CHECK(g.index == Approx(g.uncertainty / g.values.back()));
    CHECK(g.note.empty());
}

TEST_CASE("Another order takes the larger factor and is limited")
{
    const GridConvergence slow = gridConvergence("r", "K/W", threeMeshes, family(1, 0.5, 1, threeMeshes));
    CHECK(slow.observedOrder == Approx(1).epsilon(1e-9));
    CHECK(slow.extrapolated == Approx(1).epsilon(1e-12));
    CHECK(slow.safetyFactor == 3);
    CHECK_THAT(slow.note, Contains("not that of the scheme"));
    const GridConvergence fast = gridConvergence("r", "K/W", threeMeshes, family(1, 0.5, 4, threeMeshes));
    CHECK(fast.observedOrder == Approx(4).epsilon(1e-9));
    const double r = std::cbrt(4.0);
    CHECK(fast.uncertainty ==
          Approx(3 * std::abs(fast.values[2] - fast.values[1]) / (r * r - 1)).epsilon(1e-9)); // with order 2
}

TEST_CASE("Values that swing or spread tell no order")
{
    const GridConvergence swing = gridConvergence("t", "K", {1000, 8000, 64000}, {310, 312, 311}, 300);
    CHECK(std::isnan(swing.observedOrder));
    CHECK(swing.extrapolated == 311);
    CHECK(swing.uncertainty == Approx(3 * 1 / (std::sqrt(2.0) - 1))); // order 0.5
    CHECK(swing.index == Approx(swing.uncertainty / 11));             // of the rise over 300 K
    CHECK_THAT(swing.note, Contains("swings"));
    const GridConvergence spread = gridConvergence("t", "K", {1000, 8000, 64000}, {310, 311, 313});
    CHECK(std::isnan(spread.observedOrder));
    CHECK_THAT(spread.note, Contains("do not shrink"));
}

TEST_CASE("Two meshes take the order of the scheme, a constant has no uncertainty")
{
    const GridConvergence two = gridConvergence("t", "K", {1000, 8000}, {310, 313});
    CHECK(std::isnan(two.observedOrder));
    CHECK(two.extrapolated == 314);
    CHECK(two.uncertainty == 3);
    CHECK_THAT(two.note, Contains("two meshes tell no order"));
    const GridConvergence same = gridConvergence("t", "K", {1000, 8000, 64000}, {310, 310, 310});
    CHECK(same.uncertainty == 0);
    CHECK(same.index == 0);
    CHECK(same.note.empty());
}
