// The example cases load to the numbers that they state.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/Case.h"

#include "solver/core/Error.h"

#include <catch2/catch.hpp>
#include <numeric>

using namespace coldloop;

namespace {
const std::string cases = std::string(COLDLOOP_SOURCE_DIR) + "/cases/";
constexpr double litrePerMinute = 1e-3 / 60;
} // namespace

TEST_CASE("The default case loads with every part of the chain filled in")
{
    const case_file::LoadedCase loaded = case_file::loadCase(cases + "gb200-nvl72/case.toml", {});
    const facility::Parameters& p = loaded.parameters;
    CHECK(p.racks == 8);
    CHECK(p.rack.trays.size() == 27);
    CHECK(std::count(p.rack.trays.begin(), p.rack.trays.end(), facility::TrayKind::compute) == 18);
    CHECK(p.rack.trays[7] == facility::TrayKind::compute);
    CHECK(p.rack.trays[8] == facility::TrayKind::switchTray);
    CHECK(p.rack.trays[17] == facility::TrayKind::compute);
    CHECK(p.rack.superchips * p.rack.gpusPerSuperchip * 18 == 72);
    CHECK(p.rack.gpu.thermalDesignPower == 1200);
    CHECK(p.rack.gpu.governor.present);
    CHECK(p.rack.gpu.governor.maxOperating == Approx(358.15));
    CHECK(p.rack.gpu.governor.clockCutPerKelvin == Approx(0.05));
    CHECK(p.rack.gpu.maxClock == Approx(1965e6));
    CHECK(p.rack.cpu.thermalDesignPower == 300);
    CHECK(!p.rack.cpu.governor.present);
    CHECK(p.rack.cpu.kind == workload::ChipKind::cpu);
    CHECK(p.rack.switchAsic.thermalDesignPower == 620);
    CHECK(p.rack.gpuPlate.geometry.channels() == Approx(300));
    CHECK(p.rack.gpuPlate.geometry.dieChannels() == Approx(250));
    CHECK(p.rack.gpuPlate.geometry.timResistance == Approx(5e-6));
    CHECK(p.rack.gpuPlate.geometry.silicon.conductivity == 130);
    CHECK(p.rack.gpuPlate.geometry.base.conductivity == 385);
    CHECK(p.rack.gpuPlate.nominalFlow == Approx(litrePerMinute));
    CHECK(p.rack.gpuPlate.sampleFlows == std::vector<double>{0.1, 0.25, 0.5, 1.0, 1.5, 2.0});
    CHECK(p.rack.gpuPlate.sampleTemperatures == std::vector<double>{298.15, 328.15});
    CHECK(p.rack.cpuPlate.resistance == Approx(0.03));
    CHECK(p.rack.switchPlate.quadraticLoss == Approx(8.0e7));
    CHECK(p.rack.quickDisconnectKv == Approx(0.75 / 3600 / std::sqrt(1e5 / 1000)).epsilon(1e-3));
    CHECK(p.rack.manifoldDiameter == Approx(0.038));
    CHECK(p.rack.metalCapacity == Approx(24000));
    CHECK(p.rack.maxFlow == Approx(130 * litrePerMinute));

    CHECK(p.tcs.rackFlow == Approx(86.7 * litrePerMinute));
    CHECK(p.tcs.supplySetpoint == Approx(303.15));
    CHECK(p.tcs.pipingLinear == Approx(0.024229e3 / litrePerMinute));
    CHECK(p.tcs.pipingQuadratic == Approx(7.1e-5 * 1e3 / litrePerMinute / litrePerMinute));
    CHECK(p.tcs.volume == Approx(1.0));
    CHECK(p.tcs.coolant->density(313.15).value == Approx(1010.3).margin(0.1));
    CHECK(p.tcs.coolant->viscosity(313.15).value == Approx(1.377e-3).epsilon(1e-3));
    CHECK(p.tcs.cdu.pumpsRunning == 2);
    CHECK(p.tcs.cdu.pumpRise.size() == p.tcs.cdu.pumpFlow.size());
    CHECK(p.tcs.cdu.ratedCapacity == Approx(1.368e6));

    CHECK(p.fws.flow == 20.6);
    CHECK(p.fws.volume == Approx(8 * 0.132 * 3.0)); // 3000 L/MW of the rated 8 x 132 kW
    CHECK(p.fws.coolant->density(303.15).value == Approx(995.649));
    CHECK(p.plant.tower.coefficients[0] == -0.359741205);
    CHECK(p.plant.tower.coefficients[26] == -0.000001516821552);
    CHECK(p.plant.tower.maxWetBulb == Approx(299.85));
    CHECK(p.plant.tower.fanPowerPerWaterFlow == Approx(275 / 0.15).epsilon(1e-3));
    CHECK(p.plant.towerWaterRatio == 0.6);
    CHECK(p.plant.isolatingApproach == 2);
    CHECK(!p.plant.trim);
    CHECK(p.plant.roomChiller.airCooled);
    CHECK(p.plant.roomChillers == 2);
    CHECK(p.plant.trimChiller.ratedCapacity == Approx(1.4066e6));
    CHECK(p.plant.trimChiller.capacityCurve[5] == 1.573579e-3);

    CHECK(p.room.dewPoint == Approx(288.15));
    CHECK(p.weather.wetBulb == Approx(299.95));
    REQUIRE(p.workload.training);
    CHECK(p.workload.training->computeShare == Approx(0.7));
    REQUIRE(p.transient);
    CHECK(p.transient->duration == 600);
    CHECK(p.nominal.supplyTemperature == Approx(318.15));
}

TEST_CASE("A rack of the catalogue gives 115 kW to liquid and 132 kW in all at TDP")
{
    const facility::RackParameters rack = case_file::loadCase(cases + "gb200-nvl72/case.toml", {}).parameters.rack;
    double liquid = 0;
    for (const facility::TrayKind tray : rack.trays)
        liquid += tray == facility::TrayKind::compute
                      ? rack.superchips *
                                (rack.gpusPerSuperchip * rack.gpu.thermalDesignPower + rack.cpu.thermalDesignPower) +
                            rack.otherTrayHeat
                      : rack.switchesPerTray * rack.switchAsic.thermalDesignPower;
    CHECK(liquid == Approx(115e3).epsilon(1e-4));
    CHECK(liquid + rack.airHeat == Approx(rack.ratedPower).epsilon(1e-4));
}

TEST_CASE("The pumps of the XDU1350 have the published head")
{
    // A row of the table of one pump; pumps in parallel share the flow.
    const auto riseAt = [](const std::vector<std::string>& overrides, double flow) {
        const facility::CduParameters cdu =
            case_file::loadCase(cases + "gb200-nvl72/case.toml", overrides).parameters.tcs.cdu;
        for (std::size_t i = 0; i < cdu.pumpFlow.size(); ++i)
            if (cdu.pumpFlow[i] == Approx(flow)) return cdu.pumpRise[i];
        return 0.0;
    };
    CHECK(riseAt({}, 1200 * litrePerMinute / 2) == Approx(2.5e5));
    CHECK(riseAt({"tcs.pumps-running=3"}, 1800 * litrePerMinute / 3) == Approx(2.0e5));
    // The curve's own formula at 800 L/min by two pumps.
    CHECK(riseAt({}, 400 * litrePerMinute) ==
          Approx(1e3 * (-0.000234 * 800 * 800 + 0.092063 * 800 + 476.457)).epsilon(1e-3));
}

TEST_CASE("The starved case restricts compute trays and spreads resistances")
{
    const facility::Parameters p = case_file::loadCase(cases + "gb200-nvl72-starved/case.toml", {}).parameters;
    REQUIRE(!p.restrictions.empty());
    for (const facility::Restriction& restriction : p.restrictions) {
        CHECK(restriction.kv < p.rack.quickDisconnectKv);
        for (const int tray : restriction.trays)
            CHECK(p.rack.trays.at(static_cast<std::size_t>(tray) - 1) == facility::TrayKind::compute);
    }
    CHECK(p.resistanceSpread == Approx(0.08));
    CHECK(p.tcs.supplySetpoint == Approx(323.15));
    CHECK(p.tcs.rackFlow > p.rack.maxFlow);
}
