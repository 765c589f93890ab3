// The start fields and boundary conditions of a region.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/StockCaseModel.h"

#include <filesystem>
#include <map>

namespace coldloop::cht {

// Writes T, p and, of coolants, U, p_rgh and what the turbulence model needs, into `folder` (0/<region>).
void writeFields(const StockModel& model, const StockRegion& region, const std::filesystem::path& folder);

// Heat that power maps lay on the faces of a patch [W]; other faces are absent.
std::map<int, double> mapPowers(const StockModel& model, int patch);

// Height of the region's outlets along gravity, which hRef takes [m]; 0 without outlet or gravity.
double outletHeight(const StockModel& model, const StockRegion& region);

} // namespace coldloop::cht
