// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/core/Ledger.h"

#include <catch2/catch.hpp>

#include <cmath>

using coldloop::Ledger;
using coldloop::LedgerJoint;

TEST_CASE("the ledger keeps the largest imbalance and where it was", "[ledger]")
{
    Ledger ledger(1000);
    ledger.book(1, 1000, {{"tcs", {{"in", 500}, {"out", -499}}}, {"fws", {{"in", 10}, {"out", -10}}}});
    CHECK(ledger.imbalanceRelative() == Approx(1e-3));
    CHECK(ledger.worstJoint() == "tcs");
    CHECK(ledger.worstTime() == 1);
    ledger.book(2, 1000, {{"tcs", {{"in", 500}, {"out", -500.1}}}});
    CHECK(ledger.imbalanceRelative() == Approx(1e-3));
    CHECK(ledger.last().size() == 1);
    CHECK(ledger.last()[0].residual() == Approx(-0.1));
}

TEST_CASE("with little power the imbalance is relative to one per cent of the rated power", "[ledger]")
{
    Ledger ledger(1000);
    ledger.book(0, 0, {{"plant", {{"in", 1}}}});
    CHECK(ledger.imbalanceRelative() == Approx(0.1));
}

TEST_CASE("a residual that is not a number is the worst", "[ledger]")
{
    Ledger ledger(1000);
    ledger.book(3, 1000, {{"cdu", {{"in", std::nan("")}}}});
    CHECK(std::isnan(ledger.imbalanceRelative()));
    CHECK(ledger.worstJoint() == "cdu");
}

TEST_CASE("a restored ledger goes on from its worst", "[ledger]")
{
    Ledger ledger(1000);
    ledger.restore(1e-4, "tcs", 12);
    ledger.book(13, 1000, {{"fws", {{"in", 0.01}}}});
    CHECK(ledger.imbalanceRelative() == 1e-4);
    CHECK(ledger.worstJoint() == "tcs");
    CHECK(ledger.worstTime() == 12);
}
