// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/StockCaseMaterials.h"

#include "solver/cht/StockCasePolynomial.h"
#include "solver/cht/StockCaseText.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {

constexpr double gasConstant = 8314.46261815324;                    // [J/(kmol K)]
constexpr double refusedFit = 5e-3, toldFit = 1e-4, sameGas = 1e-6; // relative deviations
constexpr double inert = 1000; // density and specific heat of a solid that has none, as none matters when steady
constexpr double widest = 100; // [K] below and above the reference for laws without a range of their own

struct NamedLaw {
    const char* name; // for people
    Law law;
};

std::pair<double, double> rangeOf(const StockModel& model, const ZoneMaterial& material)
{
    const double reference = model.referenceTemperature;
    return {std::max(material.minTemperature, reference - widest),
            std::min(material.maxTemperature, reference + widest)};
}

// The density that the stock solver is to have: that of coldloop's continuity, varied only for buoyancy.
Law densityLaw(const StockModel& model, const ZoneMaterial& material)
{
    if (!material.fluid) return material.density(model.referenceTemperature) > 0 ? material.density : Law(inert);
    const double reference = model.referenceTemperature, density = material.density(reference);
    if (!model.buoyant() || material.density.isConstant()) return density;
    if (model.physics.buoyancy == Buoyancy::density) return material.density;
    const double step = 0.01; // [K]
    const double slope = (material.density(reference + step) - material.density(reference - step)) / (2 * step);
    return Law([=](double t) { return density + slope * (t - reference); });
}

Law heatLaw(const ZoneMaterial& material)
{
    return !material.fluid && material.specificHeat.isConstant() && !(material.specificHeat(300) > 0)
               ? Law(inert)
               : material.specificHeat;
}

Law conductivityLaw(const ZoneMaterial& material)
{
    const double factor = shapeOf(material) == StockShape::isotropic ? material.conductivityShape[0][0] : 1;
    if (material.conductivity.isConstant()) return factor * material.conductivity(0);
    return Law([law = material.conductivity, factor](double t) { return factor * law(t); });
}

std::vector<NamedLaw> lawsOf(const StockModel& model, const ZoneMaterial& material)
{
    std::vector<NamedLaw> laws{{"density", densityLaw(model, material)},
                               {"specific heat", heatLaw(material)},
                               {"conductivity", conductivityLaw(material)}};
    if (material.fluid) laws.push_back({"viscosity", material.viscosity});
    return laws;
}

std::vector<std::string> deviations(const StockModel& model, const ZoneMaterial& material, double from, double to)
{
    std::vector<std::string> found;
    const auto [lowest, highest] = rangeOf(model, material);
    for (const NamedLaw& law : lawsOf(model, material)) {
        const double error = fitPolynomial(law.law, lowest, highest).error;
        if (error > from && error <= to)
            found.push_back(fmt::format("{} of zone '{}' between {:g} and {:g} K (the best deviates by {:.2g} %)",
                                        law.name, material.zone, lowest, highest, 100 * error));
    }
    return found;
}

bool allConstant(const std::vector<NamedLaw>& laws)
{
    return std::all_of(laws.begin(), laws.end(), [](const NamedLaw& law) { return law.law.isConstant(); });
}

std::string thermoType(bool fluid, const char* transport, const char* thermo, const char* state)
{
    return fmt::format(
        "thermoType\n{{\n    type            {};\n    mixture         pureMixture;\n    transport       "
        "{};\n    thermo          {};\n    equationOfState {};\n    specie          specie;\n    energy   "
        "       sensibleEnthalpy;\n}}\n\n",
        fluid ? "heRhoThermo" : "heSolidThermo", transport, thermo, state);
}

std::string mixture(double weight, const std::string& state, const std::string& thermo, const std::string& transport)
{
    return fmt::format("mixture\n{{\n    specie          {{ molWeight {}; }}\n    equationOfState {{ {} }}\n    "
                       "thermodynamics  {{ Hf 0; {} }}\n    transport       {{ {} }}\n}}\n",
                       foamNumber(weight), state, thermo, transport);
}

std::string entry(const char* key, double value) { return fmt::format("{} {};", key, foamNumber(value)); }

std::string polynomialText(const StockModel& model, const ZoneMaterial& material)
{
    const auto [lowest, highest] = rangeOf(model, material);
    const std::pair<double, double> range{lowest, highest};
    const auto coefficients = [&](const char* key, const Law& law) {
        return fmt::format("{}<8> ({});", key,
                           fmt::join(fitPolynomial(law, range.first, range.second).coefficients, " "));
    };
    const std::string transport = (material.fluid ? coefficients("muCoeffs", material.viscosity) + " " : "") +
                                  coefficients("kappaCoeffs", conductivityLaw(material));
    return thermoType(material.fluid, "polynomial", "hPolynomial", "icoPolynomial") +
           mixture(material.fluid ? 18 : 28, coefficients("rhoCoeffs", densityLaw(model, material)),
                   "Sf 0; " + coefficients("CpCoeffs", heatLaw(material)), transport);
}

std::string fluidTransport(const ZoneMaterial& m) // conductivity = mu cp / Pr
{
    const double mu = m.viscosity(0);
    return entry("mu", mu) + " " + entry("Pr", mu * m.specificHeat(0) / m.conductivity(0));
}

double gasOf(const ZoneMaterial& material, double pressure, double temperature)
{
    return pressure / (material.density(temperature) * temperature);
}

std::string gasText(const StockModel& model, const ZoneMaterial& m)
{
    const double pressure = model.physics.operatingPressure, reference = model.referenceTemperature;
    return thermoType(true, "const", "hConst", "incompressiblePerfectGas") +
           mixture(gasConstant / gasOf(m, pressure, reference), entry("pRef", pressure), entry("Cp", m.specificHeat(0)),
                   fluidTransport(m));
}

std::string constantText(const StockModel& model, const ZoneMaterial& m)
{
    const std::string state = entry("rho", densityLaw(model, m)(model.referenceTemperature));
    const std::string thermo = entry("Cp", heatLaw(m)(0));
    if (m.fluid) return thermoType(true, "const", "hConst", "rhoConst") + mixture(18, state, thermo, fluidTransport(m));
    if (shapeOf(m) == StockShape::isotropic)
        return thermoType(false, "constIso", "hConst", "rhoConst") +
               mixture(28, state, thermo, entry("kappa", conductivityLaw(m)(0)));
    Vec3 kappa{};
    for (int i = 0; i < 3; ++i) kappa[i] = m.conductivity(0) * m.conductivityShape[i][i];
    return thermoType(false, "constAnIso", "hConst", "rhoConst") +
           mixture(28, state, thermo, fmt::format("kappa {};", foamVector(kappa))) +
           "\ncoordinateSystem\n{\n    type cartesian;\n    origin (0 0 0);\n    rotation { type axes; e1 (1 0 0); e2 "
           "(0 1 "
           "0); }\n}\n";
}

} // namespace

StockShape shapeOf(const ZoneMaterial& material)
{
    const Tensor& k = material.conductivityShape;
    double most = 0, beside = 0;
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 3; ++j) (i == j ? most : beside) = std::max(i == j ? most : beside, std::abs(k[i][j]));
    if (beside > 1e-12 * most) return StockShape::rotated;
    return k[0][0] == k[1][1] && k[1][1] == k[2][2] ? StockShape::isotropic : StockShape::orthotropic;
}

std::vector<std::string> polynomialFaults(const StockModel& model, const ZoneMaterial& material)
{
    return deviations(model, material, refusedFit, INFINITY);
}

std::vector<std::string> fitWarnings(const StockModel& model)
{
    std::vector<std::string> warnings;
    for (const StockRegion& region : model.regions)
        if (!region.material.gas && shapeOf(region.material) == StockShape::isotropic)
            for (const std::string& fit : deviations(model, region.material, toldFit, refusedFit))
                warnings.push_back("polynomial for the " + fit + ".");
    return warnings;
}

std::vector<std::string> gasFaults(const StockModel& model, const ZoneMaterial& m)
{
    std::vector<std::string> faults;
    const double pressure = model.physics.operatingPressure, at = model.referenceTemperature;
    if (!(std::abs(gasOf(m, pressure, at + widest) / gasOf(m, pressure, at) - 1) < sameGas))
        faults.push_back(fmt::format("density of zone '{}', which is not that of an ideal gas,", m.zone));
    for (const NamedLaw& law : {NamedLaw{"specific heat", m.specificHeat}, NamedLaw{"conductivity", m.conductivity},
                                NamedLaw{"viscosity", m.viscosity}})
        if (!law.law.isConstant())
            faults.push_back(
                fmt::format("{} of the gas in zone '{}', which varies with temperature,", law.name, m.zone));
    return faults;
}

// Pressure in time would heat the coolant: its enthalpy has no p/rho, and what a liquid takes up is next to nothing.
std::string thermophysicalText(const StockModel& model, const StockRegion& region)
{
    const ZoneMaterial& material = region.material;
    const std::string end = material.fluid ? "\ndpdt no;\n" : "";
    if (material.gas) return gasText(model, material) + end;
    if (shapeOf(material) == StockShape::isotropic && !allConstant(lawsOf(model, material)))
        return polynomialText(model, material) + end;
    return constantText(model, material) + end;
}

std::pair<double, double> densityRange(const StockModel& model, const ZoneMaterial& material)
{
    const auto [lowest, highest] = rangeOf(model, material);
    const Law law = material.gas ? material.density : densityLaw(model, material);
    return std::minmax({law(lowest), law(highest), law(model.referenceTemperature)});
}

std::string sourcesText(const StockRegion& region)
{
    const ZoneMaterial& m = region.material;
    std::string text;
    if (m.heatSource != 0)
        text +=
            fmt::format("power\n{{\n    type            scalarSemiImplicitSource;\n    active          yes;\n    "
                        "selectionMode   all;\n    volumeMode      absolute;\n    injectionRateSuSp {{ h ({} 0); }} // "
                        "W\n}}\n",
                        foamNumber(m.heatSource * region.volume));
    if (m.darcy != Vec3{} || m.forchheimer != Vec3{})
        text +=
            fmt::format("porous\n{{\n    type            explicitPorositySource;\n    active          yes;\n    "
                        "explicitPorositySourceCoeffs\n    {{\n        selectionMode   cellZone;\n        cellZone     "
                        "   {};\n        type            DarcyForchheimer;\n        DarcyForchheimerCoeffs\n        "
                        "{{\n            d {};\n            f {};\n            coordinateSystem {{ type cartesian; "
                        "origin (0 0 0); rotation {{ type axes; e1 (1 0 0); e2 (0 1 0); }} }}\n        }}\n    "
                        "}}\n}}\n",
                        region.name, foamVector(m.darcy), foamVector(m.forchheimer));
    return text;
}

} // namespace coldloop::cht
