// Checks of single values against a declaration. Messages have no place: the caller adds it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/case/Reader.h"

namespace coldloop::case_file {

// Fills number, numbers, text ... of `value` from `content` as the key wants it. Adds errors at the content's place,
// each beginning with `full` (the key's full name). `unit` applies to plain numbers of a list.
void interpret(const Key& key, const Node& content, const std::string& unit, const std::string& full, Value& value,
               Errors& errors);

} // namespace coldloop::case_file
