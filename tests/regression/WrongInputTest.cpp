// Wrong input: exit 2, the place, what to write instead, and no folder touched.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/regression/Files.h"
#include "tests/regression/Program.h"

#include <catch2/catch.hpp>

using namespace coldloop::regression;
using Catch::Matchers::Contains;

namespace {

// The default case with one text replaced by another.
std::string edited(const std::string& from, const std::string& to)
{
    std::string text = textOf(exampleCase("gb200-nvl72"));
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

struct Sandbox {
    Scratch scratch;
    Sandbox() { put(scratch / "old/notes.txt", "a folder that stands there already\n"); }

    // Runs into a folder that is missing and into one that stands there. Both stay so.
    std::string refusal(const std::vector<std::string>& arguments)
    {
        const auto before = contentsOf(scratch.path());
        const auto changed = fs::last_write_time(scratch / "old");
        std::string message;
        for (const char* output : {"new", "old"}) {
            std::vector<std::string> words{"run", "-o", output};
            words.insert(words.end(), arguments.begin(), arguments.end());
            const Finished finished = runProgram(words, {scratch.path()});
            CHECK(finished.code == 2);
            CHECK(finished.out == "");
            message = finished.err;
        }
        CHECK(contentsOf(scratch.path()) == before);
        CHECK(fs::last_write_time(scratch / "old") == changed);
        return message;
    }

    std::string refusalOf(const std::string& text)
    {
        put(scratch / "case.toml", text);
        return refusal({"case.toml"});
    }
};

std::string good() { return exampleCase("gb200-nvl72").string(); }

} // namespace

TEST_CASE("an unknown key is refused and the nearest named", "[wrong-input]")
{
    Sandbox sandbox;
    CHECK_THAT(sandbox.refusalOf(edited("flow = \"86.7", "flwo = \"86.7")),
               Contains("case.toml:8:1: racks.flwo: unknown key. The nearest valid key is \"flow\"") &&
                   Contains("racks.flow is missing"));
}

TEST_CASE("a unit of another kind is refused", "[wrong-input]")
{
    Sandbox sandbox;
    CHECK_THAT(sandbox.refusalOf(edited("86.7 L/min", "86.7 kPa")),
               Contains("case.toml:8:8: racks.flow = \"86.7 kPa\"") &&
                   Contains("a volume flow is written like \"130 L/min\""));
    CHECK_THAT(sandbox.refusalOf(edited("\"86.7 L/min\"", "86.7")),
               Contains("case.toml:8:8: racks.flow") && Contains("unit"));
}

TEST_CASE("a negative flow is refused", "[wrong-input]")
{
    Sandbox sandbox;
    CHECK_THAT(sandbox.refusalOf(edited("86.7 L/min", "-86.7 L/min")),
               Contains("case.toml:8:8: racks.flow = \"-86.7 L/min\" is out of range") && Contains("Write a value"));
}

TEST_CASE("an unknown component is refused and the nearest named", "[wrong-input]")
{
    Sandbox sandbox;
    CHECK_THAT(
        sandbox.refusalOf(edited("vertiv-xdu1350", "vertiv-xdu1351")),
        Contains(
            "case.toml:11:7: tcs.cdu = \"vertiv-xdu1351\" is not in the catalogue. The nearest is \"vertiv-xdu1350\""));
}

TEST_CASE("a chip that is not there is refused and the nearest named", "[wrong-input]")
{
    Sandbox sandbox;
    CHECK_THAT(
        sandbox.refusalOf(edited("[nominal]", "[zoom]\nchips = [\"rack 1 tray 4 slto 2\"]\n\n[nominal]")),
        Contains("zoom.chips = \"rack 1 tray 4 slto 2\" is no GPU of the resolved rack. The nearest is \"rack 1 tray 4 "
                 "slot 2\""));
}

TEST_CASE("all errors of a case are told at once", "[wrong-input]")
{
    Sandbox sandbox;
    std::string text = edited("86.7 L/min", "-86.7 L/min");
    text.replace(text.find("26.8 degC"), 9, "26.8 K/W");
    text.replace(text.find("york-calc"), 9, "york-clac");
    CHECK_THAT(sandbox.refusalOf(text),
               Contains(":8:8: racks.flow") && Contains("plant.tower") && Contains("weather.wet-bulb"));
}

TEST_CASE("a file that is missing, empty, cut short or a folder is refused", "[wrong-input]")
{
    Sandbox sandbox;
    CHECK_THAT(sandbox.refusal({"nowhere.toml"}), Contains("nowhere.toml: there is no such file. Check the name"));
    CHECK_THAT(sandbox.refusalOf(""), Contains("case.toml:1:1: the file is empty. Start from a copy of an example"));
    const std::string text = textOf(exampleCase("gb200-nvl72"));
    CHECK_THAT(sandbox.refusalOf(text.substr(0, text.find("trim = false") + 9)),
               Contains("this is not valid TOML") && Contains("Complete or correct the line"));
    CHECK_THAT(sandbox.refusalOf(text.substr(0, text.find("[weather]"))), Contains("weather") && Contains("missing"));
    fs::create_directory(sandbox.scratch / "folder");
    CHECK_THAT(sandbox.refusal({"folder"}), Contains("folder: this is a folder, not a case file. Give the file in it"));
}

TEST_CASE("a wrong --set is refused", "[wrong-input]")
{
    Sandbox sandbox;
    CHECK_THAT(sandbox.refusal({good(), "--set", "tcs"}),
               Contains("--set tcs: this is not key=value. Write for example"));
    CHECK_THAT(sandbox.refusal({good(), "--set", "tcs.suply-setpoint=45 degC"}),
               Contains("tcs.suply-setpoint: unknown key. The nearest valid key is \"tcs.supply-setpoint\""));
    CHECK_THAT(sandbox.refusal({good(), "--set", "tcs.supply-setpoint=45 L/min"}),
               Contains("tcs.supply-setpoint = \"45 L/min\"") && Contains("a temperature is written like"));
    CHECK_THAT(sandbox.refusal({good(), "--set", "racks.count=-1"}),
               Contains("racks.count") && Contains("out of range"));
}

TEST_CASE("a wrong option is refused", "[wrong-input]")
{
    Sandbox sandbox;
    CHECK_THAT(sandbox.refusal({good(), "--resumee"}), Contains("--resumee") && Contains("--help"));
    CHECK_THAT(sandbox.refusal({good(), "--until", "soon"}),
               Contains("--until") && Contains("a time is written like \"10 min\""));
    CHECK_THAT(sandbox.refusal({good(), "--until", "-1 s"}), Contains("--until: '-1 s' is not after the start"));
    CHECK_THAT(sandbox.refusal({}), Contains("CASE is required"));
}

TEST_CASE("an output folder that cannot be is an environment fault, exit 5", "[wrong-input]")
{
    Scratch scratch;
    put(scratch / "plain", "a file\n");
    for (const std::string& output :
         {(scratch / "plain").string(), (scratch / "plain/folder").string(), std::string("/proc/results")}) {
        const Finished finished = runProgram({"run", good(), "-o", output});
        INFO(output);
        CHECK(finished.code == 5);
        CHECK_THAT(finished.err, Contains("cannot write '" + output + "'") && Contains("give another folder with -o"));
    }
    CHECK(textOf(scratch / "plain") == "a file\n");
}
