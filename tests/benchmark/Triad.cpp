// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmark/Triad.h"

#include "tests/regression/Program.h"

#include <stdexcept>
#include <string>

namespace coldloop::benchmark {

double triadBandwidth(int ranks)
{
    regression::Surroundings surroundings;
    surroundings.program = "mpirun";
    const regression::Finished finished = regression::runProgram(
        {"--allow-run-as-root", "--oversubscribe", "-np", std::to_string(ranks), COLDLOOP_TRIAD}, surroundings);
    if (finished.code != 0) throw std::runtime_error("mpirun " COLDLOOP_TRIAD " failed: " + finished.err);
    return std::stod(finished.out);
}

} // namespace coldloop::benchmark
