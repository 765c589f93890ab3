// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Error.h"

namespace coldloop {

namespace {
std::string joined(const std::vector<std::string>& messages)
{
    std::string all;
    for (const std::string& message : messages) all += (all.empty() ? "" : "\n") + message;
    return all;
}
} // namespace

InputError::InputError(std::vector<std::string> messages)
    : Error(ExitCode::wrongInput, joined(messages)), messages_(std::move(messages))
{
}

void expects(bool condition, const char* message)
{
    if (!condition) throw Bug(message);
}

} // namespace coldloop
