// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/network/Exchanger.h"

#include "solver/core/Error.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace coldloop;
using namespace coldloop::network;
using Catch::Matchers::Contains;

namespace {

// Kays and London's counter-flow effectiveness, as the books write it.
double effectiveness(double ntu, double ratio)
{
    if (ratio == 1) return ntu / (1 + ntu);
    const double e = std::exp(-ntu * (1 - ratio));
    return (1 - e) / (1 - ratio * e);
}

} // namespace

TEST_CASE("Exchanger conductance is the counter-flow effectiveness times the smaller capacity flow")
{
    for (double ntu : {0.01, 0.5, 1.0, 3.0, 10.0})
        for (double ratio : {0.1, 0.5, 0.9, 0.999, 1.0}) {
            const double c = 5000, ua = ntu * c;
            INFO("NTU " << ntu << ", ratio " << ratio);
            CHECK(exchangerConductance(ua, c, c / ratio).value == Approx(c * effectiveness(ntu, ratio)).epsilon(1e-9));
            CHECK(exchangerConductance(ua, c / ratio, c).value == Approx(c * effectiveness(ntu, ratio)).epsilon(1e-9));
        }
    CHECK(effectiveness(2, 0.5) == Approx(0.7746).margin(5e-5)); // Incropera, figure 11.11
}

TEST_CASE("Exchanger conductance keeps its limits")
{
    CHECK(exchangerConductance(1e9, 4000, 8000).value == Approx(4000).epsilon(1e-12));          // huge: eps = 1
    CHECK(exchangerConductance(1.0, 4000, 8000).value == Approx(1).epsilon(1e-3));              // tiny: UA
    CHECK(exchangerConductance(1000, 2000, 1e14).value == Approx(2000 * (1 - std::exp(-0.5)))); // one side boils
    CHECK(exchangerConductance(1000, 0, 5000).value == 0);
    ExchangerParameters p{"cdu", 20000, 2, 4, 0.8};
    CHECK(exchangerConductance(p, 0, 4, 4000, 4180) == 0);
    CHECK(exchangerConductance(p, 2, 0, 4000, 4180) == 0);
    CHECK(exchangerConductance(p, 1e-9, 4, 4000, 4180) <= 1e-9 * 4000);
    CHECK(exchangerUa(p, 2, 4) == Approx(20000));
    CHECK(exchangerUa(p, 1, 4) == Approx(1 / (1 / (40000 * std::pow(0.5, 0.8)) + 1 / 40000.0)));
    CHECK(exchangerConductance(p, 2, 4, 4000, 4180) == Approx(8000 * effectiveness(2.5, 8000.0 / 16720)));
}

TEST_CASE("Exchanger conductance has the derivatives it gives")
{
    for (double ua : {10.0, 5000.0, 5e4})
        for (double c1 : {900.0, 5000.0, 2e4})
            for (double c2 : {900.0, 900.001, 5000.0, 5200.0}) {
                if (c1 == c2) continue; // the derivative jumps where the smaller side changes; see below
                const double step = std::min(1e-5 * c1, std::abs(c1 - c2) / 10);
                const ExchangerConductance at = exchangerConductance(ua, c1, c2);
                const auto k = [&](double d1, double d2) { return exchangerConductance(ua, c1 + d1, c2 + d2).value; };
                INFO("UA " << ua << ", c " << c1 << " " << c2);
                const double noise = 1e-14 * at.value / step;
                CHECK(at.byC1 ==
                      Approx((k(step, 0) - k(-step, 0)) / (2 * step)).epsilon(1e-5).margin(1e-8 + 10 * noise));
                CHECK(at.byC2 ==
                      Approx((k(0, step) - k(0, -step)) / (2 * step)).epsilon(1e-5).margin(1e-8 + 10 * noise));
            }
    const ExchangerConductance equal = exchangerConductance(5000, 5000, 5000);
    CHECK(equal.byC1 == Approx(equal.byC2)); // counter-flow is symmetric, so there is no jump after all
}

TEST_CASE("The size that gives an approach gives it back")
{
    for (double c1 : {4000.0, 8000.0, 16000.0}) {
        const double duty = 50e3, approach = 4, c2 = 8000;
        const double ua = uaOfApproach(duty, approach, c1, c2);
        const double inletDifference = approach + duty / c1;
        CHECK(exchangerConductance(ua, c1, c2).value * inletDifference == Approx(duty).epsilon(1e-11));
    }
    CHECK_THROWS_WITH(uaOfApproach(50e3, 1, 16000, 8000), Contains("no finite size gives an approach of 1 K at 50 kW"));
    CHECK_THROWS_WITH(uaOfApproach(50e3, 0, 8000, 8000), Contains("no finite size gives an approach of 0 K"));
    CHECK_THROWS_WITH(uaOfApproach(50e3, 4, 0, 8000), Contains("capacity flows 0 and 8000 W/K must be above zero"));
}
