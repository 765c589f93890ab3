// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/app/ModelObserver.h"

#include "solver/app/FieldPieces.h"
#include "solver/app/Interrupt.h"
#include "solver/core/Error.h"
#include "solver/core/Property.h"
#include "solver/core/Ranks.h"

#include <fmt/format.h>

#include <cmath>
#include <system_error>

namespace coldloop::app {

namespace fs = std::filesystem;

ModelObserver::ModelObserver(Console& console, const results::RunDirectory* directory, fs::path path,
                             const model::Model& model, std::string hash)
    : console_(console), directory_(directory), path_(std::move(path)), model_(model), hash_(std::move(hash)),
      phases_(console)
{
}

void ModelObserver::phase(const std::string& name) { phases_.begin(name); }

void ModelObserver::warn(const Flag& flag)
{
    console_.line(fmt::format("warning: {}: {}", flag.component, flag.message));
}

void ModelObserver::progress(const cht::Progress& progress, const std::vector<double>& monitors)
{
    std::string text = fmt::format("{}: {} {}", phases_.present(), progress.equation, progress.iteration);
    if (progress.time > 0) text += fmt::format(", t = {:.4g} s", progress.time);
    if (!std::isnan(progress.residual)) text += fmt::format(", residual {:.1e}", progress.residual);
    for (std::size_t i = 0; i < monitors.size(); ++i)
        text += fmt::format(", {} {:.6g}", model_.monitors[i].name, monitors[i]);
    console_.progress(text);
}

bool ModelObserver::stopRequested() { return interrupted(); }

fs::path ModelObserver::fieldsFolder() const { return path_ / "checkpoint" / "fields"; }

std::string ModelObserver::fieldName(std::size_t number) const
{
    const bool several = model_.transient && model_.transient->writeInterval;
    return several ? fmt::format("model_{:04}.hdf", number) : "model.hdf";
}

void ModelObserver::field(const meshes::PolyMesh& mesh, const cht::Solution& solution)
{
    bool turbulent = ranks::any(!solution.cells.eddyViscosity.empty());
    std::error_code error;
    ranks::onFirst([&] {
        fs::create_directories(fieldsFolder(), error);
        if (error)
            throw EnvironmentError(fmt::format("cannot write '{}': {}. Give another folder with -o.",
                                               fieldsFolder().string(), error.message()));
    });
    results::writeField(fieldsFolder() / fieldName(fieldTimes_.size()), "model",
                        pieceOf(mesh, solution.cells, solution.time, turbulent));
    fieldTimes_.push_back(solution.time);
}

void ModelObserver::checkpoint(Archive archive)
{
    ranks::onFirst([&] {
        archive["fields/times"] = fieldTimes_;
        directory_->writeCheckpoint(archive, hash_);
    });
}

void ModelObserver::resumeFrom(const Archive& archive)
{
    ranks::onFirst([&] {
        const auto times = archive.find("fields/times");
        if (times == archive.end()) return;
        for (std::size_t i = 0; i < times->second.size(); ++i)
            if (const fs::path file = fieldsFolder() / fieldName(i); !fs::exists(file))
                throw InputError(fmt::format(
                    "--resume: the field '{}' of the stopped run is not there. Put it back, or run without --resume",
                    file.string()));
        fieldTimes_ = times->second;
    });
    ranks::share(fieldTimes_); // all ranks name the next file
}

void ModelObserver::publishFields() const
{
    if (fieldTimes_.empty()) return;
    const fs::path folder = directory_->partial() / "fields";
    std::error_code error;
    fs::create_directories(folder, error);
    std::vector<std::pair<std::string, double>> files;
    for (std::size_t i = 0; i < fieldTimes_.size() && !error; ++i) {
        files.emplace_back(fieldName(i), fieldTimes_[i]);
        fs::rename(fieldsFolder() / fieldName(i), folder / fieldName(i), error);
    }
    if (error)
        throw EnvironmentError(
            fmt::format("cannot write '{}': {}. Give another folder with -o.", folder.string(), error.message()));
    results::writeSeries(folder / "model.hdf.series", files);
}

} // namespace coldloop::app
