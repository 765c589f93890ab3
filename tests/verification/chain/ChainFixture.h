// The cases as plain parameters, and the plate model that both share.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "solver/facility/Parameters.h"
#include "solver/reduced/PlateModel.h"

#include <memory>
#include <string>
#include <vector>

namespace test {

// Parameters of cases/NAME/case.toml with overrides.
coldloop::facility::Parameters parametersOf(const std::string& name, const std::vector<std::string>& overrides = {});

// The GB200 plate from 3-D samples in PG25; made at the first call.
std::shared_ptr<const coldloop::reduced::PlateModel> plateModel();

} // namespace test
