// A package whose layers are all of one size, evenly heated: heat runs straight up and down, and every temperature is a
// sum of thickness / conductivity. And what a package of the catalogue must conserve.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/case/TestCase.h"
#include "tests/unit/model/TestModel.h"

#include "solver/case/Model3d.h"
#include "solver/cht/Loader.h"
#include "solver/model/Study.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace coldloop;
using case_file::test::Folder;

namespace {

const std::string entry = R"toml(
description = "one size"
die-names = ["die-1"]
dies = { values = [-10, -8, 20, 16], unit = "mm", source = "of this test" }
die-thickness = { value = "0.7 mm", source = "of this test" }
active-thickness = { value = "0.02 mm", source = "of this test" }
die-material = "silicon"
interposer = { values = [20, 16], unit = "mm", source = "of this test" }
interposer-thickness = { value = "0.1 mm", source = "of this test" }
interposer-material = "silicon"
bump-resistance = { value = "10 mm2 K/W", source = "of this test" }
substrate = { values = [20, 16], unit = "mm", source = "of this test" }
substrate-thickness = { value = "1.5 mm", source = "of this test" }
substrate-material = "organic-substrate"
lid = { values = [20, 16], unit = "mm", source = "of this test" }
lid-thickness = { value = "2 mm", source = "of this test" }
lid-material = "copper-c110"
tim1 = "liquid-metal"
tim1-thickness = { value = "60 um", source = "of this test" }
tim1-contact-resistance = { value = "2 mm2 K/W", source = "of this test" }
tim2 = "high-performance-tim"
tim2-thickness = { value = "80 um", source = "of this test" }
tim2-contact-resistance = { value = "3 mm2 K/W", source = "of this test" }
)toml";

const std::string stackCase = R"toml(
title = "one size"
[package]
chip = "nvidia-grace"
power = "250 W"
[cold-plate]
recipe = "convection"
heat-transfer-coefficient = "30000 W/(m2 K)"
coolant-temperature = "40 degC"
base-thickness = "3 mm"
length = "20 mm"
width = "16 mm"
[numerics]
tolerance = 1e-12
)toml";

model::Outcome solve(const std::filesystem::path& file, const std::filesystem::path& library = {},
                     const std::vector<std::string>& overrides = {})
{
    const case_file::LoadedModel loaded = case_file::loadModel(file, overrides, library);
    test::Listener listener;
    return model::runStudy(loaded.model, cht::loadOpenFoam(), {}, listener);
}

const model::ZoneRow& zone(const model::Outcome& outcome, const std::string& name)
{
    for (const model::ZoneRow& row : outcome.zones)
        if (row.name == name) return row;
    throw Bug("no zone " + name);
}

const model::PatchRow& patch(const model::Outcome& outcome, const std::string& name)
{
    for (const model::PatchRow& row : outcome.patches)
        if (row.name == name) return row;
    throw Bug("no patch " + name);
}

} // namespace

TEST_CASE("A stack of equal layers: every rise is a sum of resistances")
{
    const Folder folder;
    const std::filesystem::path library = folder.library();
    folder.write("library/packages/nvidia-grace.toml", entry);
    const model::Outcome outcome = solve(folder.write("case.toml", stackCase), library);
    const double area = 20e-3 * 16e-3, up = 0.96 * 250 / area, down = 0.04 * 250 / area;
    const double copper = 385, silicon = 130, resin = 1; // [W/(m K)] of the catalogue
    const double top = 40 + up / 30000;
    const double plateBottom = top + up * 3e-3 / copper;
    const double lidTop = plateBottom + up * (80e-6 / 10 + 3e-6), lidBottom = lidTop + up * 2e-3 / copper;
    const double dieTop = lidBottom + up * (60e-6 / 40 + 2e-6), active = dieTop + up * 0.68e-3 / silicon;
    const double hot = active + up * 0.01e-3 / silicon;
    const double interposerTop = hot - down * (0.01e-3 / silicon + 10e-6);
    const double substrateTop = interposerTop - down * 0.1e-3 / silicon, board = substrateTop - down * 1.5e-3 / resin;
    const auto rise = [&](double kelvin) { return kelvin - 273.15 - 40; };
    const auto near = [&](double celsius) { return Approx(celsius - 40).epsilon(1e-6).margin(0); };
    CHECK(rise(patch(outcome, "top").meanTemperature) == near(top));
    CHECK(rise(zone(outcome, "plate").meanTemperature) == near((top + plateBottom) / 2));
    CHECK(rise(zone(outcome, "lid").meanTemperature) == near((lidTop + lidBottom) / 2));
    CHECK(rise(zone(outcome, "die-1-bulk").meanTemperature) == near((dieTop + active) / 2));
    CHECK(rise(zone(outcome, "die-1").maxTemperature) == near(hot));
    CHECK(rise(zone(outcome, "die-1").minTemperature) == near(hot));
    CHECK(rise(zone(outcome, "interposer").meanTemperature) == near((interposerTop + substrateTop) / 2));
    CHECK(rise(zone(outcome, "substrate").meanTemperature) == near((substrateTop + board) / 2));
    CHECK(rise(patch(outcome, "board").meanTemperature) == near(board));
    CHECK(model::quantity(outcome.quantities, "thermal_resistance") == Approx((hot - 40) / 250).epsilon(1e-6));
    CHECK(outcome.energyImbalance <= 1e-10);
    const std::vector<std::string> sensors = {"die-1.max", "die-1.mean", "case"};
    REQUIRE(outcome.monitors.size() == sensors.size());
    for (std::size_t i = 0; i < sensors.size(); ++i) CHECK(outcome.monitors[i].name == sensors[i]);
    CHECK(rise(outcome.monitors[0].value) == near(hot));
    CHECK(rise(outcome.monitors[2].value) == near(lidTop + (lidBottom - lidTop) / 8)); // the uppermost of four cells
}

TEST_CASE("A map of one resistance over the whole interface is that resistance")
{
    const Folder folder;
    const std::filesystem::path library = folder.library();
    folder.write("library/packages/nvidia-grace.toml", entry);
    folder.write("map.csv", "name,x [mm],y [mm],width [mm],height [mm],resistance [mm2 K/W]\n"
                            "left,-10,-8,7,16,3.5\nright,-3,-8,13,16,3.5\n");
    const std::filesystem::path file = folder.write("case.toml", stackCase);
    const double even = zone(solve(file, library), "die-1").maxTemperature; // 60 um / 40 W/(m K) + 2 mm2 K/W
    const model::Outcome mapped = solve(file, library, {"package.tim1-map=map.csv"});
    CHECK(zone(mapped, "die-1").maxTemperature - 313.15 == Approx(even - 313.15).epsilon(1e-9));
    folder.write("map.csv", "name,x [mm],y [mm],width [mm],height [mm],resistance [mm2 K/W]\nvoid,-2,-2,4,4,200\n");
    CHECK(zone(solve(file, library, {"package.tim1-map=map.csv"}), "die-1").maxTemperature > even + 5);
}

TEST_CASE("Power maps that do not fit the cells lose nothing")
{
    for (const char* spread : {"uniform", "blocks"}) {
        const Folder folder;
        const std::string text = case_file::test::textOf(case_file::test::sources / "cases/b200-package/case.toml");
        const model::Outcome outcome =
            solve(folder.write("case.toml", text), {},
                  {std::string("package.power-map=") + spread, "package.cell-size=3.7 mm", "numerics.tolerance=1e-12"});
        INFO(spread);
        double source = 0;
        for (const model::ZoneRow& row : outcome.zones) source += row.heatSource;
        CHECK(std::abs(source - 1000) <= 1e-12 * 1000);
        CHECK(std::abs(patch(outcome, "top").heat + 960) <= 1e-9 * 960); // what was put into the cells comes out
        CHECK(std::abs(patch(outcome, "board").heat + 40) <= 1e-12 * 40);
    }
}

TEST_CASE("A package under a plate with its coolant gives it what the board leaves")
{
    const Folder folder;
    const model::Outcome outcome = solve(
        folder.write("case.toml", "title = \"porous\"\n[package]\nchip = \"nvidia-b200\"\ncell-size = \"3 mm\"\n"
                                  "[cold-plate]\nrecipe = \"microchannel\"\ncoolant = \"pg25\"\n"
                                  "volume-flow = \"1 L/min\"\ninlet-temperature = \"40 degC\"\nlength = \"70 mm\"\n"
                                  "width = \"64 mm\"\nbase-thickness = \"2 mm\"\nfinned-length = \"56 mm\"\n"
                                  "finned-width = \"56 mm\"\nfins = \"porous\"\ndarcy = \"2.4e9 1/m2\"\n"
                                  "base-coefficient = \"30000 W/(m2 K)\"\n"));
    CHECK(model::quantity(outcome.quantities, "heat_to_coolant") == Approx(960).epsilon(1e-6));
    CHECK(model::quantity(outcome.quantities, "mass_flow") ==
          Approx(1e-3 / 60 * 1010.3).epsilon(1e-4)); // PG25 at 40 degC
    CHECK(outcome.energyImbalance <= 1e-6);
    CHECK(outcome.massImbalance <= 1e-9);
    // From the base to the coolant above it: the coefficient, and half the lowest cell of the base.
    const double flux = 960 / (56e-3 * 56e-3), base = flux * (1.0 / 30000 + 2e-3 / 385 / 2);
    CHECK(zone(outcome, "plate").meanTemperature - zone(outcome, "fins").meanTemperature < base);
    CHECK(zone(outcome, "die-1").meanTemperature - zone(outcome, "fins").meanTemperature > flux / 30000);
}
