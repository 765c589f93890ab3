// The starved case: some GPUs throttle, not all, and the named cause is the cause.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/Causes.h"
#include "solver/facility/System.h"
#include "tests/verification/chain/ChainFixture.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace coldloop;
using namespace coldloop::facility;

namespace {

std::vector<int> throttledGpus(const Parameters& p, const std::vector<double>& clocks)
{
    std::vector<int> throttled;
    for (const ChipPlace& place : chipPlaces(p.rack))
        if (place.kind == workload::ChipKind::gpu && clocks[place.number] < 0.999) throttled.push_back(place.number);
    return throttled;
}

} // namespace

TEST_CASE("some GPUs of the starved rack throttle, not all, at its supply temperature and 1 K to either side")
{
    const char* setpoint = GENERATE("49 degC", "50 degC", "51 degC");
    const Parameters p = test::parametersOf("gb200-nvl72-starved", {std::string("tcs.supply-setpoint=") + setpoint});
    std::vector<double> clocks;
    junctionsWith(p, test::plateModel(), Cause::none, true, &clocks);
    const std::size_t throttled = throttledGpus(p, clocks).size();
    INFO("supply " << setpoint << ", throttled " << throttled);
    CHECK(throttled >= 1);
    CHECK(throttled <= 71);
}

TEST_CASE("removing the named cause clears every throttled chip")
{
    const Parameters p = test::parametersOf("gb200-nvl72-starved");
    std::vector<double> clocks;
    const std::vector<double> junctions = junctionsWith(p, test::plateModel(), Cause::none, true, &clocks);
    const std::vector<int> throttled = throttledGpus(p, clocks);
    REQUIRE_FALSE(throttled.empty());
    std::vector<bool> hot;
    for (const ChipPlace& place : chipPlaces(p.rack)) hot.push_back(junctions[place.number] > place.maxOperating);
    const std::vector<Cause> causes = findCauses(p, test::plateModel(), hot);
    for (const Cause cause : allCauses) {
        std::vector<double> without;
        junctionsWith(p, test::plateModel(), cause, true, &without);
        for (const int chip : throttled)
            if (causes[chip] == cause) {
                INFO("chip " << chip << ", cause " << toString(cause));
                CHECK(without[chip] > 0.999);
            }
    }
    for (const int chip : throttled) CHECK(causes[chip] != Cause::none);
    for (const ChipPlace& place : chipPlaces(p.rack))
        if (!hot[place.number]) CHECK(causes[place.number] == Cause::none);
}

TEST_CASE("a chip that only its resistance, only the supply or only its power makes hot is told so")
{
    Parameters p = test::parametersOf("gb200-nvl72-starved", {"tcs.supply-setpoint=45 degC"});
    p.restrictions.clear();
    p.resistanceSpread = 0.45; // far beyond what is sold: one input at a time, and large
    const auto judge = [&](Cause expected) {
        const std::vector<double> junctions = junctionsWith(p, test::plateModel(), Cause::none, true);
        std::vector<bool> hot;
        for (const ChipPlace& place : chipPlaces(p.rack)) hot.push_back(junctions[place.number] > place.maxOperating);
        REQUIRE(std::count(hot.begin(), hot.end(), true) > 0);
        const std::vector<Cause> causes = findCauses(p, test::plateModel(), hot);
        for (std::size_t i = 0; i < hot.size(); ++i)
            if (hot[i]) CHECK(causes[i] == expected);
    };
    judge(Cause::highResistance);
    p.resistanceSpread = 0;
    p.tcs.supplySetpoint += 15;
    judge(Cause::supplyTemperature);
    p.tcs.supplySetpoint -= 15;
    p.tcs.rackFlow = 88.0 / 6e4; // an input like any other: low for all racks, so no restriction
    p.rack.gpu.leakageShare = 0.5;
    judge(Cause::power);
}
