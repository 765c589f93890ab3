// The catalogue: every entry reads, every number names its source, and wrong entries are refused with the reason.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "TestCase.h"

#include "solver/case/Library.h"

using namespace coldloop;
using namespace coldloop::case_file;
using namespace coldloop::case_file::test;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;

namespace {

// The one message of the base case after a change in an entry, without the folder.
std::string messageAfter(const std::string& entry, const std::string& from, const std::string& to)
{
    const Folder folder;
    const std::filesystem::path library = folder.library();
    const auto file =
        folder.write("library/" + entry + ".toml", replaced(textOf(library / (entry + ".toml")), from, to));
    const std::vector<std::string> messages = messagesOf(baseCase, {}, library);
    REQUIRE(messages.size() == 1);
    REQUIRE_THAT(messages[0], Catch::Matchers::StartsWith(file.string() + ":"));
    return messages[0].substr(file.string().size() + 1);
}

} // namespace

TEST_CASE("Every entry of the catalogue reads, and every number has a source or is a placeholder")
{
    Library library({});
    Errors errors;
    std::size_t entries = 0, numbers = 0;
    for (const Section& group : libraryGroups()) {
        CHECK(!library.names(group.name).empty());
        for (const std::string& name : library.names(group.name)) {
            const Entry* const entry = library.read(group.name, name, errors);
            REQUIRE_NOTHROW(errors.throwIfAny());
            ++entries;
            for (const Key* key : entry->record.keys()) {
                const Value& value = entry->record[key->name];
                if (value.written.type != Node::Type::table) continue;
                ++numbers;
                INFO(name << "." << key->name);
                CHECK(value.placeholder == value.source.empty());
            }
        }
    }
    CHECK(entries >= 30);
    CHECK(numbers >= 250);
}

TEST_CASE("Every entry can be used: coolants, chillers and CDUs in turn")
{
    Library library({});
    for (const char* group : {"coolants", "chillers", "cdus"})
        for (const std::string& name : library.names(group)) {
            INFO(group << "/" << name);
            const std::string key = group == std::string("coolants")   ? "tcs.coolant="
                                    : group == std::string("chillers") ? "plant.trim-chiller="
                                                                       : "tcs.cdu=";
            CHECK(messagesOf(baseCase, {key + name}).empty());
        }
}

TEST_CASE("A number without a source is refused")
{
    CHECK(messageAfter("quick-disconnects/uqd-04", "placeholder = true, ", "") ==
          "4:6: uqd-04.kv has neither a source nor placeholder = true. Write { value = ..., source = \"where it can be "
          "looked up\" } or { value = ..., placeholder = true, low = ..., high = ..., note = \"...\" }");
    CHECK_THAT(messageAfter("racks/nvidia-gb200-nvl72",
                            "air-heat = { value = \"17 kW\", source = \"hpe\", grade = \"A\" }",
                            "air-heat = \"17 kW\""),
               Contains("nvidia-gb200-nvl72.air-heat has neither a source nor placeholder"));
    CHECK_THAT(messageAfter("superchips/nvidia-gb200", "2700 W\", source = \"lenovo\"", "2700 W\", source = \"lenov\""),
               Contains("source \"lenov\" is not a text of [sources]. Add sources.lenov = "));
}

TEST_CASE("A placeholder needs a range that holds it and a note")
{
    CHECK_THAT(messageAfter("quick-disconnects/uqd-04", "low = \"0.5 m3/h\", ", ""),
               EndsWith("uqd-04.kv is a placeholder without low and high. Add the range that it may have"));
    CHECK_THAT(
        messageAfter("quick-disconnects/uqd-04", "low = \"0.5 m3/h\"", "low = \"0.8 m3/h\""),
        EndsWith("uqd-04.kv = 0.75 m3/h is outside its own placeholder range 0.8 m3/h to 1.5 m3/h. Correct one of "
                 "them"));
    CHECK_THAT(
        messageAfter("interface-materials/high-performance-tim", ", note = \"8 to 15 W/(m K) are advertised\"", ""),
        EndsWith("high-performance-tim.conductivity is a placeholder without note. Add note = \"why this value\""));
}

TEST_CASE("A name that is near nothing is not given a nearest entry")
{
    CHECK_THROWS_WITH(showLibraryEntry("nosuch"),
                      Catch::StartsWith("\"nosuch\" is not in the catalogue. `coldloop library"));
}

TEST_CASE("Entries that contradict themselves or each other are refused")
{
    CHECK_THAT(messageAfter("cdus/vertiv-xdu1350", "485.5, 475.8,", "475.8, 475.8,"),
               Contains("vertiv-xdu1350.pump-rise = ") &&
                   EndsWith("on a level or rising one a loop may have two flows"));
    CHECK_THAT(
        messageAfter("superchips/nvidia-gb200", "value = \"2700 W\"", "value = \"2600 W\""),
        EndsWith("nvidia-gb200.thermal-design-power = 2600 W is not the sum of its chips, 2700 W. Correct one of "
                 "them"));
    CHECK_THAT(
        messageAfter("racks/nvidia-gb200-nvl72", "cpu-plate = \"grace-plate\"", "cpu-plate = \"gb200-gpu-plate\""),
        EndsWith("nvidia-gb200-nvl72.cpu-plate = gb200-gpu-plate is of model \"microchannel\", but \"lumped\" is "
                 "needed here. Name another plate"));
    CHECK_THAT(messageAfter("cold-plates/gb200-gpu-plate", "0.1, 0.25, 0.5", "0.1, 0.5, 0.25"),
               Contains("gb200-gpu-plate.sample-flows has 0.25 after 0.5, but its values must increase"));
    CHECK_THAT(messageAfter("cold-plates/gb200-gpu-plate", "[25, 55]", "[25]"),
               EndsWith("has fewer than 2 temperatures. Add one"));
    CHECK_THAT(messageAfter("chips/nvidia-gb200-gpu",
                            "slowdown-temperature = { value = \"90 degC\", placeholder = true, low "
                            "= \"87 degC\"",
                            "slowdown-temperature = { value = \"80 degC\", placeholder = true, low = \"80 "
                            "degC\""),
               Contains("nvidia-gb200-gpu.slowdown-temperature = 80 degC is below the operating limit"));
    CHECK_THAT(messageAfter("towers/york-calc", "-0.359741205, ", ""),
               Contains("york-calc.coefficients has 26 values, but 27 are needed"));
    CHECK_THAT(messageAfter("coolants/water", "    5, 10, 15,", "    10, 15,"), Contains("water"));
}

TEST_CASE("An absent catalogue is an error of the installation")
{
    CHECK_THROWS_AS(loadCase(baseCase, {}, "/no/such/library"), EnvironmentError);
}

TEST_CASE("The catalogue can be listed and shown")
{
    const std::string list = listLibrary();
    CHECK_THAT(list,
               Contains("cdus\n  ocp-deschutes ") && Contains("  vertiv-xdu1350 ") && Contains("[1 placeholder]"));
    const std::string chip = showLibraryEntry("nvidia-gb200-gpu");
    CHECK_THAT(chip, Contains("thermal-design-power") && Contains("1200 W") && Contains("A: Lenovo LP2048") &&
                         Contains("placeholder, 83 degC to 87 degC: NVIDIA's mock NVML profile"));
    CHECK_THAT(showLibraryEntry("vertiv-xdu1350"), Contains("818] L/min\n") && Contains("B: planning tool"));
    try {
        showLibraryEntry("vertiv");
        FAIL("an unknown entry was shown");
    } catch (const InputError& error) {
        CHECK_THAT(error.what(), Contains("\"vertiv\" is not in the catalogue. The nearest is \"vertiv-xdu1350\""));
    }
}
