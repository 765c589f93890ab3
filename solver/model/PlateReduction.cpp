// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/model/PlateReduction.h"

#include "solver/core/Error.h"

#include <algorithm>
#include <limits>
#include <memory>

namespace coldloop::model {

reduced::FullModel fullModel(cht::ConjugateSolver& solver, std::vector<double> flows, cht::Tolerances tolerances,
                             std::function<cht::Solution(double flow)> solveAt)
{
    constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
    reduced::FullModel full;
    full.flows = flows;
    const auto present = std::make_shared<std::size_t>(none); // index of the flow that the solver has solved
    const auto take = [present, flows, solveAt](std::size_t flow) {
        if (*present == flow) return;
        *present = none;
        solveAt(flows.at(flow));
        *present = flow;
    };
    take(0);
    full.capacity = solver.heatCapacity();
    full.heatOut = [&solver, take](std::size_t flow, const reduced::Field& temperature) {
        take(flow);
        return solver.heatOut(temperature);
    };
    full.response = [&solver, take, tolerances](std::size_t flow, const reduced::Field& heat, double rate) {
        take(flow);
        return solver.heatResponse(heat, rate, tolerances);
    };
    return full;
}

reduced::Field overZone(const cht::CellField& cells, const std::string& zone)
{
    const auto name = std::find(cells.regionNames.begin(), cells.regionNames.end(), zone);
    reduced::Field weights(cells.volume.size());
    double sum = 0;
    for (std::size_t c = 0; c < weights.size(); ++c)
        if (name != cells.regionNames.end() && cells.region[c] == name - cells.regionNames.begin())
            sum += weights[c] = cells.volume[c];
    if (!(sum > 0)) throw InputError("3-D model: no cell lies in zone '" + zone + "', which a reduced model needs.");
    for (double& weight : weights) weight /= sum;
    return weights;
}

reduced::Field nearest(const cht::CellField& cells, const cht::Vec3& place)
{
    const auto distance = [&](const cht::Vec3& p) {
        double sum = 0;
        for (int i = 0; i < 3; ++i) sum += (p[i] - place[i]) * (p[i] - place[i]);
        return sum;
    };
    expects(!cells.centre.empty(), "nearest: no cells");
    const auto found = std::min_element(cells.centre.begin(), cells.centre.end(),
                                        [&](const auto& a, const auto& b) { return distance(a) < distance(b); });
    reduced::Field weights(cells.centre.size());
    weights[found - cells.centre.begin()] = 1;
    return weights;
}

} // namespace coldloop::model
