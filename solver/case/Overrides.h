// `--set key=value` overrides, put into the document before it is read.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/case/Node.h"

#include <string>
#include <vector>

namespace coldloop::case_file {

// Each override is "section.key=value" with a TOML value or bare text ("tcs.supply-setpoint=45 degC"); a repeated
// section is replaced as a whole ("racks.restriction=[]"). Errors, also later ones about the value, have the place
// `--set key=value`.
void applyOverrides(Node& document, const std::vector<std::string>& overrides, Errors& errors);

} // namespace coldloop::case_file
