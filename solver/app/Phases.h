// How long each part of a run takes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/app/Console.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace coldloop::app {

class Phases {
public:
    explicit Phases(Console& console) : console_(console), start_(Clock::now()), phaseStart_(start_) {}
    void begin(const std::string& name); // ends the present one
    void end();                          // prints how long it took
    const std::string& present() const { return name_; }
    double seconds() const;                                     // since the present phase began
    std::vector<std::pair<std::string, double>> timing() const; // phase -> wall seconds, "total" last

private:
    using Clock = std::chrono::steady_clock;
    Console& console_;
    Clock::time_point start_, phaseStart_;
    std::string name_;
    std::vector<std::pair<std::string, double>> timing_;
};

} // namespace coldloop::app
