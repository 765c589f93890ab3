// How far a result still is from that of an infinitely fine mesh, from its values on two or more meshes.
//
//     f(h) = f0 + C h^p,   r = h_coarse / h_fine from the numbers of cells, h = cells^(-1/3)
//
// The observed order p of the three finest meshes follows from (f3 - f2) / (f2 - f1) = r21^p (r32^p - 1) / (r21^p - 1).
// Uncertainty = Fs |f2 - f1| / (r21^q - 1), the grid convergence index times |f|. With p within 10 % of the scheme's
// order 2: Fs = 1.25 and q = 2; else, and with two meshes only, Fs = 3 and q = p limited to 0.5 .. 2.
// Source: ASME V&V 20-2009, section 2-4; factor and limits: Oberkampf and Roy, Verification and Validation in Scientific
// Computing, 2010, section 8.8.3.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace coldloop::model {

struct GridConvergence {
    std::string quantity, unit;
    std::vector<double> cells, values; // of the meshes, coarsest first
    double observedOrder = 0;          // not a number where it cannot be told: two meshes, or values that do not settle
    double extrapolated = 0;           // Richardson's, with q; the finest value where they do not settle
    double safetyFactor = 0;           // Fs
    double uncertainty = 0;            // of the finest value, in its unit
    double index = 0;                  // GCI: uncertainty / |finest value - reference|
    std::string note;                  // what a reader must know; empty where the order is as expected
};

// `cells` increasing, as many as `values`, at least two. `reference`: what the value is counted from (for a temperature
// the coolant's at the inlet), for the index only. Throws Bug where the lists do not fit.
GridConvergence gridConvergence(const std::string& quantity, const std::string& unit, const std::vector<double>& cells,
                                const std::vector<double>& values, double reference = 0);

} // namespace coldloop::model
