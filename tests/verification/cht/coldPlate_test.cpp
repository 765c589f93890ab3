// The slice of the GB200 cold plate against what can be worked out by hand.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/ColdPlate.h"
#include "solver/core/Error.h"
#include "tests/verification/cht/Models.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace coldloop;
using Catch::Matchers::Contains;

namespace {

constexpr double litrePerMinute = 1e-3 / 60; // [m^3/s]

// The GB200 plate's placeholder dimensions: two dies of 25 x 32 mm under 300 channels of 0.1 x 2 mm.
cht::ColdPlateParameters gb200Plate()
{
    cht::ColdPlateParameters plate;
    plate.name = "nvidia-gb200";
    plate.channelGap = plate.finThickness = 0.1e-3;
    plate.finHeight = 2e-3;
    plate.baseThickness = 1e-3;
    plate.finnedLength = 40e-3;
    plate.finnedWidth = 60e-3;
    plate.dieLength = 32e-3;
    plate.dieWidth = 25e-3;
    plate.dies = 2;
    plate.siliconThickness = 0.775e-3;
    plate.timResistance = 50e-6 / 10;
    plate.base.conductivity = 385;
    plate.silicon.conductivity = 130;
    return plate;
}

// PG25 between 40 and 60 degC, facts of the Melinder fit.
std::shared_ptr<const materials::Coolant> pg25()
{
    materials::CoolantTable table;
    table.name = "PG25";
    table.temperature = {303.15, 313.15, 323.15, 333.15, 343.15, 353.15};
    table.density = {1015.4, 1010.3, 1004.8, 998.7, 992.4, 985.7};
    table.specificHeat = {3938, 3962, 3986, 4010, 4033, 4055};
    table.conductivity = {0.474, 0.483, 0.491, 0.500, 0.508, 0.516};
    table.viscosity = {1.81e-3, 1.377e-3, 1.090e-3, 0.891e-3, 0.747e-3, 0.636e-3};
    return materials::makeCoolant(table);
}

} // namespace

TEST_CASE("The cold plate's slice keeps its balances and comes near the hand estimate")
{
    const cht::ColdPlateParameters plate = gb200Plate();
    const auto coolant = pg25();
    const meshes::BlockGrid grid = cht::coldPlateSlice(plate);
    CHECK(grid.cells() <= 40000);
    CHECK(plate.channels() == Approx(300));
    CHECK(plate.dieChannels() == Approx(250));

    const auto solver = test::solverOn(grid);
    const cht::PlateConditions conditions{litrePerMinute, 318.15, 1200};
    const cht::PlateSolution solution = cht::solvePlate(*solver, plate, *coolant, conditions, {});

    // The slice is half a channel: its share of the flow and of the power.
    const double massFlow = coolant->density(318.15).value * litrePerMinute / 600;
    CHECK(solution.field.massFlow == Approx(massFlow).epsilon(1e-9));
    CHECK(solution.field.heatIn == Approx(1200.0 / 500).epsilon(1e-9));
    CHECK(solution.field.massImbalance < 1e-10);
    CHECK(solution.field.energyImbalance < 1e-6);
    // Outlet enthalpy is exact although properties are constant: 1200 W in 250 of 300 channels.
    const double outlet = coolant->temperatureOfEnthalpy(coolant->enthalpy(318.15).value + 2.4 / massFlow);
    CHECK(solution.meanCoolantTemperature == Approx((318.15 + outlet) / 2).epsilon(1e-9));

    // facts.md section 12 (hand estimate): 0.029 K/W.
    CHECK(solution.resistance == Approx(0.029).epsilon(0.1));
    // TIM and silicon by hand: 75 W/cm2 through 5 mm2 K/W and 0.775 mm of silicon.
    const double heatFlux = 1200 / (2 * 25e-3 * 32e-3);
    const double acrossDie = heatFlux * (plate.timResistance + plate.siliconThickness / plate.silicon.conductivity);
    CHECK((solution.resistance - solution.plateResistance) * 1200 == Approx(acrossDie).epsilon(0.1));
    CHECK(solution.junction == Approx(318.15 + 1200 * solution.resistance));

    // Developed laminar flow in the duct 0.1 x 2 mm (f Re = 22.477 for aspect 0.05) plus its entrance, some 0.7 rho
    // u^2.
    const double velocity = massFlow / coolant->density(solution.meanCoolantTemperature).value / (0.05e-3 * 2e-3);
    const double diameter = 2 * 0.1e-3 * 2e-3 / 2.1e-3;
    const double viscosity = coolant->viscosity(solution.meanCoolantTemperature).value;
    const double developed = 2 * 22.477 * viscosity * velocity * 40e-3 / (diameter * diameter);
    CHECK(solution.finPressureDrop == Approx(developed + 0.7 * 1000 * velocity * velocity).epsilon(0.02));
    CHECK(solution.reynolds == Approx(1003 * velocity * diameter / viscosity).epsilon(0.01));
}

TEST_CASE("The cold plate is solved from a tenth of its flow to twice, and resistance falls with flow")
{
    const cht::ColdPlateParameters plate = gb200Plate();
    const auto coolant = pg25();
    const auto solver = test::solverOn(cht::coldPlateSlice(plate));
    double before = 1e9, pressureBefore = 0;
    for (double flow : {0.1, 0.3, 0.6, 1.2, 2.0}) {
        const cht::PlateConditions conditions{flow * litrePerMinute, 318.15, 200};
        const cht::PlateSolution solution = cht::solvePlate(*solver, plate, *coolant, conditions, {});
        CAPTURE(flow, solution.resistance, solution.finPressureDrop);
        CHECK(solution.resistance < before);
        CHECK(solution.finPressureDrop > pressureBefore);
        before = solution.resistance;
        pressureBefore = solution.finPressureDrop;
        // Never less than the coolant's own warming at the die's downstream end.
        const double warming = 200 * (300.0 / 250) / (coolant->density(318.15).value * flow * litrePerMinute * 3980);
        CHECK(solution.junction - 318.15 > warming);
        CHECK(solution.field.massImbalance < 1e-10);
        CHECK(solution.field.energyImbalance < 1e-6);
        // Nothing is colder than what flows in, apart from the small undershoots that linear-upwind convection may
        // have.
        const auto& temperature = solution.field.cells.temperature;
        const double coldest = *std::min_element(temperature.begin(), temperature.end());
        CHECK(coldest > 318.15 - 1e-3 * (solution.junction - 318.15));
    }
}

TEST_CASE("Without power the plate stays at the inlet temperature")
{
    const cht::ColdPlateParameters plate = gb200Plate();
    const auto solver = test::solverOn(cht::coldPlateSlice(plate));
    const cht::PlateSolution solution = cht::solvePlate(*solver, plate, *pg25(), {litrePerMinute, 318.15, 0}, {});
    CHECK(solution.junction == Approx(318.15).epsilon(1e-12));
    CHECK(solution.finPressureDrop > 0);
}

TEST_CASE("A cold plate that cannot be is an error that says why")
{
    cht::ColdPlateParameters plate = gb200Plate();
    plate.finHeight = 0;
    plate.finnedLength = 30e-3;
    plate.dies = 3;
    CHECK_THROWS_WITH(cht::coldPlateSlice(plate),
                      Contains("cold plate 'nvidia-gb200': fin height 0 m must be above 0") &&
                          Contains("finned length 0.03 m must be above the die length 0.032 m") &&
                          Contains("finned width 0.06 m must hold 3 dies of 0.025 m"));
    plate = gb200Plate();
    plate.cells = 100;
    CHECK_THROWS_WITH(cht::coldPlateSlice(plate), Contains("100 cells are too few"));

    plate = gb200Plate();
    const auto solver = test::solverOn(cht::coldPlateSlice(plate));
    CHECK_THROWS_AS(cht::solvePlate(*solver, plate, *pg25(), {0, 318.15, 1200}, {}), SolveError);
    CHECK_THROWS_WITH(cht::solvePlate(*solver, plate, *pg25(), {0, 318.15, 1200}, {}),
                      Contains("cold plate 'nvidia-gb200': 1200 W and a flow of 0 m^3/s"));
}
