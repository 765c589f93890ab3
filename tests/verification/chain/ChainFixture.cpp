// SPDX-License-Identifier: GPL-3.0-or-later
#define CATCH_CONFIG_RUNNER
#include "tests/verification/chain/ChainFixture.h"

#include "solver/app/PetscSession.h"
#include "solver/case/Case.h"
#include "solver/cht/Loader.h"
#include "solver/facility/PlateSampling.h"

#include <catch2/catch.hpp>

namespace test {

coldloop::facility::Parameters parametersOf(const std::string& name, const std::vector<std::string>& overrides)
{
    return coldloop::case_file::loadCase(std::string(COLDLOOP_SOURCE_DIR) + "/cases/" + name + "/case.toml", overrides)
        .parameters;
}

std::shared_ptr<const coldloop::reduced::PlateModel> plateModel()
{
    static const std::shared_ptr<const coldloop::reduced::PlateModel> model = [] {
        const auto parameters = parametersOf("gb200-nvl72");
        coldloop::facility::PlateSampling sampling(parameters, coldloop::cht::loadOpenFoam());
        return sampling.sample([](int, int) {});
    }();
    return model;
}

} // namespace test

int main(int argc, char** argv)
{
    const coldloop::app::PetscSession petsc;
    return Catch::Session().run(argc, argv);
}
