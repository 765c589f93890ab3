// Schemes, solvers and run control with which the stock solver converges.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/StockCaseModel.h"

namespace coldloop::cht {

std::string solverName(const StockModel& model);
std::string controlText(const StockModel& model);                             // system/controlDict
std::string schemesText(const StockModel& model, const StockRegion& region);  // system/<region>/fvSchemes
std::string solutionText(const StockModel& model, const StockRegion& region); // system/<region>/fvSolution
std::string topSolutionText(const StockModel& model);                         // system/fvSolution

} // namespace coldloop::cht
