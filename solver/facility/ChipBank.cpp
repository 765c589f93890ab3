// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/ChipBank.h"

#include "solver/core/Error.h"
#include "solver/facility/Rack.h"
#include "solver/facility/Spread.h"

#include <algorithm>
#include <cmath>

namespace coldloop::facility {

using workload::ChipKind;

constexpr double longestInterval = 0.1; // [s] over which clock and leakage are linear in temperature

ChipBank::ChipBank(const Parameters& parameters, std::shared_ptr<const reduced::PlateModel> plate)
    : parameters_(parameters), plate_(std::move(plate)), places_(chipPlaces(parameters.rack)),
      tracedGpu_(parameters.rack.gpu)
{
    const RackParameters& rack = parameters.rack;
    tracedGpu_.leakageShare = 0;
    if (parameters.workload.imported) // what the trace shows at least cannot depend on the clock
        for (const std::vector<double>& gpu : parameters.workload.imported->power)
            for (const double power : gpu) tracedGpu_.idlePower = std::min(tracedGpu_.idlePower, power);
    const auto parametersOf = [&](ChipKind kind) {
        if (kind == ChipKind::gpu) return &rack.gpu;
        return kind == ChipKind::cpu ? &rack.cpu : &rack.switchAsic;
    };
    std::array<int, 3> number{};
    for (const ChipPlace& place : places_) {
        chips_.push_back(
            {parametersOf(place.kind), 1,
             spreadFactor(parameters.seed, static_cast<std::uint64_t>(place.number), parameters.resistanceSpread),
             place.kind == ChipKind::gpu ? number[0] : -1});
        ++number[static_cast<std::size_t>(place.kind)];
    }
    if (parameters.racks > 1)
        for (const ChipKind kind : {ChipKind::gpu, ChipKind::cpu, ChipKind::switchAsic})
            chips_.push_back(
                {parametersOf(kind), double(parameters.racks - 1) * number[static_cast<std::size_t>(kind)], 1, -1});
}

double ChipBank::volumeFlow(const PlateInflow& inflow) const
{
    return inflow.massFlow / parameters_.tcs.coolant->density(inflow.inlet).value;
}

ChipThermal ChipBank::thermal(int chip, const PlateInflow& inflow, bool spread) const
{
    const RackParameters& rack = parameters_.rack;
    const Chip& c = chips_[chip];
    if (c.chip->kind != ChipKind::gpu) {
        // Known by one resistance, split evenly: its power is steady, so the split moves no temperature that is reported.
        const LumpedPlateParameters& plate = c.chip->kind == ChipKind::cpu ? rack.cpuPlate : rack.switchPlate;
        return {plate.resistance / 2, plate.resistance / 2, plate.dieCapacity, plate.plateCapacity};
    }
    const double flow = volumeFlow(inflow);
    expects(flow > 0, "ChipBank: a plate without flow must be refused before");
    // The coolant's own temperature rise belongs to the flow, not to the part: the spread acts on what is above it.
    const double rise = 1 / (inflow.massFlow * parameters_.tcs.coolant->specificHeat(inflow.inlet).value);
    const double factor = spread ? c.spread : 1;
    const double whole = plate_->resistance(flow, inflow.inlet).value;
    const double plate = plate_->plateResistance(flow, inflow.inlet).value;
    return {factor * (whole - plate), rise + factor * (plate - rise), rack.gpuPlate.dieCapacity,
            rack.gpuPlate.plateCapacity};
}

const workload::ChipParameters& ChipBank::parametersOf(int chip, bool traced) const
{
    return traced && chips_[chip].chip->kind == ChipKind::gpu ? tracedGpu_ : *chips_[chip].chip;
}

ChipRequest ChipBank::request(const workload::ChipParameters& chip, double share) const
{
    ChipRequest request;
    request.utilisation =
        chip.kind == ChipKind::gpu ? workload::utilisationOfPower(chip, share * chip.thermalDesignPower) : 1;
    return request;
}

ChipBank::Steady ChipBank::steady(const std::vector<PlateInflow>& inflow, const SteadyRequest& asked,
                                  const std::vector<workload::GovernorState>& atLeast) const
{
    Steady result;
    for (int i = 0; i < count(); ++i) {
        const workload::ChipParameters& parameters = parametersOf(i, asked.traced);
        const double share = asked.gpuShare.empty() ? 1 : asked.gpuShare[i];
        ChipRequest chipRequest = request(parameters, share);
        chipRequest.governed = asked.governed;
        if (asked.flatPower && parameters.kind == ChipKind::gpu)
            chipRequest.fixedPower = share * parameters.thermalDesignPower;
        const ChipSteady chip = steadyChip(parameters, thermal(i, inflow[i], asked.spread), chipRequest,
                                           inflow[i].inlet, atLeast.empty() ? workload::GovernorState{} : atLeast[i]);
        result.heat.push_back({chip.heat, chip.powerByInlet, chip.power});
        result.chips.push_back(chip);
    }
    return result;
}

std::vector<double> ChipBank::meanShares() const
{
    std::vector<double> shares(chips_.size(), 1);
    const workload::ChipParameters& gpu = parameters_.rack.gpu;
    for (int i = 0; i < count(); ++i) {
        if (chips_[i].chip->kind != ChipKind::gpu) continue;
        if (parameters_.workload.training) {
            shares[i] = workload::meanShare(*parameters_.workload.training, gpu.idlePower / gpu.thermalDesignPower);
            continue;
        }
        const workload::PowerTrace& trace = *parameters_.workload.imported;
        double sum = 0;
        for (std::size_t g = 0; g < trace.power.size(); ++g) sum += trace.meanPower(g);
        const int own = chips_[i].gpuNumber;
        shares[i] = (own >= 0 ? trace.meanPower(static_cast<std::size_t>(own))
                              : sum / static_cast<double>(trace.power.size())) /
                    gpu.thermalDesignPower;
    }
    return shares;
}

// What a GPU is asked for now, as a share of TDP; a stopped job leaves it idle.
double ChipBank::requestedShare(int chip, double time, const workload::JobState& job) const
{
    if (parameters_.workload.training)
        return job.stopped ? 0 : workload::requestedShare(*parameters_.workload.training, job.phase);
    const workload::PowerTrace& trace = *parameters_.workload.imported;
    const double tdp = chips_[chip].chip->thermalDesignPower;
    if (chips_[chip].gpuNumber >= 0) return trace.powerAt(static_cast<std::size_t>(chips_[chip].gpuNumber), time) / tdp;
    double sum = 0;
    for (std::size_t i = 0; i < trace.power.size(); ++i) sum += trace.powerAt(i, time);
    return sum / static_cast<double>(trace.power.size()) / tdp;
}

// How long [s] the chips can be advanced before the request changes or the longest interval is over.
double ChipBank::intervalEnd(const workload::JobState& job, double time, double remaining, double clock) const
{
    double dt = std::min(remaining, longestInterval);
    if (parameters_.workload.imported) return std::min(dt, parameters_.workload.imported->nextEdge(time) - time);
    if (job.stopped) return dt;
    return std::min(dt, workload::timeToPhaseEnd(*parameters_.workload.training, job, clock));
}

BankStep ChipBank::advance(const BankState& start, double time, const std::vector<PlateInflow>& inflow, double dt) const
{
    BankStep step;
    step.state = start;
    step.sums.resize(chips_.size());
    std::vector<ChipThermal> thermals;
    std::vector<ChipRequest> requests;
    std::vector<const workload::ChipParameters*> chips;
    for (int i = 0; i < count(); ++i) {
        chips.push_back(&parametersOf(i, parameters_.workload.imported.has_value()));
        thermals.push_back(thermal(i, inflow[i], true));
        requests.push_back(request(*chips[i], 0));
        step.sums[i].clock = chipPower(*chips[i], requests[i], start.chips[i].governor, start.chips[i].die).clock;
    }
    workload::JobState& job = step.state.job;
    double done = 0, paceTime = 0;
    while (dt - done > 1e-9) {
        double pace = 1;
        for (int i = 0; i < resolved(); ++i)
            if (places_[i].kind == ChipKind::gpu) pace = std::min(pace, step.sums[i].clock);
        if (pace <= 0 && !job.stopped) {
            job.stopped = true;
            job.stoppedAt = time + done;
        }
        const double interval = std::max(intervalEnd(job, time + done, dt - done, pace), 1e-9);
        for (int i = 0; i < count(); ++i) {
            if (chips[i]->kind == ChipKind::gpu) requests[i] = request(*chips[i], requestedShare(i, time + done, job));
            advanceChip(*chips[i], thermals[i], requests[i], inflow[i].inlet, interval, step.state.chips[i],
                        step.sums[i]);
        }
        if (parameters_.workload.training && !job.stopped)
            job = workload::advanced(*parameters_.workload.training, job, interval, pace);
        paceTime += pace * interval;
        done += interval;
    }
    step.slowestClock = paceTime / dt;
    for (int i = 0; i < count(); ++i) {
        const ChipState& before = start.chips[i];
        const ChipState& after = step.state.chips[i];
        const ChipStep& sum = step.sums[i];
        step.heat.push_back({sum.heat / dt, sum.heatByInlet / dt, sum.energy / dt});
        step.stored += chips_[i].weight *
                       (thermals[i].dieCapacity * (after.die - before.die) +
                        thermals[i].plateCapacity * (after.plate - before.plate)) /
                       dt;
    }
    return step;
}

} // namespace coldloop::facility
