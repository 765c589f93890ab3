// A heated plate with a channel on it, small, for tests of runs.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "FakeSolver.h"

#include "meshes/BlockGrid.h"
#include "solver/model/Study.h"

namespace coldloop::test {

// x 20 mm long; plate 0 .. 2 mm, coolant 2 .. 4 mm; 10 mm wide.
inline meshes::BlockGrid plateGrid()
{
    meshes::BlockGrid grid;
    grid.axes[0].segments = {{20e-3, 10, 1}};
    grid.axes[1].segments = {{10e-3, 4, 1}};
    grid.axes[2].segments = {{2e-3, 2, 1}, {4e-3, 3, 1}};
    grid.zones = {"plate", "coolant"};
    grid.patches = {{"inlet", "coolant", meshes::Side::xMin},
                    {"outlet", "coolant", meshes::Side::xMax},
                    {"heated", "plate", meshes::Side::zMin}};
    return grid;
}

inline model::Model plateModel()
{
    model::Model model;
    model.title = "plate";
    model.mesh.words = "grid";
    model.mesh.make = [](double fineness) { return meshes::makeBlockMesh(meshes::refined(plateGrid(), fineness)); };
    cht::ZoneMaterial plate, coolant;
    plate.zone = "plate";
    plate.conductivity = 385;
    coolant.zone = "coolant";
    coolant.fluid = true;
    coolant.density = 1000;
    coolant.specificHeat = 4000;
    coolant.conductivity = 0.6;
    coolant.viscosity = 1e-3;
    model.physics.zones = {plate, coolant};
    cht::Boundary inlet, outlet, heated;
    inlet.patch = "inlet";
    inlet.thermal = cht::ThermalBoundary::inlet;
    inlet.flow = cht::FlowBoundary::inlet;
    inlet.temperature = 290;
    inlet.velocity = 0.05;
    outlet.patch = "outlet";
    outlet.thermal = cht::ThermalBoundary::outlet;
    outlet.flow = cht::FlowBoundary::outlet;
    heated.patch = "heated";
    heated.thermal = cht::ThermalBoundary::heatFlux;
    model.physics.boundaries = {inlet, outlet, heated};
    model.patchPowers = {{"heated", 10}};
    model.symmetryFactor = 2;
    model.places = {
        {"zones.plate", "case.toml:10:1"}, {"boundaries.heated", "case.toml:20:1"}, {"mesh", "case.toml:3:1"}};
    return model;
}

// Keeps what a run tells.
class Listener : public model::Observer {
public:
    void phase(const std::string& name) override { phases.push_back(name); }
    void warn(const Flag& flag) override { warnings.push_back(flag); }
    void progress(const cht::Progress&, const std::vector<double>&) override { ++told; }
    bool stopRequested() override { return stopAfter > 0 && told >= stopAfter; }
    void field(const meshes::PolyMesh& mesh, const cht::Solution& solution) override
    {
        fields.push_back(solution.time);
        fieldCells = mesh.cells();
    }
    void checkpoint(Archive archive) override { archives.push_back(std::move(archive)); }
    void record(const model::Record& record) override { rows = record.rows(); }

    std::vector<std::string> phases;
    std::vector<Flag> warnings;
    int told = 0, stopAfter = 0, fieldCells = 0;
    std::vector<double> fields;
    std::vector<Archive> archives;
    std::vector<model::RecordRow> rows;
};

inline cht::SolverFactory factoryOf(FakeLog& log)
{
    return [&log](meshes::PolyMesh mesh) { return std::make_unique<FakeSolver>(std::move(mesh), log); };
}

} // namespace coldloop::test
