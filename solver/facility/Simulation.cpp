// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/Simulation.h"

#include "solver/core/Error.h"
#include "solver/facility/Causes.h"
#include "solver/facility/Feasibility.h"
#include "solver/facility/Layout.h"
#include "solver/facility/PlateFlow.h"
#include "solver/facility/PlateSampling.h"
#include "solver/facility/Records.h"
#include "solver/facility/System.h"
#include "solver/facility/Zoom.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coldloop::facility {

using workload::ChipKind;

namespace {

// One run from plate to outcome; holds what its phases share.
class Run {
public:
    Run(const Parameters& parameters, const cht::SolverFactory& factory, const SimulationOptions& options,
        Observer& observer)
        : p_(parameters), options_(options), observer_(observer), sampling_(parameters, factory),
          records_(chipPlaces(parameters.rack)), ledger_(parameters.racks * parameters.rack.ratedPower)
    {
    }

    SimulationResult solve()
    {
        requireFlowForHeat(p_);
        samplePlate();
        solveSteady();
        zoom();
        SimulationResult result;
        result.complete = !p_.transient || runTransient();
        findCauses();
        fillOutcome();
        result.outcome = std::move(outcome_);
        return result;
    }

private:
    void samplePlate()
    {
        observer_.phase("GPU cold plate in 3-D");
        if (options_.resume) {
            const auto samples = unpackSamples(options_.resume->at("plate/samples"));
            sampling_.restoreAudit(options_.resume->at("plate/audit"), samples);
            plate_ = std::make_shared<const reduced::PlateModel>(samples);
            return;
        }
        plate_ = sampling_.sample([&](int done, int of) {
            observer_.progress(done, of, "slice solves");
            if (observer_.stopRequested())
                throw Stopped("stopped before the transient began: nothing to resume, run it again.");
        });
    }

    void solveSteady()
    {
        observer_.phase("steady state at TDP");
        System system(p_, plate_, p_.restrictions);
        steady_ = system.solveSteady({});
        book(steady_);
        records_.steady(steady_);
        records_.note(system.flags(), "");
        records_.note({{"GPU cold plate",
                        "all of a GPU's power enters through its dies, none through memory or board: conservative"}},
                      "");
        outcome_.convergence.push_back(
            {"steady coupling [K]", system.couplingIterations(), system.firstResidual(), system.couplingResidual()});
        const auto network = [&](const char* name, const network::NewtonRecord& record) {
            outcome_.convergence.push_back({name, record.iterations, record.initialResidual, record.finalResidual});
        };
        network("network hydraulics, steady", system.hydraulicRecord());
        network("network temperatures, steady", system.thermalRecord());
        describePlateFlow(system);
        setpoint_ = system.effectiveSetpoint();
        observer_.steadySolved(steady_);
    }

    // Where the pressure goes in the tray of the hottest GPU: fins, plenums and ports, quick disconnects.
    void describePlateFlow(const System& system)
    {
        worst_ = hottestGpu(steady_);
        finDrop_ = finPressureDrops(p_, system);
        const double share = p_.rack.gpuPlate.plenumShare;
        add("worst_plate_fin_pressure_drop", finDrop_[worst_], "Pa");
        add("worst_plate_plenum_pressure_drop", finDrop_[worst_] * share / (1 - share), "Pa");
        add("worst_tray_quick_disconnect_pressure_drop", quickDisconnectDrop(p_, system, worst_), "Pa");
    }

    int hottestGpu(const Snapshot& shot) const
    {
        int hottest = -1;
        for (const ChipPlace& place : chipPlaces(p_.rack))
            if (place.kind == ChipKind::gpu &&
                (hottest < 0 || shot.chips[place.number].junction > shot.chips[hottest].junction))
                hottest = place.number;
        return hottest;
    }

    // The plates that the user names or that are worst, again in 3-D.
    void zoom()
    {
        const std::vector<ChipPlace> places = chipPlaces(p_.rack);
        for (const int chip : p_.zoom.chips)
            if (!(steady_.chips[chip].power > 0))
                records_.note(
                    {{chipName(places[chip]), "is shut down and gives no heat: its plate was not solved in 3-D"}}, "");
        const std::vector<int> chosen = zoomedChips(p_.zoom, places, steady_.chips);
        if (chosen.empty()) return;
        observer_.phase("plates again in 3-D");
        for (const int number : chosen) {
            if (observer_.stopRequested())
                throw Stopped(options_.resume
                                  ? "stopped before the transient went on: --resume starts where it did now."
                                  : "stopped before the transient began: nothing to resume, run it again.");
            observer_.progress(double(outcome_.zoomed.size()), double(chosen.size()), "plates");
            const ChipSample& chip = steady_.chips[number];
            ZoomedField zoomed =
                zoomPlate(sampling_, *plate_,
                          {places[number], chip.volumeFlow, chip.inlet, chip.power, chip.junction, finDrop_[number]},
                          energyLimit, massLimit);
            if (number == worst_) describeWorst(zoomed.plate);
            outcome_.zoomed.push_back(zoomed.plate);
            outcome_.fields.push_back(std::move(zoomed.field));
        }
    }

    void describeWorst(const ZoomedPlate& plate)
    {
        add("worst_plate_resistance_3d", plate.resistance3d, "K/W");
        add("worst_plate_resistance_reduced", plate.resistanceReduced, "K/W");
        add("worst_plate_resistance_difference", plate.resistanceDifference(), "1");
        add("worst_plate_junction_3d", plate.junction3d, "K");
        add("worst_plate_junction", plate.junction, "K"); // in the rack, with the plate's own resistance
        add("worst_plate_flow", plate.volumeFlow, "m3/s");
        add("worst_plate_fin_pressure_drop_3d", plate.finPressureDrop3d, "Pa");
        add("worst_plate_fin_pressure_drop_difference", plate.pressureDropDifference(), "1");
    }

    // True when the transient reached its end.
    bool runTransient()
    {
        observer_.phase("transient");
        const TransientParameters& transient = *p_.transient;
        System system(p_, plate_, p_.restrictions);
        double nextCheckpoint = transient.checkpointInterval;
        if (options_.resume) {
            system.restore(*options_.resume);
            records_.restore(*options_.resume);
            const auto& ledger = options_.resume->at("ledger");
            if (ledger.at(0) > ledger_.imbalanceRelative())
                ledger_.restore(ledger.at(0), "an earlier step", ledger.at(1));
            nextCheckpoint += system.time();
        } else {
            SteadyOptions mean;
            mean.request.gpuShare = system.bank().meanShares();
            mean.request.traced = p_.workload.imported.has_value();
            Snapshot start = system.solveSteady(mean);
            system.startTransient();
            for (ChipSample& chip : start.chips) chip.throttledTime = chip.lostWork = 0;
            observer_.recordInstant(start);
        }
        // The last step is shorter where the step does not divide the duration.
        const long steps = std::lround(std::ceil(transient.duration / transient.step - 1e-9));
        long step = std::lround(system.time() / transient.step);
        for (; step < steps; ++step) {
            const double dt = std::min((step + 1) * transient.step, transient.duration) - system.time();
            last_ = system.step(dt);
            book(last_);
            records_.note(system.flags(), fmt::format("from t = {:.0f} s: ", system.time()));
            records_.instant(last_, dt);
            observer_.recordInstant(last_);
            const bool reached = options_.until && system.time() >= *options_.until - 1e-9;
            const bool stop = step + 1 < steps && (reached || observer_.stopRequested());
            if (stop || (step + 1 < steps && system.time() >= nextCheckpoint - 1e-9)) {
                observer_.checkpoint(archive(system), openHotspots());
                nextCheckpoint = system.time() + transient.checkpointInterval;
            }
            if (stop) break;
        }
        job_ = system.chips().job;
        return step >= steps;
    }

    // Hottest so far; what makes a chip hot is asked only at the end.
    std::vector<HotspotRow> openHotspots() const
    {
        std::vector<HotspotRow> rows = records_.hotspots();
        for (HotspotRow& row : rows)
            if (row.margin < 0) row.cause.clear();
        return rows;
    }

    Archive archive(const System& system) const
    {
        Archive archive;
        archive["plate/samples"] = pack(plate_->samples());
        archive["plate/audit"] = sampling_.packAudit();
        archive["ledger"] = {ledger_.imbalanceRelative(), ledger_.worstTime()};
        system.save(archive);
        records_.save(archive);
        return archive;
    }

    void findCauses()
    {
        observer_.phase("causes of hot chips");
        causes_ = facility::findCauses(p_, plate_, records_.beyondLimit());
    }

    void book(const Snapshot& shot)
    {
        ledger_.book(shot.time, total(shot, "it_power"), shot.ledger);
        if (!(ledger_.imbalanceRelative() <= energyLimit) || !(shot.massImbalance <= massLimit))
            throw SolveError(
                fmt::format("balances do not close at t = {} s: energy {:.2e} (joint '{}'), mass {:.2e} relative.",
                            shot.time, ledger_.imbalanceRelative(), ledger_.worstJoint(), shot.massImbalance));
    }

    void add(const char* name, double value, const char* unit) { outcome_.quantities.push_back({name, value, unit}); }

    void fillOutcome()
    {
        const bool transient = p_.transient.has_value();
        outcome_.steady = steady_;
        outcome_.last = transient ? last_ : steady_;
        std::vector<Quantity> head;
        records_.addQuantities(head, outcome_.last, transient);
        outcome_.quantities.insert(outcome_.quantities.begin(), head.begin(), head.end());
        for (const Quantity& quantity : steady_.totals)
            if (quantity.name != "job_full_clock_time" &&
                std::none_of(head.begin(), head.end(), [&](const Quantity& q) { return q.name == quantity.name; }))
                outcome_.quantities.push_back(quantity);
        addJob();
        add("tcs_supply_setpoint", setpoint_, "K");
        add("tcs_supply_temperature_from_ratings",
            p_.weather.wetBulb + p_.plant.tower.ratedApproach + p_.plant.isolatingApproach + p_.tcs.cdu.ratedApproach,
            "K");
        add("plate_loss_fit_error", plate_->lossFitError(), "1");
        add("network_energy_imbalance", ledger_.imbalanceRelative(), "1");
        add("plate_energy_imbalance", sampling_.audit().energyImbalance, "1");
        outcome_.energyImbalance = std::max(ledger_.imbalanceRelative(), sampling_.audit().energyImbalance);
        outcome_.massImbalance = std::max(records_.massImbalance(), sampling_.audit().massImbalance);
        outcome_.steadyLedger = steady_.ledger;
        const auto& records = sampling_.audit().records;
        outcome_.convergence.insert(outcome_.convergence.end(), records.begin(), records.end());
        outcome_.places = chipPlaces(p_.rack);
        outcome_.events = records_.events();
        outcome_.flags = records_.flags();
        outcome_.hotspots = records_.hotspots();
        for (HotspotRow& row : outcome_.hotspots)
            if (!causes_.empty()) row.cause = toString(causes_[row.place.number]);
        for (const reduced::PlateSample& s : plate_->samples())
            outcome_.plateCurve.push_back(
                {s.volumeFlow, s.inletTemperature, s.resistance, s.plateResistance, s.finPressureDrop});
        layOut(p_, outcome_.last, outcome_);
    }

    // Slowdown of the synchronous job: of the transient where there is one, else at the steady clocks.
    void addJob()
    {
        if (!p_.workload.training) return;
        const workload::TrainingParameters& training = *p_.workload.training;
        double slowest = 1;
        for (const ChipPlace& place : chipPlaces(p_.rack))
            if (place.kind == ChipKind::gpu) slowest = std::min(slowest, steady_.chips[place.number].clock);
        const double steady = slowest > 0 ? workload::steadySlowdown(training, slowest) : std::nan("");
        add("steady_job_slowdown", steady, "1");
        if (!p_.transient) {
            add("job_slowdown", steady, "1");
            if (slowest <= 0) outcome_.jobStoppedAt = 0;
            return;
        }
        add("job_full_clock_time", job_.fullClockTime, "s");
        add("job_slowdown", job_.stopped ? std::nan("") : workload::slowdown(job_), "1");
        if (job_.stopped) outcome_.jobStoppedAt = job_.stoppedAt;
    }

    const Parameters& p_;
    const SimulationOptions& options_;
    Observer& observer_;
    PlateSampling sampling_;
    std::shared_ptr<const reduced::PlateModel> plate_;
    Records records_;
    Ledger ledger_;
    Snapshot steady_, last_;
    int worst_ = 0;
    double setpoint_ = 0;
    std::vector<double> finDrop_; // of each chip's plate, as far as it is a GPU's [Pa]
    workload::JobState job_;
    std::vector<Cause> causes_;
    Outcome outcome_;
};

} // namespace

SimulationResult simulate(const Parameters& parameters, const cht::SolverFactory& factory,
                          const SimulationOptions& options, Observer& observer)
{
    return Run(parameters, factory, options, observer).solve();
}

} // namespace coldloop::facility
