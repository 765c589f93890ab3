// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/network/components/Laws.h"

#include <fmt/format.h>

namespace coldloop::network {

std::string litresPerMinute(double volumeFlow) { return fmt::format("{:.4g} L/min", volumeFlow * 60000); }

void requirePositive(const std::string& component, const char* quantity, double value)
{
    if (!(value > 0) || !std::isfinite(value))
        throw InputError(
            fmt::format("'{}': {} is {} (SI). It must be finite and above zero.", component, quantity, value));
}

void requireNotNegative(const std::string& component, const char* quantity, double value)
{
    if (!(value >= 0) || !std::isfinite(value))
        throw InputError(
            fmt::format("'{}': {} is {} (SI). It must be finite and not negative.", component, quantity, value));
}

} // namespace coldloop::network
