// The tables of docs/case-reference.md, docs/model-reference.md and docs/library.md, from the declarations.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace coldloop::case_file {

// Markdown: a heading and a table of keys for each section of a case, or each group of the catalogue. The pages hold
// these texts after a line "<!-- generated: ... -->"; a test compares them.
std::string caseReference();
std::string modelReference();
std::string libraryReference();

} // namespace coldloop::case_file
