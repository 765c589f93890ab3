// The peer's full run on the large case takes hours; it is made once and its result is kept in the tree.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coldloop::benchmark {

// Iterations that the peer needs at 716,800 cells until Tmax stays within 0.01 K of its end value.
struct LongCount {
    int iterations = 0;
    bool measured = false;     // else extrapolated from the first 850 iterations
    double maxTemperature = 0; // [K], of the measured run
};
LongCount largeCaseCount(); // of tests/benchmark/peer-large.json

// `./bench --long-peer-run`: makes that run and writes the file; the log is kept in build/bench. Exit code.
int longPeerRun();

} // namespace coldloop::benchmark
