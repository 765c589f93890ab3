// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/network/SparseSystem.h"

#include "solver/core/Error.h"
#include "tests/unit/network/PetscRun.h"

#include <catch2/catch.hpp>

using coldloop::network::SparseSystem;

namespace {

// [2 -1 0; -1 2 -1; 0 -1 last]
void fill(SparseSystem& s, double last, double lower = -1)
{
    s.values().assign(7, -1);
    for (int i : {0, 1}) s.values()[s.position(i, i)] = 2;
    s.values()[s.position(2, 2)] = last;
    for (int i : {0, 1}) s.values()[s.position(i + 1, i)] = lower;
}

const std::vector<std::pair<int, int>> entries{{0, 1}, {1, 0}, {1, 2}, {2, 1}, {1, 2}};

} // namespace

TEST_CASE("Sparse systems are solved anew when their values change")
{
    for (auto kind : {SparseSystem::Kind::symmetricPositive, SparseSystem::Kind::general}) {
        SparseSystem s(3, entries, kind);
        std::vector<double> x;
        fill(s, 2);
        REQUIRE(s.solve({1, 0, 1}, x));
        for (double v : x) CHECK(v == Approx(1).epsilon(1e-14));
        fill(s, 1);
        REQUIRE(s.solve({0, 0, 1}, x));
        for (int i = 0; i < 3; ++i) CHECK(x[i] == Approx(i + 1).epsilon(1e-14));
    }
    SparseSystem s(3, entries, SparseSystem::Kind::general);
    std::vector<double> x;
    fill(s, 2, -0.5);
    REQUIRE(s.solve({1, 0.5, 1.5}, x));
    for (double v : x) CHECK(v == Approx(1).epsilon(1e-14));
}

TEST_CASE("A singular system is told, and the next one is solved")
{
    for (auto kind : {SparseSystem::Kind::symmetricPositive, SparseSystem::Kind::general}) {
        SparseSystem s(3, entries, kind);
        std::vector<double> x;
        s.values().assign(7, 0);
        CHECK_FALSE(s.solve({1, 0, 1}, x));
        fill(s, 2);
        REQUIRE(s.solve({1, 0, 1}, x));
        for (double v : x) CHECK(v == Approx(1).epsilon(1e-14));
    }
}

TEST_CASE("Positions outside the pattern are refused")
{
    const SparseSystem s(3, entries, SparseSystem::Kind::general);
    CHECK_THROWS_AS(s.position(0, 2), coldloop::Bug);
}

TEST_CASE("Without PETSc a network says what to call")
{
    CHECK(test::messageWithoutPetsc() == "PETSc is not initialised: call PetscInitialize before a network is solved.");
}
