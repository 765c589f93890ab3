// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/regression/Program.h"

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <stdexcept>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

namespace coldloop::regression {

namespace {

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

// A file without a name: the program can write as much as it likes without anybody reading meanwhile.
int nameless()
{
    std::string name = (fs::temp_directory_path() / "coldloop-output-XXXXXX").string();
    const int descriptor = mkostemp(name.data(), O_CLOEXEC);
    if (descriptor < 0) throw std::runtime_error("no temporary file in " + fs::temp_directory_path().string());
    unlink(name.c_str());
    return descriptor;
}

[[noreturn]] void become(char* const* arguments, const Surroundings& surroundings, int out, int err)
{
    if (chdir(surroundings.folder.c_str()) != 0) _exit(126);
    if (surroundings.largestFile >= 0) {
        const auto bytes = static_cast<rlim_t>(surroundings.largestFile);
        const rlimit limit{bytes, bytes};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    execvp(arguments[0], arguments);
    _exit(127);
}

} // namespace

Started::Started(const std::vector<std::string>& arguments, const Surroundings& surroundings)
    : out_(nameless()), err_(nameless()), start_(now())
{
    std::vector<std::string> words{surroundings.program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    process_ = fork();
    if (process_ < 0) throw std::runtime_error("no process could be started");
    if (process_ == 0) become(pointers.data(), surroundings, out_, err_);
}

Started::~Started()
{
    if (running()) {
        kill(process_, SIGKILL);
        waitpid(process_, &status_, 0);
    }
    close(out_);
    close(err_);
}

void Started::send(int signal) const { kill(process_, signal); }

bool Started::running()
{
    if (!ended_) ended_ = wait4(process_, &status_, WNOHANG, &usage_) == process_;
    return !ended_;
}

Finished Started::wait()
{
    if (!ended_) wait4(process_, &status_, 0, &usage_);
    ended_ = true;
    Finished finished;
    if (WIFEXITED(status_)) finished.code = WEXITSTATUS(status_);
    if (WIFSIGNALED(status_)) finished.signal = WTERMSIG(status_);
    finished.seconds = now() - start_;
    finished.peakMemory = 1024 * usage_.ru_maxrss;
    finished.out = read(out_);
    finished.err = read(err_);
    return finished;
}

std::string Started::read(int descriptor) const
{
    std::string text;
    char buffer[4096];
    lseek(descriptor, 0, SEEK_SET);
    for (ssize_t n; (n = ::read(descriptor, buffer, sizeof buffer)) > 0;) text.append(buffer, static_cast<size_t>(n));
    return text;
}

Finished runProgram(const std::vector<std::string>& arguments, const Surroundings& surroundings)
{
    return Started(arguments, surroundings).wait();
}

fs::path exampleCase(const std::string& name) { return fs::path(COLDLOOP_SOURCE_DIR) / "cases" / name / "case.toml"; }

} // namespace coldloop::regression
