// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/ZoneLaws.h"

#include "solver/core/Interpolation.h"

#include <cmath>

namespace coldloop::case_file {

using cht::Law;

Law lawOf(const std::vector<double>& temperatures, const std::vector<double>& values)
{
    return Law([table = MonotoneCubic(temperatures, values)](double t) { return table(t).value; });
}

Law integralLaw(const std::vector<double>& temperatures, const std::vector<double>& values)
{
    return Law([table = MonotoneCubic(temperatures, values)](double t) { return table.integral(t); });
}

Law vapourPressureLaw(const std::vector<double>& temperatures, const std::vector<double>& pressures)
{
    std::vector<double> inverse, logarithm;
    for (std::size_t i = temperatures.size(); i-- > 0;) {
        inverse.push_back(1 / temperatures[i]);
        logarithm.push_back(std::log(pressures[i]));
    }
    const MonotoneCubic table(inverse, logarithm);
    return Law([table](double temperature) { return std::exp(table(1 / temperature).value); });
}

bool orthogonal(const std::vector<std::vector<double>>& rows, cht::Tensor& axes)
{
    if (rows.size() != 3) return false;
    for (std::size_t a = 0; a < 3; ++a) {
        if (rows[a].size() != 3) return false;
        double length = 0;
        for (double x : rows[a]) length += x * x;
        if (!(length > 0) || !std::isfinite(length)) return false;
        for (std::size_t i = 0; i < 3; ++i) axes[a][i] = rows[a][i] / std::sqrt(length);
    }
    for (int a = 0; a < 3; ++a)
        for (int b = 0; b < a; ++b) {
            double product = 0;
            for (int i = 0; i < 3; ++i) product += axes[a][i] * axes[b][i];
            if (!(std::abs(product) < 1e-6)) return false;
        }
    return true;
}

} // namespace coldloop::case_file
