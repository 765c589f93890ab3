// A CSV file (RFC 4180) as text.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace coldloop::postprocess {

struct CsvTable {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows; // as many fields as the header has
};

// Throws InputError `file:line: ...` when the file cannot be read, is empty, or a row is longer or shorter than the header.
CsvTable readCsv(const std::filesystem::path& file);

} // namespace coldloop::postprocess
