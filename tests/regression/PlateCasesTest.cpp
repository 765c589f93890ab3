// The cold-plate examples against published numbers and their own balances.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/regression/Files.h"
#include "tests/regression/Program.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace coldloop::regression;

namespace {

constexpr double power = 1000; // [W]

nlohmann::json ocp(const Scratch& scratch, const std::string& coolant, double litresPerMinute,
                   const std::vector<std::string>& more = {})
{
    std::vector<std::string> words{"run", exampleCase("cold-plate-ocp").string(), "-o", (scratch / "o").string()};
    for (const std::string& change : {"zones.coolant.material=" + coolant,
                                      "boundaries.inlet.volume-flow=" + std::to_string(litresPerMinute) + " L/min",
                                      std::string("output.fields=false")})
        words.insert(words.end(), {"--set", change});
    for (const std::string& change : more) words.insert(words.end(), {"--set", change});
    const Finished finished = runProgram(words);
    INFO(finished.out << finished.err);
    REQUIRE(finished.code == 0);
    return summaryOf(scratch / "o");
}

double caseTemperature(const nlohmann::json& summary) { return summary.at("monitors").at("case").at("value"); }

} // namespace

TEST_CASE("an accelerator's plate has the published resistances of OCP's guideline", "[cold-plate-ocp]")
{
    // R from case to inlet [K/W], R_mean = R - 1 / (2 m cp): OAI System Liquid Cooling Guidelines, March 2023, figures 7, 8.
    struct Point {
        const char* coolant;
        double flow, resistance, meanResistance, within;
    };
    const Point points[] = {{"pg25", 0.5, 0.0325, 0.0175, 0.10}, {"pg25", 1.0, 0.0245, 0.0170, 0.10},
                            {"pg25", 1.6, 0.0214, 0.0168, 0.10}, {"pg25", 2.4, 0.0197, 0.0166, 0.10},
                            {"water", 2, 0.0172, 0.0136, 0.15},  {"water", 5, 0.0151, 0.0136, 0.15}};
    const Scratch scratch;
    for (const Point& point : points) {
        INFO(point.coolant << ", " << point.flow << " L/min");
        const nlohmann::json summary = ocp(scratch, point.coolant, point.flow);
        const double inlet = 313.15, outlet = quantity(summary, "coolant_outlet_temperature");
        const double mean = (caseTemperature(summary) - (inlet + outlet) / 2) / power;
        INFO("R " << (caseTemperature(summary) - inlet) / power << " K/W, R_mean " << mean);
        CHECK(mean == Approx(point.meanResistance).epsilon(point.within));
        if (point.flow == 1.0)
            CHECK((caseTemperature(summary) - inlet) / power == Approx(point.resistance).epsilon(0.005));
    }
}

TEST_CASE("the coolant carries all of the accelerator's power", "[cold-plate-ocp]")
{
    const Scratch scratch;
    const nlohmann::json summary = ocp(scratch, "water", 3, {"numerics.tolerance=1e-11"});
    CHECK(quantity(summary, "heat") == Approx(power).epsilon(1e-12));
    CHECK(std::abs(quantity(summary, "heat_to_coolant") / power - 1) < 1e-8);
    CHECK(summary.at("energy").at("imbalance_relative").get<double>() < 1e-8);
}
