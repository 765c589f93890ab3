// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/app/Console.h"

#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <utility>

namespace coldloop::app {

namespace {
// Under mpirun stderr is a pipe whose end may be a terminal; who started mpirun knows (Launch.cpp).
bool onTerminal()
{
    const char* const told = std::getenv("COLDLOOP_TERMINAL");
    return told ? std::strcmp(told, "1") == 0 : isatty(STDERR_FILENO) != 0;
}
} // namespace

Console::Console(std::FILE* out, bool silent)
    : out_(out), silent_(silent), terminal_(onTerminal()), last_(std::chrono::steady_clock::now())
{
}

Console::~Console() { endProgress(); }

void Console::open(const std::string& text) { opening_ = text; }

void Console::line(const std::string& text)
{
    if (silent_) return;
    if (!opening_.empty()) line(std::exchange(opening_, ""));
    endProgress();
    std::fprintf(out_, "%s\n", text.c_str());
    std::fflush(out_);
    log_ += text + "\n";
}

void Console::progress(const std::string& text)
{
    const auto now = std::chrono::steady_clock::now();
    if (silent_) return;
    if (now - last_ < (terminal_ ? std::chrono::milliseconds(100) : std::chrono::milliseconds(5000))) return;
    last_ = now;
    std::fprintf(stderr, terminal_ ? "\r\033[K%s" : "%s\n", text.c_str());
    std::fflush(stderr);
    shown_ = terminal_;
}

void Console::endProgress()
{
    if (!shown_) return;
    std::fputs("\r\033[K", stderr);
    shown_ = false;
}

} // namespace coldloop::app
