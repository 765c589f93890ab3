// Chip packages: the catalogue's group and the sections [package] and [cold-plate] of a case.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/LibraryKeys.h"
#include "solver/case/ModelKeys.h"

namespace coldloop::case_file {

namespace {

Key length(const char* name, const char* text) { return quantity(name, Kind::length, text).in(above("0 mm")); }

Key extent(const char* name, const char* text)
{
    return quantities(name, Kind::length, text).in(above("0 mm")).exactly(2);
}

Key floorplan(const char* name, const char* text) { return quantities(name, Kind::length, text); }

std::vector<Key> interfaceKeys(const std::string& name, const std::string& where, bool required)
{
    std::vector<Key> keys{reference(name, "interface-materials", where),
                          quantity(name + "-thickness", Kind::length, "its bond line").in(above("0 um")),
                          quantity(name + "-contact-resistance", Kind::areaResistance,
                                   "of its two surfaces together, besides the bond line")
                              .in(atLeast("0 mm2 K/W"))};
    if (!required)
        for (Key& key : keys) key = key.optional();
    return keys;
}

const char* const flows = "microchannel|split-flow|serpentine|pin-fin";
const char* const finned = "microchannel|split-flow";
const char* const channelled = "microchannel|split-flow|serpentine";

std::vector<Key> flowKeys()
{
    return {
        reference("coolant", "coolants", "the coolant").of(flows),
        quantity("volume-flow", Kind::volumeFlow, "of the plate, at the inlet").in(above("0 L/min")).of(flows),
        quantity("inlet-temperature", Kind::temperature, "of the coolant").of(flows),
        length("cover-thickness", "over the coolant").of(flows).byDefault("1 mm"),
        length("fin-height", "and height of the channels").of(flows).byDefault("2 mm"),
        length("finned-length", "of the part with channels, fins or pins, along the flow").of(flows),
        length("finned-width", "across the flow").of(flows),
        choice(
            "fins", {"resolved", "upscaled", "porous"},
            "each fin and channel in the mesh; or coarse ones with coefficients from one channel solved in full; or a "
            "porous zone with the coefficients below")
            .of(finned)
            .byDefault("resolved"),
        count("channels-in-one", "channels that a coarse one of upscaled fins stands for, about")
            .in(between("1", "1000"))
            .of(finned)
            .byDefault("4"),
        length("channel-gap", "width of a channel").of(channelled).optional(),
        length("fin-thickness", "between two channels").of(channelled).optional(),
        quantity("darcy", Kind::perArea,
                 "D of the porous fins along the flow: dp/dx = -mu D u - density F u^2 / 2, u of "
                 "the whole cross-section; across it a hundred times as much")
            .in(above("0 1/m2"))
            .of(finned)
            .optional(),
        quantity("forchheimer", Kind::perLength, "F of the same").in(atLeast("0 1/m")).of(finned).byDefault("0 1/m"),
        quantity(
            "base-coefficient", Kind::heatTransferCoefficient,
            "of the porous fins: heat per plane area of the base, over the difference between base and mean coolant "
            "above it")
            .in(above("0 W/(m2 K)"))
            .of(finned)
            .optional(),
        length("slot", "in the cover over the channels' middle, along the flow").of("split-flow").byDefault("3 mm"),
        count("passes", "of the channel; an even number brings the outlet beside the inlet")
            .in(between("1", "1000"))
            .of("serpentine")
            .byDefault("4"),
        length("pin", "side of a square pin").of("pin-fin").optional(),
        length("pitch-along", "of the pins along the flow").of("pin-fin").optional(),
        length("pitch-across", "of the pins across the flow").of("pin-fin").optional(),
        choice("arrangement", {"in-line", "staggered"}, "of the pins").of("pin-fin").byDefault("in-line"),
        count("cells-gap", "across a channel").in(between("1", "100")).of(channelled).byDefault("4"),
        count("cells-fin", "across a fin, wall or pin").in(between("1", "100")).of(flows).byDefault("2"),
        count("cells-height", "over the fins' height").in(between("1", "200")).of(flows).byDefault("6")};
}

Section coldPlate()
{
    Section section{
        "cold-plate",
        "What cools a package, centred on it. \"convection\": its upper side, or that of a base on it, gives heat to a "
        "coolant of one temperature by one coefficient. The others are plates with their coolant in the mesh: "
        "\"microchannel\" has straight channels between two plenums that are open over the finned width at both ends; "
        "in "
        "\"split-flow\" the coolant comes through a slot in the cover over the channels' middle and leaves at both "
        "ends; "
        "\"serpentine\" is one channel to and fro; \"pin-fin\" has square pins.",
        {choice("recipe", {"convection", "microchannel", "split-flow", "serpentine", "pin-fin"}, "kind of plate"),
         quantity("heat-transfer-coefficient", Kind::heatTransferCoefficient, "on the upper side, of its plane area")
             .in(above("0 W/(m2 K)"))
             .of("convection"),
         quantity("coolant-temperature", Kind::temperature, "of the coolant").of("convection"),
         quantity("length", Kind::length, "of the plate along the flow; without the key that of the substrate")
             .in(above("0 mm"))
             .optional(),
         quantity("width", Kind::length, "of the plate across the flow; without the key that of the substrate")
             .in(above("0 mm"))
             .optional(),
         quantity("base-thickness", Kind::length,
                  "under the coolant; with convection 0 mm: the coolant is on the package")
             .in(atLeast("0 mm"))
             .byDefault("0 mm"),
         reference("material", "solids", "of the plate").byDefault("copper-c110")}};
    for (Key& key : flowKeys()) section.keys.push_back(std::move(key));
    section.variantKey = "recipe";
    section.required = false;
    return section;
}

Section package()
{
    Section section{
        "package",
        "A chip package of the catalogue takes the place of [mesh], [zones] and [boundaries]: stack, materials, "
        "interfaces, powers, board path and sensors come from it. [zones.NAME], [boundaries.NAME] and [[contacts]] of "
        "the "
        "case go before its own. x runs along the flow, y across, z upwards; x = y = 0 is the package's centre.",
        {reference("chip", "chips", "the chip, one with a package"),
         quantity("power", Kind::power,
                  "of dies and memory together; without the key the chip's thermal design power, or "
                  "what the file says")
             .in(atLeast("0 W"))
             .optional(),
         choice(
             "power-map", {"uniform", "blocks", "file", "none"},
             "how each die's power is spread: evenly, over the blocks of its floorplan, as a CSV says, or not at all "
             "(by [[power-maps]])")
             .byDefault("uniform"),
         fileKey("file", "CSV of powers on dies and memory: columns name, x [mm], y [mm], width [mm] (along y), height "
                         "[mm] ..., as in [[power-maps]], from the package's centre")
             .optional(),
         fileKey("tim1-map",
                 "CSV of the first interface's resistance where it differs (voids, thin or dry places): columns "
                 "name, x [mm], y [mm], width [mm], height [mm], resistance [mm2 K/W], from the package's centre")
             .optional(),
         quantity("board-share", Kind::dimensionless,
                  "of the power leaves through the board, evenly below interposer or dies (62nd DAC, ENGPOST304: 4 %)")
             .in({"0", "1", false, true})
             .byDefault("4 %"),
         quantity("cell-size", Kind::length, "of the mesh along x and y, at most")
             .in(above("0 mm"))
             .byDefault("1 mm")}};
    section.required = false;
    return section;
}

} // namespace

Section packagesGroup()
{
    Section section{
        "packages",
        "A chip package as a stack of floorplans, each centred on the package unless it says otherwise. A floorplan is "
        "a "
        "list of four lengths for each part: x and y of its lower corner from the package's centre, extent along x "
        "(the "
        "coolant's flow) and along y. Dies and memory stacks are of one height. Without a lid the cold plate is on the "
        "dies, by the first interface.",
        {texts("die-names", "a name for each die"),
         floorplan("dies", "floorplan of the dies"),
         length("die-thickness", "of the dies, the active layer included"),
         length("active-thickness", "of the layer on the dies' lower side that is heated"),
         reference("die-material", "solids", "of the dies"),
         floorplan("stacks", "floorplan of the memory stacks").optional(),
         reference("stack-material", "solids", "of the memory stacks").optional(),
         texts("block-names", "blocks of a die, for power-map = \"blocks\"").optional(),
         quantities("blocks", Kind::dimensionless,
                    "floorplan of a die's blocks, in shares of its length and width from its lower corner")
             .in(between("0", "1"))
             .optional(),
         quantities("block-shares", Kind::dimensionless, "of the die's power in each block")
             .in(between("0", "1"))
             .optional(),
         reference("mould-material", "solids", "around the dies on the interposer; without the key nothing").optional(),
         extent("interposer", "length and width; without the key the dies are on the substrate").optional(),
         length("interposer-thickness", "of the interposer").optional(),
         reference("interposer-material", "solids", "of the interposer").optional(),
         quantity("bump-resistance", Kind::areaResistance, "between dies or stacks and what they are on")
             .in(atLeast("0 mm2 K/W")),
         extent("substrate", "length and width"),
         length("substrate-thickness", "of the substrate"),
         reference("substrate-material", "solids", "of the substrate"),
         length("stiffener-width", "of a frame on the substrate's rim").optional(),
         length("stiffener-thickness", "of that frame").optional(),
         reference("stiffener-material", "solids", "of that frame").optional(),
         extent("lid", "length and width; without the key the dies are bare").optional(),
         length("lid-thickness", "of the lid").optional(),
         reference("lid-material", "solids", "of the lid").optional()}};
    for (Key& key : interfaceKeys("tim1", "on the dies and stacks", true)) section.keys.push_back(key);
    for (Key& key : interfaceKeys("tim2", "between lid and cold plate", false)) section.keys.push_back(key);
    return section;
}

std::vector<Section> packageSections() { return {package(), coldPlate()}; }

} // namespace coldloop::case_file
