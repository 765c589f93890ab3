// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/model/Figures.h"

#include "solver/core/Ranks.h"
#include "solver/model/Surface.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace coldloop::model {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

const cht::Boundary* boundaryOf(const cht::Physics& physics, const std::string& patch)
{
    for (const cht::Boundary& boundary : physics.boundaries)
        if (boundary.patch == patch) return &boundary;
    return nullptr;
}

const cht::ZoneMaterial* materialOf(const cht::Physics& physics, const std::string& zone)
{
    for (const cht::ZoneMaterial& material : physics.zones)
        if (material.zone == zone) return &material;
    return nullptr;
}

bool isHeated(const cht::Physics& physics, const std::string& patch)
{
    const cht::Boundary* const boundary = boundaryOf(physics, patch);
    const bool flux = boundary && boundary->thermal == cht::ThermalBoundary::heatFlux &&
                      (boundary->heatFlux > 0 || boundary->heatFluxField);
    return flux || std::any_of(physics.powerMaps.begin(), physics.powerMaps.end(),
                               [&](const cht::PowerMap& map) { return map.patch == patch; });
}

bool hasSource(const cht::Physics& physics, const cht::ZoneMaterial& zone)
{
    return zone.heatSource > 0 || zone.heatField ||
           std::any_of(physics.powerMaps.begin(), physics.powerMaps.end(),
                       [&](const cht::PowerMap& map) { return map.zone == zone.zone; });
}

// Sums over patches of one kind of flow.
struct Stream {
    double massFlow = 0, volumeFlow = 0, carried = 0; // [kg/s], [m^3/s], [kg/s K]
    double temperature() const { return massFlow == 0 ? none : carried / massFlow; }
};

class Figures {
public:
    Figures(const Model& model, const cht::Physics& physics, const Sizes& sizes, const cht::ConjugateSolver& solver,
            const cht::Solution& solution)
        : model_(model), physics_(physics), sizes_(sizes), solver_(solver), solution_(solution)
    {
    }

    Outcome result()
    {
        patches();
        zones();
        flow();
        heat();
        records();
        return std::move(outcome_);
    }

private:
    void add(const char* name, double value, const char* unit) { outcome_.quantities.push_back({name, value, unit}); }

    void patches()
    {
        for (const meshes::MeshPatch& patch : solver_.mesh().patches) {
            if (patch.name == meshes::cutPatch || patch.kind == meshes::PatchKind::cyclic) continue;
            const SurfaceSums sums = surfaceSums(solver_.patch(patch.name));
            if (sums.area == 0) continue;
            const cht::Boundary* const boundary = boundaryOf(physics_, patch.name);
            const bool inlet = boundary && boundary->flow == cht::FlowBoundary::inlet;
            const bool outlet = boundary && boundary->flow == cht::FlowBoundary::outlet;
            outcome_.patches.push_back({patch.name, model_.symmetryFactor * sums.area,
                                        model_.symmetryFactor * sums.heat, model_.symmetryFactor * sums.massFlow,
                                        inlet || outlet ? sums.flowTemperature : sums.meanTemperature,
                                        sums.maxTemperature, sums.meanPressure});
            if (inlet) take(inlets_, sums, patch.name, 1);
            if (outlet) take(outlets_, sums, patch.name, -1);
            if (isHeated(physics_, patch.name)) junction_ = std::max(junction_, sums.maxTemperature);
            if (!inlet && !outlet && sums.heat > 0) heatOfPatches_ += sums.heat;
            if (boundary && (boundary->thermal == cht::ThermalBoundary::convection ||
                             boundary->thermal == cht::ThermalBoundary::fixedTemperature))
                surroundings_ = std::min(surroundings_, boundary->temperatureField ? none : boundary->temperature);
        }
    }

    void take(Stream& stream, const SurfaceSums& sums, const std::string& patch, double sign)
    {
        const cht::ZoneMaterial* const material = materialOf(physics_, sizes_.patchZone.at(patch));
        const double massFlow = sign * sums.massFlow;
        stream.massFlow += massFlow;
        stream.carried += massFlow * sums.flowTemperature;
        if (material) stream.volumeFlow += massFlow / material->density(sums.flowTemperature);
    }

    void zones()
    {
        for (const cht::ZoneMaterial& zone : physics_.zones) {
            const ZoneSums sums = zoneSums(solution_.cells, zone.zone);
            double source = zone.heatSource * sums.volume;
            for (const cht::PowerMap& map : physics_.powerMaps)
                if (map.zone == zone.zone)
                    for (const cht::PowerRectangle& r : map.rectangles)
                        source += r.power * (map.schedule ? map.schedule(solution_.time) : 1);
            outcome_.zones.push_back({zone.zone, sums.cells, model_.symmetryFactor * sums.volume, sums.minTemperature,
                                      sums.meanTemperature, sums.maxTemperature, model_.symmetryFactor * source});
            if (hasSource(physics_, zone)) junction_ = std::max(junction_, sums.maxTemperature);
            heatOfSources_ += std::max(source, 0.0);
            coldest_ = std::min(coldest_, sums.minTemperature);
            if (!zone.fluid) continue;
            fastest_ = std::max(fastest_, sums.maxVelocity);
            if (model_.velocityLimit > 0 && sums.maxVelocity > model_.velocityLimit)
                outcome_.flags.push_back({zone.zone, fmt::format("velocity {:.3g} m/s is above the limit of {:.3g} m/s",
                                                                 sums.maxVelocity, model_.velocityLimit)});
        }
    }

    void flow()
    {
        if (inlets_.massFlow == 0) return;
        const double factor = model_.symmetryFactor;
        add("mass_flow", factor * inlets_.massFlow, "kg/s");
        add("volume_flow", factor * inlets_.volumeFlow, "m3/s");
        add("pressure_drop", solution_.pressureDrop, "Pa");
        add("pumping_power", factor * inlets_.volumeFlow * solution_.pressureDrop * solution_.pumpedShare, "W");
        add("coolant_inlet_temperature", inlets_.temperature(), "K");
        add("coolant_outlet_temperature", outlets_.temperature(), "K");
        add("max_velocity", fastest_, "m/s");
    }

    void heat()
    {
        const double factor = model_.symmetryFactor, heat = heatOfSources_ + heatOfPatches_;
        const double reference = inlets_.massFlow == 0 ? surroundings_ : inlets_.temperature();
        add("max_temperature", solution_.maxTemperature, "K");
        add("min_temperature", coldest_, "K");
        if (std::isfinite(junction_)) add("max_junction_temperature", junction_, "K");
        if (std::isfinite(reference)) add("reference_temperature", reference, "K");
        add("heat", factor * heat, "W");
        add("heat_to_coolant", factor * solution_.enthalpyRise, "W");
        if (model_.transient) add("heat_stored", factor * solution_.stored, "W");
        if (std::isfinite(reference) && heat > 0)
            add("thermal_resistance", (solution_.maxTemperature - reference) / (factor * heat), "K/W");
        add("temperature_error", solution_.temperatureError, "K");
        if (inlets_.massFlow != 0) add("pressure_drop_error", solution_.pressureDropError, "1");
        add("symmetry_factor", factor, "1");
        add("cells", sizes_.cells, "1");
        outcome_.quantities.insert(outcome_.quantities.end(), model_.stated.begin(), model_.stated.end());
    }

    void records()
    {
        outcome_.energyImbalance = solution_.energyImbalance;
        outcome_.massImbalance = solution_.massImbalance;
        for (const cht::SolveRecord& r : solution_.records)
            outcome_.convergence.push_back({r.equation, r.iterations, r.initialResidual, r.finalResidual, r.history,
                                            r.linearIterations, r.seconds});
        for (const std::string& flag : solution_.flags) outcome_.flags.push_back({"model", flag});
    }

    const Model& model_;
    const cht::Physics& physics_;
    const Sizes& sizes_;
    const cht::ConjugateSolver& solver_;
    const cht::Solution& solution_;
    Outcome outcome_;
    Stream inlets_, outlets_;
    double junction_ = -std::numeric_limits<double>::infinity();
    double surroundings_ = std::numeric_limits<double>::infinity(), coldest_ = surroundings_;
    double heatOfPatches_ = 0, heatOfSources_ = 0, fastest_ = 0;
};

} // namespace

double quantity(const std::vector<Quantity>& quantities, const std::string& name)
{
    for (const Quantity& each : quantities)
        if (each.name == name) return each.value;
    return none;
}

double referenceTemperature(const std::vector<Quantity>& quantities)
{
    const double reference = quantity(quantities, "reference_temperature");
    return std::isnan(reference) ? 0 : reference;
}

Outcome figuresOf(const Model& model, const cht::Physics& physics, const Sizes& sizes,
                  const cht::ConjugateSolver& solver, const cht::Solution& solution)
{
    return Figures(model, physics, sizes, solver, solution).result();
}

} // namespace coldloop::model
