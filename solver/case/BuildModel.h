// The records of a 3-D model's case to the structs of the physics.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/case/Build.h"
#include "solver/case/ModelRecords.h"
#include "solver/model/Model.h"

#include <filesystem>
#include <map>
#include <string>

namespace coldloop::case_file {

// What the builders share.
struct ModelBuild {
    const ModelRecords& records;
    Library& library;
    Errors& errors;
    std::filesystem::path folder; // of the case
    model::Model model{};
    std::map<std::string, std::string> files{}; // "power-maps.1.file" -> absolute path
    std::vector<Placeholder> placeholders{};

    // The file of a record's key, absolute: relative to the case's folder, of --set also to the present one. An error
    // where it does not exist. `prefix` as in `files`.
    std::filesystem::path file(const Record& record, const std::string& key, const std::string& prefix);
    // Adds an error at the key's place: "<full key> = <value> <message>".
    void fail(const Record& record, const std::string& key, const std::string& message) const;
    // Of the keys `times` and `factors`: straight lines between the points, level beyond them. None where not given.
    std::function<double(double)> schedule(const Record& record) const;
    // How many of the keys are given.
    static int given(const Record& record, const std::vector<std::string>& keys);
};

// Of an entry of the solids, without the zone's name; its placeholders are noted, those of storage in transients only.
cht::ZoneMaterial solidMaterial(ModelBuild& build, const Record& entry);
// The same of an entry of the coolants; its properties follow the temperature.
cht::ZoneMaterial coolantMaterial(ModelBuild& build, const Record& entry);

// The rows of a floorplan, the CSV that the record's key `file` names; faults are added at that key.
std::vector<cht::PowerRectangle> readPowerRectangles(ModelBuild& build, const Record& record,
                                                     const std::filesystem::path& file);

void buildMesh(ModelBuild& build);
void buildZones(ModelBuild& build);
void buildBoundaries(ModelBuild& build);
void buildPhysics(ModelBuild& build); // what holds for all, contacts, power maps
void buildPackage(ModelBuild& build); // [package]: after what the case says itself, which goes before
void buildControl(ModelBuild& build); // time, numerics, monitors, output

} // namespace coldloop::case_file
