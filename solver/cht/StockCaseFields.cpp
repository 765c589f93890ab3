// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/StockCaseFields.h"

#include "solver/cht/StockCaseMaterials.h"
#include "solver/cht/StockCaseText.h"
#include "solver/cht/StockCaseTurbulence.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {

constexpr double leastExchange = 1e-6; // [W/(m^2 K)]: OpenFOAM divides by the coefficient
constexpr double layer = 1;            // [W/(m K)] of the layer that stands for a contact

const char* const temperature = "[0 0 0 1 0 0 0]";
const char* const velocity = "[0 1 -1 0 0 0 0]";
const char* const pressure = "[1 -1 -2 0 0 0 0]";

// The file of one field: a condition for each patch of the region and each side towards another region.
class FieldFile {
public:
    FieldFile(const StockModel& model, const StockRegion& region) : model_(model), region_(region) {}

    template <class OfPatch, class OfInterface>
    void write(const std::filesystem::path& file, const char* dimensions, const std::string& start,
               const OfPatch& ofPatch, const OfInterface& ofInterface) const
    {
        std::string text =
            fmt::format("dimensions      {};\ninternalField   uniform {};\nboundaryField\n{{\n", dimensions, start);
        for (const StockPatch& patch : region_.patches) {
            const meshes::MeshPatch& of = model_.mesh.patches[patch.patch];
            text += entry(of.name, of.kind == meshes::PatchKind::symmetry ? "type symmetry;" : ofPatch(patch));
        }
        for (const StockInterface& side : region_.interfaces)
            text += entry(region_.name + "_to_" + model_.regions[side.region].name, ofInterface(side));
        const bool vectors = std::string(dimensions) == velocity;
        writeFoamText(file, vectors ? "volVectorField" : "volScalarField", text + "}\n");
    }

private:
    static std::string entry(const std::string& name, const std::string& text)
    {
        return fmt::format("    {} {{ {} }}\n", name, text);
    }

    const StockModel& model_;
    const StockRegion& region_;
};

std::string kappaOf(const StockRegion& region)
{
    if (region.material.fluid) return "kappaMethod fluidThermo;";
    return shapeOf(region.material) == StockShape::isotropic ? "kappaMethod solidThermo;"
                                                             : "kappaMethod directionalSolidThermo; alphaAni Anialpha;";
}

// Values of a field on the faces, or the same value on all.
template <class Field, class Value>
std::string onFaces(const StockModel& model, const StockPatch& patch, const Field& field, const Value& value)
{
    if (!field) return foamField(std::vector<Value>{value});
    std::vector<Value> values;
    for (const int f : patch.faces) values.push_back(field(model.sizes.faceCentre[f], 0));
    return foamField(values);
}

// Given flux and power maps together [W/m^2]; empty where the patch gets none.
std::vector<double> heatFluxes(const StockModel& model, const StockPatch& patch)
{
    const Boundary& b = model.boundaries[patch.patch];
    const std::map<int, double> powers = mapPowers(model, patch.patch);
    if (b.thermal != ThermalBoundary::heatFlux && powers.empty()) return {};
    std::vector<double> fluxes;
    for (const int f : patch.faces) {
        const auto power = powers.find(f);
        double flux = power == powers.end() ? 0 : power->second / model.areaOf(f);
        if (b.thermal == ThermalBoundary::heatFlux)
            flux += b.heatFluxField ? b.heatFluxField(model.sizes.faceCentre[f], 0) : b.heatFlux;
        fluxes.push_back(flux);
    }
    return fluxes;
}

std::string temperatureOn(const StockModel& model, const StockRegion& region, const StockPatch& patch)
{
    const Boundary& b = model.boundaries[patch.patch];
    const std::string start = "value uniform " + foamNumber(model.initialTemperature) + ";";
    const std::vector<double> fluxes = heatFluxes(model, patch);
    if (!fluxes.empty())
        return fmt::format("type externalWallHeatFluxTemperature; mode flux; q {}; {} {}", foamField(fluxes),
                           kappaOf(region), start);
    const std::string backflow = foamNumber(b.temperature > 0 ? b.temperature : model.referenceTemperature);
    switch (b.thermal) {
    case ThermalBoundary::fixedTemperature:
    case ThermalBoundary::inlet:
        return fmt::format("type fixedValue; value {};", onFaces(model, patch, b.temperatureField, b.temperature));
    case ThermalBoundary::convection:
        return fmt::format(
            "type externalWallHeatFluxTemperature; mode coefficient; h uniform {}; Ta constant {};{} {} {}",
            foamNumber(std::max(b.heatTransfer, leastExchange)), foamNumber(b.temperature),
            b.emissivity > 0 ? fmt::format(" emissivity {};", foamNumber(b.emissivity)) : "", kappaOf(region), start);
    case ThermalBoundary::outlet: return fmt::format("type inletOutlet; inletValue uniform {}; {}", backflow, start);
    case ThermalBoundary::heatFlux:
    case ThermalBoundary::adiabatic: break;
    }
    return "type zeroGradient;";
}

std::string coupled(const StockModel& model, const StockRegion& region, const StockInterface& side)
{
    const std::string contact = side.resistance > 0
                                    ? fmt::format(" thicknessLayers ({}); kappaLayers ({});",
                                                  foamNumber(side.resistance * layer), foamNumber(layer))
                                    : "";
    return fmt::format("type compressible::turbulentTemperatureCoupledBaffleMixed; Tnbr T;{} {} value uniform {};",
                       contact, kappaOf(region), foamNumber(model.initialTemperature));
}

std::string inletVelocity(const StockModel& model, const StockRegion& region, const StockPatch& patch)
{
    const Boundary& b = model.boundaries[patch.patch];
    if (b.massFlow > 0)
        return fmt::format("type flowRateInletVelocity; massFlowRate constant {}; rhoInlet {}; value uniform (0 0 0);",
                           foamNumber(b.massFlow), foamNumber(region.material.density(b.temperature)));
    std::vector<Vec3> values;
    for (const int f : patch.faces)
        values.push_back(b.velocityField ? b.velocityField(model.sizes.faceCentre[f], 0)
                                         : meshes::times(-b.velocity / model.areaOf(f), model.sizes.faceArea[f]));
    for (Vec3& v : values) // rounding of areas along the axes
        for (double& x : v)
            if (std::abs(x) < 1e-14 * (std::abs(v[0]) + std::abs(v[1]) + std::abs(v[2]))) x = 0;
    return fmt::format("type fixedValue; value {};", foamField(values));
}

std::string velocityOn(const StockModel& model, const StockRegion& region, const StockPatch& patch)
{
    const Boundary& b = model.boundaries[patch.patch];
    switch (b.flow) {
    case FlowBoundary::inlet: return inletVelocity(model, region, patch);
    case FlowBoundary::outlet: return "type pressureInletOutletVelocity; value uniform (0 0 0);";
    case FlowBoundary::symmetry: return "type slip;";
    case FlowBoundary::wall: break;
    }
    if (!b.velocityField) return "type noSlip;";
    return fmt::format("type fixedValue; value {};", onFaces(model, patch, b.velocityField, Vec3{}));
}

} // namespace

double outletHeight(const StockModel& model, const StockRegion& region)
{
    const Vec3& g = model.physics.gravity;
    const double size = std::sqrt(meshes::dot(g, g));
    double height = 0, area = 0;
    for (const StockPatch& patch : region.patches)
        for (const int f : patch.faces)
            if (size > 0 && model.boundaries[patch.patch].flow == FlowBoundary::outlet) {
                height -= model.areaOf(f) * meshes::dot(model.sizes.faceCentre[f], g) / size;
                area += model.areaOf(f);
            }
    return area > 0 ? height / area : 0;
}

void writeFields(const StockModel& model, const StockRegion& region, const std::filesystem::path& folder)
{
    const FieldFile file(model, region);
    const std::string at = foamNumber(model.physics.operatingPressure), start = foamNumber(model.initialTemperature);
    const auto inOutlet = [&](const StockPatch& patch) {
        return model.boundaries[patch.patch].flow == FlowBoundary::outlet;
    };
    file.write(
        folder / "T", temperature, start, [&](const StockPatch& patch) { return temperatureOn(model, region, patch); },
        [&](const StockInterface& side) { return coupled(model, region, side); });
    const auto calculated = [&](const auto&) { return "type calculated; value uniform " + at + ";"; };
    file.write(folder / "p", pressure, at, calculated, calculated);
    if (!region.material.fluid) return;
    file.write(
        folder / "U", velocity, "(0 0 0)", [&](const StockPatch& patch) { return velocityOn(model, region, patch); },
        [](const StockInterface&) { return std::string("type noSlip;"); });
    const std::string wall = "type fixedFluxPressure; value uniform " + at + ";";
    file.write(
        folder / "p_rgh", pressure, at,
        [&](const StockPatch& patch) { return inOutlet(patch) ? "type fixedValue; value uniform " + at + ";" : wall; },
        [&](const StockInterface&) { return wall; });
    if (region.material.regime != Regime::turbulent) return;
    for (const StockTurbulenceField& field : turbulenceFields(model, region))
        file.write(
            folder / field.name, field.dimensions.c_str(), foamNumber(field.start),
            [&](const StockPatch& patch) { return field.onPatch(patch); },
            [&](const StockInterface&) { return field.onWall; });
}

} // namespace coldloop::cht
