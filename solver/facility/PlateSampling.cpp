// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/PlateSampling.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>

namespace coldloop::facility {

// At a fixed flow the resistance depends on power only through the coolant's properties: at low flows less than TDP is
// put in, so that the coolant stays at temperatures that it has in use. [K] rise over the plate
constexpr double mostRise = 25;

PlateSampling::PlateSampling(const Parameters& parameters, cht::SolverFactory factory)
    : parameters_(parameters), factory_(std::move(factory))
{
}

cht::PlateSolution PlateSampling::solve(double volumeFlow, double inlet, double power, const std::string& what)
{
    const cht::ColdPlateParameters& geometry = parameters_.rack.gpuPlate.geometry;
    if (!solver_) solver_ = factory_(cht::coldPlateSlice(geometry));
    cht::PlateSolution solution =
        cht::solvePlate(*solver_, geometry, *parameters_.tcs.coolant, {volumeFlow, inlet, power}, cht::Tolerances{});
    for (const cht::SolveRecord& record : solution.field.records)
        audit_.records.push_back({fmt::format("3-D {}, {}", record.equation, what), record.iterations, record.initialResidual,
                                  record.finalResidual, record.history});
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
            const cht::PlateSolution solution = solve(flow, inlet, std::min(parameters_.rack.gpu.thermalDesignPower, carried),
                                                      fmt::format("{:.2f} L/min, {:.0f} degC", flow * 6e4, inlet - zeroCelsius));
            samples.push_back({flow, inlet, solution.resistance, solution.plateResistance, solution.finPressureDrop,
                               coolant.viscosity(solution.meanCoolantTemperature).value,
                               coolant.density(solution.meanCoolantTemperature).value});
        }
    return std::make_shared<const reduced::PlateModel>(std::move(samples));
}

namespace {
constexpr std::size_t width = 7; // numbers of a sample
}

std::vector<double> pack(const std::vector<reduced::PlateSample>& samples)
{
    std::vector<double> packed;
    for (const reduced::PlateSample& s : samples)
        packed.insert(packed.end(), {s.volumeFlow, s.inletTemperature, s.resistance, s.plateResistance, s.finPressureDrop,
                                     s.meanViscosity, s.meanDensity});
    return packed;
}

std::vector<reduced::PlateSample> unpackSamples(const std::vector<double>& packed)
{
    expects(packed.size() % width == 0, "checkpoint: plate samples are incomplete");
    std::vector<reduced::PlateSample> samples;
    for (std::size_t i = 0; i < packed.size(); i += width)
        samples.push_back({packed[i], packed[i + 1], packed[i + 2], packed[i + 3], packed[i + 4], packed[i + 5], packed[i + 6]});
    return samples;
}

} // namespace coldloop::facility
