// The groups of the catalogue (folders of cases/library) and the keys of their entries.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/case/LibraryKeys.h"

namespace coldloop::case_file {

Key temperatureKey(std::string name, std::string text)
{
    return quantity(std::move(name), Kind::temperature, std::move(text)).in(between("-50 degC", "200 degC"));
}

namespace {

Section chips()
{
    return {
        "chips",
        "A chip: its power and its limits. Without the three limits it has no clock governor; without clocks and "
        "voltages its power does not depend on the clock.",
        {choice("kind", {"gpu", "cpu", "switch"}, "kind of chip"),
         quantity("thermal-design-power", Kind::power, "leakage at the reference temperature included")
             .in(above("0 W")),
         quantity("idle-power", Kind::power, "leakage at the idle temperature included").in(atLeast("0 W")),
         temperatureKey("idle-temperature", "junction at which the idle power holds"),
         quantity("leakage-share", Kind::dimensionless, "of TDP at the reference temperature")
             .in({"0", "1", false, true})
             .optional(),
         temperatureKey("leakage-reference-temperature", "junction at which the leakage share holds").optional(),
         quantity("leakage-exponent", Kind::perTemperature, "leakage grows by exp(this (T - reference))")
             .in(atLeast("0 1/K"))
             .optional(),
         quantity("maximum-clock", Kind::frequency, "full clock").in(above("0 MHz")).optional(),
         quantity("flat-voltage-clock", Kind::frequency, "the voltage is least up to this clock, then linear")
             .in(above("0 MHz"))
             .optional(),
         quantity("minimum-voltage", Kind::voltage, "least voltage").in(above("0 V")).optional(),
         quantity("maximum-voltage", Kind::voltage, "voltage at full clock").in(above("0 V")).optional(),
         temperatureKey("max-operating-temperature", "the clock is cut above it").optional(),
         temperatureKey("slowdown-temperature", "hardware slowdown").optional(),
         temperatureKey("shutdown-temperature", "the chip goes off and stays off").optional(),
         quantity("clock-cut", Kind::perTemperature, "clock cut per kelvin above the operating limit")
             .in(above("0 %/K"))
             .optional(),
         quantity("slowdown-clock", Kind::dimensionless, "clock in hardware slowdown, of the maximum")
             .in(efficiency())
             .optional(),
         quantity("minimum-clock", Kind::dimensionless, "the proportional cut goes no lower, of the maximum")
             .in(efficiency())
             .optional(),
         quantity("hysteresis", Kind::temperatureDifference, "slowdown ends this far below its temperature")
             .in(atLeast("0 K"))
             .optional(),
         reference("package", "packages", "its package, for 3-D models").optional(),
         quantities("stack-powers", Kind::power,
                    "of the thermal design power in the package's memory stacks, one for each; without the key none")
             .in(atLeast("0 W"))
             .optional(),
         quantities("die-shares", Kind::dimensionless,
                    "of what is left in the package's dies, one for each; without the key by their areas")
             .in(between("0", "1"))
             .optional()}};
}

Section superchips()
{
    return {"superchips",
            "GPUs and one CPU on one board. Its power must be the sum of its chips' within 1 %.",
            {reference("gpu", "chips", "its GPU"), count("gpus", "GPUs per superchip").in(between("1", "16")),
             reference("cpu", "chips", "its CPU, one"),
             quantity("thermal-design-power", Kind::power, "of the whole superchip").in(above("0 W"))}};
}

std::vector<Key> microchannelKeys()
{
    const auto length = [](const char* name, const char* text) {
        return quantity(name, Kind::length, text).in(above("0 mm")).of("microchannel");
    };
    return {
        length("channel-gap", "width of a channel"),
        length("fin-thickness", "between two channels"),
        length("fin-height", "and channel height"),
        length("base-thickness", "under the fins"),
        length("finned-length", "along the flow"),
        length("finned-width", "across the flow"),
        length("die-length", "of one die along the flow"),
        length("die-width", "of one die across the flow"),
        count("dies", "side by side across the flow").in(between("1", "16")).of("microchannel"),
        length("silicon-thickness", "of the die"),
        reference("silicon", "solids", "the die's material").of("microchannel"),
        reference("base", "solids", "material of base and fins").of("microchannel"),
        reference("interface-material", "interface-materials", "between die and base").of("microchannel"),
        length("interface-thickness", "of that material"),
        quantity("nominal-flow", Kind::volumeFlow, "of the plate").in(above("0 L/min")).of("microchannel"),
        quantities("sample-flows", Kind::dimensionless, "flows at which the 3-D solver runs, of nominal; at least 4")
            .in(above("0"))
            .rising()
            .of("microchannel"),
        quantities("sample-temperatures", Kind::temperature, "inlet temperatures at which it runs; at least 2")
            .in(between("0 degC", "100 degC"))
            .rising()
            .of("microchannel"),
        quantity("plenum-share", Kind::dimensionless, "plenums and ports, of the plate's pressure drop")
            .in({"0", "1", false, true})
            .of("microchannel"),
        count("cells", "of the slice's mesh, at most").in(between("1000", "10000000")).of("microchannel")};
}

Section coldPlates()
{
    Section section{"cold-plates",
                    "A cold plate. \"microchannel\": resolved by 3-D CFD. \"lumped\": one resistance.",
                    {choice("model", {"microchannel", "lumped"}, "how it is computed")}};
    const std::vector<Key> microchannel = microchannelKeys();
    section.keys.insert(section.keys.end(), microchannel.begin(), microchannel.end());
    const std::vector<Key> others = {
        quantity("resistance", Kind::thermalResistance, "(junction - inlet) / power").in(above("0 K/W")).of("lumped"),
        quantity("quadratic-loss", Kind::quadraticLoss, "K of dp = K m^2").in(above("0 Pa/(kg/s)^2")).of("lumped"),
        quantity("plate-heat-capacity", Kind::heatCapacity, "metal and the coolant in it").in(above("0 J/K")),
        quantity("die-heat-capacity", Kind::heatCapacity, "die with the silicon and TIM side of the plate")
            .in(above("0 J/K"))};
    section.keys.insert(section.keys.end(), others.begin(), others.end());
    section.variantKey = "model";
    return section;
}

std::vector<Key> rackHydraulicKeys()
{
    return {reference("quick-disconnect", "quick-disconnects", "one at supply and one at return of each tray"),
            reference("manifold", "manifolds", "supply and return header"),
            quantity("hose-length", Kind::length, "of a tray, supply and return together").in(above("0 m")),
            quantity("hose-diameter", Kind::length, "inside").in(above("0 mm")),
            quantity("hose-roughness", Kind::length, "of its wall").in(atLeast("0 mm")),
            quantity("tray-volume", Kind::volume, "coolant in a tray").in(above("0 L")),
            quantity("manifold-volume", Kind::volume, "coolant in manifolds and hoses").in(above("0 L")),
            quantity("metal-mass", Kind::mass, "in contact with the coolant").in(atLeast("0 kg")),
            quantity("metal-specific-heat", Kind::specificHeat, "of that metal").in(above("0 J/(kg K)")),
            quantity("max-flow", Kind::volumeFlow, "sustained; exceeding it is flagged").in(above("0 L/min")),
            quantity("tray-max-pressure-drop", Kind::pressureDifference, "exceeding it is flagged").in(above("0 kPa"))};
}

Section racks()
{
    Section section{
        "racks",
        "A rack of compute and switch trays. A compute tray has superchips in parallel, each a group of parallel GPU "
        "plates followed in series by its CPU's plate; a switch tray has parallel switch plates.",
        {choices("trays", {"compute", "switch"}, "the trays from bottom to top"),
         choice("plate-arrangement", {"gpus-parallel-then-cpu"}, "how the plates of a superchip are connected"),
         reference("superchip", "superchips", "of a compute tray"),
         count("superchips-per-tray", "in parallel").in(between("1", "16")),
         reference("gpu-plate", "cold-plates", "plate of a GPU, of model microchannel"),
         reference("cpu-plate", "cold-plates", "plate of a CPU, of model lumped"),
         reference("switch-chip", "chips", "of a switch tray"),
         count("switches-per-tray", "in parallel").in(between("1", "16")),
         reference("switch-plate", "cold-plates", "plate of a switch chip, of model lumped"),
         quantity("other-tray-heat", Kind::power, "to the coolant of a compute tray besides the chips")
             .in(atLeast("0 W")),
         quantity("air-heat", Kind::power, "to the room").in(atLeast("0 W")),
         quantity("rated-power", Kind::power, "of the rack").in(above("0 W"))}};
    const std::vector<Key> hydraulics = rackHydraulicKeys();
    section.keys.insert(section.keys.end(), hydraulics.begin(), hydraulics.end());
    for (const char* side : {"width", "depth", "height"})
        section.keys.push_back(quantity(side, Kind::length, "for pictures").in(above("0 m")));
    return section;
}

// Every entry begins with a line about what it is.
std::vector<Section> describedGroups(std::vector<Section> groups)
{
    for (Section& group : groups)
        group.keys.insert(group.keys.begin(), textKey("description", "what it is, in one line"));
    return groups;
}

} // namespace

const std::vector<Section>& libraryGroups()
{
    static const Key conductivity =
        quantity("conductivity", Kind::conductivity, "thermal conductivity").in(above("0 W/(m K)"));
    static const std::vector<Section> groups =
        describedGroups({chips(),
                         superchips(),
                         packagesGroup(),
                         coldPlates(),
                         racks(),
                         {"quick-disconnects",
                          "A dripless coupling.",
                          {quantity("kv", Kind::flowCoefficient, "of one coupling").in(above("0 m3/h"))}},
                         {"manifolds",
                          "The supply or return header of a rack.",
                          {quantity("diameter", Kind::length, "inside").in(above("0 mm")),
                           quantity("length", Kind::length, "over all trays").in(above("0 m")),
                           quantity("roughness", Kind::length, "of its wall").in(atLeast("0 mm"))}},
                         cdusGroup(),
                         chillersGroup(),
                         towersGroup(),
                         coolantsGroup(),
                         {"solids",
                          "A solid of constant properties.",
                          {conductivity,
                           quantity("through-conductivity", Kind::conductivity,
                                    "along z where it differs; `conductivity` is then along x and y")
                               .in(above("0 W/(m K)"))
                               .optional(),
                           quantity("density", Kind::density, "density").in(above("0 kg/m3")),
                           quantity("specific-heat", Kind::specificHeat, "specific heat").in(above("0 J/(kg K)"))}},
                         {"interface-materials", "A thermal interface material.", {conductivity}}});
    return groups;
}

} // namespace coldloop::case_file
