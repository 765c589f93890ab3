// What the user sees while a run goes on: lines that also go into log.txt, and a progress line on a terminal.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdio>
#include <string>

namespace coldloop::app {

class Console {
public:
    // Lines go to `out`. On a terminal (stderr) progress is one line that is rewritten, elsewhere a plain line now and
    // then. A silent one shows nothing: of a process that is not the first of several.
    explicit Console(std::FILE* out, bool silent = false);
    ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

    void open(const std::string& text);     // a line that is shown before the first of the others
    void line(const std::string& text);     // with log.txt
    void progress(const std::string& text); // not in log.txt; at most 10 a second, or one in 5 s off a terminal
    void endProgress();                     // clears the progress line
    const std::string& log() const { return log_; }

private:
    std::FILE* out_;
    bool silent_, terminal_, shown_ = false;
    std::string opening_, log_;
    std::chrono::steady_clock::time_point last_;
};

} // namespace coldloop::app
