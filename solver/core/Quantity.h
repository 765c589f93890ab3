// A named result with its SI unit, and the named arrays that a checkpoint consists of.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

namespace coldloop {

struct Quantity {
    std::string name; // "max_junction_temperature"
    double value = 0; // SI; not a number means "not defined here" and is written as null
    std::string unit; // "K"; "1" for a plain number
};

// Everything a checkpoint keeps, by name.
using Archive = std::map<std::string, std::vector<double>>;

} // namespace coldloop
