// A small heat sink to export: a channel in a block, a die on top.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/Measure.h"
#include "meshes/Recipes.h"
#include "solver/cht/StockCase.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace coldloop::test {

// Zones solid, coolant and, above 450 um, die; patches inlet, outlet, heated, base, symmetry, walls.
inline meshes::PolyMesh sinkMesh()
{
    meshes::PolyMesh mesh = meshes::makeBlockMesh(meshes::makeRecipe("microchannel", {{"cells-along", 4},
                                                                                      {"cells-channel", 2},
                                                                                      {"cells-wall", 2},
                                                                                      {"cells-below", 2},
                                                                                      {"cells-height", 3},
                                                                                      {"cells-above", 2}}));
    const meshes::Measures sizes = meshes::measure(mesh);
    for (int c = 0; c < mesh.cells(); ++c)
        if (sizes.cellCentre[c][2] > 450e-6) mesh.zone[c] = int(mesh.zoneNames.size());
    mesh.zoneNames.push_back("die");
    return mesh;
}

inline cht::Physics sinkPhysics()
{
    cht::ZoneMaterial water, silicon, die;
    water.zone = "coolant";
    water.fluid = true;
    water.density = 994;
    water.specificHeat = 4178;
    water.viscosity = 7.2e-4;
    water.conductivity = 0.62;
    silicon.zone = "solid";
    silicon.conductivity = 148;
    silicon.density = 2329;
    silicon.specificHeat = 712;
    die = silicon;
    die.zone = "die";
    cht::Boundary inlet, outlet, heated;
    inlet.patch = "inlet";
    inlet.thermal = cht::ThermalBoundary::inlet;
    inlet.flow = cht::FlowBoundary::inlet;
    inlet.temperature = 293.15;
    inlet.velocity = 1.5;
    outlet.patch = "outlet";
    outlet.thermal = cht::ThermalBoundary::outlet;
    outlet.flow = cht::FlowBoundary::outlet;
    heated.patch = "heated";
    heated.thermal = cht::ThermalBoundary::heatFlux;
    heated.heatFlux = 9e5;
    cht::Physics physics;
    physics.zones = {water, silicon, die};
    physics.boundaries = {inlet, outlet, heated};
    return physics;
}

inline cht::ZoneMaterial& zone(cht::Physics& physics, const std::string& name)
{
    return *std::find_if(physics.zones.begin(), physics.zones.end(),
                         [&](const cht::ZoneMaterial& material) { return material.zone == name; });
}

inline cht::Boundary& boundary(cht::Physics& physics, const std::string& name)
{
    for (cht::Boundary& given : physics.boundaries)
        if (given.patch == name) return given;
    physics.boundaries.push_back({});
    physics.boundaries.back().patch = name;
    return physics.boundaries.back();
}

// An exported case in a folder that is gone with the object.
class Exported {
public:
    explicit Exported(const cht::Physics& physics, const cht::StockOptions& options = {},
                      const meshes::PolyMesh& mesh = sinkMesh())
    {
        char name[] = "/tmp/coldloop-export-XXXXXX";
        folder_ = mkdtemp(name);
        report_ = cht::writeStockCase(mesh, physics, folder_.string(), options);
    }
    ~Exported() { std::filesystem::remove_all(folder_); }
    Exported(const Exported&) = delete;
    Exported& operator=(const Exported&) = delete;

    // With all white space as single blanks.
    std::string operator[](const std::string& file) const
    {
        std::ifstream in(folder_ / file);
        std::string text, word;
        while (in >> word) text += (text.empty() ? "" : " ") + word;
        return text;
    }
    bool has(const std::string& file) const { return std::filesystem::exists(folder_ / file); }
    const std::filesystem::path& folder() const { return folder_; }
    const cht::StockReport& report() const { return report_; }

private:
    std::filesystem::path folder_;
    cht::StockReport report_;
};

// Numbers behind a word, such as those of "q nonuniform List<scalar> 2 ( 1 2 )".
inline std::vector<double> numbersAfter(const std::string& text, const std::string& words)
{
    std::vector<double> numbers;
    std::istringstream in(text.substr(text.find(words) + words.size()));
    for (double x = 0; in >> x;) numbers.push_back(x);
    return numbers;
}

inline double numberAfter(const std::string& text, const std::string& words) { return numbersAfter(text, words).at(0); }

} // namespace coldloop::test
