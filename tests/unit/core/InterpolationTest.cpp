// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Interpolation.h"
#include "solver/core/Error.h"

#include <catch2/catch.hpp>

#include <cmath>

using coldloop::MonotoneCubic;

TEST_CASE("the curve meets its points and is exact for a straight line", "[interpolation]")
{
    const MonotoneCubic line({0, 1, 3, 4}, {1, 3, 7, 9});
    for (double x : {-2.0, 0.0, 0.4, 2.2, 3.9, 4.0, 6.0}) {
        CHECK(line(x).value == Approx(1 + 2 * x));
        CHECK(line(x).derivative == Approx(2));
        CHECK(line.integral(x) == Approx(x + x * x));
    }
    const MonotoneCubic bent({0, 1, 2, 5}, {0, 4, 5, 5.5});
    CHECK(bent(1).value == 4);
    CHECK(bent(5).value == 5.5);
    CHECK(bent.contains(5));
    CHECK_FALSE(bent.contains(5.01));
    CHECK(bent.front() == 0);
    CHECK(bent.back() == 5);
}

TEST_CASE("the curve does not overshoot monotone data", "[interpolation]")
{
    const MonotoneCubic steps({0, 1, 2, 3, 4}, {0, 0, 1, 1, 1});
    double last = 0;
    for (double x = 0; x <= 4; x += 0.01) {
        const double y = steps(x).value;
        CHECK(y >= last - 1e-15);
        CHECK(y <= 1 + 1e-15);
        last = y;
    }
}

TEST_CASE("derivative and integral belong to the value, outside the table too", "[interpolation]")
{
    const MonotoneCubic curve({0, 0.7, 2, 3}, {1, 2, 2.5, 6});
    for (double x : {-1.0, 0.3, 0.7, 1.5, 2.9, 4.0}) {
        CAPTURE(x);
        const double step = 1e-6;
        CHECK(curve(x).derivative ==
              Approx((curve(x + step).value - curve(x - step).value) / (2 * step)).epsilon(1e-5));
        CHECK(curve(x).value ==
              Approx((curve.integral(x + step) - curve.integral(x - step)) / (2 * step)).epsilon(1e-7));
    }
    CHECK(curve.integral(0) == 0);
}

TEST_CASE("a smooth function is interpolated to third order where it is monotone", "[interpolation]")
{
    const auto errorWith = [](int n) {
        std::vector<double> x, y;
        for (int i = 0; i <= n; ++i) {
            x.push_back(static_cast<double>(i) / n);
            y.push_back(std::exp(x.back()));
        }
        const MonotoneCubic curve(x, y);
        double worst = 0;
        for (double at = 0; at <= 1; at += 0.001) worst = std::max(worst, std::abs(curve(at).value - std::exp(at)));
        return worst;
    };
    CHECK(std::log2(errorWith(20) / errorWith(40)) > 2.8);
}

TEST_CASE("a table that cannot be a function is a bug", "[interpolation]")
{
    CHECK_THROWS_WITH(MonotoneCubic({1}, {1}), Catch::Contains("at least two points"));
    CHECK_THROWS_WITH(MonotoneCubic({1, 2}, {1}), Catch::Contains("as many x as y"));
    CHECK_THROWS_WITH(MonotoneCubic({1, 1}, {1, 2}), Catch::Contains("x must increase strictly"));
}
