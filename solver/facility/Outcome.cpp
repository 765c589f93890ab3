// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/Outcome.h"

namespace coldloop::facility {

double total(const Snapshot& shot, const std::string& name)
{
    for (const Quantity& quantity : shot.totals)
        if (quantity.name == name) return quantity.value;
    return std::numeric_limits<double>::quiet_NaN();
}

} // namespace coldloop::facility
