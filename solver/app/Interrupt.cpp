// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/app/Interrupt.h"

#include <csignal>

namespace coldloop::app {

namespace {

constexpr int signals[] = {SIGINT, SIGTERM, SIGUSR1};
struct sigaction former[3];
volatile std::sig_atomic_t asked = 0;

extern "C" void onSignal(int) { asked = 1; }

} // namespace

InterruptGuard::InterruptGuard()
{
    struct sigaction action {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESETHAND | SA_RESTART; // the second signal of a kind acts as usual
    for (int i = 0; i < 3; ++i) sigaction(signals[i], &action, &former[i]);
}

InterruptGuard::~InterruptGuard()
{
    for (int i = 0; i < 3; ++i) sigaction(signals[i], &former[i], nullptr);
}

bool interrupted() { return asked != 0; }

} // namespace coldloop::app
