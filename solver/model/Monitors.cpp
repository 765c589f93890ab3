// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/model/Monitors.h"

#include "solver/core/Ranks.h"
#include "solver/model/Surface.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace coldloop::model {

namespace {

const char* unitOf(Watched watched)
{
    switch (watched) {
    case Watched::pressure: return "Pa";
    case Watched::velocity: return "m/s";
    case Watched::heat: return "W";
    case Watched::massFlow: return "kg/s";
    case Watched::temperature:
    case Watched::minTemperature:
    case Watched::meanTemperature:
    case Watched::maxTemperature: break;
    }
    return "K";
}

double patchValue(const SurfaceSums& of, Watched watched, double factor)
{
    switch (watched) {
    case Watched::minTemperature: return of.minTemperature;
    case Watched::maxTemperature: return of.maxTemperature;
    case Watched::pressure: return of.meanPressure;
    case Watched::heat: return factor * of.heat;
    case Watched::massFlow: return factor * of.massFlow;
    case Watched::temperature:
    case Watched::velocity:
    case Watched::meanTemperature: break;
    }
    return of.flowTemperature; // of area where nothing flows through
}

double zoneValue(const cht::CellField& cells, const std::string& zone, Watched watched)
{
    const ZoneSums of = zoneSums(cells, zone);
    if (watched == Watched::minTemperature) return of.minTemperature;
    return watched == Watched::meanTemperature ? of.meanTemperature : of.maxTemperature;
}

} // namespace

Monitors::Monitors(std::vector<Monitor> monitors, double symmetryFactor)
    : monitors_(std::move(monitors)), factor_(symmetryFactor)
{
}

std::vector<Quantity> Monitors::columns() const
{
    std::vector<Quantity> columns;
    for (const Monitor& monitor : monitors_) columns.push_back({monitor.name, 0, unitOf(monitor.watched)});
    return columns;
}

void Monitors::restart()
{
    places_.clear();
    former_.clear();
}

Monitors::Place Monitors::find(const Monitor& monitor, const cht::CellField& cells) const
{
    Place place;
    double nearest = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < cells.centre.size(); ++i) {
        double away = 0;
        for (int d = 0; d < 3; ++d) away += std::pow(cells.centre[i][d] - monitor.at[d], 2);
        if (away >= nearest) continue;
        nearest = away;
        place.cell = i;
    }
    const bool candidate = !cells.centre.empty() && nearest == ranks::smallest(nearest);
    // of two equally near cells that of the lowest rank
    place.here = candidate;
    const double lowest = ranks::smallest(candidate ? ranks::number() : ranks::count());
    place.here = candidate && lowest == ranks::number();
    return place;
}

double Monitors::probe(const Monitor& monitor, const Place& place, const cht::CellField& cells) const
{
    double value = 0;
    if (place.here) {
        const auto& u = cells.velocity[place.cell];
        if (monitor.watched == Watched::pressure)
            value = cells.pressure[place.cell];
        else if (monitor.watched == Watched::velocity)
            value = std::sqrt(u[0] * u[0] + u[1] * u[1] + u[2] * u[2]);
        else
            value = cells.temperature[place.cell];
    }
    return ranks::sum(value);
}

std::vector<double> Monitors::evaluate(const cht::ConjugateSolver& solver, const cht::Solution& solution)
{
    if (places_.empty())
        for (const Monitor& monitor : monitors_)
            places_.push_back(monitor.kind == MonitorKind::probe ? find(monitor, solution.cells) : Place{});
    std::vector<double> values;
    for (std::size_t i = 0; i < monitors_.size(); ++i) {
        const Monitor& monitor = monitors_[i];
        if (monitor.kind == MonitorKind::probe)
            values.push_back(probe(monitor, places_[i], solution.cells));
        else if (monitor.kind == MonitorKind::patch)
            values.push_back(patchValue(surfaceSums(solver.patch(monitor.of)), monitor.watched, factor_));
        else
            values.push_back(zoneValue(solution.cells, monitor.of, monitor.watched));
    }
    return values;
}

std::optional<std::string> Monitors::reached(const std::vector<double>& values)
{
    const std::vector<double> before = std::move(former_);
    former_ = values;
    for (std::size_t i = 0; i < monitors_.size(); ++i) {
        const Monitor& monitor = monitors_[i];
        const char* const unit = unitOf(monitor.watched);
        const auto passed = [&](const char* word, double limit) {
            return fmt::format("monitor '{}': {:.6g} {} is {} {:.6g} {}", monitor.name, values[i], unit, word, limit,
                               unit);
        };
        if (monitor.stopAbove && values[i] > *monitor.stopAbove) return passed("above", *monitor.stopAbove);
        if (monitor.stopBelow && values[i] < *monitor.stopBelow) return passed("below", *monitor.stopBelow);
        if (monitor.stopSettled && !before.empty() && std::abs(values[i] - before[i]) < *monitor.stopSettled)
            return fmt::format("monitor '{}': {:.6g} {} changed by less than {:.3g} {}", monitor.name, values[i], unit,
                               *monitor.stopSettled, unit);
    }
    return {};
}

} // namespace coldloop::model
