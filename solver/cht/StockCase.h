// Writes a 3-D model as a case of OpenFOAM's own conjugate solvers, so that users can check coldloop against them:
// chtMultiRegionSimpleFoam for a steady state, chtMultiRegionFoam in time; version 1912.
//
// The same mesh (constant/polyMesh with cell zones, which the tool splitMeshRegions makes into one mesh a region), the
// same materials and boundary conditions. A region is a zone, or several zones of one coolant that touch.
// Text only: neither OpenFOAM nor PETSc is needed to write it. Tested in tests/unit/cht/StockCase*_test.cpp and, against
// the stock solver, in tests/regression/export. docs/export-openfoam.md has the table of what becomes what.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/ConjugateSolver.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace coldloop::cht {

struct StockOptions {
    std::string title;
    bool upwindEnthalpy = false;     // first order for the enthalpy; velocities stay of second order
    std::optional<TimeControl> time; // a transient from rest; none: the steady state
    double writeInterval = 0;        // of fields in time [s]; 0: the end only
    // How a section of the case is called in messages: "zones.die" -> "case.toml:12:1: zones.die". None: as it is.
    std::function<std::string(const std::string& section)> place;
};

struct StockReport {
    std::string solver;                // the program that runs it
    std::vector<std::string> regions;  // in the order of constant/regionProperties
    std::vector<std::string> warnings; // what a reader must know; they are in README.md of the case, too
};

// Writes the case into `folder`, which is made, and must be empty where it exists. Throws InputError with all that the
// stock solver cannot express, each with its place, EnvironmentError where a file cannot be written. O(N).
StockReport writeStockCase(const meshes::PolyMesh& mesh, const Physics& physics, const std::string& folder,
                           const StockOptions& options = {});

} // namespace coldloop::cht
