// The catalogue: cases/library/<group>/<name>.toml, one component a file.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/case/Reader.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace coldloop::case_file {

struct Entry {
    std::string group, name;
    std::string content; // of the file
    Record record;
};

class Library {
public:
    // `folder` empty: share/coldloop/library beside the program's folder, else the one of the sources.
    // Throws EnvironmentError when the folder does not exist.
    explicit Library(const std::filesystem::path& folder);

    // The entry that `reference` names, read and checked once; its errors and an unknown name go to `errors`.
    // nullptr after an error. `full` is the name of the key that refers.
    const Entry* use(const std::string& group, const Value& reference, const std::string& full, Errors& errors);
    // The same by name, without noting it as used; nullptr where it is absent.
    const Entry* read(const std::string& group, const std::string& name, Errors& errors);

    std::vector<std::string> names(const std::string& group) const; // sorted
    const std::vector<const Entry*>& used() const { return used_; } // in the order of first use

private:
    std::filesystem::path fileOf(const std::string& group, const std::string& name) const;

    std::filesystem::path folder_;
    std::map<std::string, std::optional<Entry>> entries_; // by "group/name"; empty after an error
    std::vector<const Entry*> used_;
};

} // namespace coldloop::case_file
