// Asks the 3-D solver for the GPU plate: samples for the reduced model, and the field of one plate at its own conditions.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/facility/Outcome.h"
#include "solver/facility/Parameters.h"
#include "solver/reduced/PlateModel.h"

#include <functional>
#include <memory>

namespace coldloop::facility {

// What the 3-D solves said of themselves.
struct PlateAudit {
    std::vector<ConvergenceRecord> records;
    double energyImbalance = 0, massImbalance = 0; // largest
};

class PlateSampling {
public:
    // `factory` makes the 3-D solver; it is not called before the first solve.
    PlateSampling(const Parameters& parameters, cht::SolverFactory factory);

    // Solves the slice at every sample flow and temperature, at TDP or what raises the coolant by 25 K, whichever is less. progress(done, of) is called before each solve.
    std::shared_ptr<const reduced::PlateModel> sample(const std::function<void(int, int)>& progress);

    // The slice at a plate's own volume flow [m^3/s], inlet temperature [K] and power [W].
    cht::PlateSolution solve(double volumeFlow, double inlet, double power, const std::string& what);

    // The mesh of the slice, after a solve.
    const meshes::PolyMesh& mesh() const { return solver_->mesh(); }

    const PlateAudit& audit() const { return audit_; }
    // What the sample solves said, for checkpoints: numbers only, their names follow from the samples' order.
    std::vector<double> packAudit() const;
    void restoreAudit(const std::vector<double>& packed, const std::vector<reduced::PlateSample>& samples);

private:
    const Parameters& parameters_;
    cht::SolverFactory factory_;
    std::unique_ptr<cht::ConjugateSolver> solver_;
    PlateAudit audit_;
    std::size_t sampleRecords_ = 0; // of the audit's records, those of samples
};

// Sample tables for checkpoints, so that a resumed run need not solve them again.
std::vector<double> pack(const std::vector<reduced::PlateSample>& samples);
std::vector<reduced::PlateSample> unpackSamples(const std::vector<double>& packed);

} // namespace coldloop::facility
