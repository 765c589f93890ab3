// The table that `coldloop hotspots DIR` prints, from the files of a finished or running case.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace coldloop::postprocess {

// The `rows` hottest chips (least margin first, as hotspots.csv has them) as aligned text: where, kind, junction
// temperature [degC], margin [K], power [W], flow [L/min], inlet temperature [degC], throttled [s], cause; then how many
// more there are and in which file. Reads DIR/hotspots.csv; where there is none, that of a run under way
// (DIR/.partial) or stopped (DIR/checkpoint), and says so. A state other than solved in summary.json is said too.
// Throws InputError when there is no such directory, no table in it, or the table is damaged.
std::string hotspotTable(const std::filesystem::path& directory, int rows);

} // namespace coldloop::postprocess
