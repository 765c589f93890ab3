// The coupled chain: chips, loops, exchangers, plant, controls. Solves it steady, or advances it by one step.
//
// Strong coupling: hydraulics, chip heats (linearised about their inlet temperatures), tower and chillers, and one
// thermal solve over all loops are repeated until the coolant temperatures that the chips saw are those that came out.
// A step is tried until it agrees and then committed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/facility/ChipBank.h"
#include "solver/facility/Loops.h"
#include "solver/facility/PlantSide.h"

#include <optional>

namespace coldloop::facility {

struct SteadyOptions {
    SteadyRequest request;
    std::optional<double> fixedSupply; // TCS supply prescribed [K], whatever plant and set point do
};

class System {
public:
    System(const Parameters& parameters, std::shared_ptr<const reduced::PlateModel> plate,
           const std::vector<Restriction>& restrictions);

    // Solves the steady state and makes it the present one (time 0). The CDU valve is set so that the TCS supply is at its
    // set point, or fully open where that is not reached. Throws SolveError when the coupling does not converge.
    Snapshot solveSteady(const SteadyOptions& options);

    // Advances by dt [s] from the present state. The chips' states, the job and the loops' temperatures carry on.
    Snapshot step(double dt);

    // Starts a transient: accumulators (throttled time, lost work) and the job at zero, the temperatures as they are.
    void startTransient();

    void save(Archive& archive) const; // names start with "system/"
    void restore(const Archive& archive);

    double time() const { return time_; }
    const ChipBank& bank() const { return bank_; }
    const Loops& loops() const { return loops_; }
    const network::HydraulicState& flow() const { return flow_; }
    const std::vector<double>& temperature() const { return temperature_; }
    const BankState& chips() const { return chips_; }
    double effectiveSetpoint() const; // the set point, or dew point + margin where that is higher [K]
    double ratedItPower() const { return parameters_.racks * parameters_.rack.ratedPower; }
    std::vector<Flag> flags() const; // every limit exceeded and law out of range at the present state
    const network::NewtonRecord& hydraulicRecord() const { return flow_.newton; }
    const network::NewtonRecord& thermalRecord() const { return thermal_.newton; }
    int couplingIterations() const { return couplingIterations_; }
    double couplingResidual() const { return couplingResidual_; }
    double firstResidual() const { return firstResidual_; }

private:
    struct Pumps { // electric power, all into the coolant [W]
        double tcs = 0, fws = 0, condenser = 0;
    };
    struct Heats { // what the chips gave in the last evaluation, whichever way
        std::vector<ChipHeat> chip;
        double stored = 0;
    };

    void solveFlow();
    std::vector<PlateInflow> inflows(const std::vector<ChipHeat>& heat) const;
    std::vector<network::BranchHeat> branchHeats(const Heats& heats, const std::vector<PlateInflow>& inflow);
    double solveLoops(const Heats& heats, const std::vector<PlateInflow>& inflow, const std::vector<double>& old,
                      double dt);
    void couple(const SteadyOptions& options);
    void placeValve(const SteadyOptions& options);
    void controlValve(double dt);
    void checkCoolant() const;
    Pumps pumps() const;
    double airHeat() const { return parameters_.racks * parameters_.rack.airHeat; }
    double otherHeat() const; // of all compute trays besides chips [W]
    Snapshot snapshot(const Heats& heats) const;
    std::vector<LedgerJoint> ledger(const Heats& heats) const;
    std::vector<Quantity> totals(const Heats& heats) const;
    double itPower(const Heats& heats) const;
    void flagTrays(std::vector<Flag>& flags) const;
    void describeChips(Snapshot& shot, const Heats& heats) const;

    const Parameters& parameters_;
    ChipBank bank_;
    Loops loops_;
    BankState chips_;
    std::vector<double> temperature_; // of nodes [K]
    network::HydraulicState flow_;
    network::ThermalState thermal_;
    PlantSide plant_;
    Heats heats_;
    std::vector<PlateInflow> inflow_;
    std::vector<ChipStep> sums_; // of the last step, for peaks and clocks
    std::vector<double> throttledTime_, lostWork_;
    std::vector<double> steadyClock_, steadyPeak_;
    double time_ = 0, valveIntegral_ = 0;
    bool pumpAtLimit_ = false;
    int cycling_ = 0; // GPUs whose steady state alternates
    int couplingIterations_ = 0;
    double couplingResidual_ = 0, firstResidual_ = 0;
};

} // namespace coldloop::facility
