// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/workload/Trace.h"
#include "solver/core/Error.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace coldloop;
using namespace coldloop::workload;

namespace {

TrainingParameters training()
{
    TrainingParameters p;
    p.period = 3;
    p.computeShare = 0.7;
    p.computePower = 0.95;
    p.communicationPower = 0.35;
    p.checkpointDuration = 30;
    p.checkpointInterval = 300;
    return p;
}

// Runs the job for `wall` seconds at constant clock, in steps of at most 1 s; returns the time-mean share requested.
double run(const TrainingParameters& p, JobState& job, double wall, double clock, double idleShare)
{
    double integral = 0;
    const double end = job.wallTime + wall;
    for (int guard = 0; job.wallTime < end - 1e-9; ++guard) {
        REQUIRE(guard < 100000);
        const double dt = std::min({1.0, end - job.wallTime, timeToPhaseEnd(p, job, clock)});
        const double share = requestedShare(p, job.phase);
        integral += dt * (share > 0 ? share : idleShare);
        job = advanced(p, job, dt, clock);
    }
    return integral / wall;
}

PowerTrace trace()
{
    PowerTrace t;
    t.time = {0, 0.25, 0.75};
    t.power = {{100, 200, 300}, {700, 700, 400}};
    return t;
}

} // namespace

TEST_CASE("phases alternate and last as long as their work takes", "[job]")
{
    const TrainingParameters p = training();
    JobState job;
    CHECK(timeToPhaseEnd(p, job, 1) == Approx(2.1));
    CHECK(timeToPhaseEnd(p, job, 0.5) == Approx(4.2));
    job = advanced(p, job, 2.1, 0.5);
    CHECK(job.phase == Phase::compute);
    CHECK(job.done == Approx(1.05));
    job = advanced(p, job, 2.1, 0.5);
    CHECK(job.phase == Phase::communication);
    CHECK(job.done == 0);
    CHECK(timeToPhaseEnd(p, job, 0.5) == Approx(0.9)); // communication takes wall time
    job = advanced(p, job, 0.9, 0.5);
    CHECK(job.phase == Phase::compute);
    CHECK(job.wallTime == Approx(5.1));
    CHECK(job.fullClockTime == Approx(3).epsilon(1e-14));
    CHECK(slowdown(job) == Approx(0.7));
    CHECK(timeToPhaseEnd(p, job, 0) == std::numeric_limits<double>::infinity());
}

TEST_CASE("at full clock a job is not slowed and its mean share is the closed form", "[job]")
{
    const TrainingParameters p = training();
    JobState job;
    const double idle = 0.12;
    const double mean = run(p, job, 10 * 330, 1, idle);
    CHECK(slowdown(job) == Approx(0).margin(1e-12));
    // (300 s at 0.7 x 0.95 + 0.3 x 0.35 = 0.77, 30 s at 0.12) / 330 s
    CHECK(meanShare(p, idle) == Approx((300 * 0.77 + 30 * idle) / 330).epsilon(1e-14));
    CHECK(mean == Approx(meanShare(p, idle)).epsilon(1e-9));
    CHECK(job.phase == Phase::compute);
    CHECK(job.sinceCheckpoint == Approx(0).margin(1e-6));
}

TEST_CASE("a clock cut stretches computing only", "[job]")
{
    const TrainingParameters p = training();
    JobState job;
    // One cycle at clock 0.8: 100 (2.1 / 0.8 + 0.9) + 30 = 382.5 s of wall time for 330 s of full-clock time.
    run(p, job, 382.5, 0.8, 0.12);
    CHECK(job.fullClockTime == Approx(330).epsilon(1e-10));
    CHECK(slowdown(job) == Approx(382.5 / 330 - 1).epsilon(1e-9));
}

TEST_CASE("a checkpoint waits for the end of its iteration", "[job]")
{
    TrainingParameters p = training();
    p.checkpointInterval = 4; // not a multiple of 3: after 6 s
    p.checkpointDuration = 2;
    JobState job;
    run(p, job, 6, 1, 0);
    CHECK(job.phase == Phase::checkpoint);
    CHECK(requestedShare(p, job.phase) == 0);
    run(p, job, 2, 1, 0);
    CHECK(job.phase == Phase::compute);
    CHECK(job.fullClockTime == Approx(8));
    CHECK(meanShare(p, 0) == Approx(6 * 0.77 / 8));
}

TEST_CASE("a job of one phase only runs", "[job]")
{
    TrainingParameters p = training();
    p.computeShare = 1;
    p.checkpointInterval = 0;
    JobState job;
    run(p, job, 30, 0.5, 0);
    CHECK(slowdown(job) == Approx(1));
    CHECK(meanShare(p, 0.1) == Approx(0.95));
    p.computeShare = 0;
    job = JobState{};
    job.phase = Phase::communication;
    run(p, job, 30, 0.5, 0);
    CHECK(slowdown(job) == Approx(0).margin(1e-12));
}

TEST_CASE("a stopped job only grows older", "[job]")
{
    const TrainingParameters p = training();
    JobState job;
    run(p, job, 10, 1, 0);
    job.stopped = true;
    job.stoppedAt = 10;
    CHECK(timeToPhaseEnd(p, job, 1) == std::numeric_limits<double>::infinity());
    const JobState later = advanced(p, job, 5, 1);
    CHECK(later.wallTime == Approx(15));
    CHECK(later.fullClockTime == job.fullClockTime);
}

TEST_CASE("a step across the end of a phase is a bug", "[job]")
{
    CHECK_THROWS_AS(advanced(training(), JobState{}, 2.2, 1), Bug);
    CHECK_THROWS_WITH(advanced(training(), JobState{}, 2.2, 1), Catch::Contains("passes the end of the phase"));
}

TEST_CASE("an imported trace is constant between samples and repeats", "[trace]")
{
    const PowerTrace t = trace();
    CHECK(t.length() == 1.25);
    CHECK(t.powerAt(0, -1) == 100);
    CHECK(t.powerAt(0, 0.2499) == 100);
    CHECK(t.powerAt(0, 0.25) == 200);
    CHECK(t.powerAt(0, 1.2) == 300);
    CHECK(t.powerAt(0, 1.25) == 100);
    CHECK(t.powerAt(1, 1000 * 1.25 + 0.8) == 400);
    CHECK(t.powerAt(2, 0.3) == 200); // GPU 2 reads the column of GPU 0
    CHECK(t.meanPower(0) == Approx((100 * 0.25 + 200 * 0.5 + 300 * 0.5) / 1.25));
    CHECK(t.meanPower(1) == Approx((700 * 0.75 + 400 * 0.5) / 1.25));
}

TEST_CASE("edges of a trace are visited once each, also where times round", "[trace]")
{
    PowerTrace t = trace();
    t.time = {0, 0.1, 0.3}; // not exact in binary
    double at = 0, energy = 0;
    const int cycles = 1000;
    for (int i = 0; i < 3 * cycles; ++i) {
        const double next = t.nextEdge(at);
        REQUIRE(next > at + 0.05);
        energy += t.powerAt(0, at) * (next - at);
        at = next;
    }
    CHECK(at == Approx(cycles * t.length()).epsilon(1e-12));
    CHECK(energy / at == Approx(t.meanPower(0)).epsilon(1e-10));
    CHECK(t.nextEdge(-1) == 0);
    CHECK(t.nextEdge(0.05) == 0.1);
}

TEST_CASE("one sample holds for ever", "[trace]")
{
    PowerTrace t;
    t.time = {0};
    t.power = {{350}};
    CHECK(t.powerAt(7, 1e6) == 350);
    CHECK(t.meanPower(0) == 350);
    CHECK(t.nextEdge(5) == std::numeric_limits<double>::infinity());
    CHECK_THROWS_AS(PowerTrace{}.powerAt(0, 0), Bug);
}
