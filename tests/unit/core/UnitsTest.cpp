// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Units.h"
#include "solver/core/Error.h"

#include <catch2/catch.hpp>

#include <cmath>

using coldloop::fromSi;
using coldloop::InputError;
using coldloop::isMassFlow;
using coldloop::Kind;
using coldloop::parseQuantity;

namespace {

std::string errorOf(const std::string& text, Kind kind)
{
    try {
        parseQuantity(text, kind);
    } catch (const InputError& error) {
        return error.what();
    }
    return "no error";
}

struct Row {
    const char* text;
    Kind kind;
    double si;
};

} // namespace

TEST_CASE("quantities with a unit become SI", "[units]")
{
    const double gallon = 3.785411784e-3, psi = 6894.757293168;
    const Row rows[] = {
        {"45 degC", Kind::temperature, 318.15},
        {"45 \u00b0C", Kind::temperature, 318.15},
        {"113 degF", Kind::temperature, 318.15},
        {"318.15 K", Kind::temperature, 318.15},
        {"-40 degC", Kind::temperature, 233.15},
        {"4 K", Kind::temperatureDifference, 4},
        {"9 delta_degF", Kind::temperatureDifference, 5},
        {"4 delta_degC", Kind::temperatureDifference, 4},
        {"8 %", Kind::dimensionless, 0.08},
        {"0.3", Kind::dimensionless, 0.3},
        {"1.2 kW", Kind::power, 1200},
        {"1.2kW", Kind::power, 1200},
        {"10 TR", Kind::power, 35168.5284206667},
        {"130 L/min", Kind::volumeFlow, 130e-3 / 60},
        {"130 LPM", Kind::volumeFlow, 130e-3 / 60},
        {"500 gpm", Kind::volumeFlow, 500 * gallon / 60},
        {"500 gal/min", Kind::volumeFlow, 500 * gallon / 60},
        {"1000 CFM", Kind::volumeFlow, 1000 * std::pow(0.3048, 3) / 60},
        {"36 m3/h", Kind::volumeFlow, 0.01},
        {"10 psi", Kind::pressureDifference, 10 * psi},
        {"10 psid", Kind::pressureDifference, 10 * psi},
        {"1.5 bar", Kind::pressureDifference, 1.5e5},
        {"10 psig", Kind::pressureGauge, 10 * psi},
        {"1.5 barg", Kind::pressureGauge, 1.5e5},
        {"150 kPag", Kind::pressureGauge, 1.5e5},
        {"1.013 bara", Kind::pressureAbsolute, 101300},
        {"14.7 psia", Kind::pressureAbsolute, 14.7 * psi},
        {"101.3 kPa", Kind::pressureAbsolute, 101300},
        {"50 um", Kind::length, 50e-6},
        {"50 \u00b5m", Kind::length, 50e-6},
        {"800 mm2", Kind::area, 800e-6},
        {"12 L", Kind::volume, 0.012},
        {"2 min", Kind::time, 120},
        {"2 h", Kind::time, 7200},
        {"1965 MHz", Kind::frequency, 1.965e9},
        {"1.98 GHz", Kind::frequency, 1.98e9},
        {"0.03 K/W", Kind::thermalResistance, 0.03},
        {"10 W/(m K)", Kind::conductivity, 10},
        {"10 W/m/K", Kind::conductivity, 10},
        {"3960 J/(kg K)", Kind::specificHeat, 3960},
        {"1.4 mPa s", Kind::viscosity, 1.4e-3},
        {"1.4 cP", Kind::viscosity, 1.4e-3},
        {"75 W/cm2", Kind::heatFlux, 75e4},
        {"0.02 cm2 K/W", Kind::areaResistance, 2e-6},
        {"5 %/K", Kind::perTemperature, 0.05},
        {"0.0175 1/K", Kind::perTemperature, 0.0175},
        {"250 J/K", Kind::heatCapacity, 250},
        {"3000 L/MW", Kind::volumePerPower, 3e-6},
        {"3.9 MWh", Kind::energy, 3.9e6 * 3600},
        {"2900 rpm", Kind::rotation, 2900 * 2 * M_PI / 60},
        {"45 deg", Kind::angle, M_PI / 4},
        {"2.3e6 Pa/(kg/s)^2", Kind::quadraticLoss, 2.3e6},
        {"7.1e-5 kPa/(L/min)^2", Kind::quadraticVolumeLoss, 7.1e-2 * 3.6e9},
        {"0.024229 kPa/LPM", Kind::linearVolumeLoss, 24.229 * 60e3},
        {"1.5 kg/s", Kind::flow, 1.5},
        {"60 L/min", Kind::flow, 1e-3},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(parseQuantity(row.text, row.kind) == Approx(row.si).epsilon(1e-9));
    }
}

TEST_CASE("Kv gives its flow at 1 bar and 1000 kg/m3", "[units]")
{
    const double kv = parseQuantity("0.75 m3/h", Kind::flowCoefficient);
    const double flow = 0.75 / 3600;
    CHECK(1000 * std::pow(flow / kv, 2) == Approx(1e5).epsilon(1e-12));
    CHECK(fromSi(kv, "m3/h", Kind::flowCoefficient) == Approx(0.75));
    CHECK(errorOf("0.86 gpm", Kind::flowCoefficient).find("multiply the Cv by 0.865") != std::string::npos);
}

TEST_CASE("SI values are written in a unit", "[units]")
{
    CHECK(fromSi(318.15, "degC", Kind::temperature) == Approx(45).epsilon(1e-12));
    CHECK(fromSi(4, "K", Kind::temperatureDifference) == Approx(4));
    CHECK(fromSi(130e-3 / 60, "L/min", Kind::volumeFlow) == Approx(130));
    CHECK(fromSi(1e5, "barg", Kind::pressureGauge) == Approx(1));
    CHECK_THROWS_AS(fromSi(1, "foo", Kind::power), InputError);
}

TEST_CASE("a flow says whether it is of mass or volume", "[units]")
{
    CHECK(isMassFlow("1.5 kg/s"));
    CHECK(isMassFlow("100 lb/h"));
    CHECK_FALSE(isMassFlow("130 LPM"));
    CHECK_THROWS_AS(isMassFlow("130 kW"), InputError);
}

TEST_CASE("wrong quantities are refused with what to write", "[units]")
{
    struct Wrong {
        const char* text;
        Kind kind;
        const char* message;
    };
    const Wrong rows[] = {
        {"45", Kind::temperature, "\"45\" has no unit: a temperature is written like \"45 degC\""},
        {"abc", Kind::power, "\"abc\" does not start with a number: a power is written like \"1.2 kW\""},
        {"nan W", Kind::power, "does not start with a number"},
        {"9.81", Kind::acceleration, "an acceleration is written like"},
        {"", Kind::power, "does not start with a number"},
        {"1,5 kW", Kind::power, "has a comma in its number: write a decimal point"},
        {"5 foo", Kind::power, "unknown unit \"foo\": a power is written like \"1.2 kW\""},
        {"5 3 kW", Kind::power, "unknown unit \"3 kW\""},
        {"5 kPa", Kind::power, "unit \"kPa\" is not a unit of a power: a power is written like \"1.2 kW\""},
        {"5 s", Kind::frequency, "unit \"s\" is not a unit of a frequency"},
        {"5 Hz", Kind::rotation,
         "unit \"Hz\" is not a unit of a rotational speed: a rotational speed is written like "
         "\"2900 rpm\""},
        {"5 rpm", Kind::frequency, "unit \"rpm\" is not a unit of a frequency"},
        {"5 deg", Kind::dimensionless, "unit \"deg\" is not a unit of a plain number"},
        {"5 ton", Kind::power, "unit \"ton\" is refused: it is a mass and a cooling power; write \"TR\" (3.517 kW)"},
        {"5 ton", Kind::mass, "unit \"ton\" is refused"},
        {"45 C", Kind::temperature, "unit \"C\" is refused: it means coulomb; write \"degC\""},
        {"45 F", Kind::temperature, "unit \"F\" is refused: it means farad; write \"degF\""},
        {"0.02 C/W", Kind::thermalResistance, "unit \"C\" is refused"},
        {"5 lbf", Kind::mass, "unit \"lbf\" is refused: pound-force"},
        {"4 degC", Kind::temperatureDifference,
         "unit \"degC\" is a point on a scale, but a temperature difference is wanted: write \"K\""},
        {"4 delta_degC", Kind::temperature, "unit \"delta_degC\" is a temperature difference"},
        {"-300 degC", Kind::temperature, "\"-300 degC\" is below absolute zero"},
        {"5 bar", Kind::pressureGauge, "unit \"bar\" does not say gauge or absolute: a gauge pressure is written like"},
        {"5 bara", Kind::pressureGauge, "unit \"bara\" is not a gauge pressure: write barg"},
        {"5 psi", Kind::pressureAbsolute, "unit \"psi\" does not say gauge or absolute"},
        {"5 psig", Kind::pressureAbsolute, "unit \"psig\" is not an absolute pressure: write \"psia\""},
        {"5 psig", Kind::pressureDifference,
         "unit \"psig\" is a pressure against a reference, but a difference is wanted: write \"psi\""},
        {"5 psig", Kind::power, "unit \"psig\" is a pressure"},
        {"5 kW", Kind::flow, "unit \"kW\" is not a unit of a mass or volume flow"},
    };
    for (const Wrong& row : rows) {
        CAPTURE(row.text);
        CHECK_THAT(errorOf(row.text, row.kind), Catch::Contains(row.message));
    }
}

TEST_CASE("every kind's example parses as that kind", "[units]")
{
    for (int i = 0; i <= static_cast<int>(Kind::perLength); ++i) {
        const Kind kind = static_cast<Kind>(i);
        std::string text = coldloop::example(kind);
        CAPTURE(text);
        text = text.substr(0, text.find(" or "));
        CHECK(parseQuantity(text, kind) > 0);
        CHECK_FALSE(coldloop::kindName(kind).empty());
        CHECK_FALSE(coldloop::siUnit(kind).empty());
    }
}
