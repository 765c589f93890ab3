// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Driving.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

double secant(const std::string& what, double start, double tolerance, const std::function<double(double)>& mismatch,
              const std::function<std::string()>& place)
{
    constexpr int most = 30;
    double before = start, errorBefore = mismatch(before);
    if (std::abs(errorBefore) <= tolerance) return before;
    double x = before / std::clamp(1 - errorBefore, 0.1, 10.0);
    for (int i = 1; i < most; ++i) {
        const double error = mismatch(x);
        if (std::abs(error) <= tolerance) return x;
        const double slope = (error - errorBefore) / (x - before);
        before = x;
        errorBefore = error;
        const double next = slope < 0 ? x - error / slope : x * (1 + error);
        x = std::clamp(next, 0.1 * x, 10 * x);
    }
    throw SolveError(fmt::format("flow: {} was not found in {} tries: last {:.6g}, off by {:.3g} of what is asked for. "
                                 "The flow's worst cell lies {}. The flow may not be steady there: refine the mesh, "
                                 "start from the solution of a lower flow, or give the flow itself.",
                                 what, most, before, errorBefore, place()));
}

PeriodicFlow periodicFlow(const Periodic& periodic, const SubGeometry& fluid)
{
    const Geometry& g = fluid.geometry;
    const MPI_Comm communicator = g.halo->communicator();
    PeriodicFlow flow;
    for (std::size_t p = 0; p < g.patches.size(); ++p)
        if (g.patches[p].name == periodic.patch) flow.patch = int(p);
    Vec3 shift{};
    double wetted = 0, volume = 0, patchArea = 0;
    auto mine = [&](int f) { return g.cyclicPatch[f - g.firstCyclic] == flow.patch && g.owned(g.owner[f]); };
    for (int f = g.firstCyclic; f < g.internalFaces; ++f)
        if (mine(f)) {
            shift = minus(shift, times(g.magArea(f), g.cyclicShift[f - g.firstCyclic]));
            patchArea += g.magArea(f);
        }
    for (double& component : shift) component = sumOver(communicator, component);
    const double length = std::sqrt(dot(shift, shift));
    if (flow.patch < 0 || length == 0)
        throw InputError(fmt::format("3-D model: periodic flow at patch '{}', which is not the first of a cyclic pair "
                                     "with coolant. Name that patch.",
                                     periodic.patch));
    flow.direction = times(1 / length, shift);
    flow.length = length / sumOver(communicator, patchArea);
    for (int f = g.firstCyclic; f < g.internalFaces; ++f)
        if (mine(f)) flow.area += std::abs(dot(g.area[f], flow.direction));
    for (const PatchRange& patch : g.patches)
        for (int f = patch.start; f < patch.start + patch.size && patch.kind != meshes::PatchKind::symmetry; ++f)
            wetted += g.magArea(f);
    for (int c = 0; c < g.ownedCells; ++c) volume += g.volume[c];
    flow.area = sumOver(communicator, flow.area);
    flow.diameter = 4 * sumOver(communicator, volume) / std::max(sumOver(communicator, wetted), 1e-300);
    return flow;
}

double meanVelocity(const PeriodicFlow& flow, const Geometry& g, const std::vector<double>& flux, double density)
{
    double mass = 0; // the owner of a cyclic face lies at the patch: what leaves it there goes against the direction
    for (int f = g.firstCyclic; f < g.internalFaces; ++f)
        if (g.cyclicPatch[f - g.firstCyclic] == flow.patch && g.owned(g.owner[f])) mass -= flux[f];
    return sumOver(g.halo->communicator(), mass) / (density * flow.area);
}

double fanPressure(const std::vector<std::pair<double, double>>& curve, double volumeFlow)
{
    std::size_t i = 1;
    while (i + 1 < curve.size() && volumeFlow > curve[i].first) ++i;
    const auto& [q0, p0] = curve[i - 1];
    const auto& [q1, p1] = curve[i];
    return p0 + (p1 - p0) * (volumeFlow - q0) / (q1 - q0);
}

} // namespace coldloop::cht
