// Starts PETSc before the first test and ends it after the last.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/network/PetscRun.h"

#include "solver/core/Error.h"
#include "solver/network/SparseSystem.h"

#define CATCH_CONFIG_EXTERNAL_INTERFACES
#include <catch2/catch.hpp>

#include <petscsys.h>

namespace {

std::string early;

struct PetscRun : Catch::TestEventListenerBase {
    using TestEventListenerBase::TestEventListenerBase;
    void testRunStarting(const Catch::TestRunInfo&) override
    {
        try {
            coldloop::network::SparseSystem(1, {}, coldloop::network::SparseSystem::Kind::general);
        } catch (const coldloop::EnvironmentError& e) {
            early = e.what();
        }
        PetscInitializeNoArguments();
    }
    void testRunEnded(const Catch::TestRunStats&) override { PetscFinalize(); }
};

CATCH_REGISTER_LISTENER(PetscRun)

} // namespace

namespace test {

std::string messageWithoutPetsc() { return early; }

} // namespace test
