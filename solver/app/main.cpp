// coldloop: a liquid-cooling thermal CFD solver for AI supercomputers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/app/Commands.h"
#include "solver/app/Launch.h"
#include "solver/core/Error.h"

#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <string>

int main(int argc, char** argv)
{
    using namespace coldloop;
    std::signal(SIGXFSZ, SIG_IGN); // a file above the user's limit is a failed write (exit 5), no reason to die
    const auto say = [](const std::string& text) { // all processes fail alike: one tells
        if (app::launchedNumber() == 0) std::fprintf(stderr, "%s\n", text.c_str());
    };
    try {
        return app::dispatch(argc, argv);
    } catch (const Error& error) {
        say(error.what());
        return static_cast<int>(error.exitCode());
    } catch (const std::bad_alloc&) {
        say("out of memory: run a smaller case or on a larger machine");
        return static_cast<int>(ExitCode::environment);
    } catch (const std::exception& error) {
        say(std::string("coldloop has a bug, please report it with the case file: ") + error.what());
        return static_cast<int>(ExitCode::bug);
    }
}
