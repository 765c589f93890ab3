// Sums and means over a patch or a zone.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/ConjugateSolver.h"

#include <string>

namespace coldloop::model {

// Of the faces of a patch; not a number where there are none.
struct SurfaceSums {
    double area = 0, heat = 0, massFlow = 0;       // [m^2], into the domain [W], [kg/s]
    double minTemperature = 0, maxTemperature = 0; // [K]
    double meanTemperature = 0, meanPressure = 0;  // of area [K], [Pa]
    double flowTemperature = 0; // mean of the mass flow that goes the way most of it goes; the area's without flow [K]
};
SurfaceSums surfaceSums(const cht::SurfaceField& faces);

// Of the cells of a zone on all ranks; called by all.
struct ZoneSums {
    long cells = 0;
    double volume = 0;                                                  // [m^3]
    double minTemperature = 0, meanTemperature = 0, maxTemperature = 0; // [K], mean of volume
    double maxVelocity = 0;                                             // [m/s]
};
ZoneSums zoneSums(const cht::CellField& cells, const std::string& zone);

} // namespace coldloop::model
