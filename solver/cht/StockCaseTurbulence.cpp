// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/StockCaseTurbulence.h"

#include "solver/cht/StockCaseText.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {

constexpr double betaStar = 0.09, usualIntensity = 0.05, lengthInDiameters = 0.07;

struct Inflow {
    double k = 0, omega = 0;
};

Inflow inflow(double speed, double intensity, double length)
{
    const double k = std::max(1.5 * std::pow(intensity * speed, 2), 1e-12);
    return {k, std::sqrt(k) / (std::pow(betaStar, 0.25) * length)};
}

double patchArea(const StockModel& model, const StockPatch& patch)
{
    double area = 0;
    for (const int f : patch.faces) area += model.areaOf(f);
    return area;
}

// 4 volume / wetted area [m].
double hydraulicDiameter(const StockModel& model, const StockRegion& region)
{
    double area = 0;
    for (const StockPatch& patch : region.patches)
        if (model.boundaries[patch.patch].flow == FlowBoundary::wall) area += patchArea(model, patch);
    for (const StockInterface& side : region.interfaces)
        for (const int f : side.faces) area += model.areaOf(f);
    return area > 0 ? 4 * region.volume / area : std::cbrt(region.volume);
}

// Mean speed through an inlet [m/s].
double speedOf(const StockModel& model, const StockRegion& region, const StockPatch& patch)
{
    const Boundary& b = model.boundaries[patch.patch];
    const double area = patchArea(model, patch);
    if (b.massFlow > 0) return b.massFlow / (region.material.density(b.temperature) * area);
    if (!b.velocityField) return b.velocity;
    double sum = 0;
    for (const int f : patch.faces) {
        const Vec3 u = b.velocityField(model.sizes.faceCentre[f], 0);
        sum += model.areaOf(f) * std::sqrt(meshes::dot(u, u));
    }
    return sum / area;
}

std::string uniform(const std::string& type, double value)
{
    return fmt::format("type {}; value uniform {};", type, foamNumber(value));
}

} // namespace

std::vector<StockTurbulenceField> turbulenceFields(const StockModel& model, const StockRegion& region)
{
    const bool epsilon = model.physics.turbulence == "kEpsilon";
    const double length = lengthInDiameters * hydraulicDiameter(model, region);
    double fastest = 0;
    for (const StockPatch& patch : region.patches)
        if (model.boundaries[patch.patch].flow == FlowBoundary::inlet)
            fastest = std::max(fastest, speedOf(model, region, patch));
    const auto dissipation = [epsilon](const Inflow& of) { return epsilon ? betaStar * of.k * of.omega : of.omega; };
    const auto field = [&](const char* name, const char* dimensions, const std::string& wall, bool transported,
                           const std::function<double(const Inflow&)>& value) {
        const Inflow start = inflow(fastest, usualIntensity, length);
        StockTurbulenceField made{name, dimensions, value(start), uniform(wall, value(start)), {}};
        made.onPatch = [&model, &region, length, transported, value, made](const StockPatch& patch) {
            const Boundary& b = model.boundaries[patch.patch];
            if (b.flow == FlowBoundary::wall) return made.onWall;
            if (b.flow == FlowBoundary::symmetry) return std::string("type zeroGradient;");
            if (!transported) return uniform("calculated", made.start);
            if (b.flow == FlowBoundary::outlet)
                return uniform("inletOutlet; inletValue uniform " + foamNumber(made.start), made.start);
            const double size = b.turbulenceLength > 0 ? b.turbulenceLength : length;
            return uniform("fixedValue", value(inflow(speedOf(model, region, patch), b.turbulenceIntensity, size)));
        };
        return made;
    };
    const std::string prandtl = "; Prt " + foamNumber(model.physics.turbulentPrandtl);
    return {field("k", "[0 2 -2 0 0 0 0]", "kqRWallFunction", true, [](const Inflow& of) { return of.k; }),
            field(epsilon ? "epsilon" : "omega", epsilon ? "[0 2 -3 0 0 0 0]" : "[0 0 -1 0 0 0 0]",
                  epsilon ? "epsilonWallFunction" : "omegaWallFunction", true, dissipation),
            field("nut", "[0 2 -1 0 0 0 0]", "nutUSpaldingWallFunction", false, [](const Inflow&) { return 0.0; }),
            field("alphat", "[1 -1 -1 0 0 0 0]", "compressible::alphatJayatillekeWallFunction" + prandtl, false,
                  [](const Inflow&) { return 0.0; })};
}

std::string turbulenceText(const StockModel& model, const StockRegion& region)
{
    if (region.material.regime != Regime::turbulent) return "simulationType  laminar;\n";
    return fmt::format(
        "simulationType  RAS;\nRAS\n{{\n    RASModel        {};\n    turbulence      on;\n    printCoeffs  "
        "   off;\n    {}Coeffs {{ Prt {}; }}\n}}\n",
        model.physics.turbulence, model.physics.turbulence, foamNumber(model.physics.turbulentPrandtl));
}

} // namespace coldloop::cht
