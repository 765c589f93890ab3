// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/TimeSetup.h"

#include "solver/cht/openfoam/EnergySolver.h"
#include "solver/core/Error.h"

#include <fmt/format.h>

#include <algorithm>

namespace coldloop::cht {

double stageStart(int stage, double before, double first)
{
    return stage == 0 ? before : before + (1 - sdirkGamma) / sdirkGamma * (first - before);
}

void addStorage(const Setup& setup, const NamedMesh& mesh, const SubGeometry& fluid, const StageTemperatures& t,
                int stage, double tau, FlowConditions& conditions)
{
    const bool any = std::any_of(setup.materials.begin(), setup.materials.end(),
                                 [](const ZoneMaterial& material) { return material.fluid && material.gas; });
    if (!any) return;
    for (int i = 0; i < fluid.geometry.ownedCells; ++i) {
        const int c = fluid.cellOf[i];
        const ZoneMaterial& material = setup.materials[mesh.zone[c]];
        double change = 0;
        if (material.gas)
            change = material.density(t.now[c]) -
                     stageStart(stage, material.density(t.before[c]), material.density(t.first[c]));
        conditions.storage.push_back(fluid.geometry.volume[i] * change / tau);
    }
}

void addDensity(const Setup& setup, const NamedMesh& mesh, const SubGeometry& fluid, const FlowConditions& flow,
                EnergyConditions& conditions)
{
    if (flow.storage.empty() && fluid.geometry.ownedCells > 0) return;
    for (int c = 0; c < mesh.geometry.ownedCells; ++c)
        conditions.density.push_back(setup.materials[mesh.zone[c]].density(setup.referenceAt(c)));
    for (int i = 0; i < fluid.geometry.ownedCells; ++i) conditions.density[fluid.cellOf[i]] = flow.density[i];
}

void checkInTime(const Setup& setup, const NamedMesh& mesh, bool inertia)
{
    std::vector<std::string> faults;
    std::vector<double> shutIn(setup.materials.size(), 0.0);
    for (int c : setup.pinned) shutIn[mesh.zone[c]] = 1;
    for (std::size_t z = 0; z < setup.materials.size(); ++z) {
        const ZoneMaterial& material = setup.materials[z];
        if (inertia && material.fluid && material.regime != Regime::laminar)
            faults.push_back(fmt::format("3-D model: zone '{}' is or may be turbulent, and turbulence is not solved in "
                                         "time. Make its regime laminar, or the flow in time \"steady\".",
                                         material.zone));
        if (maxOver(mesh.geometry.halo->communicator(), shutIn[z]) > 0 && material.gas)
            faults.push_back(fmt::format("3-D model: zone '{}' is a gas that is shut in: its pressure would change in "
                                         "time, which is not solved. Give it an outlet, or a density of its own.",
                                         material.zone));
    }
    if (!faults.empty()) throw InputError(faults);
}

} // namespace coldloop::cht
