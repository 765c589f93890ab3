// A 3-D model as regions of the stock solver, and what it cannot express.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/Measure.h"
#include "solver/cht/StockCase.h"

namespace coldloop::cht {

struct StockPatch {
    int patch = 0;          // of the mesh
    std::vector<int> faces; // those on the region, in the mesh's order, which splitMeshRegions keeps
};

struct StockInterface {
    int region = 0;        // on the other side
    double resistance = 0; // of a contact [m^2 K/W]
    std::vector<int> faces;
};

struct StockRegion {
    std::string name;
    ZoneMaterial material;
    std::vector<StockPatch> patches;
    std::vector<StockInterface> interfaces;
    double volume = 0; // [m^3]
};

struct StockModel {
    meshes::PolyMesh mesh; // its zones are the regions
    Physics physics;
    StockOptions options;
    meshes::Measures sizes;
    double maxAngle = 0; // non-orthogonality [deg]
    std::vector<StockRegion> regions;
    std::vector<Boundary> boundaries; // of patches
    double referenceTemperature = 0;  // an inlet's, else a fixed one, else the initial one [K]
    double initialTemperature = 0;    // [K]
    std::vector<std::string> warnings;

    bool buoyant() const;
    std::string zonePlace(const std::string& zone) const { return place("zones." + zone); }
    std::string patchPlace(const std::string& patch) const { return place("boundaries." + patch); }
    std::string place(const std::string& section) const { return options.place ? options.place(section) : section; }
    double areaOf(int face) const;
};

// Throws InputError with all that cannot be expressed. Adds warnings of the mesh and of what is only nearly the same.
StockModel makeStockModel(const meshes::PolyMesh& mesh, const Physics& physics, const StockOptions& options);

// Steps of makeStockModel. `faults` take what cannot be expressed.
void joinCoolants(StockModel& model, std::vector<std::string>& faults); // touching zones of one coolant: regions
void refuseInexpressible(const StockModel& model, std::vector<std::string>& faults);
void warnOfDifferences(StockModel& model);

// A fault "<place>: <what> cannot be written for the stock solver: <why>".
std::string inexpressible(const std::string& place, const std::string& what, const std::string& why);

} // namespace coldloop::cht
