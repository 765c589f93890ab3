// Starts PETSc before the first test and ends it after the last.
// SPDX-License-Identifier: GPL-3.0-or-later
#define CATCH_CONFIG_EXTERNAL_INTERFACES
#include <catch2/catch.hpp>

#include <petscsys.h>

namespace {

struct PetscRun : Catch::TestEventListenerBase {
    using TestEventListenerBase::TestEventListenerBase;
    void testRunStarting(const Catch::TestRunInfo&) override { PetscInitializeNoArguments(); }
    void testRunEnded(const Catch::TestRunStats&) override { PetscFinalize(); }
};

CATCH_REGISTER_LISTENER(PetscRun)

} // namespace
