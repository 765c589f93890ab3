// One step in time of many plates of a type, each with a flow, an inlet temperature and powers of its own.
//
//     x <- E(Q) x + F(Q) p + f(Q) Tin,     E = exp(-A dt),  F = (1 - E) A^-1 B,  f = (1 - E) e        (ReducedHeat.h)
//
// E, F and f are made once for a step dt, at nodes evenly apart in flow, and interpolated linearly between them; each E shrinks
// the state, so no interpolated one lets it grow. Flows beyond the range are held at its ends. Arrays are of single precision:
// 320 K are kept to 3e-5 K, and a million plates are read from memory at each step.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/reduced/ReducedHeat.h"

namespace coldloop::reduced {

// The values of `count` plates, plate after plate.
struct Fleet {
    std::size_t count = 0;
    const float* flow = nullptr;  // [m^3/s]
    const float* inlet = nullptr; // [K]
    const float* power = nullptr; // of each source [W]
    float* state = nullptr;       // of the model
};

class FleetStep {
public:
    static constexpr int maxRows = 16; // states, sensors
    // dt [s]; nodes at least 2. Throws Bug where the model has more than maxRows states or sensors.
    FleetStep(const ReducedHeat& plate, double dt, int nodes = 128);

    void advance(const Fleet& fleet) const;
    // The sensors of every plate [K], plate after plate.
    void sensors(const Fleet& fleet, float* temperatures) const;

private:
    int states_, sources_, sensors_, nodes_;
    float least_ = 0, perNode_ = 0; // flow of the first node [m^3/s], nodes per flow [s/m^3]
    // Node by node the columns of [E F f] and of [H D], each padded with zeros to a multiple of 8 numbers.
    std::vector<float> step_, output_;
};

} // namespace coldloop::reduced
