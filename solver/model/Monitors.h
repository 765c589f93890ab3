// The numbers that a run follows, evaluated on the present solution.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/model/Model.h"

#include <optional>
#include <string>
#include <vector>

namespace coldloop::model {

class Monitors {
public:
    // `symmetryFactor` makes heat and mass flow those of the whole device.
    Monitors(std::vector<Monitor> monitors, double symmetryFactor);

    std::vector<Quantity> columns() const; // names and units
    // One value a monitor, the same on all ranks; called by all.
    std::vector<double> evaluate(const cht::ConjugateSolver& solver, const cht::Solution& solution);
    // Which monitor ends the run at these values, and why ("monitor 'die': 358.2 K is above 358.15 K"); compares with
    // the values of the call before.
    std::optional<std::string> reached(const std::vector<double>& values);
    void restart(); // a new mesh: probes are looked up again, nothing has come before
    bool empty() const { return monitors_.empty(); }

private:
    struct Place { // of a probe's cell
        bool here = false;
        std::size_t cell = 0;
    };
    Place find(const Monitor& monitor, const cht::CellField& cells) const;
    double probe(const Monitor& monitor, const Place& place, const cht::CellField& cells) const;

    std::vector<Monitor> monitors_;
    double factor_;
    std::vector<Place> places_;
    std::vector<double> former_;
};

} // namespace coldloop::model
