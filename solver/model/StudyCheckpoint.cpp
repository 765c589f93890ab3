// What a run keeps to go on from, and the fields of a solve that failed.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Error.h"
#include "solver/core/Ranks.h"
#include "solver/model/StudyRun.h"

#include <fmt/format.h>

namespace coldloop::model {

// False where the solver has no state to keep.
bool StudyRun::keepState()
{
    if (!solver_) return false;
    Archive archive;
    const cht::State state = solver_->state();
    bool any = !state.temperature.empty();
    ranks::share(any);
    if (!any) return false;
    if (ranks::first()) {
        pack(state, archive);
        packRun(archive);
    }
    observer_.checkpoint(std::move(archive));
    return true;
}

// The fields of a solve that failed, from the first rank, which holds its state.
void StudyRun::showState()
{
    const cht::State state = solver_->state();
    solver_.reset();
    meshes::PolyMesh mesh;
    ranks::onFirst([&] { mesh = makeMesh(); });
    const cht::Solution shown = solutionOf(state, mesh, zoneNames_);
    observer_.field(mesh, shown);
}

void StudyRun::keepLevels()
{
    Archive archive;
    if (ranks::first()) {
        packRun(archive);
        archive["model/level"] = {double(level_ + 1)};
    }
    observer_.checkpoint(std::move(archive));
}

void StudyRun::packRun(Archive& archive) const
{
    archive["model/level"] = {double(level_)};
    archive["model/levels"] = {double(options_.levels)};
    archive["model/in time"] = {transientUnderWay_ ? 1.0 : 0.0};
    archive["model/cells"] = {sizes_.cells};
    archive["model/steps"] = {};
    for (const auto& [equation, count] : steps_) archive["model/steps/" + equation] = {double(count)};
    levels_.save(archive);
    record_.save(archive);
}

void StudyRun::resume()
{
    double level = 1, levels = 1, inTime = 0, hasState = 0;
    ranks::onFirst([&] {
        const Archive& archive = *options_.archive;
        level = archive.at("model/level").at(0);
        levels = archive.at("model/levels").at(0);
        inTime = archive.at("model/in time").at(0);
        hasState = archive.count("state/temperature");
        lastTime_ = hasState != 0 ? archive.at("state/time").at(0) : 0;
        record_.restore(archive);
    });
    for (double* value : {&level, &levels, &inTime, &hasState, &lastTime_}) ranks::share(*value);
    if (int(levels) != options_.levels)
        throw InputError(
            fmt::format("--resume: the checkpoint is of a run with --mesh-levels {}. Give the same, or run "
                        "without --resume",
                        int(levels)));
    startLevel_ = level_ = int(level);
    transientUnderWay_ = inTime != 0;
    restoring_ = hasState != 0;
    if (!ranks::first()) return; // levels and counts are kept by the first rank, which writes them
    levels_.restore(*options_.archive, startLevel_ - 1);
    const std::string steps = "model/steps/";
    for (const auto& [key, value] : *options_.archive)
        if (key.compare(0, steps.size(), steps) == 0) steps_[key.substr(steps.size())] = int(value.at(0));
}

} // namespace coldloop::model
