// Groups of the catalogue that are declared in a source of their own.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/case/Declaration.h"

namespace coldloop::case_file {

Key temperatureKey(std::string name, std::string text); // any temperature a component may have

Section cdusGroup();
Section chillersGroup();
Section towersGroup();
Section coolantsGroup();
Section packagesGroup();

} // namespace coldloop::case_file
