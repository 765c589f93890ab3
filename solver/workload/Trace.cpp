// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/workload/Trace.h"

#include "solver/core/Error.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace coldloop::workload {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double rounding = 1e-9; // of a phase's duration

// Full-clock duration of a phase [s].
double duration(const TrainingParameters& training, Phase phase)
{
    switch (phase) {
    case Phase::compute: return training.computeShare * training.period;
    case Phase::communication: return (1 - training.computeShare) * training.period;
    default: return training.checkpointDuration;
    }
}

bool hasCheckpoints(const TrainingParameters& training)
{
    return training.checkpointInterval > 0 && training.checkpointDuration > 0;
}

bool checkpointDue(const TrainingParameters& training, const JobState& job)
{
    return hasCheckpoints(training) && job.sinceCheckpoint >= training.checkpointInterval * (1 - rounding);
}

// A checkpoint waits for the end of its iteration; phases without duration are passed over.
Phase following(const TrainingParameters& training, const JobState& job)
{
    if (job.phase == Phase::compute && duration(training, Phase::communication) > 0) return Phase::communication;
    if (job.phase != Phase::checkpoint && checkpointDue(training, job)) return Phase::checkpoint;
    return duration(training, Phase::compute) > 0 ? Phase::compute : Phase::communication;
}

void progress(JobState& job, double work)
{
    job.done += work;
    job.fullClockTime += work;
    if (job.phase != Phase::checkpoint) job.sinceCheckpoint += work;
}

} // namespace

double requestedShare(const TrainingParameters& training, Phase phase)
{
    switch (phase) {
    case Phase::compute: return training.computePower;
    case Phase::communication: return training.communicationPower;
    default: return 0;
    }
}

double meanShare(const TrainingParameters& training, double idleShare)
{
    const double share =
        training.computeShare * training.computePower + (1 - training.computeShare) * training.communicationPower;
    if (!hasCheckpoints(training)) return share;
    const double iterations = std::ceil(training.checkpointInterval / training.period * (1 - rounding));
    const double working = iterations * training.period;
    return (working * share + training.checkpointDuration * idleShare) / (working + training.checkpointDuration);
}

double timeToPhaseEnd(const TrainingParameters& training, const JobState& job, double clock)
{
    if (job.stopped) return infinity;
    const double left = std::max(0.0, duration(training, job.phase) - job.done);
    if (job.phase != Phase::compute) return left;
    return clock > 0 ? left / clock : infinity;
}

JobState advanced(const TrainingParameters& training, const JobState& job, double dt, double clock)
{
    expects(dt >= 0 && clock >= 0, "advanced: neither time nor clock may be negative");
    JobState next = job;
    next.wallTime += dt;
    if (job.stopped) return next;
    const double whole = duration(training, job.phase);
    progress(next, job.phase == Phase::compute ? dt * clock : dt);
    expects(next.done <= whole + rounding * training.period, "advanced: the time step passes the end of the phase");
    if (next.done < whole - rounding * whole) return next;
    progress(next, whole - next.done); // exactly the phase, so that rounding does not add up over a long job
    next.phase = following(training, next);
    if (job.phase == Phase::checkpoint) next.sinceCheckpoint = 0;
    next.done = 0;
    return next;
}

double slowdown(const JobState& job) { return job.fullClockTime > 0 ? job.wallTime / job.fullClockTime - 1 : 0; }

double PowerTrace::length() const
{
    const std::size_t n = time.size();
    return n < 2 ? infinity : time[n - 1] + (time[n - 1] - time[n - 2]);
}

PowerTrace::Place PowerTrace::place(double at) const
{
    expects(!time.empty() && !power.empty(), "PowerTrace: no samples");
    if (at <= 0 || time.size() < 2) return {0, 0};
    const double whole = length();
    const double tolerance = 1e-12 * (at + whole); // an instant that the caller reached by adding steps
    double start = std::floor(at / whole) * whole;
    if (at - start + tolerance >= whole) start += whole;
    const auto after = std::upper_bound(time.begin(), time.end(), at - start + tolerance);
    return {start, static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - time.begin() - 1, 0))};
}

double steadySlowdown(const TrainingParameters& training, double clock)
{
    const double lost = training.computeShare * (1 / clock - 1); // of the time between checkpoints
    if (!(training.checkpointInterval > 0)) return lost;
    return lost * training.checkpointInterval / (training.checkpointInterval + training.checkpointDuration);
}

double PowerTrace::powerAt(std::size_t gpu, double at) const
{
    const std::size_t sample = place(at).sample;
    return power[gpu % power.size()].at(sample);
}

double PowerTrace::meanPower(std::size_t gpu) const
{
    expects(!time.empty() && !power.empty(), "PowerTrace: no samples");
    const std::vector<double>& samples = power[gpu % power.size()];
    if (time.size() < 2) return samples.at(0);
    double energy = 0;
    for (std::size_t i = 0; i < time.size(); ++i)
        energy += samples.at(i) * ((i + 1 < time.size() ? time[i + 1] : length()) - time[i]);
    return energy / length();
}

double PowerTrace::nextEdge(double at) const
{
    expects(!time.empty(), "PowerTrace: no samples");
    if (time.size() < 2) return infinity;
    if (at < 0) return 0;
    const Place here = place(at);
    return here.start + (here.sample + 1 < time.size() ? time[here.sample + 1] : length());
}

} // namespace coldloop::workload
