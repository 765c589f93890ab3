// What OpenFOAM's turbulence models start from and are told at boundaries.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/StockCaseModel.h"

#include <functional>

namespace coldloop::cht {

struct StockTurbulenceField {
    std::string name, dimensions;
    double start = 0;
    std::string onWall;
    std::function<std::string(const StockPatch&)> onPatch;
};

// k, omega or epsilon, nut and alphat. Inflow as coldloop has it: k = 3/2 (intensity speed)^2,
// omega = sqrt(k) / (0.09^(1/4) length), length 0.07 hydraulic diameters where none is given.
std::vector<StockTurbulenceField> turbulenceFields(const StockModel& model, const StockRegion& region);

std::string turbulenceText(const StockModel& model, const StockRegion& region); // turbulenceProperties

} // namespace coldloop::cht
