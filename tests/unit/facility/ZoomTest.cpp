// Which plates are solved again in 3-D.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/Zoom.h"

#include <catch2/catch.hpp>

using namespace coldloop::facility;
using coldloop::workload::ChipKind;

namespace {

// Three GPUs, a CPU hotter than them, a GPU.
struct FiveChips {
    std::vector<ChipPlace> places;
    std::vector<ChipSample> chips;
    FiveChips()
    {
        const double junction[] = {340, 350, 345, 370, 350};
        for (int i = 0; i < 5; ++i) {
            ChipPlace place;
            place.number = i;
            place.slot = i + 1;
            if (i == 3) place.kind = ChipKind::cpu;
            places.push_back(place);
            ChipSample chip;
            chip.junction = junction[i];
            chip.power = 1000;
            chips.push_back(chip);
        }
    }
    std::vector<int> chosen(int worst, std::vector<int> named) const
    {
        return zoomedChips({worst, named}, places, chips);
    }
};

} // namespace

TEST_CASE("the hottest GPUs come first, then the named ones, each once")
{
    const FiveChips f;
    CHECK(f.chosen(1, {}) == std::vector<int>{1}); // the first of equals; never the CPU
    CHECK(f.chosen(3, {}) == std::vector<int>{1, 4, 2});
    CHECK(f.chosen(2, {0, 4}) == std::vector<int>{1, 4, 0});
    CHECK(f.chosen(0, {2, 0}) == std::vector<int>{2, 0});
    CHECK(f.chosen(0, {}).empty());
    CHECK(f.chosen(100, {}).size() == 4);
}

TEST_CASE("a chip that is shut down has no state to be solved at")
{
    FiveChips f;
    f.chips[2].power = 0;
    CHECK(f.chosen(0, {2, 0}) == std::vector<int>{0});
    CHECK(f.chosen(4, {}) == std::vector<int>{1, 4, 0});
}

TEST_CASE("differences are of the reduced model from the 3-D solve")
{
    ZoomedPlate plate;
    plate.junctionReduced = 351, plate.junction3d = 350;
    plate.resistanceReduced = 0.0315, plate.resistance3d = 0.03;
    plate.finPressureDrop = 9.9e3, plate.finPressureDrop3d = 10e3;
    CHECK(plate.junctionDifference() == Approx(1));
    CHECK(plate.resistanceDifference() == Approx(0.05));
    CHECK(plate.pressureDropDifference() == Approx(-0.01));
}
