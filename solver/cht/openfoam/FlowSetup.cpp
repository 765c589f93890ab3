// The flow's part of Setup.h.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/Setup.h"

#include <algorithm>

namespace coldloop::cht {

namespace {

bool gravityActs(const Physics& physics)
{
    return physics.buoyancy != Buoyancy::none && dot(physics.gravity, physics.gravity) > 0;
}

double patchArea(const Geometry& g, int patch)
{
    double area = 0;
    for (int f = g.patches[patch].start; f < g.patches[patch].start + g.patches[patch].size; ++f) area += g.magArea(f);
    return sumOver(g.halo->communicator(), area);
}

// rho - rho_ref [kg/m^3] that gravity acts on.
double buoyantDensity(const Physics& physics, const ZoneMaterial& material, double t, double reference)
{
    const double density = material.density(reference);
    if (physics.buoyancy == Buoyancy::density) return material.density(t) - density;
    const double step = 0.01; // [K]
    const double slope = (material.density(reference + step) - material.density(reference - step)) / (2 * step);
    return slope * (t - reference);
}

// Density of what comes in through a face of a patch [kg/m^3]; `reference` of its coolant [K].
double inflowDensity(const ZoneMaterial& material, const Boundary& boundary, const Vec3& place, double time,
                     double reference)
{
    if (!material.gas) return material.density(reference);
    const double given = boundary.temperatureField ? boundary.temperatureField(place, time) : boundary.temperature;
    return material.density(given > 0 ? given : reference);
}

// Velocities of a patch's faces, what comes in there, and the pressure [Pa].
void addBoundary(const Setup& setup, const NamedMesh& mesh, const SubGeometry& part, int patch, double time,
                 FlowConditions& conditions)
{
    const Geometry& fluid = part.geometry;
    const bool wetted = patch >= int(setup.boundaries.size());
    const Boundary boundary = wetted ? Boundary{} : setup.boundaries[patch];
    const PatchRange& range = fluid.patches[patch];
    const bool inlet = boundary.flow == FlowBoundary::inlet;
    const double factor = boundary.schedule ? boundary.schedule(time) : 1;
    const double area = inlet && boundary.massFlow > 0 ? patchArea(fluid, patch) : 0;
    for (int f = range.start; f < range.start + range.size; ++f) {
        const int cell = part.cellOf[fluid.owner[f]];
        const ZoneMaterial& material = setup.materials[mesh.zone[cell]];
        const double density =
            inlet ? inflowDensity(material, boundary, fluid.faceCentre[f], time, setup.referenceAt(cell)) : 0;
        const double normal = area > 0 ? boundary.massFlow / (density * area) : boundary.velocity;
        Vec3 u = times(inlet ? -normal / fluid.magArea(f) : 0.0, fluid.area[f]);
        if (boundary.velocityField) u = boundary.velocityField(fluid.faceCentre[f], time);
        u = times(factor, u);
        conditions.boundary.push_back(boundary.flow);
        conditions.coolant.push_back(setup.coolant[cell]);
        conditions.boundaryVelocity.push_back(u);
        conditions.boundaryPressure.push_back(0);
        conditions.inletDensity.push_back(density);
    }
}

} // namespace

bool densityFollowsTemperature(const Physics& physics, const Setup& setup)
{
    return std::any_of(setup.materials.begin(), setup.materials.end(), [&](const ZoneMaterial& material) {
        return material.fluid && !material.density.isConstant() && (gravityActs(physics) || material.gas);
    });
}

bool flowFollowsTime(const Setup& setup)
{
    return std::any_of(setup.boundaries.begin(), setup.boundaries.end(),
                       [](const Boundary& boundary) { return boundary.schedule || boundary.velocityField; }) ||
           std::any_of(setup.materials.begin(), setup.materials.end(),
                       [](const ZoneMaterial& material) { return bool(material.force); });
}

bool flowNeedsTemperature(const Physics& physics, const Setup& setup)
{
    return densityFollowsTemperature(physics, setup) ||
           std::any_of(setup.materials.begin(), setup.materials.end(),
                       [](const ZoneMaterial& material) { return material.fluid && !material.viscosity.isConstant(); });
}

FlowProperties flowProperties(const Physics& physics, const Setup& setup, const NamedMesh& mesh,
                              const SubGeometry& fluid, const std::vector<double>& temperature)
{
    FlowProperties properties;
    for (int c : fluid.cellOf) {
        const double reference = setup.referenceAt(c);
        const ZoneMaterial& material = setup.materials[mesh.zone[c]];
        const double t = temperature[c];
        properties.density.push_back(material.density(material.gas ? t : reference));
        properties.viscosity.push_back(material.thickened * material.viscosity(t));
        if (gravityActs(physics))
            properties.buoyancy.push_back(times(buoyantDensity(physics, material, t, reference), physics.gravity));
    }
    return properties;
}

FlowConditions flowConditions(const Physics& physics, const Setup& setup, const NamedMesh& mesh,
                              const SubGeometry& fluid, const std::vector<double>& temperature, double time)
{
    FlowConditions conditions;
    FlowProperties properties = flowProperties(physics, setup, mesh, fluid, temperature);
    conditions.density = std::move(properties.density);
    conditions.viscosity = std::move(properties.viscosity);
    conditions.buoyancy = std::move(properties.buoyancy);
    bool porous = false, forced = false;
    for (const ZoneMaterial& material : setup.materials) {
        porous = porous || dot(material.darcy, material.darcy) + dot(material.forchheimer, material.forchheimer) > 0;
        forced = forced || material.force;
        conditions.variableViscosity |=
            material.fluid && (material.gas || material.thickened != 1 || !material.viscosity.isConstant());
    }
    for (std::size_t i = 0; i < fluid.cellOf.size(); ++i) {
        const ZoneMaterial& material = setup.materials[mesh.zone[fluid.cellOf[i]]];
        if (porous) {
            conditions.darcy.push_back(material.darcy);
            conditions.forchheimer.push_back(material.forchheimer);
        }
        if (forced)
            conditions.force.push_back(material.force ? material.force(fluid.geometry.centre[i], time) : Vec3{});
    }
    conditions.coolants = int(setup.coolants.size());
    for (std::size_t p = 0; p < fluid.geometry.patches.size(); ++p)
        addBoundary(setup, mesh, fluid, int(p), time, conditions);
    std::vector<int> local(mesh.geometry.cells(), -1);
    for (std::size_t i = 0; i < fluid.cellOf.size(); ++i) local[fluid.cellOf[i]] = int(i);
    for (int c : setup.pinned) conditions.pinned.push_back(local[c]);
    return conditions;
}

} // namespace coldloop::cht
