// The reduced model of the GPU plate against 3-D solves that it was not built from: plates zoomed into, and the
// pressure-drop law at a temperature between and beyond those that it was fitted at.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/Zoom.h"
#include "solver/cht/Loader.h"
#include "solver/core/Property.h"
#include "solver/facility/PlateFlow.h"
#include "solver/facility/Simulation.h"
#include "solver/facility/System.h"
#include "tests/verification/chain/ChainFixture.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace coldloop;
using namespace coldloop::facility;

namespace {

// One solver for all tests of this file.
PlateSampling& sampling()
{
    static const Parameters parameters = test::parametersOf("gb200-nvl72");
    static PlateSampling& made =
        *new PlateSampling(parameters, cht::loadOpenFoam()); // PETSc ends before static objects
    return made;
}

// The hottest and the coolest GPU of a case's steady state.
std::vector<PlateState> hottestAndCoolest(const Parameters& p)
{
    System system(p, test::plateModel(), p.restrictions);
    const Snapshot shot = system.solveSteady({});
    const std::vector<double> drop = finPressureDrops(p, system);
    const std::vector<ChipPlace> places = chipPlaces(p.rack);
    const std::vector<int> order = zoomedChips({1000, {}}, places, shot.chips);
    std::vector<PlateState> states;
    for (const int i : {order.front(), order.back()}) {
        const ChipSample& chip = shot.chips[i];
        states.push_back({places[i], chip.volumeFlow, chip.inlet, chip.power, chip.junction, drop[i]});
    }
    return states;
}

// The plate model with every resistance from junction to inlet too large by `factor`.
reduced::PlateModel planted(double factor)
{
    std::vector<reduced::PlateSample> samples = test::plateModel()->samples();
    for (reduced::PlateSample& sample : samples) sample.resistance *= factor;
    return reduced::PlateModel(samples);
}

// Mean of inlet and mixed outlet [K], where the law takes viscosity and density.
double meanTemperature(const materials::Coolant& coolant, double flow, double inlet, double power)
{
    const double rise = power / (flow * coolant.density(inlet).value);
    return (inlet + coolant.temperatureOfEnthalpy(coolant.enthalpy(inlet).value + rise)) / 2;
}

} // namespace

TEST_CASE("a plate solved again in 3-D agrees with the reduced model that the network used")
{
    const char* name = GENERATE("gb200-nvl72", "gb200-nvl72-starved");
    for (const PlateState& state : hottestAndCoolest(test::parametersOf(name))) {
        const ZoomedPlate plate = zoomPlate(sampling(), *test::plateModel(), state, energyLimit, massLimit).plate;
        INFO(name << ", " << chipName(state.place) << ", " << state.volumeFlow * 6e4 << " L/min, "
                  << state.inlet - zeroCelsius << " degC, " << state.power << " W");
        CAPTURE(plate.junctionDifference(), plate.resistanceDifference(), plate.pressureDropDifference());
        // 0.2 K of about 37 K from inlet to junction; 2 % of the fins' pressure drop.
        CHECK(std::abs(plate.junctionDifference()) < 0.2);
        CHECK(std::abs(plate.pressureDropDifference()) < 0.02);
        CHECK(plate.junction3d == Approx(state.inlet + plate.resistance3d * state.power).margin(1e-9));
    }
}

TEST_CASE("an error of the reduced model shows in the zoom as large as it is")
{
    const PlateState state = hottestAndCoolest(test::parametersOf("gb200-nvl72")).front();
    const ZoomedPlate good = zoomPlate(sampling(), *test::plateModel(), state, energyLimit, massLimit).plate;
    const ZoomedPlate bad = zoomPlate(sampling(), planted(1.05), state, energyLimit, massLimit).plate;
    CHECK(bad.resistanceDifference() - good.resistanceDifference() == Approx(0.05).epsilon(0.01));
    CHECK(bad.junctionDifference() - good.junctionDifference() ==
          Approx(0.05 * good.resistanceReduced * state.power).epsilon(1e-6));
    CHECK(bad.junctionDifference() > 1.5); // [K]
}

TEST_CASE("a plate that cannot be solved names its chip")
{
    PlateState state;
    state.place.tray = 4, state.place.slot = 2;
    state.inlet = 300, state.power = 1000;
    CHECK_THROWS_WITH(zoomPlate(sampling(), *test::plateModel(), state, energyLimit, massLimit),
                      Catch::StartsWith("3-D plate of rack 1 tray 4 slot 2: ") && Catch::Contains("flow of 0 m^3/s"));
    state.volumeFlow = 1e-3 / 60;
    CHECK_THROWS_WITH(zoomPlate(sampling(), *test::plateModel(), state, 0, massLimit),
                      Catch::StartsWith("3-D plate of rack 1 tray 4 slot 2: balances do not close"));
}

TEST_CASE("dp = a mu(T) Q + b rho Q^2 from two temperatures predicts a third within 2 %")
{
    const Parameters p = test::parametersOf("gb200-nvl72");
    const materials::Coolant& coolant = *p.tcs.coolant;
    const reduced::PlateModel& model = *test::plateModel(); // fitted at 25 and 55 degC
    const double inlet = zeroCelsius + GENERATE(40.0, 62.0);
    for (const double litresPerMinute : {0.15, 0.35, 0.8, 1.2, 1.9}) {
        const double flow = litresPerMinute / 6e4;
        const double carried = flow * coolant.density(inlet).value * coolant.specificHeat(inlet).value * 25;
        const double power = std::min(1200.0, carried);
        const double mean = meanTemperature(coolant, flow, inlet, power);
        const double predicted = model.linearLoss() * coolant.viscosity(mean).value * flow +
                                 model.quadraticLoss() * coolant.density(mean).value * flow * flow;
        const double solved = sampling().solve(flow, inlet, power, "pressure drop").finPressureDrop;
        INFO(litresPerMinute << " L/min, " << inlet - zeroCelsius << " degC: " << predicted << " Pa by the law, "
                             << solved << " Pa in 3-D, " << 100 * (predicted / solved - 1) << " %");
        CHECK(std::abs(predicted / solved - 1) < 0.02);
    }
}
