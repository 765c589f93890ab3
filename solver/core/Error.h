// What can go wrong, as five kinds with an exit code each (docs/user-guide.md, "Exit codes").
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace coldloop {

enum class ExitCode { solved = 0, wrongInput = 2, notConverged = 3, stopped = 4, environment = 5, bug = 70 };

// The base of all errors that end a run. `what()` says what is wrong, the value with its unit, where, and what to do.
class Error : public std::runtime_error {
public:
    Error(ExitCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
    ExitCode exitCode() const { return code_; }

private:
    ExitCode code_;
};

// The user's input cannot be used: exit 2. Holds every message found, `what()` joins them by newlines.
class InputError : public Error {
public:
    explicit InputError(std::vector<std::string> messages);
    explicit InputError(const std::string& message) : InputError(std::vector<std::string>{message}) {}
    const std::vector<std::string>& messages() const { return messages_; }

private:
    std::vector<std::string> messages_;
};

// A solver did not converge, or a physical check failed (balance, property range, heat without flow): exit 3.
class SolveError : public Error {
public:
    explicit SolveError(const std::string& message) : Error(ExitCode::notConverged, message) {}
};

// Somebody asked the run to stop before there was anything to resume from: exit 4.
class Stopped : public Error {
public:
    explicit Stopped(const std::string& message) : Error(ExitCode::stopped, message) {}
};

// A missing library, an unwritable or full disk, MPI: exit 5.
class EnvironmentError : public Error {
public:
    explicit EnvironmentError(const std::string& message) : Error(ExitCode::environment, message) {}
};

// A broken promise inside coldloop itself: exit 70.
class Bug : public Error {
public:
    explicit Bug(const std::string& message) : Error(ExitCode::bug, message) {}
};

// Throws Bug with `message` unless `condition` holds. For promises between functions, never for user input.
void expects(bool condition, const char* message);

} // namespace coldloop
