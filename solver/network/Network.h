// A thermal-hydraulic network: nodes (pressure, temperature), branches (mass flow), exchangers between branches.
//
// Mass:   sum of m into each node = 0            Momentum: p_from - p_to = sum of component losses of the branch
// Energy at node i, upwind and conservative:
//     M_i (h(T_i) - h(T_i,old)) / dt + C_i (T_i - T_i,old) / dt = sum_in [ m (h(T_up) - h(T_i)) + q_b ]
// q_b is the heat added along a branch (source, loss or exchanger), delivered at its downstream node. In a closed loop
// sum branchHeat + sum fixedHeat = sum stored, to rounding; demands and reservoirs carry enthalpy in and out besides.
//
// Hydraulics: Newton on the nodal matrix (global gradient method), PETSc; each loop has its own coolant and a pressure
// reference. Temperatures: one sparse system over all loops, PETSc.
// Errors: a structural fault (no pressure reference, isolated part, no flow with heat) names the component; SolveError
// when Newton does not converge names the worst branch or node and its residual.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/core/Placeholder.h"
#include "solver/materials/Coolant.h"
#include "solver/network/Component.h"
#include "solver/network/Exchanger.h"

#include <memory>
#include <string>
#include <vector>

namespace coldloop::network {

using NodeId = int;
using BranchId = int;

struct Node {
    std::string name;
    int loop = 0;            // index of the loop (coolant circuit) that the node belongs to
    double volume = 0;       // coolant held [m^3]
    double wallCapacity = 0; // metal that follows the coolant [J/K]
    bool fixedPressure = false;
    double pressure = 0;           // [Pa gauge], given where fixedPressure
    double demand = 0;             // mass flow taken out [kg/s] (an open network); 0 in closed loops
    bool fixedTemperature = false; // an inlet of an open network, or a prescribed supply
    double temperature = 0;        // [K], given where fixedTemperature
};

struct Branch {
    std::string name;
    NodeId from = 0, to = 0;
    std::vector<std::shared_ptr<Component>> components; // in series
    bool fixedFlow = false; // massFlow is given; the pressure it needs is a result (requiredRise)
    double massFlow = 0;    // [kg/s], given where fixedFlow, otherwise the start value (0: a guess is made)
};

struct Loop {
    std::string name;
    std::shared_ptr<const materials::Coolant> coolant;
};

// Heat into a branch linearised about its inlet temperature: q = heat + slope (Tin - inletTemperature).
struct BranchHeat {
    double heat = 0;             // [W], positive into the coolant
    double slope = 0;            // [W/K], normally <= 0
    double inletTemperature = 0; // [K] at which `heat` holds
};

// A branch whose outlet temperature is set by loss to surroundings: Tout = Ta + (Tin - Ta) exp(-UA / (m cp)).
struct BranchLoss {
    BranchId branch = 0;
    double ua = 0;      // [W/K]
    double ambient = 0; // [K]
};

struct ExchangerLink {
    ExchangerParameters parameters;
    BranchId side1 = 0, side2 = 0; // heat is positive from side 1 to side 2
};

struct NewtonRecord {
    int iterations = 0;
    double initialResidual = 0, finalResidual = 0; // relative
    std::string worst;                             // component with the largest final residual
};

struct HydraulicState {
    std::vector<double> pressure;     // of nodes [Pa]
    std::vector<double> massFlow;     // of branches [kg/s]
    std::vector<double> requiredRise; // of branches: p_to - p_from + losses [Pa] where fixedFlow, else 0
    double massImbalanceRelative = 0; // largest node |sum m| / largest branch flow of its loop
    NewtonRecord newton;
};

struct ThermalState {
    std::vector<double> temperature;   // of nodes [K]
    std::vector<double> branchHeat;    // into each branch's coolant [W]: sources, exchangers, losses
    std::vector<double> exchangerHeat; // of each link [W], from side 1 to side 2
    std::vector<double> stored;        // of nodes [W]: coolant and wall, (now - old) / dt
    std::vector<double> fixedHeat;     // of nodes [W]: heat into the coolant that holds a fixed temperature, else 0
    NewtonRecord newton;
};

class Network {
public:
    Network();
    ~Network();
    Network(Network&&) noexcept;
    Network& operator=(Network&&) noexcept;

    int addLoop(Loop loop);
    NodeId addNode(Node node);
    BranchId addBranch(Branch branch);
    int addExchanger(ExchangerLink link);
    int addLoss(BranchLoss loss);

    const std::vector<Loop>& loops() const;
    const std::vector<Node>& nodes() const;
    const std::vector<Branch>& branches() const;
    const std::vector<ExchangerLink>& exchangers() const;
    // Values may change between solves; the topology may not.
    Node& node(NodeId id);
    Branch& branch(BranchId id);

    // Names the component that makes the network unsolvable; throws InputError with all faults.
    void checkStructure() const;

    // Steady flow at the given node temperatures [K] (viscosity and density of a branch at the mean of its two end
    // temperatures). `guess` may be an earlier state. Newton to 1e-12 of the largest loss (or rounding).
    HydraulicState solveHydraulics(const std::vector<double>& temperature, const HydraulicState* guess = nullptr) const;

    // Temperatures at given flows. heats: one a branch. dt [s] > 0 with `old` temperatures: implicit Euler step;
    // dt = 0: steady, `old` is the first guess and may be empty. Newton on enthalpies to 1e-12 relative. A node without
    // flow and storage keeps its temperature.
    // Throws SolveError naming a node that has heat and no flow, or whose steady
    // temperature nothing determines; InputError where coolant enters the network at a temperature that is not fixed.
    ThermalState solveTemperatures(const HydraulicState& flow, const std::vector<BranchHeat>& heats,
                                   const std::vector<double>& old, double dt) const;

    // Upstream node of a branch at this flow, i.e. whose temperature is the branch's inlet temperature.
    NodeId upstream(BranchId branch, const HydraulicState& flow) const;
    NodeId downstream(BranchId branch, const HydraulicState& flow) const;
    // Outlet temperature of a branch before mixing [K].
    double outletTemperature(BranchId branch, const HydraulicState& flow, const ThermalState& state) const;
    // Mass of coolant in a node [kg] (constant: volume x density at 25 degC, the fill).
    double nodeMass(NodeId node) const;
    // Every statement about laws outside their range at this state.
    std::vector<Flag> flags(const HydraulicState& flow, const std::vector<double>& temperature) const;

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

} // namespace coldloop::network
