// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/PlantSide.h"

#include <fmt/format.h>

#include <algorithm>

namespace coldloop::facility {

namespace {

void addTower(PlantSide& side, const Parameters& p, double inlet, double flow)
{
    const materials::Coolant& water = *p.fws.coolant;
    side.fanPower = p.plant.tower.fanPowerPerWaterFlow * p.plant.condenserFlow / p.plant.towerWaterRatio;
    side.tower.inletTemperature = inlet;
    if (inlet <= p.weather.wetBulb) { // nothing to reject
        side.towerLeaving = inlet;
        return;
    }
    const double ratio = p.plant.towerWaterRatio * flow / p.plant.condenserFlow;
    const plant::CoolingTowerState tower = plant::coolingTower(p.plant.tower, inlet, p.weather.wetBulb, ratio, 1);
    side.towerLeaving = tower.leaving;
    side.towerRange = tower.range;
    side.towerApproach = tower.approach;
    side.tower.heat = -flow * (water.enthalpy(inlet).value - water.enthalpy(tower.leaving).value);
    side.tower.slope =
        -flow * (water.specificHeat(inlet).value - tower.leavingByEntering * water.specificHeat(tower.leaving).value);
    for (const std::string& beyond : tower.beyond) side.flags.push_back({"tower", beyond});
}

// `count` equal machines share `load` [W].
plant::ChillerState chillers(const plant::ChillerParameters& machine, int count, double leaving, double condenser,
                             double load, double condenserFlow)
{
    plant::ChillerState one = plant::chiller(machine, leaving, condenser, load / count, condenserFlow / count);
    one.load *= count;
    one.power *= count;
    one.available *= count;
    one.heatRejected *= count;
    return one;
}

void addTrim(PlantSide& side, const Parameters& p, double inlet, double flow, double condenserWater,
             double condenserFlow)
{
    side.trim.inletTemperature = inlet;
    if (!p.plant.trim || inlet <= p.plant.trimSetpoint) return;
    const materials::Coolant& water = *p.fws.coolant;
    const bool air = p.plant.trimChiller.airCooled;
    const double wanted = flow * (water.enthalpy(inlet).value - water.enthalpy(p.plant.trimSetpoint).value);
    const plant::ChillerState state = chillers(p.plant.trimChiller, p.plant.trimChillers, p.plant.trimSetpoint,
                                               air ? p.weather.dryBulb : condenserWater, wanted,
                                               condenserFlow * p.fws.coolant->specificHeat(condenserWater).value);
    side.trim.heat = -state.load;
    side.trim.slope = state.load < wanted ? 0 : -flow * water.specificHeat(inlet).value;
    side.trimPower = state.power;
    side.trimLoad = state.load;
    (air ? side.rejectedToAir : side.condenserHeat) += state.heatRejected;
    if (state.beyondCurve)
        side.flags.push_back({"trim chiller", fmt::format("'{}' works beyond its curves: Carnot fraction used",
                                                          p.plant.trimChiller.name)});
    if (state.load < wanted)
        side.flags.push_back({"trim chiller", "cannot reach its set point: add machines or raise the set point"});
}

void addRoom(PlantSide& side, const Parameters& p, double airHeat)
{
    const plant::ChillerParameters& machine = p.plant.roomChiller;
    const plant::ChillerState state =
        chillers(machine, p.plant.roomChillers, p.plant.roomChilledWater, p.weather.dryBulb, airHeat, 0);
    side.roomLoad = state.load;
    side.roomPower = state.power;
    side.rejectedToAir += state.heatRejected;
    side.roomShortfall = airHeat - state.load;
    if (state.beyondCurve)
        side.flags.push_back(
            {"room chiller", fmt::format("'{}' works beyond its curves: Carnot fraction used", machine.name)});
    if (side.roomShortfall > 1e-9 * airHeat)
        side.flags.push_back(
            {"room chiller", fmt::format("carries {:.1f} of {:.1f} kW: the room warms up. Add machines.",
                                         state.load / 1e3, airHeat / 1e3)});
}

} // namespace

PlantSide plantSide(const Parameters& parameters, double towerInlet, double condenserFlow, double trimInlet,
                    double fwsFlow, double condenserWater, double airHeat)
{
    PlantSide side;
    addTower(side, parameters, towerInlet, condenserFlow);
    addTrim(side, parameters, trimInlet, fwsFlow, condenserWater, condenserFlow);
    addRoom(side, parameters, airHeat);
    return side;
}

} // namespace coldloop::facility
