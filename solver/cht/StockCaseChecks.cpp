// What the stock solver cannot express.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/StockCaseMaterials.h"
#include "solver/cht/StockCaseModel.h"
#include "solver/cht/StockCaseText.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {

using Faults = std::vector<std::string>;
constexpr double aligned = 1e-6; // of a unit normal: what may point along the other axes

class Refusals {
public:
    Refusals(const StockModel& model, Faults& faults) : model_(model), faults_(faults) {}

    void all()
    {
        for (const StockRegion& region : model_.regions) {
            name("zone", region.name, model_.zonePlace(region.name));
            region.material.fluid ? coolant(region) : solid(region);
        }
        for (std::size_t p = 0; p < model_.boundaries.size(); ++p) {
            name("patch", model_.boundaries[p].patch, model_.patchPlace(model_.boundaries[p].patch));
            boundary(model_.boundaries[p]);
        }
        for (const meshes::MeshPatch& patch : model_.mesh.patches)
            if (patch.kind == meshes::PatchKind::cyclic)
                add(model_.patchPlace(patch.name), fmt::format("the periodic patch '{}'", patch.name),
                    "it has no heat that rises from patch to patch. Export a model with inlet and outlet.");
        for (const ZoneMaterial& zone : model_.physics.zones) sources(zone);
        maps();
    }

private:
    void add(const std::string& place, const std::string& what, const std::string& why)
    {
        faults_.push_back(inexpressible(place, what, why));
    }

    void name(const char* kind, const std::string& name, const std::string& place)
    {
        if (!isFoamName(name) || name == "region0")
            add(place, fmt::format("the name of {} '{}'", kind, name),
                "its files need a name that begins with a letter and has letters, digits, '_', '-' and '.' only, and "
                "is "
                "not 'region0'. Rename it.");
    }

    void coolant(const StockRegion& region)
    {
        const ZoneMaterial& m = region.material;
        const std::string place = model_.zonePlace(region.name);
        if (m.regime == Regime::automatic)
            add(place, "regime 'auto'",
                "a region is laminar or turbulent as a whole. Write the one that coldloop found.");
        if (m.gas && model_.buoyant() && model_.physics.buoyancy == Buoyancy::boussinesq)
            add(place, "Boussinesq buoyancy of a gas",
                "its gas law sets density everywhere. Write buoyancy = \"density\".");
        if (m.conductivityShape != isotropic)
            add(place, "conductivity of a coolant that depends on direction",
                "it has one conductivity there. Remove it.");
        addLaws(region, m.gas ? gasFaults(model_, m) : polynomialFaults(model_, m));
    }

    void solid(const StockRegion& region)
    {
        const ZoneMaterial& m = region.material;
        const std::string place = model_.zonePlace(region.name);
        const StockShape shape = shapeOf(m);
        if (shape == StockShape::rotated)
            add(place, "conductivity along axes that are not x, y, z",
                "its boundary conditions then lose the heat that flows along walls. Turn the mesh instead.");
        if (shape == StockShape::orthotropic && !m.conductivity.isConstant())
            add(place, "conductivity that depends on direction and on temperature",
                "it has one or the other. Freeze it.");
        if (shape == StockShape::orthotropic && !facesAlongAxes(region))
            add(place, "conductivity that depends on direction in a zone with faces across x, y, z",
                "its boundary conditions then lose the heat that flows along walls. Use one conductivity.");
        if (shape == StockShape::isotropic) addLaws(region, polynomialFaults(model_, m));
    }

    void addLaws(const StockRegion& region, const Faults& laws)
    {
        for (const std::string& law : laws)
            add(model_.zonePlace(region.name), law, "no polynomial follows it. Write properties-at, or constants.");
    }

    bool facesAlongAxes(const StockRegion& region) const
    {
        const auto along = [&](int face) {
            const meshes::Point& s = model_.sizes.faceArea[face];
            const double size = model_.areaOf(face);
            return std::count_if(s.begin(), s.end(), [&](double x) { return std::abs(x) > aligned * size; }) <= 1;
        };
        const auto all = [&](const std::vector<int>& faces) { return std::all_of(faces.begin(), faces.end(), along); };
        for (const StockPatch& patch : region.patches)
            if (!all(patch.faces)) return false;
        for (const StockInterface& side : region.interfaces)
            if (!all(side.faces)) return false;
        return true;
    }

    void sources(const ZoneMaterial& material)
    {
        if (material.heatField)
            add(model_.zonePlace(material.zone), "a heat source that varies in space",
                "its sources are uniform in a zone. Give a power, or split the zone.");
        if (material.force)
            add(model_.zonePlace(material.zone), "a force on the coolant",
                "it reads none that varies in space. Remove it.");
    }

    void boundary(const Boundary& boundary)
    {
        const std::string place = model_.patchPlace(boundary.patch);
        if (!boundary.fanCurve.empty())
            add(place, "a fan curve", "its inlets have a given flow. Write mass-flow, as coldloop's result has it.");
        const bool inTime = model_.options.time.has_value();
        const auto moves = [&](const auto& field) {
            return inTime && field &&
                   std::any_of(model_.regions.begin(), model_.regions.end(),
                               [&](const auto& region) { return changes(region, boundary.patch, field); });
        };
        if (inTime && boundary.schedule)
            add(place, "a flow that changes in time", "it would be frozen at the start. Remove times and factors.");
        if (moves(boundary.temperatureField) || moves(boundary.heatFluxField) || moves(boundary.velocityField))
            add(place, "a value that changes in time", "it would be frozen at the start. Give a constant one.");
    }

    template <class Field>
    bool changes(const StockRegion& region, const std::string& patchName, const Field& field) const
    {
        for (const StockPatch& patch : region.patches)
            for (const int f : patch.faces)
                for (const double share : {0.37, 1.0})
                    if (model_.boundaries[patch.patch].patch == patchName)
                        if (field(model_.sizes.faceCentre[f], share * model_.options.time->end) !=
                            field(model_.sizes.faceCentre[f], 0))
                            return true;
        return false;
    }

    void maps()
    {
        for (std::size_t i = 0; i < model_.physics.powerMaps.size(); ++i) {
            const PowerMap& map = model_.physics.powerMaps[i];
            const std::string place = model_.place(fmt::format("power-maps.{}", i + 1));
            if (!map.zone.empty())
                add(place, fmt::format("a power map in zone '{}'", map.zone),
                    "its sources are uniform in a zone. Lay the map on a patch, or give the zone a power.");
            if (map.schedule && model_.options.time)
                add(place, "a power that changes in time",
                    "it would be frozen at the start. Remove times and factors.");
        }
    }

    const StockModel& model_;
    Faults& faults_;
};

} // namespace

void refuseInexpressible(const StockModel& model, std::vector<std::string>& faults) { Refusals(model, faults).all(); }

} // namespace coldloop::cht
