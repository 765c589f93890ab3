// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Ledger.h"

#include <algorithm>
#include <cmath>

namespace coldloop {

double LedgerJoint::residual() const
{
    double sum = 0;
    for (const LedgerTerm& term : terms) sum += term.heatRate;
    return sum;
}

void Ledger::book(double time, double itPower, std::vector<LedgerJoint> joints)
{
    const double scale = std::max(itPower, 0.01 * ratedItPower_);
    for (const LedgerJoint& joint : joints) {
        const double imbalance = std::abs(joint.residual()) / scale;
        if (!(imbalance <= worst_) && !std::isnan(worst_)) { // not a number is worst of all, and stays
            worst_ = imbalance;
            worstJoint_ = joint.name;
            worstTime_ = time;
        }
    }
    last_ = std::move(joints);
}

void Ledger::restore(double worst, const std::string& joint, double time)
{
    worst_ = worst;
    worstJoint_ = joint;
    worstTime_ = time;
}

} // namespace coldloop
