// Coolants that are apart from each other, as connected cells, and what may drive them in one model.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/cht/openfoam/Setup.h"

#include <map>
#include <set>

namespace coldloop::cht {

// What is known of a connected part of fluid cells, as facts of gatherFacts().
enum Fact {
    inletFact,
    deliveringFact,
    outletFact,
    drivenFact,
    periodicFact, // takes part in the pair that drives a periodic flow
    wayOutFact,
    heatedFact,
    zoneFact // zoneFact + zone
};

// The periodic pair that drives the flow: by a mean velocity or a gradient. Where none does and nothing flows in, the
// first pair, for a gradient of 0. Null: none.
const Periodic* drivingPair(const Physics& physics);

// The zones among these facts: the coolants' names, or where there are none the solids'.
std::vector<std::string> zonesOf(const std::set<int>& facts, const NamedMesh& mesh, const Setup& setup);

// Sets coolants and coolant from the label of each cell's part and the facts of the parts that move. Adds faults: more
// than one driving periodic pair, a fan or a coolant of its own beside one, more than one fan, a fan on several coolants.
// Collective.
void findCoolants(const Physics& physics, Setup& setup, const NamedMesh& mesh, const std::vector<int>& part,
                  const std::map<int, std::set<int>>& moving, std::vector<std::string>& faults);

// Of each coolant: area mean of the pressure at its inlets - that at its outlets [Pa]; 0 where it lacks one of both.
// `pressure` of the fluid's boundary faces. Collective.
std::vector<double> pressureDrops(const Geometry& fluid, const FlowConditions& conditions,
                                  const std::vector<double>& pressure);

} // namespace coldloop::cht
