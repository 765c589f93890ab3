// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/UnitTables.h"

#include "solver/core/Error.h"

#include <map>

namespace coldloop::units {

namespace {

constexpr KindInfo kinds[] = {
    {Kind::dimensionless, "plain number", "1", "1", "0.3 or 30 %"},
    {Kind::temperature, "temperature", "K", "K", "45 degC"},
    {Kind::temperatureDifference, "temperature difference", "K", "K", "4 K"},
    {Kind::power, "power", "W", "W", "1.2 kW"},
    {Kind::massFlow, "mass flow", "kg/s", "kg/s", "1.5 kg/s"},
    {Kind::volumeFlow, "volume flow", "m3/s", "m3/s", "130 L/min"},
    {Kind::flow, "mass or volume flow", "kg/s or m3/s", "m3/s", "130 L/min or 1.5 kg/s"},
    {Kind::pressureDifference, "pressure difference", "Pa", "Pa", "50 kPa"},
    {Kind::pressureAbsolute, "absolute pressure", "Pa", "Pa", "1.013 bara"},
    {Kind::pressureGauge, "gauge pressure", "Pa", "Pa", "1.5 barg"},
    {Kind::length, "length", "m", "m", "50 um"},
    {Kind::area, "area", "m2", "m2", "800 mm2"},
    {Kind::volume, "volume", "m3", "m3", "12 L"},
    {Kind::mass, "mass", "kg", "kg", "60 kg"},
    {Kind::time, "time", "s", "s", "10 min"},
    {Kind::frequency, "frequency", "Hz", "Hz", "1965 MHz"},
    {Kind::velocity, "velocity", "m/s", "m/s", "1.6 m/s"},
    {Kind::thermalResistance, "thermal resistance", "K/W", "K/W", "0.03 K/W"},
    {Kind::heatCapacity, "heat capacity", "J/K", "J/K", "250 J/K"},
    {Kind::conductivity, "thermal conductivity", "W/(m K)", "W/(m K)", "10 W/(m K)"},
    {Kind::density, "density", "kg/m3", "kg/m3", "1010 kg/m3"},
    {Kind::specificHeat, "specific heat", "J/(kg K)", "J/(kg K)", "3960 J/(kg K)"},
    {Kind::viscosity, "dynamic viscosity", "Pa s", "Pa s", "1.4 mPa s"},
    {Kind::heatFlux, "heat flux", "W/m2", "W/m2", "75 W/cm2"},
    {Kind::heatTransferCoefficient, "heat transfer coefficient", "W/(m2 K)", "W/(m2 K)", "5000 W/(m2 K)"},
    {Kind::areaResistance, "thermal resistance of an area", "m2 K/W", "m2 K/W", "5 mm2 K/W"},
    {Kind::flowCoefficient, "flow coefficient Kv", "m2", "m3/s", "0.75 m3/h"},
    {Kind::perTemperature, "change per kelvin", "1/K", "1/K", "5 %/K"},
    {Kind::conductance, "thermal conductance", "W/K", "W/K", "300 kW/K"},
    {Kind::energy, "energy", "J", "J", "3.9 MWh"},
    {Kind::angle, "angle", "rad", "rad", "45 deg"},
    {Kind::rotation, "rotational speed", "rad/s", "rad/s", "2900 rpm"},
    {Kind::volumePerPower, "volume per power", "m3/W", "m3/W", "3000 L/MW"},
    {Kind::energyPerMass, "energy per mass", "J/kg", "J/kg", "2.43 MJ/kg"},
    {Kind::voltage, "voltage", "V", "V", "1.05 V"},
    {Kind::quadraticLoss, "pressure drop per squared mass flow", "Pa/(kg/s)2", "Pa/(kg/s)^2", "2.3e6 Pa/(kg/s)^2"},
    {Kind::linearVolumeLoss, "pressure drop per volume flow", "Pa/(m3/s)", "Pa/(m3/s)", "0.024 kPa/(L/min)"},
    {Kind::quadraticVolumeLoss, "pressure drop per squared volume flow", "Pa/(m3/s)2", "Pa/(m3/s)^2",
     "7.1e-5 kPa/(L/min)^2"},
    {Kind::powerPerVolume, "power per volume", "W/m3", "W/m3", "2.5e9 W/m3"},
    {Kind::acceleration, "acceleration", "m/s2", "m/s2", "9.81 m/s2"},
    {Kind::pressureGradient, "pressure gradient", "Pa/m", "Pa/m", "200 Pa/m"},
    {Kind::perArea, "Darcy coefficient", "1/m2", "1/m2", "1e9 1/m2"},
    {Kind::perLength, "Forchheimer coefficient", "1/m", "1/m", "200 1/m"},
};

// Names that udunits2 lacks or understands otherwise ("gal" is a galileo there, "gpm" a geopotential metre, "TR" a
// tera-roentgen). Exact by definition: US gallon 3.785411784 L, refrigeration ton 12000 Btu(IT)/h.
const std::map<std::string, const char*> aliases = {
    {"LPM", "(L/min)"},
    {"lpm", "(L/min)"},
    {"LPS", "(L/s)"},
    {"lps", "(L/s)"},
    {"gpm", "(3.785411784 L/min)"},
    {"GPM", "(3.785411784 L/min)"},
    {"gal", "(3.785411784 L)"},
    {"gallon", "(3.785411784 L)"},
    {"gallons", "(3.785411784 L)"},
    {"CFM", "(ft^3/min)"},
    {"cfm", "(ft^3/min)"},
    {"TR", "(3516.85284206667 W)"},
    {"Wh", "(W hour)"},
    {"kWh", "(kW hour)"},
    {"MWh", "(MW hour)"},
    {"GWh", "(GW hour)"},
    {"cP", "(mPa s)"},
    {"deg", "degree"},
    {"delta_degC", "K"},
    {"delta_K", "K"},
    {"delta_degF", "(0.5555555555555556 K)"},
    {"inH2O", "(249.08891 Pa)"},
    {"mH2O", "(9806.65 Pa)"},
    {"ftH2O", "(2989.06692 Pa)"},
};

const char* const tonText = "it is a mass and a cooling power; write \"TR\" (3.517 kW) or \"t\" (1000 kg)";

const std::map<std::string, const char*> refusals = {
    {"ton", tonText},
    {"tons", tonText},
    {"Ton", tonText},
    {"TON", tonText},
    {"C", "it means coulomb; write \"degC\" for a temperature, \"K\" for a difference"},
    {"F", "it means farad; write \"degF\" for a temperature, \"K\" for a difference"},
    {"lbf", "pound-force is easily confused with a mass; write the SI unit (1 lbf = 4.448 N, 1 lbf/in2 = 1 psi)"},
    {"R", "it means roentgen; write \"degR\" or \"K\""},
    {"SCFM", "the standard conditions are not known; write a mass flow"},
    {"scfm", "the standard conditions are not known; write a mass flow"},
};

struct TaggedPressure {
    const char* unit;
    const char* plain;
    PressureReference reference;
};

constexpr TaggedPressure taggedPressures[] = {
    {"barg", "bar", PressureReference::gauge},      {"bar(g)", "bar", PressureReference::gauge},
    {"mbarg", "mbar", PressureReference::gauge},    {"psig", "psi", PressureReference::gauge},
    {"psi(g)", "psi", PressureReference::gauge},    {"Pag", "Pa", PressureReference::gauge},
    {"kPag", "kPa", PressureReference::gauge},      {"kPa(g)", "kPa", PressureReference::gauge},
    {"MPag", "MPa", PressureReference::gauge},      {"bara", "bar", PressureReference::absolute},
    {"bar(a)", "bar", PressureReference::absolute}, {"mbara", "mbar", PressureReference::absolute},
    {"psia", "psi", PressureReference::absolute},   {"psi(a)", "psi", PressureReference::absolute},
    {"Paa", "Pa", PressureReference::absolute},     {"kPaa", "kPa", PressureReference::absolute},
    {"kPa(a)", "kPa", PressureReference::absolute}, {"MPaa", "MPa", PressureReference::absolute},
    {"psid", "psi", PressureReference::difference}, {"psi(d)", "psi", PressureReference::difference},
    {"bard", "bar", PressureReference::difference}, {"kPad", "kPa", PressureReference::difference},
};

} // namespace

const KindInfo& kindInfo(Kind kind)
{
    for (const KindInfo& info : kinds)
        if (info.kind == kind) return info;
    throw Bug("UnitTables: a Kind has no row in the table of kinds");
}

const char* alias(const std::string& name)
{
    const auto found = aliases.find(name);
    return found == aliases.end() ? nullptr : found->second;
}

const char* refusal(const std::string& name)
{
    const auto found = refusals.find(name);
    return found == refusals.end() ? nullptr : found->second;
}

PressureReference pressureReference(const std::string& unit, std::string& plainUnit)
{
    for (const TaggedPressure& tagged : taggedPressures)
        if (unit == tagged.unit) {
            plainUnit = tagged.plain;
            return tagged.reference;
        }
    plainUnit = unit;
    return PressureReference::none;
}

} // namespace coldloop::units
