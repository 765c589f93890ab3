// Heat balance of a rack at published flows, and the nominal racks' equivalent branch against the resolved network.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Property.h"
#include "solver/facility/System.h"
#include "tests/verification/chain/ChainFixture.h"

#include <catch2/catch.hpp>

using namespace coldloop;
using namespace coldloop::facility;

// Flows of a GB200 NVL72 planning tool (grade B: an input, not a measurement). No return temperature or pressure drop is
// published for them, so only the first law is checked.
TEST_CASE("return enthalpy minus supply enthalpy is heat / mass flow at the planning tool's flows")
{
    struct Row {
        double supplyCelsius, litresPerMinute;
    };
    const Row row = GENERATE(Row{25, 57.4}, Row{30, 68.9}, Row{35, 80.4}, Row{40, 103.4}, Row{45, 137.8});
    const double heat = GENERATE(115e3, 132e3);
    Parameters p = test::parametersOf("gb200-nvl72");
    p.racks = 1;
    p.tcs.rackFlow = row.litresPerMinute / 6e4;
    // 115 kW: 18 (4 x 1200 + 2 x 300 + 369) + 9 x 2 x 620 W. The difference to the heat asked for enters in the trays.
    const double chips = 18 * (4 * 1200 + 2 * 300) + 9 * 2 * 620;
    p.rack.otherTrayHeat = (heat - chips) / 18;

    System system(p, test::plateModel(), {});
    SteadyOptions options;
    options.fixedSupply = zeroCelsius + row.supplyCelsius;
    options.request.flatPower = true;
    options.request.governed = false;
    system.solveSteady(options);

    const auto& rack = system.loops().rack;
    const auto& coolant = *p.tcs.coolant;
    const double supply = system.temperature()[rack.supplyPort], ret = system.temperature()[rack.returnPort];
    const double massFlow = row.litresPerMinute / 6e4 * coolant.density(supply).value;
    CHECK(supply == Approx(zeroCelsius + row.supplyCelsius).epsilon(1e-12));
    CHECK(coolant.enthalpy(ret).value - coolant.enthalpy(supply).value == Approx(heat / massFlow).epsilon(1e-6));
}

TEST_CASE("a nominal rack takes the flow of the resolved one when nothing restricts either")
{
    const double flow = GENERATE(40.0, 86.7, 137.8);
    const Parameters p = test::parametersOf("gb200-nvl72", {"racks.flow=" + std::to_string(flow) + " L/min"});
    System system(p, test::plateModel(), {});
    system.solveSteady({});
    const double all = system.flow().massFlow[system.loops().tcs.pump];
    const double nominal = system.flow().massFlow[system.loops().tcs.nominalRacks] / (p.racks - 1);
    CHECK(nominal == Approx(all / p.racks).epsilon(5e-3));
    CHECK(system.flow().massImbalanceRelative < 1e-9);
}
