// The tables that the run of a 3-D model prints for people.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/model/Outcome.h"

#include <string>

namespace coldloop::app {

std::string figuresTable(const model::Outcome& outcome); // of the whole device
std::string zonesTable(const model::Outcome& outcome);
std::string monitorsTable(const model::Outcome& outcome); // their last values
std::string patchesTable(const model::Outcome& outcome);
std::string convergenceTable(const model::Outcome& outcome); // equations
std::string loadCasesTable(const model::Outcome& outcome);
std::string levelsTable(const model::Outcome& outcome); // several meshes; empty with one
std::string verdict(const model::Outcome& outcome);

} // namespace coldloop::app
