// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/SwingDamping.h"

#include <algorithm>
#include <cmath>

namespace coldloop::cht {

namespace {
constexpr double rounding = 1e-13, persistent = 0.8; // relative changes that do not count, that keep their size
constexpr int patience = 4;
constexpr double first = 0.25, most = 4, remembered = 0.99;
} // namespace

void SwingDamping::watch(int which, const double* before, const double* after)
{
    for (std::size_t c = 0; c < damping_.size(); ++c) {
        Swing& swing = swings_[which][c];
        const double change = (after[c] - before[c]) / before[c];
        const bool back = change * swing.change < 0 && std::abs(change) > rounding &&
                          std::abs(change) > persistent * std::abs(swing.change);
        swing.times = back ? swing.times + 1 : 0;
        swing.change = change;
        damping_[c] *= remembered;
        if (swing.times < patience) continue;
        damping_[c] = std::min(std::max(2 * damping_[c], first), most);
        swing.times = 0;
    }
}

} // namespace coldloop::cht
