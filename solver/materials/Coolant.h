// A liquid coolant: density, specific heat, conductivity, viscosity and enthalpy of temperature.
//
//     h(T) = integral of cp from 0 degC to T,   dh/dT = cp exactly
//
// Pressure has no effect. Outside [minTemperature, maxTemperature] values continue smoothly and `inRange` is false:
// the caller flags it in the result.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/core/Property.h"

#include <memory>
#include <string>
#include <vector>

namespace coldloop::materials {

class Coolant {
public:
    virtual ~Coolant() = default;
    virtual Property density(double temperature) const = 0;      // [kg/m^3]
    virtual Property specificHeat(double temperature) const = 0; // [J/(kg K)]
    virtual Property conductivity(double temperature) const = 0; // [W/(m K)]
    virtual Property viscosity(double temperature) const = 0;    // dynamic [Pa s]
    virtual Property enthalpy(double temperature) const = 0;     // [J/kg], 0 at 273.15 K, derivative = specificHeat
    virtual double minTemperature() const = 0;                   // [K]
    virtual double maxTemperature() const = 0;                   // [K]
    virtual const std::string& name() const = 0;

    bool inRange(double temperature) const
    {
        return temperature >= minTemperature() && temperature <= maxTemperature();
    }
    // T with enthalpy(T) = h, by Newton to rounding. Throws SolveError when it does not converge.
    double temperatureOfEnthalpy(double enthalpy) const;
};

// A table of properties over temperature: monotone cubic between rows.
struct CoolantTable {
    std::string name;
    std::vector<double> temperature;                                    // [K], increasing
    std::vector<double> density, specificHeat, conductivity, viscosity; // SI, one value a temperature
};

// Melinder's polynomials as CoolProp's INCOMP fluids use them:
// y = sum_i sum_j c_ij (T - T0)^i (x - x0)^j; viscosity = exp(y). x is the mass fraction of the additive.
struct MelinderCoefficients {
    std::string name;
    double baseTemperature = 0;                                                         // T0 [K]
    double baseFraction = 0;                                                            // x0 [-]
    double massFraction = 0;                                                            // x [-]
    double minTemperature = 0, maxTemperature = 0;                                      // [K]
    std::vector<std::vector<double>> density, specificHeat, conductivity, logViscosity; // [i][j]
};

// Throw InputError when the table has fewer than two rows, unequal columns or values that are not positive.
std::shared_ptr<const Coolant> makeCoolant(const CoolantTable& table);
std::shared_ptr<const Coolant> makeCoolant(const MelinderCoefficients& coefficients);

} // namespace coldloop::materials
