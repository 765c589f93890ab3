// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/app/Console.h"

#include <unistd.h>

namespace coldloop::app {

Console::Console(std::FILE* out)
    : out_(out), terminal_(isatty(STDERR_FILENO) != 0), last_(std::chrono::steady_clock::now())
{
}

Console::~Console() { endProgress(); }

void Console::line(const std::string& text)
{
    endProgress();
    std::fprintf(out_, "%s\n", text.c_str());
    std::fflush(out_);
    log_ += text + "\n";
}

void Console::progress(const std::string& text)
{
    const auto now = std::chrono::steady_clock::now();
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
