// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Ranks.h"

#include "solver/core/Error.h"

#include <mpi.h>

#include <chrono>
#include <cstdlib>
#include <optional>
#include <thread>

namespace coldloop::ranks {

namespace {

bool running()
{
    int started = 0, ended = 0;
    MPI_Initialized(&started);
    MPI_Finalized(&ended);
    return started && !ended;
}

bool alone() { return count() == 1; }

double reduced(double value, MPI_Op operation)
{
    if (!alone()) MPI_Allreduce(MPI_IN_PLACE, &value, 1, MPI_DOUBLE, operation, MPI_COMM_WORLD);
    return value;
}

void shareBytes(void* bytes, std::size_t length, int from)
{
    constexpr std::size_t most = 1u << 30; // MPI counts are int
    for (std::size_t done = 0; done < length; done += most)
        MPI_Bcast(static_cast<char*>(bytes) + done, static_cast<int>(std::min(most, length - done)), MPI_BYTE, from,
                  MPI_COMM_WORLD);
}

template <class Values>
void shareFrom(Values& values, int from)
{
    if (alone()) return;
    unsigned long long length = values.size();
    MPI_Bcast(&length, 1, MPI_UNSIGNED_LONG_LONG, from, MPI_COMM_WORLD);
    values.resize(length);
    shareBytes(values.data(), length * sizeof(values[0]), from);
}

// What an Error was, to be thrown again elsewhere.
[[noreturn]] void throwAs(int code, const std::string& text)
{
    switch (static_cast<ExitCode>(code)) {
    case ExitCode::wrongInput: throw InputError(text);
    case ExitCode::notConverged: throw SolveError(text);
    case ExitCode::stopped: throw Stopped(text);
    case ExitCode::environment: throw EnvironmentError(text);
    case ExitCode::solved:
    case ExitCode::bug: break;
    }
    throw Bug(text);
}

struct Failure {
    int code;
    std::string text;
};

std::optional<Failure> failureOf(const std::function<void()>& work)
{
    try {
        work();
    } catch (const Error& error) {
        return Failure{static_cast<int>(error.exitCode()), error.what()};
    } catch (const std::bad_alloc&) {
        return Failure{static_cast<int>(ExitCode::environment),
                       "out of memory: run a smaller case or on a larger machine"};
    } catch (const std::exception& error) {
        return Failure{static_cast<int>(ExitCode::bug), error.what()};
    }
    return {};
}

} // namespace

int number()
{
    int rank = 0;
    if (running()) MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    return rank;
}

int count()
{
    int ranks = 1;
    if (running()) MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    return ranks;
}

double sum(double value) { return reduced(value, MPI_SUM); }
double largest(double value) { return reduced(value, MPI_MAX); }
double smallest(double value) { return reduced(value, MPI_MIN); }
bool any(bool condition) { return reduced(condition ? 1 : 0, MPI_MAX) > 0; }

std::vector<double> sums(std::vector<double> values)
{
    if (!alone() && !values.empty())
        MPI_Allreduce(MPI_IN_PLACE, values.data(), static_cast<int>(values.size()), MPI_DOUBLE, MPI_SUM,
                      MPI_COMM_WORLD);
    return values;
}

void share(bool& value)
{
    double number = value ? 1 : 0;
    share(number);
    value = number != 0;
}

void share(double& value)
{
    if (!alone()) MPI_Bcast(&value, 1, MPI_DOUBLE, 0, MPI_COMM_WORLD);
}

void share(std::string& value) { shareFrom(value, 0); }
void share(std::vector<double>& values) { shareFrom(values, 0); }

std::vector<double> gathered(const std::vector<double>& values)
{
    if (alone()) return values;
    const int length = static_cast<int>(values.size());
    std::vector<int> lengths(static_cast<std::size_t>(count())), starts(lengths.size() + 1, 0);
    MPI_Gather(&length, 1, MPI_INT, lengths.data(), 1, MPI_INT, 0, MPI_COMM_WORLD);
    for (std::size_t i = 0; i < lengths.size(); ++i) starts[i + 1] = starts[i] + lengths[i];
    std::vector<double> all(first() ? static_cast<std::size_t>(starts.back()) : 0);
    MPI_Gatherv(values.data(), length, MPI_DOUBLE, all.data(), lengths.data(), starts.data(), MPI_DOUBLE, 0,
                MPI_COMM_WORLD);
    return all;
}

void together(const std::function<void()>& work)
{
    if (alone()) return work();
    std::optional<Failure> failure = failureOf(work);
    int lowest = failure ? number() : count();
    MPI_Allreduce(MPI_IN_PLACE, &lowest, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD);
    if (lowest == count()) return;
    Failure told = failure.value_or(Failure{});
    MPI_Bcast(&told.code, 1, MPI_INT, lowest, MPI_COMM_WORLD);
    shareFrom(told.text, lowest);
    throwAs(told.code, told.text);
}

void onFirst(const std::function<void()>& work)
{
    together([&] {
        if (first()) work();
    });
}

bool meet(double seconds)
{
    if (alone()) return true;
    MPI_Request request = MPI_REQUEST_NULL;
    MPI_Ibarrier(MPI_COMM_WORLD, &request);
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    for (int met = 0; std::chrono::steady_clock::now() < end;) {
        MPI_Test(&request, &met, MPI_STATUS_IGNORE);
        if (met) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return false;
}

void abandon(int exitCode)
{
    if (running()) MPI_Abort(MPI_COMM_WORLD, exitCode);
    std::_Exit(exitCode);
}

} // namespace coldloop::ranks
