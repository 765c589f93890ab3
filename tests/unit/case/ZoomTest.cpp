// The section [zoom]: chips by the names that results use, and what is said of those that cannot be solved in 3-D.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "TestCase.h"

#include "solver/facility/Rack.h"

using namespace coldloop;
using namespace coldloop::case_file;
using namespace coldloop::case_file::test;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;

namespace {

std::vector<std::string> namesOf(const std::vector<std::string>& overrides)
{
    const facility::Parameters parameters = loadCase(baseCase, overrides).parameters;
    const std::vector<facility::ChipPlace> places = facility::chipPlaces(parameters.rack);
    std::vector<std::string> names;
    for (const int chip : parameters.zoom.chips) {
        CHECK(places[chip].number == chip);
        CHECK(places[chip].kind == workload::ChipKind::gpu);
        names.push_back(facility::chipName(places[chip]));
    }
    return names;
}

std::string faultOf(const std::string& chips)
{
    const std::string text = "zoom.chips=" + chips;
    const std::vector<std::string> messages = messagesOf(baseCase, {text});
    INFO(text);
    REQUIRE(messages.size() == 1);
    const std::string start = "--set " + text + ": zoom.chips = ";
    REQUIRE(messages[0].substr(0, start.size()) == start);
    return messages[0].substr(start.size());
}

} // namespace

TEST_CASE("Without the section [zoom] the hottest plate is solved again")
{
    const LoadedCase loaded = loadCase(baseCase, {});
    CHECK(loaded.parameters.zoom.worst == 1);
    CHECK(loaded.parameters.zoom.chips.empty());
    CHECK_THAT(loaded.effective, Contains("[zoom]\nworst = 1\n"));
}

TEST_CASE("Chips are named as results name them, one without brackets")
{
    const std::string name = "rack 1 tray 4 slot 2";
    for (const char* written : {"rack 1 tray 4 slot 2", "GPU rack  1 tray  4 slot  2", "gpu rack 1 tray 4 slot 2",
                                "rack-1-tray-4-slot-2", "rack-1/tray-4/slot-2", "[\"rack 1 tray 4 slot 2\"]"})
        CHECK(namesOf({std::string("zoom.chips=") + written}) == std::vector<std::string>{name});
    CHECK(namesOf({"zoom.worst=0", "zoom.chips=[\"rack 1 tray 27 slot 4\", \"rack 1 tray 1 slot 1\"]"}) ==
          std::vector<std::string>{"rack 1 tray 27 slot 4", "rack 1 tray 1 slot 1"});
    // The effective case holds the names, so that another choice is another case.
    CHECK_THAT(loadCase(baseCase, {"zoom.chips=" + name}).effective, Contains("chips = \"rack 1 tray 4 slot 2\""));
    CHECK(loadCase(baseCase, {"zoom.chips=" + name}).hash != loadCase(baseCase, {}).hash);
}

TEST_CASE("A chip that is not there, or has no 3-D model, is refused with the nearest")
{
    CHECK(faultOf("rack 1 tray 4 slto 2") ==
          "\"rack 1 tray 4 slto 2\" is no GPU of the resolved rack. The nearest is \"rack 1 tray 4 slot 2\"");
    CHECK_THAT(faultOf("rack 1 tray 77 slot 2"), EndsWith("The nearest is \"rack 1 tray 7 slot 2\""));
    CHECK(faultOf("rack 1 tray 4 slot 5") ==
          "\"rack 1 tray 4 slot 5\" is a cpu, whose plate is one resistance without a 3-D model. Name a GPU; the "
          "nearest is \"rack 1 tray 4 slot 1\"");
    CHECK_THAT(faultOf("rack 1 tray 10 slot 1"), Contains("is a switch, whose plate"));
    CHECK(faultOf("rack 3 tray 4 slot 2") ==
          "\"rack 3 tray 4 slot 2\" is in a nominal rack, whose chips are not resolved. Name one of rack 1, for "
          "example \"rack 1 tray 4 slot 2\"");
    CHECK_THAT(faultOf("rack 9 tray 4 slot 2"), Contains("is no GPU of the resolved rack")); // 8 racks
    CHECK(faultOf("[\"rack 1 tray 4 slot 2\", \"rack-1-tray-4-slot-2\"]") ==
          "\"rack-1-tray-4-slot-2\" is named twice. Drop one of them");
    CHECK(faultOf("gpu").find("is no GPU of the resolved rack. The nearest is ") != std::string::npos);
}

TEST_CASE("In a file each name has its place")
{
    const Folder folder;
    const auto file = folder.write(
        "case.toml",
        textOf(baseCase) + "\n[zoom]\nworst = 73\nchips = [\n    \"rack 1 tray 1 slot 1\",\n    \"tray 2\",\n]\n");
    const std::vector<std::string> messages = messagesOf(file);
    REQUIRE(messages.size() == 2);
    CHECK(messages[0] == file.string() +
                             ":58:9: zoom.worst = 73 is more than the 72 GPUs of the resolved rack. Write at "
                             "most 72");
    CHECK_THAT(messages[1], Contains(":61:5: zoom.chips = \"tray 2\" is no GPU of the resolved rack"));
    CHECK_THAT(messagesOf(baseCase, {"zoom.wrost=2"}).at(0), Contains("The nearest valid key is \"zoom.worst\""));
}
