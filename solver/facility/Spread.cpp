// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/Spread.h"

#include <algorithm>
#include <cmath>

namespace coldloop::facility {

namespace {

std::uint64_t splitmix(std::uint64_t x)
{
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

double uniform(std::uint64_t bits) // in (0, 1)
{
    return (static_cast<double>(bits >> 11) + 0.5) * 0x1p-53;
}

} // namespace

double standardNormal(std::uint64_t seed, std::uint64_t number)
{
    constexpr double twoPi = 6.283185307179586;
    const std::uint64_t first = splitmix(splitmix(seed) ^ (2 * number)),
                        second = splitmix(splitmix(seed) ^ (2 * number + 1));
    const double z = std::sqrt(-2 * std::log(uniform(first))) * std::cos(twoPi * uniform(second));
    return std::clamp(z, -3.0, 3.0);
}

double spreadFactor(std::uint64_t seed, std::uint64_t number, double deviation)
{
    return std::max(0.1, 1 + deviation * standardNormal(seed, number));
}

} // namespace coldloop::facility
