// OpenFoamSolver through time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/OpenFoamSolver.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>

namespace coldloop::cht {

Solution OpenFoamSolver::advance(const Physics& physics, const Tolerances& tolerances, const TimeControl& control,
                                 const std::function<bool(const Solution&)>& each)
{
    if (!(control.step > 0) || !(control.end > time_))
        throw InputError(fmt::format("3-D model: a time step of {} s up to {} s from {} s leads nowhere.", control.step,
                                     control.end, time_));
    const double start = time_;
    prepare(physics, tolerances);
    if (start == 0)
        energy_.setTemperature(physics.initialTemperature > 0 ? physics.initialTemperature
                                                              : setup_.referenceTemperature);
    solveFlow(physics, tolerances, start);
    Solution last;
    for (double time = start; time < control.end * (1 - 1e-12);) {
        const double next = std::min(time + control.step, control.end);
        const bool again = flow_ && flowNeedsTemperature(physics, setup_) && time > start;
        if (again) solveFlow(physics, tolerances, time);
        SolveRecord& record = records_.emplace_back();
        energy_.step(
            time, next - time, [&](double at) { return heatConditions(at); }, tolerances, record);
        time = next;
        last = finished(physics, time);
        records_.clear();
        if (each && !each(last)) break;
    }
    return last;
}

} // namespace coldloop::cht
