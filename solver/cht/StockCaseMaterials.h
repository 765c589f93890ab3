// Materials of zones as OpenFOAM's thermophysicalProperties and sources.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/StockCaseModel.h"

namespace coldloop::cht {

enum class StockShape { isotropic, orthotropic, rotated }; // of a conductivity
StockShape shapeOf(const ZoneMaterial& material);

// What of a material's laws cannot be written: "viscosity of zone 'water' between 273.15 and 373.15 K (..)".
std::vector<std::string> polynomialFaults(const StockModel& model, const ZoneMaterial& material);
std::vector<std::string> gasFaults(const StockModel& model, const ZoneMaterial& material);
// Polynomials that deviate from their law by more than 1e-4.
std::vector<std::string> fitWarnings(const StockModel& model);

std::string thermophysicalText(const StockModel& model, const StockRegion& region);
std::string sourcesText(const StockRegion& region); // fvOptions; empty without sources
std::pair<double, double> densityRange(const StockModel& model, const ZoneMaterial& material); // [kg/m^3]

} // namespace coldloop::cht
