// The coupled system: balances, set points, trim chiller, checkpoints, the governor under a hot supply.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/facility/System.h"
#include "solver/core/Property.h"
#include "tests/verification/chain/ChainFixture.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace coldloop;
using namespace coldloop::facility;

namespace {

double imbalance(const Snapshot& shot)
{
    double worst = 0;
    for (const LedgerJoint& joint : shot.ledger) worst = std::max(worst, std::abs(joint.residual()));
    return worst / total(shot, "it_power");
}

bool flagged(const System& system, const std::string& component, const std::string& text)
{
    for (const Flag& flag : system.flags())
        if (flag.component == component && flag.message.find(text) != std::string::npos) return true;
    return false;
}

} // namespace

TEST_CASE("every joint closes, steady and in each step of a transient")
{
    const Parameters p = test::parametersOf(GENERATE("gb200-nvl72", "gb200-nvl72-starved"));
    System system(p, test::plateModel(), p.restrictions);
    CHECK(imbalance(system.solveSteady({})) < 1e-6);
    SteadyOptions mean;
    mean.request.gpuShare = system.bank().meanShares();
    system.solveSteady(mean);
    system.startTransient();
    for (int i = 0; i < 20; ++i) {
        const Snapshot shot = system.step(1);
        CHECK(imbalance(shot) < 1e-6);
        CHECK(shot.massImbalance < 1e-9);
    }
}

TEST_CASE("a transient at constant load stays where the steady state is")
{
    Parameters p = test::parametersOf("gb200-nvl72");
    p.workload.training->computeShare = 1;
    p.workload.training->computePower = 1;
    p.workload.training->checkpointInterval = 0;
    System system(p, test::plateModel(), {});
    const Snapshot steady = system.solveSteady({});
    system.startTransient();
    Snapshot last;
    for (int i = 0; i < 30; ++i) last = system.step(1);
    for (std::size_t i = 0; i < last.chips.size(); ++i)
        CHECK(std::abs(last.chips[i].junction - steady.chips[i].junction) < 1e-4);
    CHECK(total(last, "tcs_supply_temperature") == Approx(total(steady, "tcs_supply_temperature")).margin(1e-4));
}

TEST_CASE("a set point that the plant can reach is held, one that it cannot floats and is flagged")
{
    const Parameters reached = test::parametersOf("gb200-nvl72", {"tcs.supply-setpoint=40 degC"});
    System holds(reached, test::plateModel(), {});
    const Snapshot at = holds.solveSteady({});
    CHECK(total(at, "tcs_supply_temperature") == Approx(zeroCelsius + 40).margin(1e-3));
    CHECK(total(at, "cdu_valve_opening") < 1);

    const Parameters unmet = test::parametersOf("gb200-nvl72");
    System floats(unmet, test::plateModel(), {});
    const Snapshot shot = floats.solveSteady({});
    CHECK(total(shot, "tcs_supply_temperature") > zeroCelsius + 30);
    CHECK(total(shot, "cdu_valve_opening") == 1);
    CHECK(flagged(floats, "TCS supply", "set point 30.0 degC is not met"));
    CHECK(flagged(floats, "tower", "wet bulb 26.8 degC"));
}

TEST_CASE("the supply is kept above the room's dew point")
{
    const Parameters p = test::parametersOf("gb200-nvl72", {"tcs.supply-setpoint=20 degC", "room.dew-point=35 degC"});
    System system(p, test::plateModel(), {});
    CHECK(system.effectiveSetpoint() == Approx(zeroCelsius + 38));
    CHECK(total(system.solveSteady({}), "tcs_supply_temperature") == Approx(zeroCelsius + 38).margin(1e-3));
}

TEST_CASE("a trim chiller brings the facility water to its set point and its heat to the atmosphere")
{
    const Parameters p = test::parametersOf("gb200-nvl72", {"plant.trim=true", "plant.trim-setpoint=25 degC"});
    System system(p, test::plateModel(), {});
    const Snapshot shot = system.solveSteady({});
    CHECK(total(shot, "fws_supply_temperature") == Approx(zeroCelsius + 25).margin(1e-6));
    CHECK(total(shot, "trim_chiller_power") > 10e3);
    CHECK(imbalance(shot) < 1e-6);
    CHECK(flagged(system, "trim chiller", "beyond its curves"));
}

TEST_CASE("a step goes on from a checkpoint exactly as without")
{
    const Parameters p = test::parametersOf("gb200-nvl72-starved");
    System one(p, test::plateModel(), p.restrictions), other(p, test::plateModel(), p.restrictions);
    SteadyOptions mean;
    mean.request.gpuShare = one.bank().meanShares();
    one.solveSteady(mean);
    one.startTransient();
    for (int i = 0; i < 7; ++i) one.step(1);
    Archive archive;
    one.save(archive);
    other.restore(archive);
    Snapshot a, b;
    for (int i = 0; i < 7; ++i) {
        a = one.step(1);
        b = other.step(1);
    }
    for (std::size_t i = 0; i < a.chips.size(); ++i) CHECK(a.chips[i].junction == b.chips[i].junction);
    for (std::size_t i = 0; i < a.totals.size(); ++i) CHECK(a.totals[i].value == b.totals[i].value);
}

TEST_CASE("a supply far too warm shuts GPUs down and stops the job")
{
    Parameters p = test::parametersOf("gb200-nvl72", {"tcs.supply-setpoint=82 degC"});
    System system(p, test::plateModel(), {});
    SteadyOptions idle;
    idle.request.gpuShare.assign(system.bank().count(), 0.13);
    system.solveSteady(idle);
    system.startTransient();
    for (int i = 0; i < 60 && !system.chips().job.stopped; ++i) system.step(1);
    CHECK(system.chips().job.stopped);
    CHECK(system.chips().job.stoppedAt > 0);
}

TEST_CASE("more flow than the pumps give is flagged, and the flow is what they give")
{
    const Parameters p = test::parametersOf("gb200-nvl72", {"racks.flow=220 L/min"});
    System system(p, test::plateModel(), {});
    const Snapshot shot = system.solveSteady({});
    CHECK(total(shot, "tcs_pump_speed") == 1);
    CHECK(total(shot, "tcs_mass_flow") < 8 * 220 / 6e4 * 1000);
    CHECK(flagged(system, "TCS pump", "full speed gives less than the 220.0 L/min per rack asked for"));
}

TEST_CASE("a recorded trace's power goes into the GPUs as it is, each from its own mean at the start")
{
    // A synthetic recording of two GPUs: one between 60 W, below the chip's idle power, and 900 W, the other level.
    Parameters p = test::parametersOf("gb200-nvl72");
    workload::PowerTrace trace;
    trace.source = "synthetic";
    trace.time = {0, 1, 2, 3};
    trace.power = {{60, 900, 60, 900}, {400, 400, 400, 400}};
    p.workload.training.reset();
    p.workload.imported = trace;
    System system(p, test::plateModel(), {});
    SteadyOptions mean;
    mean.request.gpuShare = system.bank().meanShares();
    mean.request.traced = true;
    const Snapshot start = system.solveSteady(mean);
    CHECK(total(start, "resolved_gpu_power") == Approx(36 * 480 + 36 * 400).epsilon(1e-9));
    CHECK(start.chips[0].power == Approx(480).epsilon(1e-9));
    CHECK(start.chips[1].power == Approx(400).epsilon(1e-9));
    system.startTransient();
    for (int i = 0; i < 8; ++i) {
        const Snapshot shot = system.step(1);
        CHECK(total(shot, "resolved_gpu_power") == Approx(36 * (i % 2 == 0 ? 60 : 900) + 36 * 400).epsilon(1e-9));
        CHECK(imbalance(shot) < 1e-6);
    }
}

TEST_CASE("a supply beyond the plate's samples is flagged, one within or a hair beyond is not")
{
    const auto said = [](const char* setpoint) {
        const Parameters p =
            test::parametersOf("gb200-nvl72", {std::string("tcs.supply-setpoint=") + setpoint, "racks.flow=130 L/min"});
        System system(p, test::plateModel(), {});
        system.solveSteady({});
        return flagged(system, "GPU cold plate", "outside the temperatures at which the plate was solved");
    };
    CHECK_FALSE(said("54 degC"));
    CHECK_FALSE(said("55.2 degC"));
    CHECK(said("57 degC"));
}
