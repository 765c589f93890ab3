// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace test {

std::string messageWithoutPetsc(); // what a network says when PETSc has not been started

} // namespace test
