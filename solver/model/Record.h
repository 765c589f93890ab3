// What a run writes into history.csv: a row an iteration of an equation, or a step in time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/core/Quantity.h"

#include <limits>
#include <string>
#include <vector>

namespace coldloop::model {

struct RecordRow {
    int level = 1;                                              // of several meshes, from 1
    std::string equation;                                       // "flow", "energy", ...; "step" for a step in time
    int iteration = 0;                                          // of that equation; number of the step
    double time = 0;                                            // [s]
    double residual = std::numeric_limits<double>::quiet_NaN(); // relative
    std::vector<double> monitors;                               // empty, or one a monitor
};

class Record {
public:
    explicit Record(std::vector<Quantity> monitors) : monitors_(std::move(monitors)) {}
    void add(RecordRow row) { rows_.push_back(std::move(row)); }
    const std::vector<RecordRow>& rows() const { return rows_; }
    const std::vector<Quantity>& monitors() const { return monitors_; } // names and units
    void save(Archive& archive) const;                                  // names start with "history/"
    void restore(const Archive& archive);

private:
    std::vector<Quantity> monitors_;
    std::vector<RecordRow> rows_;
};

} // namespace coldloop::model
