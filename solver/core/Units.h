// Text with a unit to SI and back, by udunits2 with an own table of aliases. Units exist only here and at the edge.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace coldloop {

// A kind of quantity: what a key expects. Kinds of the same dimension that must not be mixed are apart:
// a temperature is a point on a scale (40 degC = 313.15 K), a temperature difference is not (4 K);
// gauge, absolute and differential pressure are three kinds.
enum class Kind {
    dimensionless,
    temperature,
    temperatureDifference,
    power,
    massFlow,
    volumeFlow,
    flow /* mass or volume */,
    pressureDifference,
    pressureAbsolute,
    pressureGauge,
    length,
    area,
    volume,
    mass,
    time,
    frequency,
    velocity,
    thermalResistance,
    heatCapacity,
    conductivity,
    density,
    specificHeat,
    viscosity,
    heatFlux,
    heatTransferCoefficient,
    areaResistance,
    flowCoefficient /* Kv */,
    perTemperature,
    conductance /* W/K */,
    energy,
    angle,
    rotation,
    volumePerPower,
    energyPerMass,
    voltage,
    quadraticLoss /* Pa/(kg/s)^2 */,
    linearVolumeLoss /* Pa/(m^3/s) */,
    quadraticVolumeLoss /* Pa/(m^3/s)^2 */,
    powerPerVolume,
    acceleration,
    pressureGradient,
    perArea /* Darcy coefficient */,
    perLength /* Forchheimer coefficient */
};

// SI value of `text`, for example "45 degC" -> 318.15 for Kind::temperature, "8 %" -> 0.08 for Kind::dimensionless.
// Kv ("0.75 m3/h" at 1 bar, water) becomes m^3/s per sqrt(Pa) * sqrt(kg/m^3): dp = rho (Q/Kv)^2.
// Throws InputError whose message says what is wrong and what to write instead (no file or line: the caller adds it):
// no unit, an unknown unit, a unit of another dimension, a unit refused by name ("ton", "C", "lbf"), not a number.
// A plain number is dimensionless. A gauge pressure stays gauge: "2 barg" -> 2e5.
double parseQuantity(const std::string& text, Kind kind);

// For Kind::flow: true when `text` is a mass flow [kg/s], false when it is a volume flow [m^3/s]. Throws InputError
// as parseQuantity does for anything else.
bool isMassFlow(const std::string& text);

// The name of a kind for messages ("temperature difference"), its SI unit ("K") and an example of how to write it.
std::string kindName(Kind kind);
std::string siUnit(Kind kind);
std::string example(Kind kind);

// `siValue` written in `unit`, without the unit: fromSi(318.15, "degC") = 45. Throws InputError on an unknown unit.
double fromSi(double siValue, const std::string& unit, Kind kind);

} // namespace coldloop
