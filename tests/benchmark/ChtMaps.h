// cht/maps: ten power maps on one flow.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/benchmark/ChtRuns.h"

namespace coldloop::benchmark {

// Time per map of the peer, that goes on with its flow frozen, over ours, from exec to exit with all ten.
Result powerMaps(ChtRuns& runs);

} // namespace coldloop::benchmark
