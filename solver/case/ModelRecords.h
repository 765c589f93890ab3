// The sections of a 3-D model's case as records.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/case/Reader.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace coldloop::case_file {

struct ModelRecords {
    std::map<std::string, Record> sections;
    std::map<std::string, std::vector<Record>> repeated;                      // [[power-maps]]
    std::map<std::string, std::vector<std::pair<std::string, Record>>> named; // [zones.NAME]

    const Record& at(const std::string& section) const { return sections.at(section); }
    // In the order of the file; empty where there are none.
    const std::vector<Record>& list(const std::string& section) const { return repeated.at(section); }
    const std::vector<std::pair<std::string, Record>>& names(const std::string& section) const
    {
        return named.at(section);
    }
};

// Reads every section of modelSections(); errors about unknown keys, missing sections and values are added.
ModelRecords readModelRecords(const Node& document, Errors& errors);

// The records as TOML. `files` replaces the values of file keys by "section.key" (with the number or name of a repeated
// or named section between), so that the text loads from any folder.
std::string effectiveModel(const ModelRecords& records, const std::map<std::string, std::string>& files);

} // namespace coldloop::case_file
