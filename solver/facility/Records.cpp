// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/Records.h"

#include "solver/core/Property.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::facility {

using workload::ChipKind;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
enum EventKind { throttles = 0, shutsDown = 1 };

const char* text(int kind) { return kind == throttles ? "begins to throttle" : "shuts down"; }

} // namespace

Records::Records(std::vector<ChipPlace> places)
    : places_(std::move(places)), worst_(places_.size()), steadyMargin_(infinity), transientMargin_(infinity)
{
}

std::string Records::where(int chip) const
{
    return fmt::format("{} {}", workload::toString(places_[chip].kind), chipName(places_[chip]));
}

void Records::remember(const Snapshot& shot)
{
    for (std::size_t i = 0; i < places_.size(); ++i) {
        const ChipSample& chip = shot.chips[i];
        Worst& worst = worst_[i];
        if (chip.junctionPeak > worst.junction) {
            worst.junction = chip.junctionPeak;
            worst.power = chip.power;
            worst.volumeFlow = chip.volumeFlow;
            worst.inlet = chip.inlet;
        }
        worst.throttledTime = chip.throttledTime;
        worst.throttled = worst.throttled || chip.throttled;
    }
    massImbalance_ = std::max(massImbalance_, shot.massImbalance);
}

namespace {
// Hottest GPU and least margin at an instant.
void extremes(const std::vector<ChipPlace>& places, const Snapshot& shot, double& hottest, double& margin)
{
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (places[i].kind == ChipKind::gpu) hottest = std::max(hottest, shot.chips[i].junctionPeak);
        if (!std::isnan(places[i].maxOperating))
            margin = std::min(margin, places[i].maxOperating - shot.chips[i].junctionPeak);
    }
}
} // namespace

void Records::steady(const Snapshot& shot)
{
    remember(shot);
    for (std::size_t i = 0; i < places_.size(); ++i) {
        worst_[i].throttledAtTdp = shot.chips[i].throttled;
        if (shot.chips[i].shutdown)
            events_.push_back({0, where(static_cast<int>(i)), "shuts down in the steady state at TDP"});
    }
    extremes(places_, shot, steadyHottest_, steadyMargin_);
}

void Records::noteEvents(const Snapshot& shot)
{
    for (std::size_t i = 0; i < places_.size(); ++i) {
        const ChipSample& chip = shot.chips[i];
        Worst& worst = worst_[i];
        const auto note = [&](int kind) {
            eventChip_.insert(eventChip_.end(), {shot.time, static_cast<double>(i), static_cast<double>(kind)});
            events_.push_back({shot.time, where(static_cast<int>(i)), text(kind)});
        };
        if (chip.shutdown && !worst.shutdown) note(shutsDown);
        // Only the first time: a pulsed load makes a chip throttle at every pulse.
        if (chip.throttled && !worst.throttling && !chip.shutdown) {
            note(throttles);
            worst.throttling = true;
        }
        worst.shutdown = worst.shutdown || chip.shutdown;
    }
}

void Records::instant(const Snapshot& shot, double dt)
{
    remember(shot);
    noteEvents(shot);
    extremes(places_, shot, transientHottest_, transientMargin_);
    time_ += dt;
    itEnergy_ += dt * total(shot, "it_power");
    coolingEnergy_ += dt * total(shot, "cooling_power");
    water_ += dt * total(shot, "water_use");
    couplingMost_ = std::max(couplingMost_, static_cast<double>(shot.couplingIterations));
    couplingWorst_ = std::max(couplingWorst_, shot.couplingResidual);
}

std::vector<HotspotRow> Records::hotspots() const
{
    std::vector<HotspotRow> rows;
    for (std::size_t i = 0; i < places_.size(); ++i) {
        const Worst& worst = worst_[i];
        rows.push_back({places_[i], worst.junction, places_[i].maxOperating - worst.junction, worst.power,
                        worst.volumeFlow, worst.inlet, worst.throttledTime, "none"});
    }
    std::stable_sort(rows.begin(), rows.end(), [](const HotspotRow& a, const HotspotRow& b) {
        const bool limitA = !std::isnan(a.margin), limitB = !std::isnan(b.margin);
        if (limitA != limitB) return limitA;
        return limitA ? a.margin < b.margin : a.junction > b.junction;
    });
    return rows;
}

std::vector<bool> Records::beyondLimit() const
{
    std::vector<bool> beyond;
    for (std::size_t i = 0; i < places_.size(); ++i) beyond.push_back(worst_[i].junction > places_[i].maxOperating);
    return beyond;
}

void Records::addQuantities(std::vector<Quantity>& quantities, const Snapshot& last, bool transient) const
{
    double gpus = 0, throttled = 0, atEnd = 0, shutdown = 0, atTdp = 0, inTransient = 0;
    for (std::size_t i = 0; i < places_.size(); ++i) {
        if (places_[i].kind != ChipKind::gpu) continue;
        ++gpus;
        throttled += worst_[i].throttled;
        atTdp += worst_[i].throttledAtTdp;
        inTransient += worst_[i].throttling || worst_[i].shutdown;
        atEnd += last.chips[i].throttled;
        shutdown += worst_[i].shutdown || last.chips[i].shutdown;
    }
    const auto add = [&](const char* name, double value, const char* unit) {
        quantities.push_back({name, value, unit});
    };
    add("chips", gpus, "1");
    add("max_junction_temperature", std::max(steadyHottest_, transientHottest_), "K");
    add("min_thermal_margin", std::min(steadyMargin_, transientMargin_), "K");
    add("steady_max_junction_temperature", steadyHottest_, "K");
    if (transient) add("transient_max_junction_temperature", transientHottest_, "K");
    add("throttled_chips", throttled, "1");
    add("steady_throttled_chips", atTdp, "1");
    if (transient) add("transient_throttled_chips", inTransient, "1");
    add("throttled_chips_at_end", atEnd, "1");
    add("shutdown_chips", shutdown, "1");
    if (!transient) return;
    add("transient_mean_it_power", itEnergy_ / time_, "W");
    add("transient_mean_pue", (itEnergy_ + coolingEnergy_) / itEnergy_, "1");
    add("transient_water", water_, "kg");
    add("transient_most_coupling_iterations", couplingMost_, "1");
    add("transient_worst_coupling_residual", couplingWorst_, "K");
}

namespace {

std::string withoutNumbers(std::string words)
{
    words.erase(std::remove_if(words.begin(), words.end(), [](unsigned char c) { return std::isdigit(c) || c == '.'; }),
                words.end());
    return words;
}

// Texts as numbers, for the archive: the characters of each, a 0 behind it.
void append(std::vector<double>& packed, const std::string& text)
{
    for (const char c : text) packed.push_back(static_cast<unsigned char>(c));
    packed.push_back(0);
}

std::vector<std::string> texts(const std::vector<double>& packed)
{
    std::vector<std::string> all(1);
    for (const double c : packed)
        if (c == 0)
            all.emplace_back();
        else
            all.back() += static_cast<char>(static_cast<unsigned char>(c));
    all.pop_back();
    return all;
}

} // namespace

void Records::note(const std::vector<Flag>& flags, const std::string& since)
{
    for (const Flag& flag : flags)
        if (noted_.insert(withoutNumbers(flag.component + ":" + flag.message)).second)
            flags_.push_back({flag.component, since + flag.message});
}

void Records::save(Archive& archive) const
{
    std::vector<double>& flags = archive["records/flags"];
    for (const Flag& flag : flags_) {
        append(flags, flag.component);
        append(flags, flag.message);
    }
    std::vector<double>& noted = archive["records/noted"];
    for (const std::string& words : noted_) append(noted, words);
    std::vector<double>& worst = archive["records/worst"];
    for (const Worst& w : worst_)
        worst.insert(worst.end(), {w.junction, w.power, w.volumeFlow, w.inlet, w.throttledTime, double(w.throttled),
                                   double(w.throttling), double(w.shutdown), double(w.throttledAtTdp)});
    archive["records/scalars"] = {steadyHottest_, transientHottest_, steadyMargin_,  transientMargin_,
                                  time_,          itEnergy_,         coolingEnergy_, water_,
                                  massImbalance_, couplingMost_,     couplingWorst_};
    archive["records/events"] = eventChip_;
}

void Records::restore(const Archive& archive)
{
    const std::vector<std::string> flags = texts(archive.at("records/flags"));
    flags_.clear();
    for (std::size_t i = 0; i + 1 < flags.size(); i += 2) flags_.push_back({flags[i], flags[i + 1]});
    for (const std::string& words : texts(archive.at("records/noted"))) noted_.insert(words);
    const std::vector<double>& w = archive.at("records/worst");
    for (std::size_t i = 0; i < worst_.size(); ++i) {
        const double* v = &w.at(9 * i);
        worst_[i] = {v[0], v[1], v[2], v[3], v[4], v[5] != 0, v[6] != 0, v[7] != 0, v[8] != 0};
    }
    const std::vector<double>& s = archive.at("records/scalars");
    steadyHottest_ = s.at(0), transientHottest_ = s.at(1), steadyMargin_ = s.at(2), transientMargin_ = s.at(3);
    time_ = s.at(4), itEnergy_ = s.at(5), coolingEnergy_ = s.at(6), water_ = s.at(7), massImbalance_ = s.at(8);
    couplingMost_ = s.at(9), couplingWorst_ = s.at(10);
    eventChip_ = archive.at("records/events");
    for (std::size_t i = 0; i + 2 < eventChip_.size(); i += 3)
        events_.push_back({eventChip_[i], where(int(eventChip_[i + 1])), text(int(eventChip_[i + 2]))});
}

} // namespace coldloop::facility
