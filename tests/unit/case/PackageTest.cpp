// Chip packages of the catalogue become 3-D models.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "TestCase.h"

#include "solver/case/Library.h"
#include "solver/case/Model3d.h"

#include <algorithm>
#include <map>

using namespace coldloop;
using namespace coldloop::case_file;
using namespace coldloop::case_file::test;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;

namespace {

const std::string packageCase = "title = \"a package\"\n"
                                "[package]\n"
                                "chip = \"nvidia-b200\"\n"
                                "cell-size = \"4 mm\"\n"
                                "[cold-plate]\n"
                                "recipe = \"convection\"\n"
                                "heat-transfer-coefficient = \"20000 W/(m2 K)\"\n"
                                "coolant-temperature = \"40 degC\"\n"
                                "base-thickness = \"2 mm\"\n";

LoadedModel loaded(const std::vector<std::string>& overrides = {}, const std::string& more = "",
                   const std::string& map = "")
{
    const Folder folder;
    folder.write("map.csv", map);
    return loadModel(folder.write("case.toml", packageCase + more), overrides);
}

// All messages, cut after the file's name.
std::vector<std::string> messages(const std::vector<std::string>& overrides, const std::string& more = "",
                                  const std::string& map = "", const std::string& entry = "",
                                  const std::string& from = "", const std::string& to = "")
{
    const Folder folder;
    folder.write("map.csv", map);
    const std::filesystem::path library = folder.library();
    if (!entry.empty()) folder.write("library/" + entry, replaced(textOf(library / entry), from, to));
    try {
        loadModel(folder.write("case.toml", packageCase + more), overrides, library);
    } catch (const InputError& error) {
        return error.messages();
    }
    return {};
}

std::string only(const std::vector<std::string>& all)
{
    for (std::size_t i = 1; i < all.size(); ++i) UNSCOPED_INFO("also: " << all[i]);
    REQUIRE(all.size() == 1);
    return all[0];
}

double mapped(const model::Model& model)
{
    double sum = 0;
    for (const cht::PowerMap& map : model.physics.powerMaps)
        for (const cht::PowerRectangle& r : map.rectangles) sum += r.power;
    for (const model::Total& even : model.zonePowers) sum += even.value;
    return sum;
}

double powerIn(const model::Model& model, const std::string& zone)
{
    double sum = 0;
    for (const cht::PowerMap& map : model.physics.powerMaps)
        for (const cht::PowerRectangle& r : map.rectangles) sum += map.zone == zone ? r.power : 0;
    for (const model::Total& even : model.zonePowers) sum += even.of == zone ? even.value : 0;
    return sum;
}

double stated(const model::Model& model, const std::string& name)
{
    for (const Quantity& each : model.stated)
        if (each.name == name) return each.value;
    throw Bug("no quantity " + name);
}

bool lists(const LoadedModel& model, const std::string& placeholder)
{
    return std::count_if(model.placeholders.begin(), model.placeholders.end(),
                         [&](const Placeholder& p) { return p.name == placeholder; }) == 1;
}

} // namespace

TEST_CASE("Every package of the catalogue makes a model of its chip's power")
{
    const std::map<std::string, double> powers = {
        {"nvidia-h100-sxm", 700}, {"nvidia-h200-sxm", 700},     {"nvidia-b200", 1000},      {"nvidia-gb200-gpu", 1200},
        {"nvidia-b300", 1100},    {"nvidia-grace", 300},        {"nvidia-gb300-gpu", 1400}, {"nvidia-rubin", 1800},
        {"nvidia-gb10", 140},     {"nvidia-nvlink-switch", 620}};
    for (const auto& [chip, power] : powers)
        for (const char* spread : {"uniform", "blocks"}) {
            INFO(chip << ", " << spread);
            const bool blocks = std::string(spread) == "blocks";
            if (blocks && power < 650) continue; // no floorplan of blocks
            const model::Model model =
                loaded({"package.chip=" + chip, std::string("package.power-map=") + spread}).model;
            if (chip == "nvidia-nvlink-switch" && blocks) continue;
            CHECK(std::abs(mapped(model) - power) <= 1e-12 * power);
            REQUIRE(model.patchPowers.size() == 1);
            CHECK(model.patchPowers[0].of == "board");
            CHECK(model.patchPowers[0].value == Approx(-0.04 * power).epsilon(1e-12));
            const meshes::PolyMesh mesh = model.mesh.make(1);
            CHECK(mesh.cells() > 1000);
            CHECK(mesh.zoneNames.size() == model.physics.zones.size());
        }
}

TEST_CASE("Memory stacks have their power, dies what is left; all scale alike")
{
    const model::Model b200 = loaded().model;
    CHECK(powerIn(b200, "hbm-8") == Approx(32));
    CHECK(powerIn(b200, "die-2") == Approx(372));
    const model::Model half = loaded({"package.power=500 W", "package.power-map=blocks"}).model;
    CHECK(powerIn(half, "hbm-1") == Approx(16));
    CHECK(powerIn(half, "die-1") == Approx(186));
    const model::Model h100 = loaded({"package.chip=nvidia-h100-sxm"}).model;
    CHECK(powerIn(h100, "hbm-6") == 0);
    CHECK(powerIn(h100, "die-1") == Approx(550));
}

TEST_CASE("A file of powers reaches the dies and stacks in which its rectangles lie")
{
    const std::string map = "name,x [mm],y [mm],width [mm],height [mm],power [W]\n"
                            "hot,-16,-25.05,10,5,100\ncool,0,1,5,5,20\nmemory,17,-22,5,5,10\n";
    const std::string keys = "[mesh]\n";
    const model::Model model = loaded({"package.power-map=file", "package.file=map.csv"}, keys, map).model;
    CHECK(powerIn(model, "die-1") == 100);
    CHECK(powerIn(model, "die-2") == 20);
    CHECK(powerIn(model, "hbm-5") == 10);
    CHECK(model.patchPowers[0].value == Approx(-0.04 * 130));
    const model::Model scaled =
        loaded({"package.power-map=file", "package.file=map.csv", "package.power=1300 W"}, keys, map).model;
    CHECK(powerIn(scaled, "die-1") == Approx(1000).epsilon(1e-12));
    CHECK_THAT(
        only(messages({"package.power-map=file", "package.file=map.csv"}, keys, map + "far,0,-1,5,5,1\n")),
        Contains("rectangle 'far' (x = 0 to 5 mm, y = -1 to 4 mm from the package's centre), which lies in no die or "
                 "memory stack. Move it into one"));
    CHECK_THAT(only(messages({"package.file=map.csv"}, keys, map)), Contains("only that, has a file"));
    CHECK(mapped(loaded({"package.power-map=none"}).model) == 0);
}

TEST_CASE("Interfaces: bond line over conductivity plus contact, with their ranges")
{
    const model::Model model = loaded().model;
    const double r = 50e-6 / 10 + 3e-6;
    CHECK(stated(model, "tim1_resistance") == Approx(r));
    CHECK(stated(model, "tim1_resistance_low") == Approx(30e-6 / 15 + 1e-6));
    CHECK(stated(model, "tim1_resistance_high") == Approx(100e-6 / 5 + 6e-6));
    CHECK(stated(model, "tim1_temperature_uncertainty") == Approx(0.96 * 372 / 800e-6 * (26e-6 - 3e-6) / 2));
    std::map<std::string, double> contacts;
    for (const cht::ContactResistance& contact : model.physics.contacts)
        contacts[contact.zoneA + " " + contact.zoneB] = contact.value;
    CHECK(contacts.at("die-1-bulk plate") == Approx(r));
    CHECK(contacts.at("hbm-8 plate") == Approx(r));
    CHECK(contacts.at("die-2 interposer") == Approx(10e-6));
    const model::Model lidded = loaded({"package.chip=nvidia-rubin"}).model;
    CHECK(stated(lidded, "tim1_resistance") == Approx(60e-6 / 40 + 3e-6));
    CHECK(stated(lidded, "tim2_resistance") == Approx(80e-6 / 10 + 3e-6));
}

TEST_CASE("A map of the first interface gives its places other resistances")
{
    const std::string head = "name,x [mm],y [mm],width [mm],height [mm],resistance [mm2 K/W]\n";
    const std::vector<std::string> keys = {"package.tim1-map=map.csv"};
    const model::Model model = loaded(keys, "", head + "void,-1,-4,4,8,200\nall of hbm-8,16.5,11.9,10,11,4\n").model;
    std::map<std::string, double> contacts;
    for (const cht::ContactResistance& contact : model.physics.contacts)
        contacts[contact.zoneA + " " + contact.zoneB] = contact.value;
    CHECK(contacts.at("die-1-bulk tim1-void") == Approx(200e-6));
    CHECK(contacts.at("die-2-bulk tim1-void") == Approx(200e-6));
    CHECK(contacts.at("mould tim1-void") == Approx(200e-6)); // between the dies
    CHECK(contacts.at("hbm-8 tim1-all of hbm-8") == Approx(4e-6));
    CHECK(contacts.at("die-1-bulk plate") == Approx(8e-6));
    CHECK(contacts.count("hbm-8 plate") == 0); // no face is left
    CHECK(contacts.count("mould tim1-all of hbm-8") == 0);
    const meshes::PolyMesh mesh = model.mesh.make(1);
    CHECK(std::count(mesh.zoneNames.begin(), mesh.zoneNames.end(), "tim1-void") == 1);
    CHECK(mesh.zoneNames.size() == model.physics.zones.size());
    CHECK_THAT(only(messages(keys, "", head + "a,0,0,4,4,20\nb,3,3,4,4,20\n")),
               EndsWith("line 3, 'b': overlaps or is called like 'tim1-a'. Change one of them"));
    CHECK_THAT(only(messages(keys, "", head + "a,38,0,4,4,20\n")),
               EndsWith("leaves what lies on the interface. Move it"));
    CHECK_THAT(only(messages(keys, "", head + "a,0,0,0,4,20\n")), Contains("needs a size above 0"));
    CHECK_THAT(
        only(messages({"package.tim1-map=map.csv", "cold-plate.base-thickness=0 mm"}, "", head + "a,0,0,4,4,20\n")),
        Contains("is of an interface, and nothing lies on the dies"));
}

TEST_CASE("Placeholders are those that the result depends on, each once")
{
    const LoadedModel uniform = loaded();
    CHECK(lists(uniform, "nvidia-blackwell.dies"));
    CHECK(lists(uniform, "nvidia-blackwell.tim1-thickness"));
    CHECK(lists(uniform, "high-performance-tim.conductivity"));
    CHECK(lists(uniform, "hbm-stack.through-conductivity"));
    CHECK(lists(uniform, "nvidia-b200.stack-powers"));
    CHECK_FALSE(lists(uniform, "nvidia-blackwell.blocks"));
    CHECK_FALSE(lists(uniform, "nvidia-b200.idle-power"));
    CHECK_FALSE(lists(uniform, "hbm-stack.density")); // steady
    CHECK(lists(loaded({"package.power-map=blocks"}), "nvidia-blackwell.blocks"));
    CHECK(lists(loaded({"time.end=1 s", "time.step=0.1 s"}), "hbm-stack.density"));
    CHECK_FALSE(lists(loaded({"cold-plate.base-thickness=0 mm"}), "nvidia-blackwell.tim1-thickness"));
}

TEST_CASE("What the case says itself goes before what the package brings")
{
    const model::Model model =
        loaded({}, "[zones.mould]\nconductivity = \"2 W/(m K)\"\n"
                   "[boundaries.board]\ntype = \"wall\"\nambient = \"50 degC\"\n"
                   "heat-transfer-coefficient = \"10 W/(m2 K)\"\n"
                   "[[contacts]]\nzones = [\"plate\", \"die-1-bulk\"]\nresistance = \"1 mm2 K/W\"\n")
            .model;
    int moulds = 0;
    for (const cht::ZoneMaterial& zone : model.physics.zones)
        if (zone.zone == "mould") moulds += zone.conductivity(300) == 2 ? 1 : 100;
    CHECK(moulds == 1);
    CHECK(model.patchPowers.empty());
    int pairs = 0;
    for (const cht::ContactResistance& contact : model.physics.contacts)
        pairs += (contact.zoneA == "die-1-bulk" || contact.zoneB == "die-1-bulk") ? 1 : 0;
    CHECK(pairs == 1);
}

TEST_CASE("The effective case of a package loads to the same")
{
    const Folder folder;
    const LoadedModel first = loaded();
    const LoadedModel again = loadModel(folder.write("effective.toml", first.effective), {});
    CHECK(again.hash == first.hash);
    CHECK(again.model.physics.contacts.size() == first.model.physics.contacts.size());
}

TEST_CASE("Wrong packages are refused with the place of the parameter")
{
    CHECK_THAT(
        only(messages({"package.chip=nvidia-b20"})),
        Contains("package.chip = \"nvidia-b20\" is not in the catalogue. The nearest is \"nvidia-b200\"; chips has "));
    CHECK_THAT(only(messages({"cold-plate.width=40 mm", "package.chip=nvidia-h100-sxm", "cold-plate.length=20 mm"})),
               Contains("cold-plate.width = 40 mm leaves die-1, hbm-1, hbm-2") &&
                   Contains("hbm-6 of nvidia-gh100 uncovered: the plate is 20 x 40 mm. Enlarge it"));
    CHECK_THAT(only(messages({"package.power-map=blocks", "package.chip=nvidia-grace"})),
               Contains("needs block-names, blocks and block-shares, which nvidia-grace does not have"));
    CHECK_THAT(only(messages({}, "", "", "packages/nvidia-blackwell.toml", "-16, 0.05, 32, 25", "-16, -0.5, 32, 25")),
               Contains("nvidia-blackwell.toml:") && Contains("nvidia-blackwell.dies: 'die-1'") &&
                   Contains("overlaps 'die-2'"));
    CHECK_THAT(
        only(messages({}, "", "", "packages/nvidia-blackwell.toml", "-16, -25.05, 32, 25", "-16, -25.6, 32, 25")),
        Contains("dies: 'die-1'") && Contains("leaves 'interposer'"));
    CHECK_THAT(only(messages({}, "", "", "packages/nvidia-blackwell.toml", "\"die-1\", \"die-2\"", "\"die-1\"")),
               EndsWith("nvidia-blackwell.dies has 8 values for 1 parts. Give x, y, length and width of each"));
    CHECK_THAT(only(messages({}, "", "", "chips/nvidia-b200.toml", "[32, 32, 32, 32, 32, 32, 32, 32]", "[32, 32]")),
               Contains("has 2 values, but nvidia-blackwell has 8 stacks. Give one for each"));
    CHECK_THAT(only(messages({"package.power-map=blocks"}, "", "", "packages/nvidia-blackwell.toml",
                             "0.405, 0.09, 0.405", "0.405, 0.09, 0.4")),
               Contains("must be one share for each block and sum to 1"));
    CHECK_THAT(only(messages({}, "[mesh]\nrecipe = \"microchannel\"\n")),
               Contains("does not go with [package], which makes its own mesh"));
    CHECK_THAT(only(messages({"package.board-share=1.5"})), Contains("out of range"));
    CHECK_THAT(only(messages({}, "[boundaries.top]\ntype = \"wall\"\ntemperature = \"40 degC\"\n")),
               Contains("cold-plate and boundaries.top both say what is on the package's upper side"));
}

namespace {

const std::string channelPlate = "volume-flow = \"1 L/min\"\ncoolant = \"pg25\"\ninlet-temperature = \"40 degC\"\n"
                                 "length = \"70 mm\"\nwidth = \"64 mm\"\nbase-thickness = \"2 mm\"\n"
                                 "finned-length = \"56 mm\"\nfinned-width = \"56 mm\"\n";

// The package case with another plate; its messages.
std::vector<std::string> plateMessages(const std::string& keys)
{
    const Folder folder;
    const std::string text = packageCase.substr(0, packageCase.find("recipe")) + channelPlate + keys;
    try {
        loadModel(folder.write("case.toml", text), {}).model.mesh.make(0.5);
    } catch (const InputError& error) {
        return error.messages();
    }
    return {};
}

} // namespace

TEST_CASE("Plates with their coolant are part of the package's mesh")
{
    for (const char* keys : {"recipe = \"microchannel\"\nchannel-gap = \"2 mm\"\nfin-thickness = \"2 mm\"\n",
                             "recipe = \"split-flow\"\nchannel-gap = \"2 mm\"\nfin-thickness = \"2 mm\"\n",
                             "recipe = \"serpentine\"\nchannel-gap = \"6 mm\"\nfin-thickness = \"4 mm\"\npasses = 5\n",
                             "recipe = \"pin-fin\"\npin = \"2 mm\"\npitch-along = \"6 mm\"\npitch-across = \"6 mm\"\n",
                             "recipe = \"microchannel\"\nfins = \"porous\"\ndarcy = \"1e9 1/m2\"\n"
                             "base-coefficient = \"30000 W/(m2 K)\"\n"}) {
        INFO(keys);
        const Folder folder;
        const std::string text = packageCase.substr(0, packageCase.find("recipe")) + channelPlate + keys;
        const model::Model model = loadModel(folder.write("case.toml", text), {}).model;
        const meshes::PolyMesh mesh = model.mesh.make(0.5);
        for (const cht::ZoneMaterial& zone : model.physics.zones) {
            INFO(zone.zone);
            CHECK(std::count(mesh.zoneNames.begin(), mesh.zoneNames.end(), zone.zone) == 1);
        }
        CHECK(mesh.zoneNames.size() == model.physics.zones.size());
        for (const char* patch : {"inlet", "outlet", "board"})
            CHECK(std::any_of(mesh.patches.begin(), mesh.patches.end(),
                              [&](const meshes::MeshPatch& p) { return p.name == patch && p.size > 0; }));
        REQUIRE(model.volumeFlows.size() == 1);
        CHECK(model.volumeFlows[0].value == Approx(1e-3 / 60));
    }
}

TEST_CASE("Impossible plates are refused with the parameter's place")
{
    const std::string straight = "recipe = \"microchannel\"\n";
    CHECK_THAT(
        only(plateMessages(straight + "fin-thickness = \"1 mm\"\n")),
        Contains("case.toml:5:1: cold-plate.channel-gap is 0 mm, and there is no such plate. Give a size above 0"));
    CHECK_THAT(only(plateMessages(straight + "fin-thickness = \"1 mm\"\nchannel-gap = \"57 mm\"\n")),
               Contains("case.toml:16:") &&
                   EndsWith("cold-plate.channel-gap of 57 mm does not fit a finned width of 56 mm. Make it narrower"));
    CHECK_THAT(
        only(plateMessages("recipe = \"pin-fin\"\npin = \"3 mm\"\npitch-along = \"3 mm\"\npitch-across = \"4 mm\"\n")),
        EndsWith("cold-plate.pitch-along of 3 mm leaves no gap between pins of 3 mm. Make the pins thinner"));
    CHECK_THAT(only(plateMessages("recipe = \"split-flow\"\nslot = \"60 mm\"\nfin-thickness = \"1 mm\"\nchannel-gap = "
                                  "\"1 mm\"\n")),
               EndsWith("cold-plate.slot of 60 mm does not leave a wall or plenum in finned-length of 56 mm. Make it "
                        "smaller"));
    CHECK_THAT(
        only(plateMessages("recipe = \"serpentine\"\nfin-thickness = \"4 mm\"\nchannel-gap = \"6 mm\"\npasses = 9\n")),
        Contains("9 passes are 86 mm wide, and the finned width is 56 mm"));
    CHECK_THAT(only(plateMessages(straight + "fins = \"porous\"\ndarcy = \"1e9 1/m2\"\n")),
               EndsWith("cold-plate.fins = porous needs cold-plate.base-coefficient. Add it"));
    CHECK_THAT(
        only(plateMessages(straight + "fin-thickness = \"1 mm\"\nchannel-gap = \"1 mm\"\ndarcy = \"1e9 1/m2\"\n")),
        EndsWith("cold-plate.darcy is of porous fins. Remove it, or write fins = \"porous\""));
    CHECK_THAT(only(plateMessages("recipe = \"microchanel\"\n")), Contains("The nearest is \"microchannel\""));
}
