// Which part of the source tree may include which: the table of docs/developer-guide.md, and a check of a tree by it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace coldloop::architecture {

struct SourceFile {
    std::string path; // relative to the top of the tree, with '/'
    std::string text;
};

struct Include {
    int line = 0;       // from 1
    std::string header; // as written between the quotes or brackets
};

// The #include lines of a text. Those behind a // are not taken, those inside /* */ are.
std::vector<Include> includesOf(const std::string& text);

// "core" for solver/core/..., "cht/openfoam" for solver/cht/openfoam/..., "meshes", "postprocess"; "" outside of them.
// A folder of solver/ that the table does not know is returned as it is named.
std::string partOf(const std::string& path);

// One "file:line: what and what to do" for each include that the table forbids: another part, a foreign header outside
// its part, a file that belongs to no part, a header of the tests.
std::vector<std::string> forbiddenIncludes(const std::vector<SourceFile>& tree);

// One "file:line: a -> b -> a" for each include that closes a cycle, among parts and among files.
std::vector<std::string> includeCycles(const std::vector<SourceFile>& tree);

// The C++ files below the given folders of `top`, sorted by path.
std::vector<SourceFile> readTree(const std::string& top, const std::vector<std::string>& folders);

} // namespace coldloop::architecture
