// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Error.h"

#include <catch2/catch.hpp>

using namespace coldloop;

TEST_CASE("each kind of error has its exit code", "[error]")
{
    CHECK(static_cast<int>(InputError("x").exitCode()) == 2);
    CHECK(static_cast<int>(SolveError("x").exitCode()) == 3);
    CHECK(static_cast<int>(EnvironmentError("x").exitCode()) == 5);
    CHECK(static_cast<int>(Bug("x").exitCode()) == 70);
}

TEST_CASE("an input error holds all its messages", "[error]")
{
    const InputError error(std::vector<std::string>{"a.toml:1:2: first", "a.toml:3:4: second"});
    CHECK(error.messages().size() == 2);
    CHECK(std::string(error.what()) == "a.toml:1:2: first\na.toml:3:4: second");
}

TEST_CASE("a broken promise is a bug that says which", "[error]")
{
    CHECK_NOTHROW(expects(true, "fine"));
    CHECK_THROWS_AS(expects(false, "flows are sorted"), Bug);
    CHECK_THROWS_WITH(expects(false, "flows are sorted"), Catch::Contains("flows are sorted"));
}
