// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/app/RunObserver.h"

#include "solver/app/Interrupt.h"
#include "solver/app/Tables.h"
#include "solver/facility/Rack.h"

#include <fmt/format.h>

namespace coldloop::app {

RunObserver::RunObserver(Console& console, const results::RunDirectory& directory, const case_file::LoadedCase& loaded)
    : console_(console), directory_(directory), loaded_(loaded), history_(facility::chipPlaces(loaded.parameters.rack)),
      phases_(console)
{
}

void RunObserver::phase(const std::string& name) { phases_.begin(name); }

void RunObserver::progress(double done, double of, const std::string& what)
{
    console_.progress(
        fmt::format("{}: {:.0f} of {:.0f} {} done{}", phases_.present(), done, of, what, timeLeft(done / of)));
}

void RunObserver::steadySolved(const facility::Snapshot& shot)
{
    phases_.end();
    console_.line("");
    console_.line("Steady state at TDP:");
    console_.line(chainTable(shot));
    console_.line("Heat ledger [kW]:");
    console_.line(ledgerTable(shot.ledger));
}

void RunObserver::recordInstant(const facility::Snapshot& shot)
{
    history_.append(shot);
    const double duration = loaded_.parameters.transient->duration;
    console_.progress(
        fmt::format("transient: t = {:.0f} of {:.0f} s, hottest GPU {:.1f} degC, {:.0f} throttled, residual {:.1e} K{}",
                    shot.time, duration, facility::total(shot, "max_junction_temperature") - zeroCelsius,
                    facility::total(shot, "throttled_chips"), shot.couplingResidual,
                    timeLeft((shot.time - resumedAt_) / (duration - resumedAt_))));
}

bool RunObserver::stopRequested() { return interrupted(); }

void RunObserver::checkpoint(Archive archive, const std::vector<facility::HotspotRow>& hotspots)
{
    history_.save(archive);
    directory_.writeCheckpoint(archive, loaded_.hash);
    results::writeHotspots(directory_.path() / "checkpoint" / "hotspots.csv", hotspots); // for `coldloop hotspots`
}

void RunObserver::resumeFrom(const Archive& archive)
{
    history_.restore(archive);
    resumedAt_ = archive.at("system/control").at(0);
}

std::string RunObserver::timeLeft(double share) const
{
    if (share <= 0.02) return "";
    return fmt::format(", {:.0f} s left", phases_.seconds() * (1 / share - 1));
}

} // namespace coldloop::app
