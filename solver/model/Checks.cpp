// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/model/Checks.h"

#include "solver/core/Error.h"
#include "solver/core/Nearest.h"
#include "solver/model/MapCheck.h"
#include "solver/model/MeshView.h"
#include "solver/model/ProfileCheck.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace coldloop::model {

namespace {

// One check of a model against its mesh; keeps what it finds.
class Check {
public:
    Check(const Model& model, const meshes::PolyMesh& mesh) : model_(model), physics_(model.physics), view_(mesh)
    {
        for (const cht::ZoneMaterial& zone : physics_.zones)
            if (zone.fluid && view_.zone(zone.zone) >= 0) fluids_.insert(view_.zone(zone.zone));
    }

    std::vector<Flag> run()
    {
        zones();
        boundaries();
        if (faults_.empty()) { // what follows needs names that are right
            flow();
            temperatureLevel();
            contacts();
            for (std::size_t i = 0; i < physics_.powerMaps.size(); ++i)
                checkMap(physics_.powerMaps[i], placed(model_, fmt::format("power-maps.{}", i + 1)), view_, faults_);
            for (const Profile& profile : model_.profiles)
                checkProfile(profile, placed(model_, "boundaries." + profile.patch), view_, faults_);
            monitors();
        }
        if (!faults_.empty()) throw InputError(faults_);
        return flags_;
    }

private:
    void fault(const std::string& section, const std::string& message)
    {
        faults_.push_back(placed(model_, section) + ": " + message);
    }

    bool isFluid(int cell) const { return fluids_.count(view_.mesh().zone[cell]) > 0; }

    void unknown(const std::string& section, const char* what, const std::string& name,
                 const std::vector<std::string>& valid)
    {
        fault(section, fmt::format("the mesh has no {} '{}'. The nearest is \"{}\"; it has {}", what, name,
                                   nearest(name, valid), fmt::join(valid, ", ")));
    }

    void zones()
    {
        const std::vector<std::string>& names = view_.mesh().zoneNames;
        for (const cht::ZoneMaterial& zone : physics_.zones)
            if (view_.zone(zone.zone) < 0) unknown("zones." + zone.zone, "zone", zone.zone, names);
        std::vector<long> cells(names.size(), 0);
        long outside = 0;
        for (int zone : view_.mesh().zone) ++(zone < 0 ? outside : cells[zone]);
        for (std::size_t i = 0; i < names.size(); ++i) {
            const bool given = std::any_of(physics_.zones.begin(), physics_.zones.end(),
                                           [&](const cht::ZoneMaterial& zone) { return zone.zone == names[i]; });
            if (!given && cells[i] > 0)
                fault("mesh", fmt::format("zone '{}' ({} cells) has no material. Add [zones.{}] with material = ...",
                                          names[i], cells[i], names[i]));
        }
        if (outside > 0)
            fault("mesh", fmt::format("{} cells are in no zone. Put every cell into a cell zone", outside));
    }

    void boundaries()
    {
        for (const cht::Boundary& boundary : physics_.boundaries) {
            const std::string section = "boundaries." + boundary.patch;
            const meshes::MeshPatch* const patch = view_.patch(boundary.patch);
            if (!patch) {
                unknown(section, "patch", boundary.patch, view_.patchNames());
                continue;
            }
            if (patch->size == 0) fault(section, "this patch has no faces. Remove it, or correct the mesh");
            if (patch->kind == meshes::PatchKind::cyclic)
                fault(section,
                      "the mesh joins this patch to '" + patch->partner +
                          "' (cyclic), so nothing happens on it. Remove the section, or write type = \"periodic\"");
            const bool through =
                boundary.flow == cht::FlowBoundary::inlet || boundary.flow == cht::FlowBoundary::outlet;
            if (!through) continue;
            for (int zone : view_.zonesOf(*patch))
                if (!fluids_.count(zone))
                    fault(section, fmt::format("coolant cannot pass here: zone '{}' behind it is a solid. Correct the "
                                               "patch of the mesh, or give the zone a coolant",
                                               zone < 0 ? "none" : view_.mesh().zoneNames[zone]));
        }
        for (const cht::Periodic& periodic : physics_.periodic) {
            const meshes::MeshPatch* const patch = view_.patch(periodic.patch);
            if (!patch)
                unknown("boundaries." + periodic.patch, "patch", periodic.patch, view_.patchNames());
            else if (patch->kind != meshes::PatchKind::cyclic)
                fault("boundaries." + periodic.patch,
                      "type = \"periodic\" needs a cyclic patch, and the mesh has a plain one. Join it to its partner "
                      "in the mesh");
        }
    }

    // Every part of the fluid has both inlets and outlets, or neither.
    void flow()
    {
        const std::vector<int> part = view_.parts([&](int cell) { return isFluid(cell); });
        std::map<int, std::string> inlet, outlet;
        std::set<int> driven, all;
        for (int p : part)
            if (p >= 0) all.insert(p);
        const auto note = [&](const std::string& name, std::map<int, std::string>& list) {
            const meshes::MeshPatch& patch = *view_.patch(name);
            for (int face = patch.start; face < patch.start + patch.size; ++face)
                list.emplace(part[view_.mesh().owner[face]], name);
        };
        for (const cht::Boundary& boundary : physics_.boundaries) {
            if (boundary.flow == cht::FlowBoundary::inlet) note(boundary.patch, inlet);
            if (boundary.flow == cht::FlowBoundary::outlet) note(boundary.patch, outlet);
        }
        std::map<int, std::string> cyclic, moving;
        for (const cht::Periodic& periodic : physics_.periodic) note(periodic.patch, cyclic);
        for (const cht::Boundary& boundary : physics_.boundaries)
            if (boundary.velocityField && boundary.flow == cht::FlowBoundary::wall) note(boundary.patch, moving);
        const bool buoyant = physics_.buoyancy != cht::Buoyancy::none && physics_.gravity != cht::Vec3{};
        for (int p : all) {
            if (inlet.count(p) && !outlet.count(p))
                fault("boundaries." + inlet[p], "coolant comes in here and can leave nowhere. Add a patch of type = "
                                                "\"outlet\" to the same coolant");
            if (outlet.count(p) && !inlet.count(p))
                fault("boundaries." + outlet[p], "no coolant comes in that could leave here. Add a patch of type = "
                                                 "\"inlet\" to the same coolant");
            const bool forced = std::any_of(physics_.zones.begin(), physics_.zones.end(),
                                            [](const cht::ZoneMaterial& zone) { return bool(zone.force); });
            if (!inlet.count(p) && !cyclic.count(p) && !moving.count(p) && !buoyant && !forced)
                flags_.push_back(
                    {view_.mesh().zoneNames[view_.mesh().zone[p]],
                     "nothing moves this fluid: no inlet, no periodic flow, no buoyancy. It only conducts"});
        }
    }

    // Somewhere in each joined part a temperature is known: an inlet, a fixed one, an ambient.
    void temperatureLevel()
    {
        if (model_.transient && !model_.transient->steadyStart) return;
        const std::vector<int> part = view_.parts([](int) { return true; });
        std::set<int> known;
        const auto note = [&](const meshes::MeshPatch& patch) {
            for (int face = patch.start; face < patch.start + patch.size; ++face)
                known.insert(part[view_.mesh().owner[face]]);
        };
        for (const cht::Boundary& boundary : physics_.boundaries) {
            const bool ambient = boundary.thermal == cht::ThermalBoundary::convection &&
                                 (boundary.heatTransfer > 0 || boundary.emissivity > 0);
            if (ambient || boundary.thermal == cht::ThermalBoundary::fixedTemperature ||
                boundary.thermal == cht::ThermalBoundary::inlet)
                note(*view_.patch(boundary.patch));
        }
        for (const cht::Periodic& periodic : physics_.periodic) note(*view_.patch(periodic.patch));
        std::map<int, std::set<std::string>> lost;
        for (std::size_t cell = 0; cell < part.size(); ++cell)
            if (!known.count(part[cell])) lost[part[cell]].insert(view_.mesh().zoneNames[view_.mesh().zone[cell]]);
        for (const auto& [p, zones] : lost)
            fault("mesh",
                  fmt::format("no known temperature reaches the cells of {}: there is a gap between them and the "
                              "rest of the mesh, or an inlet, a fixed temperature or convection is missing. Join "
                              "the zones in the mesh (they must share faces), or add the condition",
                              fmt::join(zones, ", ")));
    }

    void contacts()
    {
        for (std::size_t i = 0; i < physics_.contacts.size(); ++i) {
            const cht::ContactResistance& contact = physics_.contacts[i];
            const std::string section = fmt::format("contacts.{}", i + 1);
            bool named = true;
            for (const std::string& zone : {contact.zoneA, contact.zoneB})
                if (view_.zone(zone) < 0) {
                    unknown(section, "zone", zone, view_.mesh().zoneNames);
                    named = false;
                }
            if (named && !view_.touch(view_.zone(contact.zoneA), view_.zone(contact.zoneB)))
                fault(section,
                      fmt::format("zones '{}' and '{}' do not touch in the mesh. Correct the names, or join the "
                                  "zones",
                                  contact.zoneA, contact.zoneB));
        }
    }

    void monitors()
    {
        const auto [low, high] = view_.bounds();
        for (const Monitor& monitor : model_.monitors) {
            const std::string section = "monitors." + monitor.name;
            if (monitor.kind == MonitorKind::patch && !view_.patch(monitor.of))
                unknown(section, "patch", monitor.of, view_.patchNames());
            if (monitor.kind == MonitorKind::zone && view_.zone(monitor.of) < 0)
                unknown(section, "zone", monitor.of, view_.mesh().zoneNames);
            for (int d = 0; monitor.kind == MonitorKind::probe && d < 3; ++d)
                if (!(monitor.at[d] >= low[d] && monitor.at[d] <= high[d])) {
                    fault(section,
                          fmt::format("the probe at ({:g}, {:g}, {:g}) m is outside the mesh, which reaches from "
                                      "({:g}, {:g}, {:g}) m to ({:g}, {:g}, {:g}) m",
                                      monitor.at[0], monitor.at[1], monitor.at[2], low[0], low[1], low[2], high[0],
                                      high[1], high[2]));
                    break;
                }
        }
    }

    const Model& model_;
    const cht::Physics& physics_;
    MeshView view_;
    std::set<int> fluids_; // zones
    std::vector<std::string> faults_;
    std::vector<Flag> flags_;
};

} // namespace

std::vector<Flag> checkModel(const Model& model, const meshes::PolyMesh& mesh) { return Check(model, mesh).run(); }

} // namespace coldloop::model
