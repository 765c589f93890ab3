// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/WallHeat.h"

#include <catch2/catch.hpp>

using coldloop::cht::wallTemperaturePlus;

TEST_CASE("In the sublayer the wall temperature is that of conduction")
{
    for (double prandtl : {0.71, 6.0, 30.0}) {
        CHECK(wallTemperaturePlus(0.1, prandtl, 0.85) == Approx(0.1 * prandtl).epsilon(1e-3));
        CHECK(wallTemperaturePlus(0, prandtl, 0.85) == 0);
    }
    CHECK(wallTemperaturePlus(1, 6, 0.85) == Approx(6).epsilon(0.02));
}

TEST_CASE("Beyond the sublayer the wall temperature is Jayatilleke's, within a few per cent Kader's")
{
    CHECK(wallTemperaturePlus(1000, 0.85, 0.85) == Approx(0.85 * std::log(9800.0) / 0.41).epsilon(1e-3)); // P = 0
    const auto kader = [](double yPlus, double prandtl) {
        const double beta = std::pow(3.85 * std::cbrt(prandtl) - 1.3, 2) + 2.12 * std::log(prandtl);
        return 2.12 * std::log(yPlus) + beta;
    };
    for (double prandtl : {0.71, 6.0})
        for (double yPlus : {50.0, 300.0}) {
            INFO("Pr " << prandtl << ", y+ " << yPlus);
            CHECK(wallTemperaturePlus(yPlus, prandtl, 0.85) == Approx(kader(yPlus, prandtl)).epsilon(0.06));
        }
}

TEST_CASE("The wall temperature rises steadily with the distance")
{
    for (double prandtl : {0.71, 6.0}) {
        double before = 0;
        for (double yPlus = 0.1; yPlus < 1000; yPlus *= 1.2) {
            const double now = wallTemperaturePlus(yPlus, prandtl, 0.85);
            INFO("Pr " << prandtl << ", y+ " << yPlus);
            CHECK(now > before);
            before = now;
        }
    }
}
