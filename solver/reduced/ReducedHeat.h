// A few states instead of a full thermal model, on one basis for all flows:
//
//     dx/dt = -A(Q) (x - e Tin) + B p,     y = H x + D(Q) p
//
// A = V^T K V, B = V^T b, H = S V with the columns of V orthonormal in C; V e = 1, so that a warmer inlet shifts everything
// by as much. D is what the states leave out of the steady response G: D = G - H A^-1 B, in effect at once. Between flows A
// and D are interpolated linearly, beyond them held. Where the symmetric part of A is positive at the flows it is so between
// them, and no pole is unstable.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/reduced/FullModel.h"

#include <Eigen/Core>

namespace coldloop::reduced {

// At one flow.
struct HeatMatrices {
    Eigen::MatrixXd a;           // states x states [1/s]
    Eigen::MatrixXd feedthrough; // D, sensors x sources [K/W]
};

class ReducedHeat {
public:
    struct Parts {
        std::vector<double> flows;        // rising [m^3/s]
        std::vector<HeatMatrices> atFlow; // of each
        Eigen::MatrixXd input;            // B, states x sources
        Eigen::MatrixXd output;           // H, sensors x states
        Eigen::VectorXd ones;             // e
        std::vector<std::string> sourceNames, sensorNames;
    };
    // Throws Bug where shapes do not fit together, SolveError where a pole at one of the flows is not stable.
    explicit ReducedHeat(Parts parts);

    const Parts& parts() const { return parts_; }
    int states() const { return static_cast<int>(parts_.ones.size()); }
    bool inRange(double flow) const { return flow >= parts_.flows.front() && flow <= parts_.flows.back(); }
    HeatMatrices at(double flow) const; // [m^3/s]; held beyond the range

    // (states) after a long time; (sensors) at a state. power [W] of sources, inlet [K].
    Eigen::VectorXd steady(double flow, const Eigen::VectorXd& power, double inlet) const;
    Eigen::VectorXd sensors(const Eigen::VectorXd& state, double flow, const Eigen::VectorXd& power) const;
    // The state a time later with flow, powers and inlet held: exact, by the exponential of A. dt [s].
    Eigen::VectorXd advanced(const Eigen::VectorXd& state, double flow, const Eigen::VectorXd& power, double inlet,
                             double dt) const;
    double slowestRate(double flow) const; // least real part of a pole of A [1/s]: positive where stable

private:
    Parts parts_;
};

// Reduces by projection on `states` fields: the uniform one and the strongest directions, in the norm of C, of the responses of every
// source at every flow and every rate [1/s] and of the steady ones. At least 2 states. Throws InputError where a response is not finite.
ReducedHeat reduce(const FullModel& full, const std::vector<double>& rates, int states);

} // namespace coldloop::reduced
