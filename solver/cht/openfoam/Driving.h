// What drives a flow whose strength is not given but found: the pressure gradient of a periodic flow of given mean
// velocity, the operating point of a fan.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/Setup.h"

#include <functional>

namespace coldloop::cht {

// x where mismatch(x) = 0, by the secant method from `start`; the second point is start / (1 - first mismatch), right
// where 1 - mismatch grows in proportion to x. Ends when |mismatch| <= tolerance. Throws SolveError naming `what` and
// the `place` of the worst cell after 30 evaluations.
double secant(const std::string& what, double start, double tolerance, const std::function<double(double)>& mismatch,
              const std::function<std::string()>& place);

// A cyclic pair along which a flow is driven.
struct PeriodicFlow {
    int patch = -1;      // of Geometry::patches; -1: none
    Vec3 direction{};    // from the patch to its partner, unit length
    double area = 0;     // across the direction [m^2]
    double length = 0;   // from the patch to its partner [m]
    double diameter = 0; // hydraulic, 4 volume / wetted area [m]
};
// Throws InputError when the patch is not the first of a cyclic pair with coolant. Collective.
PeriodicFlow periodicFlow(const Periodic& periodic, const SubGeometry& fluid);

// Mean velocity along the direction of this mass flux [m/s]. Collective.
double meanVelocity(const PeriodicFlow& flow, const Geometry& fluid, const std::vector<double>& flux, double density);

// Pressure rise of a fan at a volume flow [Pa]: linear between the points of its curve and beyond them.
double fanPressure(const std::vector<std::pair<double, double>>& curve, double volumeFlow);

} // namespace coldloop::cht
