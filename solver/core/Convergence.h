// How one solve converged.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace coldloop {

struct ConvergenceRecord {
    std::string solve; // "network steady", "3-D flow, 1.0 L/min, 30 degC"
    int iterations = 0;
    double initialResidual = 0, finalResidual = 0;
    std::vector<double> history = {}; // residual of each iteration, where it is kept
    int linearIterations = 0;         // of all its iterations, where they are counted
    double seconds = 0;               // wall time, where it is kept
};

} // namespace coldloop
