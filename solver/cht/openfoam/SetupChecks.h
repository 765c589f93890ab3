// What must hold between the parts of a 3-D model before it can be solved.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/Setup.h"

namespace coldloop::cht {

// Adds a fault for every value that makes no sense.
void checkMaterial(const ZoneMaterial& material, std::vector<std::string>& faults);
void checkBoundary(const Boundary& boundary, std::vector<std::string>& faults);

// Adds a fault when zones of coolants that differ in density, viscosity or specific heat touch. Collective.
void checkTouchingCoolants(const Setup& setup, const NamedMesh& mesh, std::vector<std::string>& faults);

// Where coolant moves: regions with an inlet that delivers, a moving wall, buoyancy or another driving force. Sets
// flowing, pinned and coolants; adds faults: an inlet without outlet, openings on a solid, those of findCoolants(). Collective.
void findFlow(const Physics& physics, Setup& setup, const NamedMesh& mesh, std::vector<std::string>& faults);

} // namespace coldloop::cht
