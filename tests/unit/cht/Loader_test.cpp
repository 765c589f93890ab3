// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/Loader.h"
#include "solver/core/Error.h"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace coldloop;
using Catch::Matchers::Contains;

TEST_CASE("A missing OpenFOAM is an error of the environment that says what to install")
{
    setenv("WM_PROJECT_DIR", "/nowhere/openfoam", 1);
    CHECK_THROWS_AS(cht::loadOpenFoam(), EnvironmentError);
    CHECK_THROWS_WITH(cht::loadOpenFoam(),
                      Contains("/nowhere/openfoam has no etc/controlDict. Install the Debian package openfoam"));
    unsetenv("WM_PROJECT_DIR");
}
