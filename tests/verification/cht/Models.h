// What the 3-D verification tests share: short ways to write a model, and means over sections of a solution.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meshes/BlockGrid.h"
#include "solver/cht/Loader.h"

#include <string>

namespace coldloop::test {

std::unique_ptr<cht::ConjugateSolver> solverOn(const meshes::BlockGrid& grid);
cht::Tolerances tight(); // 1e-11, as far as sums of rounded numbers go

// `conductivity` along x, y, z.
cht::ZoneMaterial solid(const std::string& zone, std::array<double, 3> conductivity);
cht::ZoneMaterial fluid(const std::string& zone, double density, double specificHeat, double viscosity,
                        double conductivity);
cht::Boundary inlet(const std::string& patch, double velocity, double temperature);
cht::Boundary outlet(const std::string& patch);
cht::Boundary heated(const std::string& patch, double heatFlux);
cht::Boundary held(const std::string& patch, double temperature);
cht::Boundary symmetry(const std::string& patch);

// Of the cells of a zone whose centre lies at x (within 1e-9 m).
struct Section {
    double pressure = 0;        // area mean [Pa]
    double velocity = 0;        // area mean of the x component [m/s]
    double bulkTemperature = 0; // weighted by velocity [K]
};
Section section(const cht::CellField& cells, const std::string& zone, double x);

// x of the layer of cells nearest to `wanted`.
double layer(const cht::CellField& cells, double wanted);

// Area means of a surface at the layer of faces whose centre is at x: temperature [K], heat per area [W/m^2].
struct Strip {
    double temperature = 0, heatFlux = 0, area = 0;
};
Strip strip(const cht::SurfaceField& surface, double x, bool otherSide = false);

// The observed order of accuracy of errors on meshes refined by a factor of 2.
double order(double coarse, double fine);

} // namespace coldloop::test
