// What a run remembers beside its history: the worst instant of each chip, first throttlings, time means.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/facility/Outcome.h"

#include <set>

namespace coldloop::facility {

class Records {
public:
    explicit Records(std::vector<ChipPlace> places);

    void steady(const Snapshot& shot);             // the steady state at TDP
    void instant(const Snapshot& shot, double dt); // a step of the transient that ended here

    // Chips by margin, least first; those without limit last, hottest first. Cause "none" in each.
    std::vector<HotspotRow> hotspots() const;
    std::vector<bool> beyondLimit() const; // hotter than its maximum operating temperature at any time
    // Maxima of the run, of the steady state and of the transient apart, counts of GPUs, time means.
    void addQuantities(std::vector<Quantity>& quantities, const Snapshot& last, bool transient) const;
    const std::vector<Event>& events() const { return events_; }

    // Keeps a flag the first time that it is seen, `since` before its words; the same words with other numbers are the
    // same flag.
    void note(const std::vector<Flag>& flags, const std::string& since);
    const std::vector<Flag>& flags() const { return flags_; }
    double massImbalance() const { return massImbalance_; }

    void save(Archive& archive) const; // names start with "records/"
    void restore(const Archive& archive);

private:
    struct Worst {
        double junction = 0, power = 0, volumeFlow = 0, inlet = 0, throttledTime = 0;
        bool throttled = false, throttling = false, shutdown = false, throttledAtTdp = false;
    };
    void remember(const Snapshot& shot);
    void noteEvents(const Snapshot& shot);
    std::string where(int chip) const;

    std::vector<ChipPlace> places_;
    std::vector<Worst> worst_;
    double steadyHottest_ = 0, transientHottest_ = 0;
    double steadyMargin_, transientMargin_;
    double time_ = 0, itEnergy_ = 0, coolingEnergy_ = 0, water_ = 0;
    double massImbalance_ = 0;
    double couplingMost_ = 0, couplingWorst_ = 0;
    std::vector<Event> events_;
    std::vector<double> eventChip_; // for the archive: time, chip, kind
    std::vector<Flag> flags_;
    std::set<std::string> noted_; // their words without numbers
};

} // namespace coldloop::facility
