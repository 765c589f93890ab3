// Shows the run of a 3-D model on the console, writes its fields and checkpoints.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/app/Console.h"
#include "solver/app/Phases.h"
#include "solver/model/Study.h"
#include "solver/results/Fields.h"
#include "solver/results/Results.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace coldloop::app {

class ModelObserver : public model::Observer {
public:
    // `directory` is that of the first rank, null on the others; `path` is its path on all.
    ModelObserver(Console& console, const results::RunDirectory* directory, std::filesystem::path path,
                  const model::Model& model, std::string hash);

    void phase(const std::string& name) override;
    void warn(const Flag& flag) override;
    void progress(const cht::Progress& progress, const std::vector<double>& monitors) override;
    bool stopRequested() override;
    void field(const meshes::PolyMesh& mesh, const cht::Solution& solution) override;
    void checkpoint(Archive archive) override;
    void record(const model::Record& record) override { record_ = record; }

    void resumeFrom(const Archive& archive); // the fields that were written before; the archive is the first rank's
    // Moves the fields into DIR/.partial with their series. On the first rank.
    void publishFields() const;
    const std::optional<model::Record>& record() const { return record_; }
    Phases& phases() { return phases_; }
    const Phases& phases() const { return phases_; }

private:
    std::filesystem::path fieldsFolder() const; // below checkpoint, so that a stopped run keeps them
    std::string fieldName(std::size_t number) const;

    Console& console_;
    const results::RunDirectory* directory_;
    std::filesystem::path path_;
    const model::Model& model_;
    std::string hash_;
    Phases phases_;
    std::optional<model::Record> record_;
    std::vector<double> fieldTimes_; // [s]
};

} // namespace coldloop::app
