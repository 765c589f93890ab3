// Every kind of wrong input, on its text: place, what, value, why, what to write.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "TestCase.h"

using namespace coldloop::case_file::test;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

namespace {

// The one message of the base case with `from` replaced by `to`; it must begin with the case's file and `place`.
std::string messageAfter(const std::string& from, const std::string& to, const std::string& place)
{
    const Folder folder;
    const auto file = folder.write("case.toml", replaced(textOf(baseCase), from, to));
    const std::vector<std::string> messages = messagesOf(file);
    REQUIRE(messages.size() == 1);
    const std::string start = file.string() + place + ": ";
    CHECK_THAT(messages[0], StartsWith(start));
    return messages[0].substr(std::min(start.size(), messages[0].size()));
}

// The one message of an override of the base case.
std::string messageOfOverride(const std::string& text)
{
    const std::vector<std::string> messages = messagesOf(baseCase, {text});
    REQUIRE(messages.size() == 1);
    const std::string start = "--set " + text + ": ";
    CHECK_THAT(messages[0], StartsWith(start));
    return messages[0].substr(std::min(start.size(), messages[0].size()));
}

} // namespace

TEST_CASE("An unknown key names the nearest valid one")
{
    CHECK(messageAfter("supply-setpoint =", "suply-setpoint = \"30 degC\"\nsupply-setpoint =", ":13:1") ==
          "tcs.suply-setpoint: unknown key. The nearest valid key is \"supply-setpoint\"; valid here are cdu, "
          "pumps-running, coolant, supply-setpoint, piping-linear, piping-quadratic, volume, reference-pressure");
    CHECK_THAT(messageAfter("[nominal]", "[nominals]\n[nominal]", ":54:2"),
               StartsWith("nominals: unknown key. The nearest valid key is \"nominal\""));
}

TEST_CASE("A wrong unit says which kind is needed and how it is written")
{
    CHECK(messageAfter("\"86.7 L/min\"", "\"86.7 kW\"", ":8:8") ==
          "racks.flow = \"86.7 kW\": unit \"kW\" is not a unit of a volume flow: a volume flow is written like "
          "\"130 L/min\"");
    CHECK_THAT(messageAfter("\"2 K\"", "\"2 degC\"", ":25:22"),
               StartsWith("plant.isolating-approach = \"2 degC\": ") && Contains("write \"K\""));
    CHECK(messageAfter("\"86.7 L/min\"", "86.7", ":8:8") ==
          "racks.flow = 86.7 has no unit, but a volume flow is needed. Write for example flow = \"130 L/min\"");
}

TEST_CASE("A value out of range says the range")
{
    CHECK(messageAfter("\"86.7 L/min\"", "\"-86.7 L/min\"", ":8:8") ==
          "racks.flow = \"-86.7 L/min\" is out of range (mean flow of a rack at the supply temperature; the CDU's pump "
          "speed holds count times this). Write a value of at least 0 L/min");
    CHECK(messageOfOverride("fws.pump-efficiency=1.2") ==
          "fws.pump-efficiency = 1.2 is out of range (wire to water). Write a value above 0 and at most 1");
    CHECK(messageOfOverride("tcs.supply-setpoint=130 degC") ==
          "tcs.supply-setpoint = \"130 degC\" is out of range (supply temperature that the CDU's facility-side valve "
          "holds). Write a value from 0 degC to 100 degC");
    CHECK_THAT(messageOfOverride("racks.count=0"), EndsWith("Write a value from 1 to 1000"));
    CHECK_THAT(messageOfOverride("transient.step=0 s"), EndsWith("Write a value above 0 s and at most 60 s"));
    CHECK_THAT(messageOfOverride("plant.tower-water-ratio=nan"), Contains("is out of range"));
}

TEST_CASE("A file that cannot be used is named with the reason")
{
    const Folder folder;
    const auto only = [](const std::vector<std::string>& messages) {
        REQUIRE(messages.size() == 1);
        return messages[0];
    };
    CHECK(only(messagesOf("no-such.toml")) ==
          "no-such.toml: there is no such file. Check the name, or give the path from the current folder");
    CHECK(only(messagesOf(folder.path())) ==
          folder.path().string() + ": this is a folder, not a case file. Give the file in it, for example " +
              (folder.path() / "case.toml").string());
    const auto empty = folder.write("empty.toml", " \n");
    CHECK(only(messagesOf(empty)) ==
          empty.string() + ":1:1: the file is empty. Start from a copy of an example, cases/gb200-nvl72/case.toml");
    const auto truncated = folder.write("truncated.toml", "title = \"a\"\n[racks]\ntype = \"nvid");
    CHECK_THAT(only(messagesOf(truncated)), StartsWith(truncated.string() + ":3:13: this is not valid TOML: ") &&
                                                Contains("end-of-file") && Contains("Complete or correct the line"));
    const auto duplicate = folder.write("duplicate.toml", "title = \"a\"\ntitle = \"b\"\n");
    CHECK_THAT(only(messagesOf(duplicate)),
               StartsWith(duplicate.string() + ":2:9: this is not valid TOML: ") && Contains("cannot redefine"));
}

TEST_CASE("An unknown component lists the nearest and the valid ones")
{
    CHECK_THAT(
        messageAfter("\"vertiv-xdu1350\"", "\"vertiv-xdu135\"", ":11:7"),
        StartsWith("tcs.cdu = \"vertiv-xdu135\" is not in the catalogue. The nearest is \"vertiv-xdu1350\"; cdus "
                   "has ocp-deschutes, vertiv-xdu1350. Write one of them, or add ") &&
            EndsWith("cdus/vertiv-xdu135.toml"));
    CHECK_THAT(messageOfOverride("tcs.coolant=pg52"), Contains("The nearest is \"pg25\""));
}

TEST_CASE("The room's coil needs an air-cooled chiller")
{
    const auto messages =
        messagesOf(sources / "cases/gb200-nvl72/case.toml", {"plant.room-chiller=carrier-19xr-1407-vsd"});
    REQUIRE(messages.size() == 1);
    CHECK_THAT(messages[0], StartsWith("--set plant.room-chiller=carrier-19xr-1407-vsd: plant.room-chiller") &&
                                Contains("is water-cooled, and no condenser water reaches the room's coil"));
}

TEST_CASE("A value of another type says what is needed")
{
    CHECK(messageAfter("count = 8", "count = \"eight\"", ":7:9") ==
          "racks.count = \"eight\" is a text; needed: whole number. Write for example count = 8");
    CHECK(messageAfter("trim = false", "trim = \"no\"", ":27:8") ==
          "plant.trim = \"no\" is a text; needed: true or false. Write for example trim = true");
    CHECK(messageAfter("count = 8", "count = 1979-05-27", ":7:9") ==
          "racks.count holds a date or time is a date or time; needed: whole number. Write for example count = 8");
    CHECK_THAT(messageAfter("kind = \"training\"", "kind = \"trainig\"", ":42:8"),
               StartsWith("workload.kind = \"trainig\" is not known. The nearest is \"training\". Write one of"));
}

TEST_CASE("A missing key or section says what it is and how it is written")
{
    CHECK(messageAfter("dew-point = \"15 degC\"\n", "", ":33:1") ==
          "room.dew-point is missing (dew point of the room's air). Add for example dew-point = \"45 degC\"");
    CHECK_THAT(
        messageAfter("[weather] # Memphis: wet bulb exceeded in 0.4 % of the hours, with its mean coincident dry "
                     "bulb\nwet-bulb = \"26.8 degC\"\ndry-bulb = \"32.8 degC\"\n",
                     "", ":1:1"),
        StartsWith("section [weather] is missing (Outdoor air, constant.). Add it"));
    CHECK_THAT(messageAfter("[room]", "[[room]]", ":33:3"), StartsWith("room is a list, but a section is needed"));
}

TEST_CASE("Restrictions need a Kv and trays that the rack has")
{
    const auto messages = [](const std::string& lines) {
        const Folder folder;
        const auto file = folder.write(
            "case.toml", replaced(textOf(baseCase), "[tcs]", "[[racks.restriction]]\n" + lines + "\n[tcs]"));
        std::vector<std::string> found = messagesOf(file);
        for (std::string& message : found) message = message.substr(file.string().size());
        return found;
    };
    CHECK(messages("trays = [3]") ==
          std::vector<std::string>{":10:1: racks.restriction.quick-disconnect-kv is missing (Kv of the supply coupling "
                                   "instead of the rack's own). Add for example quick-disconnect-kv = \"0.75 m3/h\""});
    CHECK(
        messages("trays = [3, 28]\nquick-disconnect-kv = \"0.3 m3/h\"") ==
        std::vector<std::string>{":11:9: racks.restriction.trays = [3, 28] has tray 28, but the rack has trays 1 to 27 "
                                 "from the bottom. Name one of them"});
    CHECK(messages("trays = [0]\nquick-disconnect-kv = \"0.3 m3/h\"") ==
          std::vector<std::string>{":11:10: racks.restriction.trays = 0 is out of range (tray numbers, from 1 at the "
                                   "bottom of the rack). Write a value from 1 to 10000"});
    CHECK(messages("trays = [3, 3]\nquick-disconnect-kv = \"0.3 m3/h\"") ==
          std::vector<std::string>{":11:9: racks.restriction.trays = [3, 3] names tray 3 twice. A tray has one "
                                   "restriction: drop one of them"});
    CHECK(messages("trays = []\nquick-disconnect-kv = \"0.3 m3/h\"").size() == 1);
}

TEST_CASE("A bad override has the place --set")
{
    CHECK(messageOfOverride("tcs.setpoint=30 degC") == "tcs.setpoint: unknown key. The nearest valid key is "
                                                       "\"tcs.supply-setpoint\"; docs/case-reference.md lists all");
    CHECK(messageOfOverride("tcs.supply-setpoint") ==
          "this is not key=value. Write for example --set \"tcs.supply-setpoint=45 degC\"");
    CHECK_THAT(messageOfOverride("tcs.supply-setpoint=45 kg"), Contains("\"kg\" is not a unit of a temperature"));
    CHECK(messageOfOverride("plant.trim=perhaps") ==
          "plant.trim = \"perhaps\" is a text; needed: true or false. Write for example trim = true");
    CHECK(messageOfOverride("racks.restriction=3") ==
          "racks.restriction is a whole number, but a repeated section is needed. Write [[racks.restriction]] with two "
          "brackets, once for each");
    CHECK(messagesOf(baseCase, {"racks.seed=1", "racks.seed=2"}) ==
          std::vector<std::string>{"--set racks.seed=2: racks.seed is set twice. Drop one of them"});
}

TEST_CASE("Values that contradict each other are refused")
{
    CHECK(messageOfOverride("tcs.pumps-running=4") ==
          "tcs.pumps-running = 4 is more than the 3 pumps of vertiv-xdu1350. Write at most 3");
    CHECK(messageOfOverride("weather.wet-bulb=33 degC") ==
          "weather.wet-bulb = 33 degC is above the dry bulb, which air cannot have. Swap them");
    CHECK_THAT(messagesOf(baseCase, {"transient.duration=500 ms"}).at(0),
               EndsWith(":52:8: transient.step = 1 s is longer than the duration. Shorten the step or lengthen the "
                        "duration"));
    CHECK_THAT(messageOfOverride("workload.communication-power=0.96"), EndsWith("is above compute-power. Swap them"));
}

TEST_CASE("Keys of the other kind of workload are refused, and its file is needed")
{
    const std::vector<std::string> messages = messagesOf(baseCase, {"workload.kind=imported"});
    REQUIRE(messages.size() == 7);
    CHECK_THAT(messages[0], Contains(":41:1: workload.file is missing"));
    CHECK_THAT(messages[1], EndsWith(":43:1: workload.period: this key belongs to kind = \"training\", but here it is "
                                     "\"imported\". Remove it"));
}

TEST_CASE("All errors of a case come together, in the order of the file")
{
    const Folder folder;
    std::string text = replaced(textOf(baseCase), "count = 8", "count = 0");
    text = replaced(text, "\"pg25\"", "\"pg\"");
    text = replaced(text, "\"26.8 degC\"", "\"26.8\"");
    const std::vector<std::string> messages = messagesOf(folder.write("case.toml", text), {"racks.flow=1 kg"});
    REQUIRE(messages.size() == 4);
    CHECK_THAT(messages[0], Contains(":7:9: racks.count = 0 is out of range"));
    CHECK_THAT(messages[1], Contains(":12:11: tcs.coolant = \"pg\" is not in the catalogue"));
    CHECK_THAT(messages[2], Contains(":38:12: weather.wet-bulb = \"26.8\": "));
    CHECK_THAT(messages[3], StartsWith("--set racks.flow=1 kg: racks.flow"));
}
