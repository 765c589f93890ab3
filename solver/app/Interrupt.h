// Ctrl-C, SIGTERM and SIGUSR1 ask a run to write a checkpoint and stop; a second Ctrl-C kills it as usual.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coldloop::app {

class InterruptGuard {
public:
    InterruptGuard();
    ~InterruptGuard(); // the former handlers are back
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;
};

bool interrupted(); // a signal has arrived

} // namespace coldloop::app
