// The effective case loads again to the same case; placeholders and the hash follow what the case depends on.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "TestCase.h"

using namespace coldloop;
using namespace coldloop::case_file;
using namespace coldloop::case_file::test;

namespace {

const Placeholder* find(const LoadedCase& loaded, const std::string& name)
{
    for (const Placeholder& placeholder : loaded.placeholders)
        if (placeholder.name == name) return &placeholder;
    return nullptr;
}

// Loads the effective text from another folder and compares all that a run depends on.
LoadedCase checkRoundTrip(const LoadedCase& loaded)
{
    const Folder folder;
    const LoadedCase again = loadCase(folder.write("case.toml", loaded.effective), {});
    CHECK(again.effective == loaded.effective);
    CHECK(again.hash == loaded.hash);
    REQUIRE(again.placeholders.size() == loaded.placeholders.size());
    for (std::size_t i = 0; i < again.placeholders.size(); ++i) {
        CHECK(again.placeholders[i].name == loaded.placeholders[i].name);
        CHECK(again.placeholders[i].value == loaded.placeholders[i].value);
        CHECK(again.placeholders[i].low == loaded.placeholders[i].low);
    }
    const facility::Parameters &a = loaded.parameters, &b = again.parameters;
    CHECK(a.title == b.title);
    CHECK(a.tcs.rackFlow == b.tcs.rackFlow);
    CHECK(a.tcs.volume == b.tcs.volume);
    CHECK(a.tcs.cdu.pumpsRunning == b.tcs.cdu.pumpsRunning);
    CHECK(a.fws.pumpEfficiency == b.fws.pumpEfficiency);
    CHECK(a.plant.cyclesOfConcentration == b.plant.cyclesOfConcentration);
    CHECK(a.resistanceSpread == b.resistanceSpread);
    CHECK(a.seed == b.seed);
    REQUIRE(a.restrictions.size() == b.restrictions.size());
    for (std::size_t i = 0; i < a.restrictions.size(); ++i) {
        CHECK(a.restrictions[i].trays == b.restrictions[i].trays);
        CHECK(a.restrictions[i].kv == b.restrictions[i].kv);
    }
    CHECK(a.transient.has_value() == b.transient.has_value());
    return again;
}

} // namespace

TEST_CASE("The effective text of the example cases loads to the same case")
{
    checkRoundTrip(loadCase(sources / "cases/gb200-nvl72/case.toml", {}));
    checkRoundTrip(loadCase(sources / "cases/gb200-nvl72-starved/case.toml", {}));
}

TEST_CASE("Overrides are in the effective case")
{
    const LoadedCase loaded =
        loadCase(baseCase, {"tcs.supply-setpoint=45 degC", "racks.resistance-spread=0.1", "title=A \"quoted\" title",
                            "racks.restriction=[{ trays = [3, 12], quick-disconnect-kv = \"0.3 m3/h\" }]",
                            "plant.trim=true", "tcs.pumps-running=3"});
    CHECK(loaded.parameters.tcs.supplySetpoint == Approx(318.15));
    CHECK(loaded.parameters.resistanceSpread == 0.1);
    CHECK(loaded.parameters.title == "A \"quoted\" title");
    REQUIRE(loaded.parameters.restrictions.size() == 1);
    CHECK(loaded.parameters.restrictions[0].trays == std::vector<int>{3, 12});
    CHECK(loaded.parameters.plant.trim);
    checkRoundTrip(loaded);
    CHECK(loadCase(sources / "cases/gb200-nvl72-starved/case.toml", {"racks.restriction=[]"})
              .parameters.restrictions.empty());
}

TEST_CASE("A case without a transient stays without one")
{
    const Folder folder;
    const auto file = folder.write(
        "case.toml", replaced(textOf(baseCase), "[transient]\nduration = \"10 min\"\nstep = \"1 s\"\n", ""));
    const LoadedCase loaded = loadCase(file, {});
    CHECK(!loaded.parameters.transient);
    checkRoundTrip(loaded);
    CHECK(loadCase(file, {"transient.duration=1 min"}).parameters.transient->duration == 60);
}

TEST_CASE("An imported workload is found beside the case, from the effective case too")
{
    const Folder folder;
    std::string text = textOf(baseCase);
    const std::size_t begin = text.find("[workload]"), end = text.find("[transient]");
    text = text.substr(0, begin) + "[workload]\nkind = \"imported\"\nfile = \"gpu.csv\"\n" + text.substr(end);
    const auto file = folder.write("case.toml", text);
    const std::string header = "timestamp, index, power.draw [W]\n";
    const std::string sample = "2025/01/01 00:00:00.000, 0, ";
    folder.write("gpu.csv", header + sample + "500.00 W\n" + "2025/01/01 00:00:01.000, 0, 600.00 W\n");
    const LoadedCase loaded = loadCase(file, {});
    REQUIRE(loaded.parameters.workload.imported);
    CHECK(!loaded.parameters.workload.training);
    CHECK(loaded.parameters.workload.imported->power.at(0).at(0) == 500);
    checkRoundTrip(loaded);

    // The content of the trace counts, not only its name.
    folder.write("gpu.csv", header + sample + "501.00 W\n" + "2025/01/01 00:00:01.000, 0, 600.00 W\n");
    CHECK(loadCase(file, {}).hash != loaded.hash);

    std::filesystem::remove(folder.path() / "gpu.csv");
    const std::vector<std::string> messages = messagesOf(file);
    REQUIRE(messages.size() == 1);
    CHECK_THAT(messages[0], Catch::Matchers::Contains("workload.file") && Catch::Matchers::Contains("gpu.csv"));
}

TEST_CASE("A default without a source is listed as a placeholder until the case names a source or another value")
{
    const LoadedCase loaded = loadCase(baseCase, {});
    const Placeholder* const volume = find(loaded, "tcs.volume");
    REQUIRE(volume);
    CHECK(volume->value == "1000 L");
    CHECK(volume->low == "300 L");
    CHECK(volume->high == "2000 L");
    CHECK(find(loaded, "workload.period")); // written in the case, but the same guess
    CHECK(find(loaded, "workload.compute-share"));
    CHECK(!find(loadCase(baseCase, {"tcs.volume=800 L"}), "tcs.volume"));
    CHECK(!find(loadCase(baseCase, {"tcs.volume={ value = \"1000 L\", source = \"drawing 12\" }"}), "tcs.volume"));
    const LoadedCase guessed = loadCase(
        baseCase,
        {"tcs.volume={ value = \"800 L\", placeholder = true, low = \"700 L\", high = \"900 L\", note = \"x\" }"});
    REQUIRE(find(guessed, "tcs.volume"));
    CHECK(find(guessed, "tcs.volume")->high == "900 L");
    checkRoundTrip(guessed);
}

TEST_CASE("Placeholders come from the entries that the case uses, and only from them")
{
    const LoadedCase loaded = loadCase(baseCase, {});
    REQUIRE(find(loaded, "nvidia-gb200-gpu.max-operating-temperature"));
    CHECK(find(loaded, "nvidia-gb200-gpu.max-operating-temperature")->value == "85 degC");
    CHECK(find(loaded, "uqd-04.kv"));
    CHECK(find(loaded, "nvidia-gb200-nvl72.trays")->value == "8 x compute, 9 x switch, 10 x compute");
    CHECK(!find(loaded, "ocp-deschutes.pump-rise"));
    CHECK(find(loadCase(baseCase, {"tcs.cdu=ocp-deschutes"}), "ocp-deschutes.pump-rise"));
    // A chiller that is named but off has no effect.
    CHECK(!find(loadCase(baseCase, {"plant.trim-chiller=doe2-centrifugal"}), "doe2-centrifugal.rated-capacity"));
    CHECK(find(loadCase(baseCase, {"plant.trim-chiller=doe2-centrifugal", "plant.trim=true"}),
               "doe2-centrifugal.rated-capacity"));
}

TEST_CASE("The hash follows the case and the entries that it uses")
{
    const Folder folder;
    const std::filesystem::path library = folder.library();
    const std::string hash = loadCase(baseCase, {}, library).hash;
    CHECK(hash.size() == 16);
    CHECK(loadCase(baseCase, {}).hash == hash); // not of the folder
    CHECK(loadCase(baseCase, {"racks.seed=7"}).hash != hash);
    folder.write("library/cdus/ocp-deschutes.toml", textOf(library / "cdus/ocp-deschutes.toml") + "# changed\n");
    CHECK(loadCase(baseCase, {}, library).hash == hash);
    const std::string coupling = textOf(library / "quick-disconnects/uqd-04.toml");
    folder.write("library/quick-disconnects/uqd-04.toml", replaced(coupling, "\"0.75 m3/h\"", "\"0.8 m3/h\""));
    CHECK(loadCase(baseCase, {}, library).hash != hash);
}
