// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/Outcome.h"

#include <fmt/format.h>

namespace coldloop::facility {

namespace {

double valueOf(const std::vector<Quantity>& quantities, const std::string& name)
{
    for (const Quantity& quantity : quantities)
        if (quantity.name == name) return quantity.value;
    return std::numeric_limits<double>::quiet_NaN();
}

} // namespace

std::string chipName(const ChipPlace& place)
{
    return fmt::format("rack {} tray {} slot {}", place.rack, place.tray, place.slot);
}

double total(const Snapshot& shot, const std::string& name) { return valueOf(shot.totals, name); }

double quantity(const Outcome& outcome, const std::string& name) { return valueOf(outcome.quantities, name); }

} // namespace coldloop::facility
