// OpenFOAM objects that their classes insist on reading from files, given as texts instead. Includes OpenFOAM.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "uncollatedFileOperation.H"

#include <map>
#include <string>

namespace coldloop::cht {

// While one lives, objects of these names read these texts; all others are files as before.
class MemoryFiles {
public:
    // `texts`: entries of dictionaries, without header, by the objects' names.
    explicit MemoryFiles(std::map<std::string, std::string> texts);
    ~MemoryFiles();
    MemoryFiles(const MemoryFiles&) = delete;
    MemoryFiles& operator=(const MemoryFiles&) = delete;

private:
    Foam::autoPtr<Foam::fileOperation> before_;
};

} // namespace coldloop::cht
