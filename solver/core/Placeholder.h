// Numbers without a public source, and statements about results that users must see.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace coldloop {

// A number that a result depends on and that has no source: listed in summary.json and in the verdict.
struct Placeholder {
    std::string name;      // "nvidia-gb200.max-operating-temperature"
    std::string value;     // as written, with its unit: "85 degC"
    std::string low, high; // the range it may have, as written; empty where none is stated
    std::string note;
};

// A model used outside its range, a limit exceeded, an unmet set point: a result, not an error.
struct Flag {
    std::string component; // "tower"
    std::string message;   // "wet bulb 26.8 degC is above the York correlation's 26.7 degC"
};

} // namespace coldloop
