// Specific enthalpy of a zone's material from a reference temperature, h = integral of cp dT.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/Physics.h"

namespace coldloop::cht {

class Enthalpy {
public:
    // `material` outlives this.
    Enthalpy(const ZoneMaterial& material, double referenceTemperature)
        : material_(&material), reference_(referenceTemperature), constant_(material.specificHeat.isConstant()),
          specificHeat_(constant_ ? material.specificHeat(referenceTemperature) : 0),
          atReference_(constant_ || !material.hasEnthalpy ? 0 : material.enthalpy(referenceTemperature))
    {
    }
    // At t above the reference [K]: h [J/kg] and cp [J/(kg K)].
    double operator()(double t) const
    {
        if (constant_) return specificHeat_ * t;
        return material_->hasEnthalpy ? material_->enthalpy(reference_ + t) - atReference_ : integral(t);
    }
    double slope(double t) const { return constant_ ? specificHeat_ : material_->specificHeat(reference_ + t); }
    bool linear() const { return constant_; }

private:
    double integral(double t) const // Gauss-Legendre, 5 points: exact for cp of degree 9
    {
        constexpr double at[] = {0, 0.5384693101056831, 0.9061798459386640};
        constexpr double weight[] = {0.5688888888888889, 0.4786286704993665, 0.2369268850561891};
        double sum = weight[0] * material_->specificHeat(reference_ + 0.5 * t);
        for (int i = 1; i < 3; ++i)
            sum += weight[i] * (material_->specificHeat(reference_ + 0.5 * t * (1 + at[i])) +
                                material_->specificHeat(reference_ + 0.5 * t * (1 - at[i])));
        return 0.5 * t * sum;
    }

    const ZoneMaterial* material_;
    double reference_;
    bool constant_;
    double specificHeat_, atReference_;
};

} // namespace coldloop::cht
