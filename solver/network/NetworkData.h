// What the parts of the network solver share: the model as added, and small questions about it. Not for other folders.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/network/Network.h"

#include <cmath>
#include <memory>
#include <vector>

namespace coldloop::network {

struct Model {
    std::vector<Loop> loops;
    std::vector<Node> nodes;
    std::vector<Branch> branches;
    std::vector<ExchangerLink> links;
    std::vector<BranchLoss> losses;

    FluidState fluid(const Branch& branch, const std::vector<double>& temperature) const;
    double nodeMass(const Node& node) const;
};

// Throws InputError with every structural fault found.
void checkStructure(const Model& model);

// Flows below these are rest: [kg/s], and as a share of the largest flow in the loop.
constexpr double restFlow = 1e-12, restFlowShare = 1e-12;
std::vector<double> largestFlowOfLoops(const Model& model, const std::vector<double>& massFlow);

class HydraulicSolver;
class ThermalSolver;

struct Network::Data {
    Model model;
    std::unique_ptr<HydraulicSolver> hydraulics; // made at the first solve, kept while the topology stays
    std::unique_ptr<ThermalSolver> temperatures;
};

} // namespace coldloop::network
