// Properties over temperature, and the axes along which a solid conducts.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/Physics.h"

#include <vector>

namespace coldloop::case_file {

// Monotone cubic through the values at these temperatures [K]; beyond them on the end tangents.
cht::Law lawOf(const std::vector<double>& temperatures, const std::vector<double>& values);
// Its integral from the first temperature: the enthalpy of a specific heat.
cht::Law integralLaw(const std::vector<double>& temperatures, const std::vector<double>& values);
// ln p over 1/T, in which a vapour pressure is nearly a straight line, also beyond the table.
cht::Law vapourPressureLaw(const std::vector<double>& temperatures, const std::vector<double>& pressures);

// Three rows as unit vectors; false where they are not three directions at right angles.
bool orthogonal(const std::vector<std::vector<double>>& rows, cht::Tensor& axes);

} // namespace coldloop::case_file
