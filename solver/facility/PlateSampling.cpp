// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/PlateSampling.h"

#include "meshes/BlockGrid.h"
#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>

namespace coldloop::facility {

// At a fixed flow the resistance depends on power only through the coolant's properties: at low flows less than TDP is
// put in, so that the coolant stays at temperatures that it has in use. [K] rise over the plate
constexpr double mostRise = 25;

namespace {

std::string nameOf(double volumeFlow, double inlet)
{
    return fmt::format("{:.2f} L/min, {:.0f} degC", volumeFlow * 6e4, inlet - zeroCelsius);
}

// Mean of inlet and mixed outlet, bypass channels included: h(Tout) = h(Tin) + power / m. The network takes the plate's
// viscosity there.
double plateMeanTemperature(const materials::Coolant& coolant, const cht::PlateConditions& conditions)
{
    const double massFlow = conditions.volumeFlow * coolant.density(conditions.inletTemperature).value;
    const double enthalpy = coolant.enthalpy(conditions.inletTemperature).value + conditions.power / massFlow;
    return (conditions.inletTemperature + coolant.temperatureOfEnthalpy(enthalpy)) / 2;
}

} // namespace

PlateSampling::PlateSampling(const Parameters& parameters, cht::SolverFactory factory)
    : parameters_(parameters), factory_(std::move(factory))
{
}

cht::PlateSolution PlateSampling::solve(double volumeFlow, double inlet, double power, const std::string& what)
{
    const cht::ColdPlateParameters& geometry = parameters_.rack.gpuPlate.geometry;
    if (!solver_) solver_ = factory_(meshes::makeBlockMesh(cht::coldPlateSlice(geometry)));
    // The curve is interpolated and differentiated, and a run that is resumed must find what the whole run found: tighter
    // than a single answer needs.
    cht::Tolerances tolerances;
    tolerances.flow = 1e-8;
    tolerances.energy = 1e-9;
    tolerances.temperatureError = 1e-4;
    tolerances.pressureDropError = 1e-5;
    cht::PlateSolution solution =
        cht::solvePlate(*solver_, geometry, *parameters_.tcs.coolant, {volumeFlow, inlet, power}, tolerances);
    for (const cht::SolveRecord& record : solution.field.records)
        audit_.records.push_back({fmt::format("3-D {}, {}", record.equation, what), record.iterations,
                                  record.initialResidual, record.finalResidual, record.history});
    audit_.energyImbalance = std::max(audit_.energyImbalance, solution.field.energyImbalance);
    audit_.massImbalance = std::max(audit_.massImbalance, solution.field.massImbalance);
    return solution;
}

std::shared_ptr<const reduced::PlateModel> PlateSampling::sample(const std::function<void(int, int)>& progress)
{
    const ResolvedPlateParameters& plate = parameters_.rack.gpuPlate;
    const materials::Coolant& coolant = *parameters_.tcs.coolant;
    const int all = static_cast<int>(plate.sampleFlows.size() * plate.sampleTemperatures.size());
    std::vector<reduced::PlateSample> samples;
    for (const double inlet : plate.sampleTemperatures)
        for (const double share : plate.sampleFlows) {
            progress(static_cast<int>(samples.size()), all);
            const double flow = share * plate.nominalFlow;
            const double carried = flow * coolant.density(inlet).value * coolant.specificHeat(inlet).value * mostRise;
            const cht::PlateSolution solution =
                solve(flow, inlet, std::min(parameters_.rack.gpu.thermalDesignPower, carried), nameOf(flow, inlet));
            const double mean = plateMeanTemperature(coolant, solution.conditions);
            samples.push_back({flow, inlet, solution.resistance, solution.plateResistance, solution.finPressureDrop,
                               coolant.viscosity(mean).value, coolant.density(mean).value});
        }
    sampleRecords_ = audit_.records.size();
    return std::make_shared<const reduced::PlateModel>(std::move(samples));
}

std::vector<double> PlateSampling::packAudit() const
{
    std::vector<double> packed{audit_.energyImbalance, audit_.massImbalance};
    for (std::size_t i = 0; i < sampleRecords_; ++i) {
        const ConvergenceRecord& r = audit_.records[i];
        packed.insert(packed.end(),
                      {double(r.iterations), r.initialResidual, r.finalResidual, double(r.history.size())});
        packed.insert(packed.end(), r.history.begin(), r.history.end());
    }
    return packed;
}

void PlateSampling::restoreAudit(const std::vector<double>& packed, const std::vector<reduced::PlateSample>& samples)
{
    audit_.energyImbalance = packed.at(0);
    audit_.massImbalance = packed.at(1);
    audit_.records.clear();
    std::size_t at = 2;
    for (const reduced::PlateSample& sample : samples)
        for (const char* equation : {"flow", "energy"}) {
            const std::size_t history = static_cast<std::size_t>(packed.at(at + 3));
            expects(at + 4 + history <= packed.size(), "checkpoint: the plate's solve records are incomplete");
            audit_.records.push_back(
                {fmt::format("3-D {}, {}", equation, nameOf(sample.volumeFlow, sample.inletTemperature)),
                 int(packed[at]),
                 packed[at + 1],
                 packed[at + 2],
                 {packed.begin() + at + 4, packed.begin() + at + 4 + history}});
            at += 4 + history;
        }
    sampleRecords_ = audit_.records.size();
}

namespace {
constexpr std::size_t width = 7; // numbers of a sample
}

std::vector<double> pack(const std::vector<reduced::PlateSample>& samples)
{
    std::vector<double> packed;
    for (const reduced::PlateSample& s : samples)
        packed.insert(packed.end(), {s.volumeFlow, s.inletTemperature, s.resistance, s.plateResistance,
                                     s.finPressureDrop, s.meanViscosity, s.meanDensity});
    return packed;
}

std::vector<reduced::PlateSample> unpackSamples(const std::vector<double>& packed)
{
    expects(packed.size() % width == 0, "checkpoint: plate samples are incomplete");
    std::vector<reduced::PlateSample> samples;
    for (std::size_t i = 0; i < packed.size(); i += width)
        samples.push_back(
            {packed[i], packed[i + 1], packed[i + 2], packed[i + 3], packed[i + 4], packed[i + 5], packed[i + 6]});
    return samples;
}

} // namespace coldloop::facility
