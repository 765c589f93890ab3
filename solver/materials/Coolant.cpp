// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/materials/Coolant.h"

#include "solver/core/Error.h"
#include "solver/core/Interpolation.h"

#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace coldloop::materials {

namespace {

// sum_i a_i (T - T0)^i within [low, high], the end tangent beyond: a cubic fit must not be followed outside its data.
class TangentPolynomial {
public:
    TangentPolynomial() = default;
    TangentPolynomial(std::vector<double> a, double base, double low, double high)
        : a_(std::move(a)), base_(base), low_(low), high_(high)
    {
    }

    Property operator()(double temperature) const
    {
        if (temperature < low_) return onTangent(low_, temperature);
        if (temperature > high_) return onTangent(high_, temperature);
        return inside(temperature);
    }

    // From T0 to `temperature`.
    double integral(double temperature) const
    {
        if (temperature < low_) return integralInside(low_) + integralOnTangent(low_, temperature);
        if (temperature > high_) return integralInside(high_) + integralOnTangent(high_, temperature);
        return integralInside(temperature);
    }

private:
    Property inside(double temperature) const
    {
        const double s = temperature - base_;
        Property p{0, 0};
        for (std::size_t i = a_.size(); i-- > 0;) {
            p.derivative = p.derivative * s + p.value;
            p.value = p.value * s + a_[i];
        }
        return p;
    }

    Property onTangent(double edge, double temperature) const
    {
        const Property p = inside(edge);
        return {p.value + p.derivative * (temperature - edge), p.derivative};
    }

    double integralInside(double temperature) const
    {
        const double s = temperature - base_;
        double sum = 0;
        for (std::size_t i = a_.size(); i-- > 0;) sum = sum * s + a_[i] / (i + 1);
        return sum * s;
    }

    double integralOnTangent(double edge, double temperature) const
    {
        const Property p = inside(edge);
        const double s = temperature - edge;
        return s * (p.value + p.derivative * s / 2);
    }

    std::vector<double> a_;
    double base_ = 0, low_ = 0, high_ = 0;
};

// A coolant of four curves over temperature; viscosity by its logarithm, which is nearly straight.
template <class Curve>
class CurveCoolant : public Coolant {
public:
    CurveCoolant(std::string name, double minTemperature, double maxTemperature, Curve density, Curve specificHeat,
                 Curve conductivity, Curve logViscosity)
        : name_(std::move(name)), min_(minTemperature), max_(maxTemperature), density_(std::move(density)),
          specificHeat_(std::move(specificHeat)), conductivity_(std::move(conductivity)),
          logViscosity_(std::move(logViscosity)), integralAtZero_(specificHeat_.integral(zeroCelsius))
    {
    }

    Property density(double temperature) const override { return density_(temperature); }
    Property specificHeat(double temperature) const override { return specificHeat_(temperature); }
    Property conductivity(double temperature) const override { return conductivity_(temperature); }
    Property viscosity(double temperature) const override
    {
        const Property log = logViscosity_(temperature);
        const double value = std::exp(log.value);
        return {value, value * log.derivative};
    }
    Property enthalpy(double temperature) const override
    {
        return {specificHeat_.integral(temperature) - integralAtZero_, specificHeat_(temperature).value};
    }
    double minTemperature() const override { return min_; }
    double maxTemperature() const override { return max_; }
    const std::string& name() const override { return name_; }

private:
    std::string name_;
    double min_, max_;
    Curve density_, specificHeat_, conductivity_, logViscosity_;
    double integralAtZero_;
};

void checkColumn(const CoolantTable& table, const char* column, const std::vector<double>& values,
                 std::vector<std::string>& errors)
{
    if (values.size() != table.temperature.size()) {
        errors.push_back(fmt::format("coolant '{}': {} has {} values for {} temperatures. Give one value a temperature",
                                     table.name, column, values.size(), table.temperature.size()));
        return;
    }
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!(values[i] > 0) || !std::isfinite(values[i]))
            errors.push_back(fmt::format("coolant '{}': {} is {:g} at {:.2f} degC. It must be positive", table.name,
                                         column, values[i], table.temperature[i] - zeroCelsius));
}

void check(const CoolantTable& table)
{
    std::vector<std::string> errors;
    if (table.temperature.size() < 2)
        errors.push_back(fmt::format("coolant '{}': the table has {} rows. Give at least two", table.name,
                                     table.temperature.size()));
    for (std::size_t i = 1; i < table.temperature.size(); ++i)
        if (!(table.temperature[i] > table.temperature[i - 1]))
            errors.push_back(fmt::format("coolant '{}': temperature {:.2f} degC follows {:.2f} degC. Sort the rows",
                                         table.name, table.temperature[i] - zeroCelsius,
                                         table.temperature[i - 1] - zeroCelsius));
    checkColumn(table, "density", table.density, errors);
    checkColumn(table, "specific heat", table.specificHeat, errors);
    checkColumn(table, "conductivity", table.conductivity, errors);
    checkColumn(table, "viscosity", table.viscosity, errors);
    if (!errors.empty()) throw InputError(errors);
}

// The polynomial in T that remains when the mass fraction is fixed.
TangentPolynomial atFraction(const MelinderCoefficients& fluid, const std::vector<std::vector<double>>& c)
{
    const double s = fluid.massFraction - fluid.baseFraction;
    std::vector<double> a;
    for (const std::vector<double>& row : c) {
        double sum = 0;
        for (std::size_t j = row.size(); j-- > 0;) sum = sum * s + row[j];
        a.push_back(sum);
    }
    return {a, fluid.baseTemperature, fluid.minTemperature, fluid.maxTemperature};
}

void checkPositive(const MelinderCoefficients& fluid, const char* property, const TangentPolynomial& curve)
{
    for (int i = 0; i <= 100; ++i) {
        const double t = fluid.minTemperature + i / 100.0 * (fluid.maxTemperature - fluid.minTemperature);
        if (!(curve(t).value > 0))
            throw InputError(fmt::format("coolant '{}': {} is {:g} at {:.2f} degC. Check coefficients and range",
                                         fluid.name, property, curve(t).value, t - zeroCelsius));
    }
}

} // namespace

double Coolant::temperatureOfEnthalpy(double target) const
{
    // From the middle of the range, where cp is sure to be positive.
    double temperature = (minTemperature() + maxTemperature()) / 2;
    double best = std::numeric_limits<double>::infinity();
    for (int i = 0; i < 100; ++i) {
        const Property h = enthalpy(temperature);
        const double step = (target - h.value) / h.derivative, size = std::abs(step);
        if (!std::isfinite(step) || h.derivative <= 0) break;
        temperature += step;
        // Rounding is reached when tiny steps stop shrinking.
        if (size <= 1e-13 * temperature || (size < 1e-9 && size >= best)) return temperature;
        best = size;
    }
    throw SolveError(fmt::format("coolant '{}': no temperature has the enthalpy {:g} J/kg (range {:.1f} to {:.1f} "
                                 "degC). Check heat loads and flows",
                                 name(), target, minTemperature() - zeroCelsius, maxTemperature() - zeroCelsius));
}

std::shared_ptr<const Coolant> makeCoolant(const CoolantTable& table)
{
    check(table);
    std::vector<double> logViscosity;
    for (double viscosity : table.viscosity) logViscosity.push_back(std::log(viscosity));
    const auto curve = [&](const std::vector<double>& y) { return MonotoneCubic(table.temperature, y); };
    return std::make_shared<CurveCoolant<MonotoneCubic>>(
        table.name, table.temperature.front(), table.temperature.back(), curve(table.density),
        curve(table.specificHeat), curve(table.conductivity), curve(logViscosity));
}

std::shared_ptr<const Coolant> makeCoolant(const MelinderCoefficients& fluid)
{
    if (!(fluid.minTemperature < fluid.maxTemperature))
        throw InputError(fmt::format("coolant '{}': minimum temperature {:.2f} degC must be below the maximum {:.2f} "
                                     "degC",
                                     fluid.name, fluid.minTemperature - zeroCelsius,
                                     fluid.maxTemperature - zeroCelsius));
    const TangentPolynomial density = atFraction(fluid, fluid.density), heat = atFraction(fluid, fluid.specificHeat),
                            conductivity = atFraction(fluid, fluid.conductivity);
    if (fluid.logViscosity.empty())
        throw InputError(fmt::format("coolant '{}': no viscosity coefficients. Add them", fluid.name));
    checkPositive(fluid, "density", density);
    checkPositive(fluid, "specific heat", heat);
    checkPositive(fluid, "conductivity", conductivity);
    return std::make_shared<CurveCoolant<TangentPolynomial>>(fluid.name, fluid.minTemperature, fluid.maxTemperature,
                                                             density, heat, conductivity,
                                                             atFraction(fluid, fluid.logViscosity));
}

} // namespace coldloop::materials
