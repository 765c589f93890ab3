// What the chips are asked to do over time.
//
// Synthetic: phases are work. A synchronous job repeats compute (lasting longer at lower clocks: duration / clock of
// the slowest GPU) and communication (wall time), with a checkpoint at fixed intervals of job progress.
// Imported: power per GPU over wall time (read by solver/case/NvidiaSmi.h), leakage contained.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace coldloop::workload {

enum class Phase { compute, communication, checkpoint };

struct TrainingParameters {
    double period = 0;             // [s] of one iteration at full clock
    double computeShare = 0;       // of the period
    double computePower = 0;       // of TDP in compute phases
    double communicationPower = 0; // of TDP in communication phases
    double checkpointDuration = 0; // [s] wall time, chips idle
    double checkpointInterval = 0; // [s] of job time at full clock between checkpoints (0: none)
};

// Where the job is. Plain data: it goes into checkpoints.
struct JobState {
    Phase phase = Phase::compute;
    double done = 0;            // [s] of the phase's full-clock duration already done
    double sinceCheckpoint = 0; // [s] full-clock time since the last checkpoint ended
    double wallTime = 0;        // [s]
    double fullClockTime = 0;   // [s] that the same progress takes at full clock
    bool stopped = false;       // a GPU of the job was shut down
    double stoppedAt = 0;       // [s] wall time
};

// Requested power of the phase as a share of TDP (checkpoint: 0, i.e. idle).
double requestedShare(const TrainingParameters& training, Phase phase);

// Time-mean of the requested share over one checkpoint cycle at full clock (checkpoint counted with idleShare).
double meanShare(const TrainingParameters& training, double idleShare);

// Wall time [s] until the phase ends when the slowest GPU runs at `clock` (fraction, > 0); infinity when stopped.
double timeToPhaseEnd(const TrainingParameters& training, const JobState& job, double clock);

// The job after `dt` [s] of wall time at `clock` of the slowest GPU; dt must not pass the end of the phase by more than
// rounding (Bug); at the end the next phase begins. A checkpoint waits for the end of its iteration. A stopped job only
// grows older.
JobState advanced(const TrainingParameters& training, const JobState& job, double dt, double clock);

// wallTime / fullClockTime - 1.
double slowdown(const JobState& job);

// The same over a whole checkpoint cycle when the slowest GPU always runs at `clock` (fraction, > 0).
double steadySlowdown(const TrainingParameters& training, double clock);

// Power of GPUs over wall time: piecewise constant, sample i holds from time[i] to time[i+1], the last one as long as
// the one before it; then the trace repeats from its start. A single sample holds for ever.
struct PowerTrace {
    std::string source;                                 // file, for messages
    std::vector<double> time;                           // [s], increasing from 0
    std::vector<std::vector<double>> power;             // [gpu][sample] [W]
    double powerAt(std::size_t gpu, double time) const; // gpu modulo the number of GPUs in the trace
    double meanPower(std::size_t gpu) const;            // time-weighted
    double nextEdge(double time) const; // the next instant at which a sample begins [s], > time; infinity if none
    double length() const;              // [s] after which it repeats; infinity for a single sample

private:
    struct Place {
        double start;       // of the present repetition [s]
        std::size_t sample; // that holds
    };
    Place place(double time) const;
};

} // namespace coldloop::workload
