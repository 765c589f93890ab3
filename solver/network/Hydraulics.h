// Steady flow of a network by Newton's method on its pressures (global gradient method).
//
//     momentum of branch b:  r_b = p_from - p_to - L_b(m_b) = 0
//     mass at node i:        F_i = sum_in m - sum_out m - demand = 0
//     dm_b = g_b (r_b + dp_from - dp_to),  g_b = 1 / L_b'(m_b);  put into dF = -F: a symmetric positive system for dp
//
// Every step after the first keeps mass at every node, so the only question is how far to go: the losses are gradients
// of a convex content sum_b int L_b dm, whose slope along the step gives the line search. Fixed flows enter F, fixed
// pressures have dp = 0. Converged: |r| <= 1e-12 of the loop's largest loss, |F| <= 1e-12 of its
// largest flow (or rounding).
// Source: E. Todini, S. Pilati, A gradient algorithm for the analysis of pipe networks (1988); C. Cherry, W. Millar,
// Phil. Mag. 42 (1951) 1150 (content). Tested in tests/unit/network, tests/verification/network.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/network/NetworkData.h"
#include "solver/network/SparseSystem.h"

namespace coldloop::network {

class HydraulicSolver {
public:
    explicit HydraulicSolver(const Model& model);
    HydraulicState solve(const std::vector<double>& temperature, const HydraulicState* guess);
    bool fits(const Model& model) const { return nodes_ == model.nodes.size() && branches_ == model.branches.size(); }

private:
    struct Residual {
        double relative = 0, mass = 0; // largest of both kinds, and of mass alone
        bool ofBranch = false;
        int index = 0;       // the worst branch or node
        double absolute = 0; // [Pa] or [kg/s]
    };
    void start(const std::vector<double>& temperature, const HydraulicState* guess);
    void evaluateLosses(const std::vector<double>& massFlow);
    void evaluateMass();
    void setScales();
    Residual residual();
    void setLeastSlope();
    void step();
    double contentSlope() const;
    void shorten(double slopeAtZero);
    std::string describe(const Residual& residual) const;
    HydraulicState result(const Residual& residual, double initial, int iterations) const;

    const Model& model_;
    std::size_t nodes_, branches_;
    SparseSystem system_;
    struct Positions {
        int fromFrom, toTo, fromTo, toFrom;
    };
    std::vector<Positions> positions_;
    std::vector<int> diagonal_;
    std::vector<bool> closedReference_; // a node of fixed pressure whose mass balance must hold too
    std::vector<FluidState> fluid_;
    std::vector<double> pressure_, massFlow_, change_, trial_;
    std::vector<double> loss_, slope_, size_;                 // of branches: sum, derivative, sum of magnitudes
    std::vector<double> missing_;                             // F of nodes
    std::vector<double> lossScale_, flowScale_, largestFlow_; // of loops
    std::vector<double> rightHandSide_, pressureChange_;
    double leastSlope_ = 0;
};

} // namespace coldloop::network
