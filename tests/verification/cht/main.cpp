// The 3-D verification tests: PETSc is initialised once for all of them.
// SPDX-License-Identifier: GPL-3.0-or-later
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include <petscsys.h>

int main(int argc, char** argv)
{
    if (PetscInitializeNoArguments()) return 1;
    const int failed = Catch::Session().run(argc, argv);
    PetscFinalize();
    return failed;
}
