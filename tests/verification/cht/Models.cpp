// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/verification/cht/Models.h"

#include <algorithm>
#include <cmath>

namespace coldloop::test {

namespace {
constexpr double sameStation = 1e-9; // [m]
}

std::unique_ptr<cht::ConjugateSolver> solverOn(const meshes::BlockGrid& grid)
{
    return cht::loadOpenFoam()(meshes::makeBlockMesh(grid));
}

cht::Tolerances tight()
{
    cht::Tolerances tolerances;
    tolerances.flow = tolerances.energy = 1e-11;
    tolerances.temperatureError = 1e-9;
    tolerances.pressureDropError = 1e-10;
    return tolerances;
}

cht::ZoneMaterial solid(const std::string& zone, std::array<double, 3> conductivity)
{
    cht::ZoneMaterial material;
    material.zone = zone;
    material.conductivity = 1;
    for (int i = 0; i < 3; ++i) material.conductivityShape[i][i] = conductivity[i];
    if (conductivity[0] == conductivity[1] && conductivity[1] == conductivity[2]) {
        material.conductivity = conductivity[0];
        material.conductivityShape = cht::isotropic;
    }
    return material;
}

cht::ZoneMaterial fluid(const std::string& zone, double density, double specificHeat, double viscosity,
                        double conductivity)
{
    cht::ZoneMaterial material = solid(zone, {conductivity, conductivity, conductivity});
    material.fluid = true;
    material.density = density;
    material.specificHeat = specificHeat;
    material.viscosity = viscosity;
    return material;
}

cht::Boundary inlet(const std::string& patch, double velocity, double temperature)
{
    cht::Boundary boundary;
    boundary.patch = patch;
    boundary.thermal = cht::ThermalBoundary::inlet;
    boundary.flow = cht::FlowBoundary::inlet;
    boundary.velocity = velocity;
    boundary.temperature = temperature;
    return boundary;
}

cht::Boundary outlet(const std::string& patch)
{
    cht::Boundary boundary;
    boundary.patch = patch;
    boundary.thermal = cht::ThermalBoundary::outlet;
    boundary.flow = cht::FlowBoundary::outlet;
    return boundary;
}

cht::Boundary heated(const std::string& patch, double heatFlux)
{
    cht::Boundary boundary;
    boundary.patch = patch;
    boundary.thermal = cht::ThermalBoundary::heatFlux;
    boundary.heatFlux = heatFlux;
    return boundary;
}

cht::Boundary held(const std::string& patch, double temperature)
{
    cht::Boundary boundary;
    boundary.patch = patch;
    boundary.thermal = cht::ThermalBoundary::fixedTemperature;
    boundary.temperature = temperature;
    return boundary;
}

cht::Boundary symmetry(const std::string& patch)
{
    cht::Boundary boundary;
    boundary.patch = patch;
    boundary.flow = cht::FlowBoundary::symmetry;
    return boundary;
}

Section section(const cht::CellField& cells, const std::string& zone, double x)
{
    Section sum;
    double volume = 0, flow = 0;
    for (std::size_t c = 0; c < cells.volume.size(); ++c) {
        if (std::abs(cells.centre[c][0] - x) > sameStation || cells.regionNames[cells.region[c]] != zone) continue;
        volume += cells.volume[c];
        flow += cells.volume[c] * cells.velocity[c][0];
        sum.pressure += cells.volume[c] * cells.pressure[c];
        sum.bulkTemperature += cells.volume[c] * cells.velocity[c][0] * cells.temperature[c];
    }
    return {sum.pressure / volume, flow / volume, sum.bulkTemperature / flow};
}

double layer(const cht::CellField& cells, double wanted)
{
    return (*std::min_element(cells.centre.begin(), cells.centre.end(), [&](const auto& a, const auto& b) {
        return std::abs(a[0] - wanted) < std::abs(b[0] - wanted);
    }))[0];
}

Strip strip(const cht::SurfaceField& surface, double x, bool otherSide)
{
    Strip sum;
    for (std::size_t f = 0; f < surface.area.size(); ++f) {
        if (std::abs(surface.centre[f][0] - x) > sameStation) continue;
        sum.area += surface.area[f];
        sum.heatFlux += surface.heat[f];
        sum.temperature += surface.area[f] * (otherSide ? surface.otherTemperature : surface.temperature)[f];
    }
    return {sum.temperature / sum.area, sum.heatFlux / sum.area, sum.area};
}

double order(double coarse, double fine) { return std::log2(std::abs(coarse / fine)); }

} // namespace coldloop::test
