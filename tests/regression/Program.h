// Runs the built program as a user would: arguments in, exit code and both outputs back.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/resource.h>
#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace coldloop::regression {

namespace fs = std::filesystem;

struct Finished {
    int code = -1;  // exit code, -1 when a signal ended it
    int signal = 0; // that signal, 0 without one
    double seconds = 0;
    long peakMemory = 0; // bytes, of the largest process of those that it waited for and of itself
    std::string out, err;
};

struct Surroundings {
    fs::path folder = fs::temp_directory_path(); // where the program is started
    long largestFile = -1;                       // bytes that a file may have (RLIMIT_FSIZE), -1: any
    std::string program = COLDLOOP_PROGRAM;      // another one is looked for in PATH
};

// A program under way; wait() once. A destructor without wait() kills it.
class Started {
public:
    explicit Started(const std::vector<std::string>& arguments, const Surroundings& surroundings = {});
    ~Started();
    Started(const Started&) = delete;
    Started& operator=(const Started&) = delete;
    void send(int signal) const;
    bool running();
    Finished wait();

private:
    std::string read(int descriptor) const;

    pid_t process_ = -1;
    int out_ = -1, err_ = -1, status_ = 0;
    bool ended_ = false;
    rusage usage_{};
    double start_ = 0;
};

// `coldloop ARGUMENTS`, waited for.
Finished runProgram(const std::vector<std::string>& arguments, const Surroundings& surroundings = {});

fs::path exampleCase(const std::string& name); // cases/<name>/case.toml

} // namespace coldloop::regression
