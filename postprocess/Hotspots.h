// The table that `coldloop hotspots DIR` prints, from the files of a finished or running case.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace coldloop::postprocess {

// The `rows` hottest chips (least margin first, as hotspots.csv has them) as aligned text: where, kind, junction
// temperature [degC], margin [K], power [W], flow [L/min], inlet temperature [degC], throttled [s], cause; then how many
// more there are and in which file. Reads DIR/hotspots.csv; while a run is under way there (it locks its folder) or stands
// at a checkpoint, that run's table of its last checkpoint, and says so. A state other than solved in summary.json is said.
// Throws InputError when there is no such directory, no table in it, or the table is damaged.
std::string hotspotTable(const std::filesystem::path& directory, int rows);

// The same of one hotspots.csv, with nothing said of the run.
std::string hotspotTableOf(const std::filesystem::path& file, int rows);

} // namespace coldloop::postprocess
