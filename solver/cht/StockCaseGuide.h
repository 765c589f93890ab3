// What an exported case tells its reader.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/StockCaseModel.h"

#include <filesystem>

namespace coldloop::cht {

std::string readmeText(const StockModel& model);
void writeAllrun(const StockModel& model, const std::filesystem::path& file); // a script that runs the case

} // namespace coldloop::cht
