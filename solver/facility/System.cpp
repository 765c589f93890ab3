// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/System.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::facility {

namespace {

constexpr double leastSane = 100, mostSane = 2000; // [K] beyond it no iteration comes back
constexpr double leastFlow = 1e-9;                 // [kg/s] below it a plate counts as dry
constexpr double couplingTolerance = 1e-8;         // [K] by which inlet temperatures may still move

} // namespace

System::System(const Parameters& parameters, std::shared_ptr<const reduced::PlateModel> plate,
               const std::vector<Restriction>& restrictions)
    : parameters_(parameters), bank_(parameters, plate)
{
    PlateLoss loss;
    const double finShare = 1 - parameters.rack.gpuPlate.plenumShare;
    loss.linear = plate->linearLoss() / finShare;
    loss.quadratic = plate->quadraticLoss() / finShare;
    loss.minFlow = plate->minFlow();
    loss.maxFlow = plate->maxFlow();
    loops_ = makeLoops(parameters, loss, restrictions);

    // A first guess from the ratings; the solution does not depend on it.
    const auto& nodes = loops_.network.nodes();
    const double wetBulb = parameters.weather.wetBulb;
    for (const network::Node& node : nodes) temperature_.push_back(node.loop == 0 ? wetBulb + 20 : wetBulb + 12);
    temperature_[loops_.condenser.warm] = wetBulb + 15;
    const std::size_t n = static_cast<std::size_t>(bank_.count());
    throttledTime_.assign(n, 0);
    lostWork_.assign(n, 0);
    steadyClock_.assign(n, 1);
    steadyPeak_.assign(n, 0);
    chips_.chips.resize(n);
}

// Flow at the present temperatures. The TCS pump's speed holds the flow of all racks; when that takes more than full
// speed the pump runs at full speed and the flow is what it gives.
void System::solveFlow()
{
    network::Branch& pump = loops_.network.branch(loops_.tcs.pump);
    const double density = parameters_.tcs.coolant->density(temperature_[loops_.tcs.supply]).value;
    pump.fixedFlow = true;
    pump.components.clear();
    pump.massFlow = parameters_.racks * parameters_.tcs.rackFlow * density;
    const network::HydraulicState* guess = flow_.pressure.empty() ? nullptr : &flow_;
    network::HydraulicState held = loops_.network.solveHydraulics(temperature_, guess);
    network::Pump& curve = *loops_.tcs.pumpCurve;
    if (pump.massFlow == 0) { // pumps off: nothing to set, inflows() names who has heat
        flow_ = std::move(held);
        return;
    }
    const double volumeFlow = pump.massFlow / parameters_.tcs.coolant->density(temperature_[loops_.tcs.suction]).value;
    const double speed = curve.speedFor(held.requiredRise[loops_.tcs.pump], volumeFlow);
    pumpAtLimit_ = !(speed <= curve.maxSpeed());
    curve.setSpeed(pumpAtLimit_ ? curve.maxSpeed() : speed);
    if (pumpAtLimit_) {
        pump.fixedFlow = false;
        pump.components = {loops_.tcs.pumpCurve};
        held = loops_.network.solveHydraulics(temperature_, &held);
    }
    flow_ = std::move(held);
}

// What each chip's plate gets. A CPU of the nominal racks is fed by the GPUs before it: its inlet is warmer by their heat.
std::vector<PlateInflow> System::inflows(const std::vector<ChipHeat>& heat) const
{
    std::vector<PlateInflow> result;
    for (int i = 0; i < bank_.resolved(); ++i) {
        const network::BranchId branch = loops_.rack.chipBranch[i];
        if (std::abs(flow_.massFlow[branch]) < leastFlow)
            throw SolveError(
                fmt::format("'{}' has heat and no flow: its chip would burn. Give the racks a flow, open the "
                            "tray's valve, or remove the chip.",
                            loops_.network.branches()[branch].name));
        result.push_back({std::abs(flow_.massFlow[branch]), temperature_[loops_.network.upstream(branch, flow_)]});
    }
    if (parameters_.racks > 1) {
        const double rackFlow = std::abs(flow_.massFlow[loops_.tcs.nominalRacks]) / (parameters_.racks - 1);
        const double inlet = temperature_[loops_.tcs.supplyHeader];
        const NominalRack& nominal = loops_.nominal;
        const double cpuFlow = nominal.cpuShare * rackFlow;
        const double gpuHeat = heat.empty() ? 0 : heat[bank_.resolved()].heat;
        const double rise = cpuFlow > 0 ? parameters_.rack.gpusPerSuperchip * gpuHeat /
                                              (cpuFlow * parameters_.tcs.coolant->specificHeat(inlet).value)
                                        : 0;
        result.push_back({nominal.gpuShare * rackFlow, inlet});
        result.push_back({cpuFlow, inlet + rise});
        result.push_back({nominal.switchShare * rackFlow, inlet});
    }
    return result;
}

double System::otherHeat() const
{
    const auto& trays = parameters_.rack.trays;
    return parameters_.racks * parameters_.rack.otherTrayHeat *
           static_cast<double>(std::count(trays.begin(), trays.end(), TrayKind::compute));
}

System::Pumps System::pumps() const
{
    Pumps power;
    const auto volumeFlow = [&](network::BranchId branch, const materials::Coolant& coolant) {
        return flow_.massFlow[branch] / coolant.density(temperature_[loops_.network.upstream(branch, flow_)]).value;
    };
    power.tcs = loops_.tcs.pumpCurve->electricPower(volumeFlow(loops_.tcs.pump, *parameters_.tcs.coolant));
    power.fws = loops_.fws.pumpCurve->electricPower(volumeFlow(loops_.fws.pump, *parameters_.fws.coolant));
    power.condenser = volumeFlow(loops_.condenser.pump, *parameters_.fws.coolant) *
                      flow_.requiredRise[loops_.condenser.pump] / parameters_.plant.condenserPumpEfficiency;
    return power;
}

std::vector<network::BranchHeat> System::branchHeats(const Heats& heats, const std::vector<PlateInflow>& inflow)
{
    std::vector<network::BranchHeat> result(loops_.network.branches().size());
    for (int i = 0; i < bank_.resolved(); ++i)
        result[loops_.rack.chipBranch[i]] = {heats.chip[i].heat, heats.chip[i].slope, inflow[i].inlet};
    for (const RackTray& tray : loops_.rack.trays)
        if (tray.kind == TrayKind::compute) result[tray.returnBranch].heat = parameters_.rack.otherTrayHeat;
    if (parameters_.racks > 1) {
        network::BranchHeat& nominal = result[loops_.tcs.nominalRacks];
        nominal.inletTemperature = temperature_[loops_.tcs.supplyHeader];
        nominal.heat = otherHeat() * (parameters_.racks - 1) / parameters_.racks;
        for (int i = bank_.resolved(); i < bank_.count(); ++i) {
            nominal.heat += bank_.weight(i) * heats.chip[i].heat;
            nominal.slope += bank_.weight(i) * heats.chip[i].slope;
        }
    }
    const Pumps power = pumps();
    result[loops_.tcs.pump].heat = power.tcs;
    result[loops_.fws.pump].heat = power.fws;
    result[loops_.condenser.pump].heat = power.condenser;
    plant_ = plantSide(parameters_, temperature_[loops_.condenser.warm],
                       std::abs(flow_.massFlow[loops_.condenser.tower]), temperature_[loops_.fws.isolated],
                       std::abs(flow_.massFlow[loops_.fws.trim]), temperature_[loops_.condenser.isolated], airHeat());
    result[loops_.condenser.tower] = plant_.tower;
    result[loops_.fws.trim] = plant_.trim;
    result[loops_.condenser.chillers].heat = plant_.condenserHeat;
    return result;
}

// One thermal solve over all loops; gives the largest change of a node's temperature [K].
double System::solveLoops(const Heats& heats, const std::vector<PlateInflow>& inflow, const std::vector<double>& old,
                          double dt)
{
    thermal_ = loops_.network.solveTemperatures(flow_, branchHeats(heats, inflow), old, dt);
    double change = 0;
    for (std::size_t i = 0; i < temperature_.size(); ++i)
        change = std::max(change, std::abs(thermal_.temperature[i] - temperature_[i]));
    temperature_ = thermal_.temperature;
    for (std::size_t i = 0; i < temperature_.size(); ++i)
        if (!(temperature_[i] > leastSane && temperature_[i] < mostSane))
            throw SolveError(
                fmt::format("'{}': its coolant would reach {:.3g} degC, as good as no flow carries the heat there. "
                            "Raise the flow.",
                            loops_.network.nodes()[i].name, temperature_[i] - zeroCelsius));
    return change;
}

// Steady state at the present valve opening. Chips that slow down or shut off after some iterations stay so: hot coolant
// and latches could otherwise chase each other without end.
void System::couple(const SteadyOptions& options)
{
    network::Node& supply = loops_.network.node(loops_.tcs.supply);
    supply.fixedTemperature = options.fixedSupply.has_value();
    if (options.fixedSupply) supply.temperature = temperature_[loops_.tcs.supply] = *options.fixedSupply;
    constexpr int most = 200, latchAfter = 15;
    std::vector<workload::GovernorState> latches;
    Heats heats;
    for (int iteration = 1; iteration <= most; ++iteration) {
        ++couplingIterations_;
        solveFlow();
        inflow_ = inflows(heats.chip);
        ChipBank::Steady steady = bank_.steady(inflow_, options.request, latches);
        heats.chip = steady.heat;
        couplingResidual_ = solveLoops(heats, inflow_, temperature_, 0);
        if (couplingIterations_ == 1) firstResidual_ = couplingResidual_;
        latches.clear();
        cycling_ = 0;
        for (int i = 0; i < bank_.count(); ++i) {
            chips_.chips[i] = steady.chips[i].state;
            steadyClock_[i] = steady.chips[i].clock;
            steadyPeak_[i] = steady.chips[i].peak;
            cycling_ += i < bank_.resolved() && steady.chips[i].cycles;
            if (iteration >= latchAfter) latches.push_back(steady.chips[i].state.governor);
        }
        if (couplingResidual_ < couplingTolerance) break;
    }
    if (!(couplingResidual_ < couplingTolerance))
        throw SolveError(
            fmt::format("the steady coupling of chips, loops and plant did not converge: coolant temperatures "
                        "still move by {:.2e} K after {} iterations. Check flow rates and governor limits.",
                        couplingResidual_, most));
    heats_ = heats;
}

// Coolant that has left the range of its properties - boiling, freezing - makes the result worthless. Without the
// governor that is a question of what would be, and allowed.
void System::checkCoolant() const
{
    for (std::size_t i = 0; i < temperature_.size(); ++i) {
        const network::Node& node = loops_.network.nodes()[i];
        const auto& coolant = *loops_.network.loops()[node.loop].coolant;
        if (!coolant.inRange(temperature_[i]))
            throw SolveError(
                fmt::format("'{}': coolant at {:.1f} degC has left the range of '{}', {:.0f} to {:.0f} degC, with "
                            "the power on. Raise the flow there or lower the supply temperature.",
                            node.name, temperature_[i] - zeroCelsius, coolant.name(),
                            coolant.minTemperature() - zeroCelsius, coolant.maxTemperature() - zeroCelsius));
    }
}

Snapshot System::solveSteady(const SteadyOptions& options)
{
    time_ = 0;
    couplingIterations_ = 0; // of all openings of the valve that are tried
    placeValve(options);
    if (options.request.governed) checkCoolant();
    sums_.clear();
    return snapshot(heats_);
}

void System::startTransient()
{
    std::fill(throttledTime_.begin(), throttledTime_.end(), 0);
    std::fill(lostWork_.begin(), lostWork_.end(), 0);
    chips_.job = {};
    cycling_ = 0;
    time_ = 0;
    valveIntegral_ = loops_.fws.valve->opening();
}

Snapshot System::step(double dt)
{
    controlValve(dt);
    const std::vector<double> old = temperature_;
    solveFlow();
    constexpr int most = 60;
    BankStep tried;
    Heats heats;
    for (couplingIterations_ = 1; couplingIterations_ <= most; ++couplingIterations_) {
        inflow_ = inflows(heats.chip.empty() ? heats_.chip : heats.chip);
        tried = bank_.advance(chips_, time_, inflow_, dt);
        heats.chip = tried.heat;
        heats.stored = tried.stored;
        couplingResidual_ = solveLoops(heats, inflow_, old, dt);
        if (couplingIterations_ == 1) firstResidual_ = couplingResidual_;
        if (couplingResidual_ < couplingTolerance) break;
    }
    if (!(couplingResidual_ < couplingTolerance))
        throw SolveError(fmt::format("step to t = {} s: coolant temperatures still move by {:.2e} K after {} coupling "
                                     "iterations. Take a shorter step.",
                                     time_ + dt, couplingResidual_, most));
    chips_ = std::move(tried.state);
    sums_ = std::move(tried.sums);
    for (std::size_t i = 0; i < sums_.size(); ++i) {
        throttledTime_[i] += sums_[i].throttled;
        lostWork_[i] += dt - sums_[i].clockTime;
    }
    time_ += dt;
    checkCoolant();
    heats_ = heats;
    return snapshot(heats_);
}

} // namespace coldloop::facility
