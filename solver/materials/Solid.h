// A solid of constant properties.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace coldloop::materials {

struct Solid {
    std::string name;
    double conductivity = 0; // [W/(m K)]
    double density = 0;      // [kg/m^3]; needed only in transients
    double specificHeat = 0; // [J/(kg K)]
};

} // namespace coldloop::materials
