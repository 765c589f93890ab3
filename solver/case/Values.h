// One value of a document: its content, and where it comes from.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/case/Reader.h"

namespace coldloop::case_file {

// Reads the value of `key` from `node`, plain or as a table { value = ..., source = ... }. `full` names the key in
// messages.
Value readValue(const Key& key, const Node& node, const std::string& full, Sources sources, Errors& errors);

// The declared default; absent where there is none.
Value defaultValue(const Key& key, const std::string& full, const Place& place, Errors& errors);

// A declared placeholder stays one when a case repeats its value without naming a source.
void markDeclaredPlaceholder(const Key& key, const Value& declared, Value& value);

} // namespace coldloop::case_file
