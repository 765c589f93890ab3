// Straight fins in coarse channels, against each channel resolved: a piece far from the ends, and a slice from inlet to outlet.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/Loader.h"
#include "solver/model/FinArray.h"
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace coldloop;

namespace {

// A plate of 60 channels in coarse ones of four.
model::FinArray finsOf(meshes::PlateKind kind, double gap, double fin, double height, double velocity)
{
    model::FinArray fins;
    meshes::Plate& plate = fins.plate;
    plate.kind = kind;
    plate.gap = gap;
    plate.fin = fin;
    plate.height = height;
    plate.length = 56e-3;
    plate.base = plate.cover = 1e-3;
    plate.finnedLength = 40e-3;
    plate.finnedWidth = 60 * (gap + fin);
    plate.width = plate.finnedWidth + 5e-3;
    plate.slot = 3e-3;
    plate.lump = 4;
    plate.cellsHeight = 6;
    fins.coolant = test::fluid("coolant", 1010, 3900, 1.2e-3, 0.485);
    fins.metal = test::solid("plate", {390, 390, 390});
    fins.inletTemperature = 313.15;
    fins.volumeFlow = velocity * 60 * gap * height * (kind == meshes::PlateKind::split ? 2 : 1);
    fins.power = 10 * fins.volumeFlow * 1010 * 3900; // 10 K
    return fins;
}

} // namespace

TEST_CASE("Coarse channels have the resistance and the pressure gradient of those that they stand for", "[fins]")
{
    using meshes::PlateKind;
    const model::FinArray each[] = {finsOf(PlateKind::straight, 0.1e-3, 0.1e-3, 2e-3, 0.35),
                                    finsOf(PlateKind::straight, 0.3e-3, 0.3e-3, 3e-3, 0.3),
                                    finsOf(PlateKind::split, 0.15e-3, 0.1e-3, 1.5e-3, 0.4)};
    const cht::SolverFactory factory = cht::loadOpenFoam();
    for (const model::FinArray& fins : each) {
        const double u = model::channelVelocity(fins), t = model::meanTemperature(fins);
        const model::FinCoefficients of = model::finCoefficients(fins, u, t, factory);
        const model::SliceComparison slices = model::compareSlices(fins, of, factory);
        CAPTURE(fins.plate.gap, of.darcy, of.side, of.floor, of.dispersion, of.resistanceDifference,
                of.gradientDifference);
        CAPTURE(slices.resistance, slices.coarseResistance / slices.resistance - 1, slices.pressureDrop,
                slices.coarsePressureDrop / slices.pressureDrop - 1);
        CHECK(std::abs(of.resistanceDifference) < 0.01);
        const model::FinCoefficients faster = model::finCoefficients(fins, 2 * u, t, factory);
        CHECK(faster.side == Approx(of.side).epsilon(0.01)); // laminar, developed
        CHECK(faster.darcy == Approx(of.darcy).epsilon(1e-3));
        CHECK(faster.dispersion == Approx(4 * of.dispersion).epsilon(0.02)); // with the square of the velocity
        // Between plates 12 / gap^2, a little more for floor and cover; the mean of a slot's edges is within 10 %.
        CHECK(of.darcy * fins.plate.gap * fins.plate.gap == Approx(12).epsilon(0.12));
        CHECK(std::abs(of.gradientDifference) < 0.001);
        CHECK(slices.coarseResistance == Approx(slices.resistance).epsilon(0.03));
        CHECK(slices.coarsePressureDrop == Approx(slices.pressureDrop).epsilon(0.05));
    }
}
