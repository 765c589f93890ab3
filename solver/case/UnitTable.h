// A CSV table of numbers whose header names a unit for each column: "x [mm],power [W]".
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/core/Units.h"

#include <filesystem>
#include <string>
#include <vector>

namespace coldloop::case_file {

struct Column {
    std::string name;
    Kind kind = Kind::dimensionless;
    bool text = false; // a name: no unit
};

struct TableRow {
    int line = 0;                   // in the file, from 1
    std::vector<double> numbers;    // SI, one a column (0 for text)
    std::vector<std::string> texts; // one a column
};

// The columns may stand in any order, and others beside them; lines that are empty or begin with # are passed over.
// Throws InputError, each message "file:line: what, what to write": no such file, a missing column, a column without
// unit, a value that is no finite number, a short line, no rows.
std::vector<TableRow> readUnitTable(const std::filesystem::path& file, const std::vector<Column>& columns);

} // namespace coldloop::case_file
