// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/app/Phases.h"

#include <fmt/format.h>

#include <algorithm>

namespace coldloop::app {

namespace {
double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}
} // namespace

void Phases::begin(const std::string& name)
{
    end();
    name_ = name;
    phaseStart_ = Clock::now();
}

void Phases::end()
{
    if (name_.empty()) return;
    const double seconds = secondsSince(phaseStart_);
    const auto known =
        std::find_if(timing_.begin(), timing_.end(), [&](const auto& phase) { return phase.first == name_; });
    if (known == timing_.end())
        timing_.emplace_back(name_, seconds);
    else
        known->second += seconds; // of several meshes
    console_.line(fmt::format("{:<28}{:7.1f} s", name_, seconds));
    name_.clear();
}

double Phases::seconds() const { return secondsSince(phaseStart_); }

std::vector<std::pair<std::string, double>> Phases::timing() const
{
    auto all = timing_;
    all.emplace_back("total", secondsSince(start_));
    return all;
}

} // namespace coldloop::app
