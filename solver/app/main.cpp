// coldloop: a liquid-cooling thermal CFD solver for AI supercomputers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/app/Commands.h"
#include "solver/core/Error.h"

#include <csignal>
#include <cstdio>
#include <exception>
#include <new>

int main(int argc, char** argv)
{
    using namespace coldloop;
    std::signal(SIGXFSZ, SIG_IGN); // a file above the user's limit is a failed write (exit 5), no reason to die
    try {
        return app::dispatch(argc, argv);
    } catch (const Error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return static_cast<int>(error.exitCode());
    } catch (const std::bad_alloc&) {
        std::fprintf(stderr, "out of memory: run a smaller case or on a larger machine\n");
        return static_cast<int>(ExitCode::environment);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "coldloop has a bug, please report it with the case file: %s\n", error.what());
        return static_cast<int>(ExitCode::bug);
    }
}
