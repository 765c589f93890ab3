// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/reduced/PlateModel.h"

#include "solver/core/Error.h"

#include <algorithm>
#include <cmath>

namespace coldloop::reduced {

namespace {

bool before(const PlateSample& a, const PlateSample& b)
{
    return a.inletTemperature != b.inletTemperature ? a.inletTemperature < b.inletTemperature
                                                    : a.volumeFlow < b.volumeFlow;
}

void check(const std::vector<PlateSample>& samples)
{
    for (const PlateSample& s : samples)
        expects(s.volumeFlow > 0 && s.inletTemperature > 0 && s.resistance > 0 && s.plateResistance > 0 &&
                    s.finPressureDrop > 0 && s.meanViscosity > 0 && s.meanDensity > 0,
                "PlateModel: every number of a sample must be positive");
}

// Number of flows at each temperature of the sorted samples; they must be the same ones.
std::size_t flowsPerTemperature(const std::vector<PlateSample>& samples)
{
    std::size_t flows = 0;
    while (flows < samples.size() && samples[flows].inletTemperature == samples.front().inletTemperature) ++flows;
    expects(flows >= 4, "PlateModel: at least 4 flows at each inlet temperature");
    expects(samples.size() % flows == 0 && samples.size() / flows >= 2,
            "PlateModel: at least 2 inlet temperatures with the same number of flows");
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const PlateSample &first = samples[i % flows], &group = samples[i / flows * flows];
        expects(std::abs(samples[i].volumeFlow - first.volumeFlow) <= 1e-9 * first.volumeFlow &&
                    samples[i].inletTemperature == group.inletTemperature,
                "PlateModel: the flows at every inlet temperature must be the same");
    }
    return flows;
}

// R = (Q R) / Q with derivative by Q.
Property divided(const MonotoneCubic& flowTimesResistance, double flow)
{
    const Property product = flowTimesResistance(flow);
    const double resistance = product.value / flow;
    return {resistance, (product.derivative - resistance) / flow};
}

struct Loss {
    double a = 0, b = 0;
};

double squaredError(const std::vector<PlateSample>& samples, Loss loss)
{
    double sum = 0;
    for (const PlateSample& s : samples) {
        const double q = s.volumeFlow;
        const double dp = loss.a * s.meanViscosity * q + loss.b * s.meanDensity * q * q;
        sum += std::pow(dp / s.finPressureDrop - 1, 2);
    }
    return sum;
}

// min over a, b >= 0 of sum ((a mu Q + b rho Q^2 - dp) / dp)^2. When the free minimum has a negative coefficient the
// constrained one lies on an axis.
Loss fittedLoss(const std::vector<PlateSample>& samples)
{
    double xx = 0, xz = 0, zz = 0, x1 = 0, z1 = 0;
    for (const PlateSample& s : samples) {
        const double x = s.meanViscosity * s.volumeFlow / s.finPressureDrop;
        const double z = s.meanDensity * s.volumeFlow * s.volumeFlow / s.finPressureDrop;
        xx += x * x;
        xz += x * z;
        zz += z * z;
        x1 += x;
        z1 += z;
    }
    const double determinant = xx * zz - xz * xz;
    if (determinant > 1e-12 * xx * zz) {
        const Loss both{(x1 * zz - z1 * xz) / determinant, (z1 * xx - x1 * xz) / determinant};
        if (both.a >= 0 && both.b >= 0) return both;
    }
    const Loss linear{x1 / xx, 0}, quadratic{0, z1 / zz};
    return squaredError(samples, linear) < squaredError(samples, quadratic) ? linear : quadratic;
}

} // namespace

PlateModel::PlateModel(std::vector<PlateSample> samples) : samples_(std::move(samples))
{
    check(samples_);
    std::sort(samples_.begin(), samples_.end(), before);
    const std::size_t flows = flowsPerTemperature(samples_);
    for (std::size_t begin = 0; begin < samples_.size(); begin += flows) {
        std::vector<double> flow, product, plateProduct;
        for (std::size_t i = begin; i < begin + flows; ++i) {
            flow.push_back(samples_[i].volumeFlow);
            product.push_back(samples_[i].volumeFlow * samples_[i].resistance);
            plateProduct.push_back(samples_[i].volumeFlow * samples_[i].plateResistance);
        }
        curves_.push_back(
            {samples_[begin].inletTemperature, MonotoneCubic(flow, product), MonotoneCubic(flow, plateProduct)});
    }
    const Loss loss = fittedLoss(samples_);
    a_ = loss.a;
    b_ = loss.b;
    for (const PlateSample& s : samples_) fitError_ = std::max(fitError_, std::sqrt(squaredError({s}, loss)));
}

Property PlateModel::interpolated(MonotoneCubic AtTemperature::*curve, double volumeFlow, double inletTemperature) const
{
    // The resistance of the heat that the coolant carries grows without limit as the flow vanishes: held at 1 % of the
    // smallest sampled flow, far outside the range.
    const double least = 0.01 * minFlow(), flow = std::max(std::abs(volumeFlow), least);
    std::size_t i = 1;
    while (i + 1 < curves_.size() && inletTemperature > curves_[i].temperature) ++i;
    const AtTemperature &cold = curves_[i - 1], &warm = curves_[i];
    const double weight = (inletTemperature - cold.temperature) / (warm.temperature - cold.temperature);
    const Property atCold = divided(cold.*curve, flow), atWarm = divided(warm.*curve, flow);
    const double derivative = (1 - weight) * atCold.derivative + weight * atWarm.derivative;
    return {(1 - weight) * atCold.value + weight * atWarm.value,
            std::abs(volumeFlow) < least ? 0 : (volumeFlow < 0 ? -derivative : derivative)};
}

Property PlateModel::resistance(double volumeFlow, double inletTemperature) const
{
    return interpolated(&AtTemperature::flowTimesResistance, volumeFlow, inletTemperature);
}

Property PlateModel::plateResistance(double volumeFlow, double inletTemperature) const
{
    return interpolated(&AtTemperature::flowTimesPlateResistance, volumeFlow, inletTemperature);
}

bool PlateModel::inRange(double volumeFlow) const { return volumeFlow >= minFlow() && volumeFlow <= maxFlow(); }

bool PlateModel::temperatureInRange(double inletTemperature) const
{
    return inletTemperature >= curves_.front().temperature && inletTemperature <= curves_.back().temperature;
}

double PlateModel::minFlow() const { return curves_.front().flowTimesResistance.front(); }
double PlateModel::maxFlow() const { return curves_.front().flowTimesResistance.back(); }
double PlateModel::linearLoss() const { return a_; }
double PlateModel::quadraticLoss() const { return b_; }
double PlateModel::lossFitError() const { return fitError_; }

} // namespace coldloop::reduced
