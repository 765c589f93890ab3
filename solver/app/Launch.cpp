// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/app/Launch.h"

#include "solver/core/Error.h"

#include <fmt/format.h>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <thread>

namespace coldloop::app {

namespace {

int numberOf(const char* variable, int otherwise)
{
    const char* const text = std::getenv(variable);
    return text ? std::atoi(text) : otherwise;
}

constexpr int asking[] = {SIGINT, SIGTERM, SIGUSR1};
volatile std::sig_atomic_t child = 0, asked = 0;

extern "C" void passOn(int)
{
    if (child > 0) kill(child, asked == 0 ? SIGUSR1 : SIGTERM);
    asked = asked + 1;
}

[[noreturn]] void becomeMpirun(const std::vector<std::string>& arguments, int report)
{
    setpgid(0, 0);                    // Ctrl-C goes to the program, not to mpirun
    prctl(PR_SET_PDEATHSIG, SIGTERM); // and the end of the program ends mpirun
    std::vector<char*> words;
    for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    const int in = open("/dev/null", O_RDONLY);
    dup2(in, STDIN_FILENO);
    execvp(words[0], words.data());
    const int error = errno;
    const ssize_t told = write(report, &error, sizeof error);
    _exit(told == sizeof error ? 127 : 126);
}

// Root in a container is usual; Open MPI asks for a promise that the user means it.
void allowRoot()
{
    if (geteuid() != 0) return;
    setenv("OMPI_ALLOW_RUN_AS_ROOT", "1", 0);
    setenv("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1", 0);
}

int waitFor(pid_t process)
{
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status)) return WEXITSTATUS(status);
    throw EnvironmentError(
        fmt::format("mpirun was ended by signal {} ({}). Look for what ended it; --resume carries on "
                    "from the last checkpoint",
                    WTERMSIG(status), strsignal(WTERMSIG(status))));
}

} // namespace

int launchedProcesses()
{
    if (std::getenv("OMPI_COMM_WORLD_SIZE")) return numberOf("OMPI_COMM_WORLD_SIZE", 1);
    return std::getenv("PMIX_RANK") ? numberOf("SLURM_STEP_NUM_TASKS", 1) : 1;
}

int launchedNumber() { return numberOf("OMPI_COMM_WORLD_RANK", numberOf("PMIX_RANK", 0)); }

void stayOnThisMachine(int processes)
{
    for (const char* batch :
         {"SLURM_JOB_ID", "PBS_JOBID", "LSB_JOBID", "PE_HOSTFILE", "OMPI_COMM_WORLD_SIZE", "PMIX_RANK"})
        if (std::getenv(batch)) return;
    setenv("OMPI_MCA_pml", "ob1", 0);
    setenv("OMPI_MCA_btl", processes > 1 ? "self,vader" : "self", 0);
    setenv("OMPI_MCA_osc", "^ucx", 0);
    if (processes <= static_cast<int>(std::thread::hardware_concurrency()))
        setenv("OMPI_MCA_mpi_yield_when_idle", "0", 0);
}

int launch(int processes, const std::vector<std::string>& arguments)
{
    allowRoot();
    stayOnThisMachine(processes);
    std::vector<std::string> words{"mpirun", "--quiet", "--oversubscribe", "-n", std::to_string(processes)};
    words.insert(words.end(), arguments.begin(), arguments.end());
    setenv("COLDLOOP_TERMINAL", isatty(STDERR_FILENO) ? "1" : "0", 1);
    int report[2];
    if (pipe2(report, O_CLOEXEC) != 0) throw EnvironmentError("cannot start mpirun: no pipe. Close some programs");
    struct sigaction action {};
    struct sigaction former[3];
    action.sa_handler = passOn;
    for (int i = 0; i < 3; ++i) sigaction(asking[i], &action, &former[i]);
    const pid_t process = fork();
    if (process == 0) {
        for (int i = 0; i < 3; ++i) sigaction(asking[i], &former[i], nullptr);
        becomeMpirun(words, report[1]);
    }
    child = process;
    close(report[1]);
    int error = process < 0 ? errno : 0;
    if (process > 0 && read(report[0], &error, sizeof error) != sizeof error) error = 0;
    close(report[0]);
    if (error != 0) {
        if (process > 0) waitpid(process, nullptr, 0);
        throw EnvironmentError(fmt::format("-n {}: mpirun cannot be started: {}. Install the Debian package "
                                           "openmpi-bin, or run without -n",
                                           processes, std::strerror(error)));
    }
    const int code = waitFor(process);
    for (int i = 0; i < 3; ++i) sigaction(asking[i], &former[i], nullptr);
    return code;
}

} // namespace coldloop::app
