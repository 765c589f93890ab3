// What the coupled system says of its present state: chips, totals, ledger, flags.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/System.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace coldloop::facility {

using workload::ChipKind;

double System::itPower(const Heats& heats) const
{
    double power = otherHeat() + airHeat();
    for (int i = 0; i < bank_.count(); ++i) power += bank_.weight(i) * heats.chip[i].power;
    return power;
}

// Each term comes from the part that makes or moves the heat: chips from their own integrals, exchangers from the thermal
// solve, the tower from its correlation. The residual is what the coupling left open.
std::vector<LedgerJoint> System::ledger(const Heats& heats) const
{
    const auto storedIn = [&](int loop) {
        double sum = 0;
        for (std::size_t i = 0; i < loops_.network.nodes().size(); ++i)
            if (loops_.network.nodes()[i].loop == loop) sum += thermal_.stored[i];
        return sum;
    };
    double toCoolant = otherHeat();
    for (int i = 0; i < bank_.count(); ++i) toCoolant += bank_.weight(i) * heats.chip[i].heat;
    const Pumps power = pumps();
    const double cdu = thermal_.exchangerHeat[loops_.cduLink], isolating = thermal_.exchangerHeat[loops_.isolatingLink];
    const double tower = -plant_.tower.heat, condenserStored = storedIn(2);
    return {
        {"chips",
         {{"IT power", itPower(heats)},
          {"stored in chips and plates", -heats.stored},
          {"to coolant", -toCoolant},
          {"to room air", -airHeat()}}},
        {"tcs", {{"from chips", toCoolant}, {"TCS pumps", power.tcs}, {"CDU duty", -cdu}, {"stored", -storedIn(0)}}},
        {"fws",
         {{"CDU duty", cdu},
          {"FWS pumps", power.fws},
          {"isolating exchanger", -isolating},
          {"trim chiller", -plant_.trimLoad},
          {"stored", -storedIn(1)}}},
        {"condenser",
         {{"isolating exchanger", isolating},
          {"water-cooled condensers", plant_.condenserHeat},
          {"condenser pump", power.condenser},
          {"tower: water's enthalpy drop", -tower},
          {"stored", -condenserStored}}},
        {"room",
         {{"from racks", airHeat()},
          {"room chiller load", -plant_.roomLoad},
          {"stays in the room", -plant_.roomShortfall}}},
        {"atmosphere",
         {{"isolating exchanger", isolating},
          {"trim chiller", plant_.trimLoad},
          {"room chiller", plant_.roomLoad},
          {"compressors", plant_.trimPower + plant_.roomPower},
          {"condenser pump", power.condenser},
          {"stored in condenser water", -condenserStored},
          {"tower", -tower},
          {"air-cooled condensers", -plant_.rejectedToAir}}},
    };
}

std::vector<Quantity> System::totals(const Heats& heats) const
{
    const Pumps power = pumps();
    const double it = itPower(heats);
    const double cooling =
        power.tcs + power.fws + power.condenser + plant_.fanPower + plant_.trimPower + plant_.roomPower;
    const network::NodeId ret = loops_.tcs.suction;
    const auto& tcs = *parameters_.tcs.coolant;
    const double supply = temperature_[loops_.tcs.supply];
    const double rackMass =
        std::accumulate(loops_.rack.trays.begin(), loops_.rack.trays.end(), 0.0,
                        [&](double sum, const RackTray& t) { return sum + flow_.massFlow[t.supply]; });
    const double nominalFlow = parameters_.racks > 1 ? flow_.massFlow[loops_.tcs.nominalRacks] /
                                                           (parameters_.racks - 1) / tcs.density(supply).value
                                                     : std::nan("");
    const double atmosphere = -plant_.tower.heat;
    const plant::WaterUse water = plant::towerWater(std::max(0.0, atmosphere), parameters_.plant.cyclesOfConcentration);
    return {
        {"it_power", it, "W"},
        {"cooling_power", cooling, "W"},
        {"pue", (it + cooling) / it, "1"},
        {"tcs_supply_temperature", supply, "K"},
        {"tcs_return_temperature", temperature_[ret], "K"},
        {"tcs_mass_flow", flow_.massFlow[loops_.tcs.pump], "kg/s"},
        {"rack_flow", rackMass / tcs.density(supply).value, "m3/s"},
        {"nominal_rack_flow", nominalFlow, "m3/s"},
        {"rack_pressure_drop", flow_.pressure[loops_.rack.supplyPort] - flow_.pressure[loops_.rack.returnPort], "Pa"},
        {"tcs_pump_speed", loops_.tcs.pumpCurve->speed(), "1"},
        {"tcs_pump_power", power.tcs, "W"},
        {"cdu_duty", thermal_.exchangerHeat[loops_.cduLink], "W"},
        {"cdu_valve_opening", loops_.fws.valve->opening(), "1"},
        {"fws_supply_temperature", temperature_[loops_.fws.supply], "K"},
        {"fws_return_temperature", temperature_[loops_.fws.returned], "K"},
        {"fws_mass_flow", flow_.massFlow[loops_.fws.pump], "kg/s"},
        {"fws_pump_power", power.fws, "W"},
        {"tower_leaving_temperature", temperature_[loops_.condenser.basin], "K"},
        {"tower_range", plant_.towerRange, "K"},
        {"tower_approach", plant_.towerApproach, "K"},
        {"tower_heat", atmosphere, "W"},
        {"tower_fan_power", plant_.fanPower, "W"},
        {"condenser_pump_power", power.condenser, "W"},
        {"room_chiller_power", plant_.roomPower, "W"},
        {"trim_chiller_power", plant_.trimPower, "W"},
        {"water_use", water.makeUp, "kg/s"},
    };
}

void System::describeChips(Snapshot& shot, const Heats& heats) const
{
    for (int i = 0; i < bank_.resolved(); ++i) {
        ChipSample sample;
        const ChipState& state = chips_.chips[i];
        sample.junction = state.die;
        sample.junctionPeak = sums_.empty() ? steadyPeak_[i] : sums_[i].peak;
        sample.plate = state.plate;
        sample.inlet = inflow_[i].inlet;
        sample.power = heats.chip[i].power;
        sample.heatToCoolant = heats.chip[i].heat;
        sample.volumeFlow = inflow_[i].massFlow / parameters_.tcs.coolant->density(inflow_[i].inlet).value;
        sample.clock = sums_.empty() ? steadyClock_[i] : sums_[i].clock;
        sample.throttled = sample.clock < throttledBelow || (!sums_.empty() && sums_[i].throttled > 0);
        sample.shutdown = state.governor.shutdown;
        sample.throttledTime = throttledTime_[i];
        sample.lostWork = lostWork_[i];
        shot.chips.push_back(sample);
    }
}

Snapshot System::snapshot(const Heats& heats) const
{
    Snapshot shot;
    shot.time = time_;
    describeChips(shot, heats);
    shot.totals = totals(heats);
    shot.ledger = ledger(heats);
    shot.massImbalance = flow_.massImbalanceRelative;
    shot.couplingResidual = couplingResidual_;
    shot.couplingIterations = couplingIterations_;

    double hottest = 0, slowest = 1, gpuPower = 0, throttled = 0;
    for (int i = 0; i < bank_.resolved(); ++i) {
        if (bank_.places()[i].kind != ChipKind::gpu) continue;
        hottest = std::max(hottest, shot.chips[i].junctionPeak);
        slowest = std::min(slowest, shot.chips[i].clock);
        gpuPower += shot.chips[i].power;
        throttled += shot.chips[i].throttled;
    }
    shot.totals.push_back({"max_junction_temperature", hottest, "K"});
    shot.totals.push_back({"slowest_clock", slowest, "1"});
    shot.totals.push_back({"resolved_gpu_power", gpuPower, "W"});
    shot.totals.push_back({"throttled_chips", throttled, "1"});
    shot.totals.push_back({"job_full_clock_time", chips_.job.fullClockTime, "s"});
    return shot;
}

// Trays whose pressure drop exceeds what a node is allowed, as one statement with the worst of them.
void System::flagTrays(std::vector<Flag>& flags) const
{
    const double limit = parameters_.rack.trayMaxPressureDrop;
    std::size_t worst = 0;
    int beyond = 0;
    double most = 0;
    for (std::size_t i = 0; i < loops_.rack.trays.size(); ++i) {
        const RackTray& tray = loops_.rack.trays[i];
        const network::Branch& in = loops_.network.branches()[tray.supply];
        const network::Branch& out = loops_.network.branches()[tray.returnBranch];
        const double drop = flow_.pressure[in.from] - flow_.pressure[out.to];
        beyond += drop > limit;
        if (drop > most) {
            most = drop;
            worst = i;
        }
    }
    if (limit > 0 && beyond > 0)
        flags.push_back(
            {"trays", fmt::format("{} of {} exceed the pressure drop of {:.1f} kPa that a node is allowed; most is "
                                  "{:.1f} kPa in tray {}",
                                  beyond, loops_.rack.trays.size(), limit / 1e3, most / 1e3, worst + 1)});
}

std::vector<Flag> System::flags() const
{
    std::vector<Flag> flags = loops_.network.flags(flow_, temperature_);
    flags.insert(flags.end(), plant_.flags.begin(), plant_.flags.end());
    const auto& tcs = *parameters_.tcs.coolant;
    const double supply = temperature_[loops_.tcs.supply];
    if (pumpAtLimit_)
        flags.push_back({"TCS pump", fmt::format("full speed gives less than the {:.1f} L/min per rack asked for",
                                                 parameters_.tcs.rackFlow * 6e4)});
    const double setpoint = effectiveSetpoint();
    const double tolerance = time_ > 0 ? 1.0 : 0.05; // [K]; CDUs are sold to hold 1 K under a changing load
    if (std::abs(supply - setpoint) > tolerance)
        flags.push_back({"TCS supply",
                         fmt::format("set point {:.1f} degC is not met: {:.1f} degC, CDU valve {:.0f} % open",
                                     setpoint - zeroCelsius, supply - zeroCelsius, 100 * loops_.fws.valve->opening())});
    if (setpoint > parameters_.tcs.supplySetpoint + 1e-9)
        flags.push_back(
            {"TCS supply", fmt::format("the room's dew point of {:.1f} degC raises the set point from {:.1f} to "
                                       "{:.1f} degC",
                                       parameters_.room.dewPoint - zeroCelsius,
                                       parameters_.tcs.supplySetpoint - zeroCelsius, setpoint - zeroCelsius)});
    if (supply < parameters_.room.dewPoint)
        flags.push_back(
            {"TCS supply", fmt::format("{:.1f} degC is below the room's dew point of {:.1f} degC: pipes sweat",
                                       supply - zeroCelsius, parameters_.room.dewPoint - zeroCelsius)});
    const double duty = thermal_.exchangerHeat.empty() ? 0 : thermal_.exchangerHeat[loops_.cduLink];
    if (duty > parameters_.tcs.cdu.ratedCapacity)
        flags.push_back({"CDU", fmt::format("duty of {:.0f} kW exceeds the rated {:.0f} kW", duty / 1e3,
                                            parameters_.tcs.cdu.ratedCapacity / 1e3)});
    const double meanRackFlow = flow_.massFlow[loops_.tcs.pump] / tcs.density(supply).value / parameters_.racks;
    if (parameters_.rack.maxFlow > 0 && meanRackFlow > parameters_.rack.maxFlow * (1 + 1e-9))
        flags.push_back(
            {"racks", fmt::format("{:.1f} L/min per rack exceeds the rack's sustained limit of {:.0f} L/min",
                                  meanRackFlow * 6e4, parameters_.rack.maxFlow * 6e4)});
    flagTrays(flags);
    constexpr double slightly = 0.5; // [K] beyond the samples that nobody need be told of
    if (!bank_.plate().temperatureInRange(supply + slightly) && !bank_.plate().temperatureInRange(supply - slightly))
        flags.push_back(
            {"GPU cold plate", fmt::format("inlet {:.1f} degC is outside the temperatures at which the plate was "
                                           "solved in 3-D: extrapolated",
                                           supply - zeroCelsius)});
    if (parameters_.tcs.cdu.maxTcsFlow > 0 && meanRackFlow * parameters_.racks > parameters_.tcs.cdu.maxTcsFlow)
        flags.push_back(
            {"CDU", fmt::format("{:.0f} L/min exceeds the unit's {:.0f} L/min", meanRackFlow * parameters_.racks * 6e4,
                                parameters_.tcs.cdu.maxTcsFlow * 6e4)});
    if (cycling_ > 0)
        flags.push_back(
            {"GPUs", fmt::format("{} would alternate between hardware slowdown and a higher clock: shown in "
                                 "slowdown",
                                 cycling_)});
    return flags;
}

void System::save(Archive& archive) const
{
    std::vector<double>& chips = archive["system/chips"];
    for (const ChipState& chip : chips_.chips)
        chips.insert(chips.end(),
                     {chip.die, chip.plate, double(chip.governor.slowdown), double(chip.governor.shutdown)});
    const workload::JobState& job = chips_.job;
    archive["system/job"] = {double(job.phase),   job.done,     job.sinceCheckpoint, job.wallTime, job.fullClockTime,
                             double(job.stopped), job.stoppedAt};
    archive["system/temperature"] = temperature_;
    archive["system/pressure"] = flow_.pressure;
    archive["system/mass_flow"] = flow_.massFlow;
    archive["system/throttled_time"] = throttledTime_;
    archive["system/lost_work"] = lostWork_;
    archive["system/control"] = {time_, loops_.fws.valve->opening(), valveIntegral_};
    std::vector<double>& heat = archive["system/heat"];
    for (const ChipHeat& h : heats_.chip) heat.insert(heat.end(), {h.heat, h.slope, h.power});
}

void System::restore(const Archive& archive)
{
    const std::vector<double>& chips = archive.at("system/chips");
    for (std::size_t i = 0; i < chips_.chips.size(); ++i)
        chips_.chips[i] = {chips.at(4 * i), chips.at(4 * i + 1), {chips.at(4 * i + 2) != 0, chips.at(4 * i + 3) != 0}};
    const std::vector<double>& job = archive.at("system/job");
    chips_.job = {static_cast<workload::Phase>(int(job.at(0))),
                  job.at(1),
                  job.at(2),
                  job.at(3),
                  job.at(4),
                  job.at(5) != 0,
                  job.at(6)};
    temperature_ = archive.at("system/temperature");
    flow_.pressure = archive.at("system/pressure");
    flow_.massFlow = archive.at("system/mass_flow");
    throttledTime_ = archive.at("system/throttled_time");
    lostWork_ = archive.at("system/lost_work");
    const std::vector<double>& control = archive.at("system/control");
    time_ = control.at(0);
    loops_.fws.valve->setOpening(control.at(1));
    valveIntegral_ = control.at(2);
    const std::vector<double>& heat = archive.at("system/heat");
    heats_.chip.clear();
    for (std::size_t i = 0; i + 2 < heat.size(); i += 3) heats_.chip.push_back({heat[i], heat[i + 1], heat[i + 2]});
}

} // namespace coldloop::facility
