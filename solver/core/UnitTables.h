// The tables behind solver/core/Units.h: kinds of quantities, own unit names, and names that are refused.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/core/Units.h"

#include <string>

namespace coldloop::units {

struct KindInfo {
    Kind kind;
    const char* name;    // "power", for messages
    const char* si;      // as siUnit() returns it
    const char* base;    // what udunits2 converts to; differs from `si` where a factor or a choice follows
    const char* example; // "1.2 kW"
};

// Row of the table; every Kind has one.
const KindInfo& kindInfo(Kind kind);

// What udunits2 is given for one name in a unit ("gpm" -> "(3.785411784 L/min)"); nullptr: the name itself.
const char* alias(const std::string& name);

// Why a name is refused and what to write instead; nullptr: it is not refused.
const char* refusal(const std::string& name);

enum class PressureReference { none, gauge, absolute, difference };

// A pressure unit that says its reference: "barg" -> gauge and "bar". `none` and the unit itself otherwise.
PressureReference pressureReference(const std::string& unit, std::string& plainUnit);

} // namespace coldloop::units
