// Memory bandwidth that a number of ranks gets together: what a solver bound by memory can hope for.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coldloop::benchmark {

// STREAM triad a = b + s c, each rank on arrays of its own of 128 MB each; best of ten [bytes/s], all ranks together.
// Runs coldloop_triad under mpirun.
double triadBandwidth(int ranks);

} // namespace coldloop::benchmark
