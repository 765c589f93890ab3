// `--set key=value` overrides, put into the document before it is read.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/case/Declaration.h"
#include "solver/case/Node.h"

#include <string>
#include <vector>

namespace coldloop::case_file {

// Each override is "section.key=value" with a TOML value or bare text ("tcs.supply-setpoint=45 degC"); of a section
// with names "section.NAME.key=value"; a repeated section is replaced as a whole ("racks.restriction=[]"). Errors, also
// later ones about the value, have the place `--set key=value`. Returns the names that were set. `page` lists the keys.
std::vector<std::string> applyOverrides(Node& document, const std::vector<std::string>& overrides,
                                        const std::vector<Section>& sections, const std::string& page, Errors& errors);

} // namespace coldloop::case_file
