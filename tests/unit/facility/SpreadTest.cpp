// Differences between parts: their distribution, and that only seed and number matter.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/Spread.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace coldloop::facility;

TEST_CASE("standardNormal has mean 0, deviation 1 and ends at 3")
{
    constexpr int n = 200000;
    double sum = 0, squares = 0, most = 0, together = 0;
    for (int i = 0; i < n; ++i) {
        const double z = standardNormal(7, i);
        sum += z;
        squares += z * z;
        most = std::max(most, std::abs(z));
        together += z * standardNormal(7, i + 1);
    }
    CHECK(std::abs(sum / n) < 0.01);
    CHECK(std::sqrt(squares / n) == Approx(1).margin(0.01));
    CHECK(most == 3);
    CHECK(std::abs(together / n) < 0.01);
}

TEST_CASE("a part's factor depends on seed and number only")
{
    CHECK(spreadFactor(1, 42, 0.08) == spreadFactor(1, 42, 0.08));
    CHECK(spreadFactor(1, 42, 0.08) != spreadFactor(2, 42, 0.08));
    CHECK(spreadFactor(1, 42, 0.08) != spreadFactor(1, 43, 0.08));
    CHECK(spreadFactor(1, 42, 0) == 1);
    CHECK(spreadFactor(1, 42, 100) >= 0.1);
}
