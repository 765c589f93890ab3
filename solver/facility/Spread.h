// Differences between nominally equal parts, from a seed and the part's number only: neither the order of evaluation nor
// the number of ranks matters.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace coldloop::facility {

// A standard normal variate for part `number`, cut at +-3. Counter-based: splitmix64 twice, then Box-Muller.
// Source: G. L. Steele, D. Lea, C. H. Flood, OOPSLA 2014 (splitmix); G. E. P. Box, M. E. Muller, 1958.
double standardNormal(std::uint64_t seed, std::uint64_t number);

// 1 + deviation * standardNormal, at least 0.1.
double spreadFactor(std::uint64_t seed, std::uint64_t number, double deviation);

} // namespace coldloop::facility
