// Numbers and texts in CSV files (RFC 4180, '.' as decimal sign whatever the locale).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace coldloop::results {

std::string csvField(const std::string& text); // quoted where it holds a comma, a quote or a line end
std::string csvNumber(double value); // shortest text that reads back as the same number; empty when not finite
std::string csvNumber(double value, int decimals);

} // namespace coldloop::results
