// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/materials/Coolant.h"
#include "solver/core/Error.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <fstream>
#include <sstream>

using namespace coldloop;
using namespace coldloop::materials;

namespace {

// NIST values at 1 atm (IAPWS formulations).
CoolantTable waterTable()
{
    CoolantTable table;
    table.name = "water";
    for (double t : {20, 25, 30, 35, 40, 45, 50, 55, 60, 70}) table.temperature.push_back(t + zeroCelsius);
    table.density = {998.207, 997.048, 995.649, 994.033, 992.216, 990.213, 988.035, 985.693, 983.196, 977.765};
    table.specificHeat = {4184.05, 4181.31, 4179.82, 4179.26, 4179.41, 4180.14, 4181.34, 4182.96, 4184.95, 4190.07};
    table.conductivity = {.598012, .606516, .614392, .6217, .628486, .634783, .640621, .646021, .651, .659758};
    for (double mu : {1.0016, .890022, .797222, .719126, .652729, .595769, .546516, .503625, .466035, .403548})
        table.viscosity.push_back(mu * 1e-3);
    return table;
}

// Melinder 2010 as CoolProp's INCOMP::MPG has it; 25 % by volume.
MelinderCoefficients propyleneGlycol(double massFraction = 0.2562)
{
    MelinderCoefficients fluid;
    fluid.name = "pg25";
    fluid.baseTemperature = 305.8583;
    fluid.baseFraction = 0.307031;
    fluid.massFraction = massFraction;
    fluid.minTemperature = zeroCelsius - 10;
    fluid.maxTemperature = 373.15;
    fluid.density = {{1018, 76.04, -24.98, -155, -113.1, 234.2},
                     {-0.5406, -0.945, 0.27, 2.829, -2.221},
                     {-2.666e-3, 5.541e-3, -4.018e-3, -7.175e-3},
                     {1.347e-5, -1.343e-5, 3.376e-5}};
    fluid.specificHeat = {{3882, -1304, -1598, 353.9, 5000, -4959},
                          {2.699, 5.07, 0.9534, 31.02, -71.35},
                          {-1.659e-3, -4.752e-3, 0.1167, -0.295},
                          {-1.032e-5, 1.522e-4, -4.87e-4}};
    fluid.conductivity = {{0.4513, -0.4795, 0.2076, -0.09083, -0.05952, 0.2104},
                          {7.955e-4, -1.678e-3, 1.563e-3, -2.518e-3, -3.605e-3},
                          {3.482e-8, 8.941e-6, -4.615e-5, 6.543e-5},
                          {-5.966e-9, 1.493e-8, 9.897e-8}};
    fluid.logViscosity = {{-6.224055, 3.328, 0.5453, -3.9, -1.587, 35.64},
                          {-0.03045, -0.03984, -0.00086, 0.1054, 0.04475},
                          {2.525e-4, 4.332e-4, -1.593e-4, -1.589e-3},
                          {-1.399e-6, -1.86e-6, -4.465e-7}};
    return fluid;
}

std::vector<std::vector<std::string>> referenceRows(const std::string& file)
{
    std::ifstream in(std::string(COLDLOOP_REFERENCE_DIR) + "/fluids/" + file);
    if (!in) WARN("skipped: no " << file << " in the reference folder");
    std::vector<std::vector<std::string>> rows;
    std::string line, cell;
    for (std::getline(in, line); std::getline(in, line);) {
        std::istringstream cells(line);
        rows.emplace_back();
        while (std::getline(cells, cell, ',')) rows.back().push_back(cell);
    }
    return rows;
}

using PropertyFunction = Property (Coolant::*)(double) const;

// Central difference against the derivative; outside the range too.
void checkDerivative(const Coolant& coolant, PropertyFunction property, double temperature)
{
    const double step = 1e-3;
    const double below = (coolant.*property)(temperature - step).value;
    const double above = (coolant.*property)(temperature + step).value;
    const Property p = (coolant.*property)(temperature);
    CHECK(p.derivative == Approx((above - below) / (2 * step)).epsilon(1e-6).margin(std::abs(p.value) * 1e-9));
}

template <class Parameters>
std::string errorOf(const Parameters& parameters)
{
    try {
        makeCoolant(parameters);
    } catch (const InputError& error) {
        return error.what();
    }
    return "no error";
}

} // namespace

TEST_CASE("propylene glycol 25 % matches the published table", "[coolant]")
{
    const auto pg25 = makeCoolant(propyleneGlycol());
    const double t[] = {0, 10, 20, 25, 30, 40, 45, 50, 60, 70, 80};
    const double density[] = {1026.5, 1023.6, 1019.8, 1017.7, 1015.4, 1010.3, 1007.6, 1004.8, 998.7, 992.4, 985.7};
    const double heat[] = {3864, 3889, 3913, 3926, 3938, 3962, 3974, 3986, 4010, 4033, 4055};
    const double conductivity[] = {.447, .456, .465, .469, .474, .483, .487, .491, .500, .508, .516};
    const double viscosity[] = {5.68, 3.65, 2.50, 2.12, 1.81, 1.377, 1.220, 1.090, .891, .747, .636};
    for (int i = 0; i < 11; ++i) {
        const double temperature = t[i] + zeroCelsius;
        CAPTURE(t[i]);
        CHECK(pg25->density(temperature).value == Approx(density[i]).margin(0.1));
        CHECK(pg25->specificHeat(temperature).value == Approx(heat[i]).margin(1));
        CHECK(pg25->conductivity(temperature).value == Approx(conductivity[i]).margin(0.001));
        CHECK(pg25->viscosity(temperature).value == Approx(viscosity[i] * 1e-3).epsilon(0.003));
    }
}

TEST_CASE("propylene glycol matches the reference at two concentrations", "[coolant]")
{
    const std::pair<const char*, double> fluids[] = {{"MPG(Melinder) 25 mass%", 0.25},
                                                     {"MPG(Melinder) mass eq. of 25 vol% (x=0.2562)", 0.2562}};
    for (const auto& row : referenceRows("propylene_glycol_25.csv"))
        for (const auto& [name, fraction] : fluids) {
            if (row[0] != name) continue;
            const auto coolant = makeCoolant(propyleneGlycol(fraction));
            const double temperature = std::stod(row[1]) + zeroCelsius;
            CAPTURE(name, temperature);
            CHECK(coolant->density(temperature).value == Approx(std::stod(row[2])).epsilon(2e-5));
            CHECK(coolant->specificHeat(temperature).value == Approx(std::stod(row[3])).epsilon(1e-4));
            CHECK(coolant->conductivity(temperature).value == Approx(std::stod(row[4])).epsilon(3e-4));
            CHECK(coolant->viscosity(temperature).value == Approx(std::stod(row[5])).epsilon(2e-3));
        }
}

TEST_CASE("water between the rows of its table matches IAPWS", "[coolant]")
{
    // Every second row is left out, so that the interpolation is tested.
    CoolantTable table = waterTable(), coarse;
    coarse.name = "water";
    for (std::size_t i : {0, 2, 4, 6, 8, 9}) {
        coarse.temperature.push_back(table.temperature[i]);
        coarse.density.push_back(table.density[i]);
        coarse.specificHeat.push_back(table.specificHeat[i]);
        coarse.conductivity.push_back(table.conductivity[i]);
        coarse.viscosity.push_back(table.viscosity[i]);
    }
    const auto water = makeCoolant(coarse);
    for (std::size_t i = 0; i < table.temperature.size(); ++i) {
        const double temperature = table.temperature[i];
        CAPTURE(temperature);
        CHECK(water->density(temperature).value == Approx(table.density[i]).epsilon(5e-5));
        CHECK(water->specificHeat(temperature).value == Approx(table.specificHeat[i]).epsilon(1e-4));
        CHECK(water->conductivity(temperature).value == Approx(table.conductivity[i]).epsilon(2e-4));
        CHECK(water->viscosity(temperature).value == Approx(table.viscosity[i]).epsilon(2e-3));
    }
}

TEST_CASE("water matches IAPWS-95 and the enthalpy of IF97", "[coolant]")
{
    const auto water = makeCoolant(waterTable());
    for (const auto& row : referenceRows("water_IAPWS95_1bar.csv")) {
        const double temperature = std::stod(row[0]) + zeroCelsius;
        if (!water->inRange(temperature)) continue;
        CAPTURE(temperature);
        CHECK(water->density(temperature).value == Approx(std::stod(row[1])).epsilon(2e-5));
        CHECK(water->specificHeat(temperature).value == Approx(std::stod(row[2])).epsilon(2e-5));
        CHECK(water->conductivity(temperature).value == Approx(std::stod(row[3])).epsilon(1e-4));
        CHECK(water->viscosity(temperature).value == Approx(std::stod(row[4])).epsilon(5e-4));
    }
    double first = NAN;
    for (const auto& row : referenceRows("water_IF97_1bar.csv")) {
        const double temperature = std::stod(row[0]) + zeroCelsius;
        if (!water->inRange(temperature)) continue;
        const double difference = water->enthalpy(temperature).value - std::stod(row[6]);
        if (std::isnan(first)) first = difference;
        // IF97's own cp differs from IAPWS-95's by up to 5e-4.
        CHECK(difference - first == Approx(0).margin(5e-4 * 4180 * (temperature - zeroCelsius - 20) + 1));
    }
}

TEST_CASE("enthalpy is the integral of the specific heat and is inverted", "[coolant]")
{
    for (const auto& coolant : {makeCoolant(propyleneGlycol()), makeCoolant(waterTable())}) {
        CAPTURE(coolant->name());
        CHECK(coolant->enthalpy(zeroCelsius).value == Approx(0).margin(1e-9));
        // Simpson over small steps is exact for the piecewise cubics.
        double sum = 0;
        const double low = zeroCelsius + 20, step = 0.5;
        for (double t = low; t < low + 49.9; t += step)
            sum += step / 6 *
                   (coolant->specificHeat(t).value + 4 * coolant->specificHeat(t + step / 2).value +
                    coolant->specificHeat(t + step).value);
        CHECK(coolant->enthalpy(low + 50).value - coolant->enthalpy(low).value == Approx(sum).epsilon(1e-12));
        for (double t : {260.0, 273.15, 298.15, 330.0, 380.0}) {
            CHECK(coolant->temperatureOfEnthalpy(coolant->enthalpy(t).value) == Approx(t).epsilon(1e-13));
            CHECK(coolant->enthalpy(t).derivative == coolant->specificHeat(t).value);
        }
    }
}

TEST_CASE("derivatives of coolant properties match finite differences", "[coolant]")
{
    for (const auto& coolant : {makeCoolant(propyleneGlycol()), makeCoolant(waterTable())})
        for (double t : {250.0, 271.0, 296.0, 311.7, 331.0, 342.0, 380.0})
            for (PropertyFunction property : {&Coolant::density, &Coolant::specificHeat, &Coolant::conductivity,
                                              &Coolant::viscosity, &Coolant::enthalpy}) {
                CAPTURE(coolant->name(), t);
                checkDerivative(*coolant, property, t);
            }
}

TEST_CASE("coolants know their range and continue smoothly outside it", "[coolant]")
{
    const auto water = makeCoolant(waterTable());
    CHECK(water->inRange(zeroCelsius + 20));
    CHECK_FALSE(water->inRange(zeroCelsius + 19.9));
    CHECK_FALSE(water->inRange(zeroCelsius + 70.1));
    for (const auto& coolant : {water, makeCoolant(propyleneGlycol())})
        for (double edge : {coolant->minTemperature(), coolant->maxTemperature()}) {
            CHECK(coolant->density(edge + 1e-9).value == Approx(coolant->density(edge - 1e-9).value));
            CHECK(coolant->viscosity(edge + 1e-7).derivative == Approx(coolant->viscosity(edge - 1e-7).derivative));
        }
}

TEST_CASE("coolant errors say what is wrong", "[coolant]")
{
    CoolantTable table = waterTable();
    table.density.pop_back();
    CHECK_THAT(errorOf(table), Catch::Contains("coolant 'water': density has 9 values for 10 temperatures"));
    table = waterTable();
    table.viscosity[4] = -1e-3;
    CHECK_THAT(errorOf(table), Catch::Contains("viscosity is -0.001 at 40.00 degC. It must be positive"));
    table = waterTable();
    std::swap(table.temperature[0], table.temperature[1]);
    CHECK_THAT(errorOf(table), Catch::Contains("temperature 20.00 degC follows 25.00 degC. Sort the rows"));
    CoolantTable one;
    one.name = "short";
    one.temperature = one.density = one.specificHeat = one.conductivity = one.viscosity = {300};
    CHECK_THAT(errorOf(one), Catch::Contains("coolant 'short': the table has 1 rows. Give at least two"));
    MelinderCoefficients fluid = propyleneGlycol();
    fluid.maxTemperature = fluid.minTemperature;
    CHECK_THAT(errorOf(fluid),
               Catch::Contains("minimum temperature -10.00 degC must be below the maximum -10.00 degC"));
    fluid = propyleneGlycol();
    fluid.conductivity.clear();
    CHECK_THAT(errorOf(fluid), Catch::Contains("coolant 'pg25': conductivity is 0 at -10.00 degC"));
    try {
        makeCoolant(propyleneGlycol())->temperatureOfEnthalpy(NAN);
        FAIL("no error");
    } catch (const SolveError& error) {
        CHECK_THAT(error.what(), Catch::Contains("coolant 'pg25': no temperature has the enthalpy nan J/kg"));
    }
}
