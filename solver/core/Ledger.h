// Every joule is booked: one line per joint of the chain and step, each term from its own flux.
//
//     residual = sum(in) - sum(out) - stored,   imbalance = |residual| / max(IT power, 1 % of rated IT power)
//
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace coldloop {

struct LedgerTerm {
    std::string name; // "TCS pump heat"
    double heatRate;  // [W], positive into the joint; stored heat and heat leaving are negative
};

struct LedgerJoint {
    std::string name; // "tcs"
    std::vector<LedgerTerm> terms;
    double residual() const; // [W], the sum of all terms
};

class Ledger {
public:
    // ratedItPower [W] > 0 sets the floor of the denominator.
    explicit Ledger(double ratedItPower) : ratedItPower_(ratedItPower) {}

    // Books one step. itPower [W] is this step's. Keeps the joints for printing and the largest imbalance so far.
    void book(double time, double itPower, std::vector<LedgerJoint> joints);

    double imbalanceRelative() const { return worst_; }           // largest over steps and joints
    const std::string& worstJoint() const { return worstJoint_; } // where it was
    double worstTime() const { return worstTime_; }               // [s]
    const std::vector<LedgerJoint>& last() const { return last_; }
    void restore(double worst, const std::string& joint, double time); // from a checkpoint

private:
    double ratedItPower_;
    double worst_ = 0, worstTime_ = 0;
    std::string worstJoint_;
    std::vector<LedgerJoint> last_;
};

} // namespace coldloop
