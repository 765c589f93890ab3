// Result folders as a script reads them: JSON, CSV, HDF5. Knows docs/formats.md and no code of the solver.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdlib.h>

#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace coldloop::regression {

namespace fs = std::filesystem;

// A folder that is gone with the object.
class Scratch {
public:
    Scratch();
    ~Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    fs::path operator/(const std::string& name) const { return path_ / name; }
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

std::string textOf(const fs::path& file);
void put(const fs::path& file, const std::string& text);

// Every file below a folder with its content; a folder has the content "/".
std::map<std::string, std::string> contentsOf(const fs::path& folder);

nlohmann::json summaryOf(const fs::path& folder);                        // summary.json
double quantity(const nlohmann::json& summary, const std::string& name); // NaN where it is null

using Row = std::map<std::string, std::string>; // column -> text
std::vector<Row> rowsOf(const fs::path& file);  // of a CSV without quotes
std::vector<Row> hotspotsOf(const fs::path& folder);

// An HDF5 file: path of a dataset -> its numbers, row by row; texts are left out.
std::map<std::string, std::vector<double>> datasetsOf(const fs::path& file);
std::map<std::string, std::vector<double>> historyOf(const fs::path& folder); // history.h5

} // namespace coldloop::regression
