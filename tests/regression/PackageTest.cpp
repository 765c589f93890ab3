// The run of a chip package: the example against its expected.toml, sensors, placeholders, drawing.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/regression/Files.h"
#include "tests/regression/Program.h"

#include <catch2/catch.hpp>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>

using namespace coldloop::regression;
using Catch::Matchers::Contains;

TEST_CASE("the package example gives what expected.toml says", "[b200-package]")
{
    const Scratch scratch;
    const Finished finished = runProgram({"run", exampleCase("b200-package").string(), "-o", (scratch / "b").string()});
    INFO(finished.out << finished.err);
    REQUIRE(finished.code == 0);
    const nlohmann::json summary = summaryOf(scratch / "b");
    CHECK(summary.at("status") == "solved");
    CHECK(summary.at("energy").at("imbalance_relative").get<double>() <= 1e-6);
    const toml::table expected =
        toml::parse_file((exampleCase("b200-package").parent_path() / "expected.toml").string());
    REQUIRE(expected["quantities"].as_table()->size() >= 5);
    for (const auto& [key, node] : *expected["quantities"].as_table()) {
        const toml::table& entry = *node.as_table();
        const std::string name{key.str()};
        const double value = entry["value"].value<double>().value(), found = quantity(summary, name);
        INFO(name << " is " << found << ", expected " << value);
        CHECK(std::abs(found - value) <= entry["tolerance"].value<double>().value());
        CHECK(summary.at("quantities").at(name).at("unit") == entry["unit"].value<std::string>().value());
    }
    const nlohmann::json& sensors = summary.at("monitors");
    CHECK(sensors.size() == 2 * (2 + 8) + 1);
    const double hot = sensors.at("die-1.max").at("value").get<double>();
    CHECK(hot > sensors.at("die-1.mean").at("value").get<double>());
    CHECK(hot > sensors.at("case").at("value").get<double>());
    CHECK(std::abs(hot - sensors.at("die-2.max").at("value").get<double>()) < 0.01); // the package is symmetric
    CHECK(sensors.at("hbm-8.mean").at("unit") == "K");
    CHECK(summary.at("placeholders").size() == 23);
    for (const nlohmann::json& each : summary.at("placeholders")) {
        INFO(each);
        CHECK_FALSE(each.at("note").get<std::string>().empty());
        CHECK_THAT(finished.out, Contains("placeholder: " + each.at("name").get<std::string>()));
    }
    for (const char* name : {"case.toml", "history.csv", "fields/model.hdf", "images/package.svg"})
        CHECK(fs::file_size(scratch / "b" / name) > 0);
}

TEST_CASE("a package that is not there", "[b200-package]")
{
    const Finished finished =
        runProgram({"check", exampleCase("b200-package").string(), "--set", "package.chip=nvidia-b20"});
    CHECK(finished.code == 2);
    CHECK_THAT(finished.err, Contains("The nearest is \"nvidia-b200\""));
}
