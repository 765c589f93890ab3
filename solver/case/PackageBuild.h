// A chip package of the catalogue to a 3-D model: what its builders share.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/Plates.h"
#include "solver/case/BuildModel.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace coldloop::case_file {

struct PackageBuild {
    ModelBuild& build;
    const Record& section; // [package]
    const Record& plate;   // [cold-plate]
    const Record& chip;    // of the catalogue
    const Record& entry;   // its package
    meshes::Package geometry{};
    meshes::Slab base{};                    // of the cold plate; of no thickness where there is none
    std::optional<meshes::Plate> flow{};    // the plate with its coolant, where the recipe has one
    std::vector<meshes::Tile> timPatches{}; // of tim1-map, each a zone of its own above the interface
    std::vector<double> timResistances{};   // of each [m^2 K/W]
    std::vector<double> diePowers{};        // of each die [W]
    std::vector<double> stackPowers{};
    double power = 0; // of all [W]

    // An error at a key of a catalogue entry.
    void fail(const Record& record, const std::string& key, const std::string& message) const;
    // Notes the placeholders of those keys of the record.
    void depends(const Record& record, const std::vector<std::string>& keys) const;
    // What the first interface joins the dies to: "lid", else "plate", else nothing ("").
    std::string above() const;
    bool hasZone(const std::string& name) const; // of the case itself
};

using meshes::plateZone;
inline const char* const topPatch = "top";     // where the coolant is
inline const char* const boardPatch = "board"; // under the substrate

// A list of x, y, length, width for each name; an error where it has another number of values.
std::vector<meshes::Tile> readTiles(const PackageBuild& package, const std::string& key,
                                    const std::vector<std::string>& names);

void buildPackageGeometry(PackageBuild& package);
void buildPackageMesh(const PackageBuild& package);    // throws InputError
void buildPackagePlate(PackageBuild& package);         // reads and checks the plate with its coolant
void buildPackageCoolant(const PackageBuild& package); // zones and boundaries of what cools
void buildPackageTimMap(PackageBuild& package);        // reads and checks tim1-map
void buildPackagePowers(PackageBuild& package);        // the powers, their maps, the board path
void buildPackageInterfaces(PackageBuild& package);    // bumps and interface materials

} // namespace coldloop::case_file
