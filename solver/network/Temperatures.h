// Temperatures of a network at given flows: Newton on the enthalpy balance of every node.
//
//     R_i = sum_in [ m (h(T_up) - h(T_i)) + q_b ] - M_i (h(T_i) - h(T_i,old)) / dt - C_i (T_i - T_i,old) / dt = 0
//
// with the node's mass balance taken out, so that demands and rounding of the flow make no heat. Branch heats q_b
// (sources, losses, exchangers) depend on inlet temperatures only; exchangers put the inlets of both sides into one
// matrix, across loops. The heats that are returned are those of the last residual. Converged: |R| <= 1e-12 of the
// loop's largest heat flow (or rounding of its enthalpy flow). A stagnant branch loses no heat to its surroundings.
// Tested in tests/unit/network, tests/verification/network.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/network/NetworkData.h"
#include "solver/network/SparseSystem.h"

namespace coldloop::network {

class ThermalSolver {
public:
    explicit ThermalSolver(const Model& model);
    ThermalState solve(const HydraulicState& flow, const std::vector<BranchHeat>& heats, const std::vector<double>& old,
                       double dt);
    bool fits(const Model& model) const
    {
        return nodes_ == model.nodes.size() && branches_ == model.branches.size() && links_ == model.links.size() &&
               losses_ == model.losses.size();
    }

private:
    struct Residual {
        double relative = 0, absolute = 0; // absolute in [W]
        int node = 0;
    };
    void start(const HydraulicState& flow, const std::vector<double>& old, double dt);
    void setFlow(const HydraulicState& flow);
    void requireInletTemperatures() const;
    void findHeldNodes(const std::vector<BranchHeat>& heats);
    void requireAnchors(const std::vector<BranchHeat>& heats) const;
    void evaluate(const std::vector<BranchHeat>& heats);
    void evaluateSources(const std::vector<BranchHeat>& heats);
    void evaluateExchangers();
    Residual residual();
    void step();
    ThermalState result(const Residual& residual, double initial, int iterations) const;

    const Model& model_;
    std::size_t nodes_, branches_, links_, losses_;
    SparseSystem system_;
    struct BranchPositions {
        int upDown[2]; // (down row, up column) for flow from -> to and to -> from
    };
    struct LinkPositions {
        int row1[2][2], row2[2][2]; // [reversed 1][reversed 2]: (down 1, up 2) and (down 2, up 1)
    };
    std::vector<BranchPositions> branchPositions_;
    std::vector<LinkPositions> linkPositions_;
    std::vector<int> diagonal_;

    std::vector<double> flow_;         // |m|, 0 where at rest
    std::vector<int> reversed_, held_; // of branches; of nodes: keeps its temperature
    std::vector<NodeId> up_, down_;
    std::vector<double> largestFlow_; // of loops
    std::vector<double> ua_;          // of links, at these flows
    std::vector<double> temperature_, old_, oldEnthalpy_;
    std::vector<double> enthalpy_, specificHeat_;
    std::vector<double> massRate_, wallRate_; // M/dt [kg/s], C/dt [W/K]
    std::vector<double> heat_, heatByInlet_;  // of branches
    struct LinkHeat {
        double heat, byInlet1, byInlet2;
    };
    std::vector<LinkHeat> linkHeat_;
    std::vector<double> stored_, balance_, throughput_, loopScale_, rightHandSide_, change_;
};

} // namespace coldloop::network
