// The tables that a run prints for people.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/case/Case.h"
#include "solver/facility/Outcome.h"

#include <string>

namespace coldloop::app {

std::string chainTable(const facility::Snapshot& steady); // die to tower, one line a part
std::string ledgerTable(const std::vector<LedgerJoint>& ledger);
// The plates solved again in 3-D beside the reduced model, one line a plate; empty without any.
std::string zoomTable(const std::vector<facility::ZoomedPlate>& plates);
// One sentence: what was found, on what placeholders it rests.
std::string verdict(const case_file::LoadedCase& loaded, const facility::Outcome& outcome);

} // namespace coldloop::app
